// What is typed into a long form is kept on this phone until it was sent (ux D12), and on the
// server for the person's other devices. Nothing is overwritten: the tab that comes second is told,
// and what a draft replaces can be brought back.
const WAIT = 800;
const SYNC = 20_000;
const TAB = Math.random().toString(36).slice(2);
const OPENED = Date.now();
const page = document;
const words = page.getElementById("toasts").dataset;
const SENT = "draft-sent";
const LABEL = 60; // signs of what waits, in whole words
// In the box a mention reads "@Name". What is sent and kept is the link behind it: a text needs no
// script to be read, and two people of one name stay two.
const LINK = /\[@([^[\]\n]+)\]\((\/(?:orang|unit)\/[^)\s]+)\)/g;
const NAMES = `names:${page.body.dataset.me}`;
const names = new Map(JSON.parse(sessionStorage.getItem(NAMES) ?? "[]")); // a reload keeps the box

const isChosen = (one) => ["checkbox", "radio"].includes(one.type);
const forms = [...page.querySelectorAll("form[data-draft]")];
const keyOf = (form) => `draft:${page.body.dataset.me}:${form.dataset.draft}`;

// Sent for good: we are signed in, on a page that neither shows the same form again nor a problem.
const sent = sessionStorage.getItem(SENT);
if (sent && page.body.dataset.me) {
  sessionStorage.removeItem(SENT);
  const { keys, path, sequence } = JSON.parse(sent);
  const isBack = forms.some((form) => keyOf(form) === keys[0].split("#")[0]);
  if (!isBack && !page.querySelector("[data-problem]")) {
    for (const key of keys) localStorage.removeItem(key);
    // What another device saved later has a higher number, and stays.
    if (sequence) post(page, { form: path, values: [], key: "", sequence }).catch(() => {});
  }
}

const states = forms.map(keep);
// A form that came later, such as a comment's.
page.addEventListener("htmx:load", (event) => adopt(event.detail.elt));
export function adopt(come) {
  const own = come.matches?.("form[data-draft]") ? [come] : [];
  for (const form of [...own, ...come.querySelectorAll("form[data-draft]")]) {
    if (forms.includes(form)) continue;
    forms.push(form);
    states.push(keep(form));
  }
}
// What is found elsewhere need not be sent: it is put away here and on the server.
for (const form of page.querySelectorAll("form[data-drops-draft]")) {
  form.addEventListener("submit", () => {
    for (const state of states.filter((one) => one.path === form.dataset.dropsDraft)) {
      putAway(state);
      post(form, { form: state.path, values: [], sequence: state.sequence }).catch(() => {});
    }
  });
}

function keep(form) {
  for (const field of form.querySelectorAll("textarea")) field.value = readable(field.value);
  const state = { key: keyOf(form), path: form.dataset.draft, sequence: 0, isDirty: false, form };
  state.status = page.createElement("span");
  state.status.className = "saved";
  state.status.setAttribute("role", "status");
  form.querySelector("button.btn--primary")?.after(state.status);
  offer(state, newestHere(state.key));
  ask(state);
  // Typed before this module arrived, on a slow phone.
  if (isTyped(form)) save(state);
  form.addEventListener("input", () => {
    state.isDirty = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(state), WAIT);
  });
  form.addEventListener("submit", () => {
    save(state);
    const keys = [state.key, ...(state.kept ?? [])];
    sessionStorage.setItem(SENT, JSON.stringify({ keys, path: state.path, sequence: state.sequence }));
    state.isDirty = false; // it is on its way: leaving this page keeps nothing more on the server
  });
  form.addEventListener("outbox:kept", () => putAway(state));
  setInterval(() => sync(state), SYNC);
  page.addEventListener("visibilitychange", () => page.hidden && leave(state));
  addEventListener("pagehide", () => leave(state));
  return state;
}

function leave(state) {
  if (state.isDirty && !state.isPutAway) save(state);
  sync(state);
}

function putAway(state) {
  state.isPutAway = true;
  clearTimeout(state.timer);
  localStorage.removeItem(state.key);
  sessionStorage.removeItem(SENT);
}

// --- On the server ------------------------------------------------------------------------------
async function ask(state) {
  try {
    const answer = await fetch(`/saya/draf/?form=${encodeURIComponent(state.path)}`);
    const found = await answer.json();
    state.sequence = found.sequence ?? 0;
    if (!found.values) return;
    state.theirs = found;
    const here = newestHere(state.key);
    // What this phone holds was written on top of it: only the phone's is offered.
    if ((here?.sequence ?? 0) < found.sequence && found.at > (here?.at ?? 0)) offer(state, found);
  } catch {
    // No signal: what is on this phone is enough.
  }
}

async function sync(state) {
  if (!state.isDirty || state.isBehind || state.isPutAway) return;
  state.isDirty = false;
  const key = state.form.querySelector("input[name=key]")?.value ?? "";
  const draft = { form: state.path, values: valuesOf(state.form), key, sequence: state.sequence };
  try {
    const answer = await post(state.form, draft);
    const kept = await answer.json();
    if (answer.status === 409) return tellBehind(state, kept);
    if (answer.ok) state.sequence = kept.sequence ?? state.sequence;
    if (answer.ok && localStorage.getItem(state.key)) save(state);
  } catch {
    state.isDirty = true;
  }
}

function post(form, draft) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const body = JSON.stringify(draft);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return fetch("/saya/draf/", { method: "POST", headers, body, keepalive: body.length < 60_000 });
}

// Another tab or device was faster; both texts are kept until the writer chooses.
function tellBehind(state, theirs) {
  state.isBehind = true;
  const choose = (act) => () => {
    Object.assign(state, { sequence: theirs.sequence, isBehind: false, isDirty: true });
    act();
  };
  banner(state, words.draftElsewhere, theirs, [
    [words.draftTheirs, choose(() => swap(state, theirs))],
    [words.draftMine, choose(() => {})],
  ]);
}

// Shows another text; the one that stood here is one press away, also after a reload.
function swap(state, draft) {
  const mine = { at: Date.now() - 1, tab: TAB, sequence: state.sequence, values: valuesOf(state.form) };
  const stored = `${keyOf(state.form)}#${TAB}-${mine.at}`;
  localStorage.setItem(stored, JSON.stringify(mine));
  state.kept = [...(state.kept ?? []), stored];
  use(state.form, draft);
  banner(state, words.draftSwapped, mine, [[words.draftSwapBack, () => swap(state, mine)]]);
}

// --- On this phone ------------------------------------------------------------------------------
function newestHere(key) {
  return keptHere((one) => one === key || one.startsWith(`${key}#`)).at(-1);
}

// Each with where it is stored, the oldest first.
export function keptHere(test) {
  const found = Object.keys(localStorage).filter(test);
  return found.map((stored) => ({ ...JSON.parse(localStorage.getItem(stored)), stored })).sort((a, b) => a.at - b.at);
}

function fields(form) {
  const kept = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=search]), [name=version], [name$=-no]";
  return [...form.elements].filter((one) => one.name && one.matches(kept));
}

function valuesOf(form) {
  const filled = fields(form).filter((one) => (isChosen(one) ? one.checked : one.value));
  return filled.map((one) => [one.name, one.matches("textarea") ? spelled(one.value) : one.value]);
}

function isTyped(form) {
  return fields(form).some((one) => one.matches("textarea") && one.value !== readable(one.defaultValue));
}

function save(state) {
  clearTimeout(state.timer);
  if (state.isPutAway) return;
  state.isDirty ||= isTyped(state.form);
  const isEmpty = [...state.form.querySelectorAll("textarea")].every((one) => !one.value.trim());
  if (isEmpty) return localStorage.removeItem(state.key);
  const stored = JSON.parse(localStorage.getItem(state.key) ?? "null");
  // Another tab of this phone has written since this page was opened: each keeps its own.
  if (stored && stored.tab !== TAB && stored.at > OPENED) state.key = `${keyOf(state.form)}#${TAB}`;
  const draft = { at: Date.now(), tab: TAB, sequence: state.sequence, values: valuesOf(state.form) };
  localStorage.setItem(state.key, JSON.stringify(draft));
  state.status.textContent = words.draftKept;
}

// Nothing to offer where the writer is at work, or where the form says the same already.
function offer(state, draft) {
  if (!draft || isTyped(state.form) || page.querySelector("[data-focus]")) return;
  const texts = (values) => JSON.stringify(typed(values).sort());
  if (texts(draft.values) === texts(valuesOf(state.form))) return;
  banner(state, words.draftFound, draft, [
    [words.draftUse, () => use(state.form, draft)],
    [words.draftDrop, () => drop(state, draft)],
  ]);
}

// Only what was offered is thrown away; another text that was kept is offered next.
function drop(state, draft) {
  if (draft.stored) localStorage.removeItem(draft.stored);
  const theirs = state.theirs;
  const isOlder = theirs && (!draft.stored || (draft.sequence ?? 0) >= theirs.sequence);
  if (isOlder) {
    post(state.form, { form: state.path, values: [], sequence: theirs.sequence }).catch(() => {});
    Object.assign(state, { theirs: null, sequence: 0 });
  }
  offer(state, newestHere(keyOf(state.form)) ?? state.theirs);
}

function banner(state, sentence, draft, choices) {
  state.form.querySelector(".draft")?.remove();
  const line = page.createElement("div");
  line.className = "notice draft";
  line.setAttribute("role", "status");
  const text = page.createElement("span");
  const clock = new Date(draft.at).toLocaleString(page.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  text.textContent = `${sentence.replace("%s", clock)} “${shortened(longestOf(draft.values))}”`;
  line.append(text);
  for (const [label, act] of choices) {
    line.append(choice(label, () => (line.remove(), act())));
  }
  // Where the writer looks: at the field in hand, else above the form.
  const field = state.form.contains(page.activeElement) && page.activeElement.closest(".field");
  if (field) field.after(line);
  else state.form.prepend(line);
}

export function choice(label, act) {
  const button = page.createElement("button");
  button.type = "button";
  button.className = "btn btn--sm btn--quiet";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

function use(form, draft) {
  const values = draft.values;
  for (const one of fields(form)) {
    const found = values.filter(([name]) => name === one.name).map(([, value]) => value);
    if (isChosen(one)) one.checked = found.includes(one.value);
    else if (one.type !== "hidden" || found.length) one.value = readable(found[0] ?? "");
    if (found.length && !isChosen(one)) one.closest("details")?.setAttribute("open", "");
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  // Rows of sessions that a fresh form lacks come from the server, by a press that adds none.
  const { more } = form.elements;
  for (const [name, value] of more ? values : []) {
    if (form.elements[name]) continue;
    form.append(Object.assign(page.createElement("input"), { name, value, hidden: true }));
    more.name = "check";
  }
  if (more?.name === "check") more.click();
}

// Whether the name alone will do: not for a second person of that name.
export function remember(name, to) {
  if (!window.FormDataEvent || (names.get(name) ?? to) !== to) return false;
  names.set(name, to);
  sessionStorage.setItem(NAMES, JSON.stringify([...names]));
  return true;
}

export function isNamed(text) {
  return [...names.keys()].some((name) => text.startsWith(name));
}

// The version of what was shown is nobody's words.
function typed(values) {
  return values.filter(([name]) => name !== "version");
}

export function longestOf(values) {
  return typed(values).map(([, value]) => readable(value)).sort((a, b) => b.length - a.length)[0] ?? "";
}

export function shortened(text) {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > LABEL ? `${line.slice(0, LABEL).replace(/ \S*$/, "")}…` : line;
}

export function readable(text) {
  return text.replace(LINK, (link, name, to) => (remember(name, to) ? `@${name}` : link));
}

function spelled(text) {
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
  const any = longestFirst.map((name) => name.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&")).join("|");
  const said = new RegExp(`(^|[^[\\p{L}\\p{N}])@(${any})(?![\\p{L}\\p{N}])`, "gu");
  return any ? text.replace(said, (_all, before, name) => `${before}[@${name}](${names.get(name)})`) : text;
}

page.addEventListener("formdata", ({ target, formData }) => {
  for (const { name, value } of target.querySelectorAll("textarea")) if (formData.has(name)) formData.set(name, spelled(value));
});
