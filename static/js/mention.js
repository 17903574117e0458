// Whom one may mention: typed after "@", offered by name with position and unit, people of this
// question first. The name stands in the box; draft.js knows the link behind it.
import { isNamed, remember } from "./draft.js";

const WAIT = 250;
const page = document;
const place = page.querySelector("[data-people]");
let timer = 0;
let list = null;
let chosen = 0;

page.addEventListener("input", (event) => look(event.target));
page.addEventListener("focusout", () => setTimeout(close, 150));
page.addEventListener("keydown", (event) => {
  if (!list) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(chosen + moves[event.key]);
  else if (event.key === "Enter" || event.key === "Tab") list.children[chosen].click();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});

function look(field) {
  if (!field?.matches("[data-people] textarea")) return;
  clearTimeout(timer);
  const text = typed(field);
  if (text.length < 2) return close();
  timer = setTimeout(() => offer(field, text), WAIT);
}

// What stands between "@" and the caret, or nothing.
function typed(field) {
  const before = field.value.slice(0, field.selectionStart);
  const name = before.match(/(?:^|\s)@([\p{L}][\p{L}' .]{0,40})$/u)?.[1] ?? "";
  return isNamed(name) ? "" : name;
}

async function offer(field, text) {
  try {
    const answer = await fetch(`${place.dataset.people}?q=${encodeURIComponent(text)}`);
    const { people } = await answer.json();
    if (typed(field) === text) draw(field, people);
  } catch {
    close(); // no signal: the text is as good without a mention
  }
}

function draw(field, people) {
  close();
  if (!people.length) return;
  list = page.createElement("ul");
  list.id = "orang";
  list.className = "mention";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", place.dataset.peopleLabel);
  for (const [index, person] of people.entries()) {
    const row = page.createElement("li");
    row.id = `orang-${index}`;
    row.setAttribute("role", "option");
    const name = page.createElement("b");
    name.textContent = person.name;
    row.append(name, ` — ${person.line}`);
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => insert(field, person));
    list.append(row);
  }
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  choose(0);
}

function choose(index) {
  chosen = (index + list.children.length) % list.children.length;
  for (const [at, row] of [...list.children].entries()) row.setAttribute("aria-selected", at === chosen);
  list.previousElementSibling.setAttribute("aria-activedescendant", `orang-${chosen}`);
}

function insert(field, person) {
  const end = field.selectionStart;
  const start = end - typed(field).length - 1;
  const link = `[@${person.name}](${person.to}) `;
  field.setRangeText(remember(person.name, person.to) ? `@${person.name} ` : link, start, end, "end");
  close();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function close() {
  list?.previousElementSibling?.removeAttribute("aria-activedescendant");
  list?.remove();
  list = null;
}

look(page.activeElement); // this module comes with the first focus: a quick hand has typed by then
