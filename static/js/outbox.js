// What cannot be sent for want of a signal waits on this phone and is sent once, in order, as soon
// as there is one (row 84). The form's key makes sending it twice one thing (foundation/once.py).
import { choice, keptHere, longestOf, shortened } from "./draft.js";

const page = document;
const words = page.getElementById("toasts").dataset;
const MINE = `outbox:${page.body.dataset.me}:`;
const PATIENCE = 30_000;
const AGAIN = 15_000;
const GIVEN_BACK = [400, 404, 409, 410, 413, 422];

const waiting = () => keptHere((one) => one.startsWith(MINE));

// Only what makes one thing, however often it is sent: a form with a key and without a version.
page.addEventListener("submit", (event) => {
  const form = event.target;
  const isOnce = form.matches("form[data-draft]") && form.elements.key?.value && !form.elements.version;
  if (event.defaultPrevented || !isOnce || event.submitter?.name || form.enctype.startsWith("multipart")) return;
  event.preventDefault();
  sendNow(form);
});

async function sendNow(form) {
  const item = itemOf(form);
  const outcome = await send(item);
  if (outcome.to) return open(outcome.to);
  if (outcome.isAnswered) return form.submit(); // the server's sentence stands on its own page
  localStorage.setItem(MINE + form.elements.key.value, JSON.stringify(item));
  form.dispatchEvent(new CustomEvent("outbox:kept"));
  const button = form.querySelector("[aria-busy=true]");
  button?.removeAttribute("aria-busy");
  if (button?.dataset.said) button.textContent = button.dataset.said;
  form.hidden = true;
  draw();
}

function itemOf(form) {
  const pairs = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const label = shortened(form.elements.title?.value || longestOf(pairs));
  return { at: Date.now(), to: form.action, page: location.pathname, path: form.dataset.draft, label, pairs };
}

// {to} where it was published, {isAnswered, status} where the server says no, {} without a signal.
async function send(item, when = "1") {
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { "X-Outbox": when, "X-CSRFToken": token };
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const body = new URLSearchParams(item.pairs);
    const answer = await fetch(item.to, { method: "POST", body, headers, signal });
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { to: isOurs ? (await answer.json()).to : "", isAnswered: true, status: answer.status };
  } catch {
    return {};
  }
}

function open(to) {
  const target = new URL(to, location.href);
  if (target.pathname !== location.pathname) return location.assign(target);
  history.replaceState(null, "", target);
  location.reload();
}

// One tab at a time; what the server refuses is a draft again.
async function flush() {
  if (!waiting().length || !page.querySelector("[name=csrfmiddlewaretoken]")) return;
  // Without locks (no HTTPS) two tabs may both send; the key still makes one thing.
  if (navigator.locks) await navigator.locks.request("outbox", { ifAvailable: true }, (lock) => lock && sendAll());
  else await sendAll();
  draw();
}

async function sendAll() {
  for (const item of waiting()) {
    const { to, status } = await send(item, "later");
    if (!to && !GIVEN_BACK.includes(status)) return;
    localStorage.removeItem(item.stored);
    if (!to) giveBack(item);
    tell((to ? words.outboxSent : words.outboxFailed).replace("%s", item.label), to || item.page);
    if (to) showOwn(new URL(to, location.href));
  }
}

// An answer stands on its open page at once: to its writer it is no news.
function showOwn({ pathname, hash }) {
  const isHere = pathname === location.pathname && hash.startsWith("#j-");
  if (isHere) page.querySelector("live-region [data-load]")?.click();
}

function giveBack(item) {
  const key = `draft:${page.body.dataset.me}:${item.path}`;
  const values = item.pairs.filter(([name]) => name !== "key");
  localStorage.setItem(key, JSON.stringify({ at: item.at, tab: "outbox", sequence: Infinity, values }));
}

function tell(sentence, to) {
  const line = page.createElement("p");
  line.className = "toast";
  const link = page.createElement("a");
  link.href = to;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open(to);
  });
  link.textContent = words.outboxOpen;
  line.append(sentence, link);
  page.getElementById("toasts").replaceChildren(line);
}

// Where it was written, while that form stands here; else at the top.
function draw() {
  const place = page.querySelector("form[data-draft][hidden]");
  for (const line of page.querySelectorAll(".outbox")) line.remove();
  for (const item of waiting()) {
    const line = page.createElement("div");
    line.className = "notice outbox";
    line.setAttribute("role", "status");
    const text = page.createElement("span");
    text.textContent = words.outboxWaits.replace("%s", item.label);
    line.append(text, choice(words.outboxNow, flush), choice(words.outboxBack, () => takeBack(item)));
    if (place) place.before(line);
    else page.querySelector("main").prepend(line);
  }
}

function takeBack(item) {
  localStorage.removeItem(item.stored);
  giveBack(item);
  location.assign(item.page);
}

draw();
flush();
addEventListener("online", flush);
addEventListener("storage", (event) => event.key?.startsWith(MINE) && draw()); // another tab has sent
setInterval(() => page.hidden || flush(), AGAIN);
