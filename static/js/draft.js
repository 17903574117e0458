// What is typed into a long form is kept on this phone until it was sent (ux D12), and on the
// server for the person's other devices. Nothing is overwritten: the tab that comes second is told.
const WAIT = 800;
const SYNC = 20_000;
const TAB = Math.random().toString(36).slice(2);
const OPENED = Date.now();
const page = document;
const words = page.getElementById("toasts").dataset;
const SENT = "draft-sent";

const forms = [...page.querySelectorAll("form[data-draft]")];
const keyOf = (form) => `draft:${page.body.dataset.me}:${form.dataset.draft}`;

// Sent for good: we are signed in, on a page that neither shows the same form again nor a problem.
const sent = sessionStorage.getItem(SENT);
if (sent && page.body.dataset.me) {
  const isBack = forms.some((form) => keyOf(form) === sent.split("#")[0]);
  if (!isBack && !page.querySelector("[data-problem]")) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
}

const states = forms.map(keep);
// A form that came later, such as a comment's.
page.addEventListener("htmx:load", (event) => {
  const come = event.detail.elt;
  for (const form of [come, ...come.querySelectorAll("form")]) {
    if (!form.matches("form[data-draft]") || forms.includes(form)) continue;
    forms.push(form);
    states.push(keep(form));
  }
});
// What is found elsewhere need not be sent: it is put away here and on the server.
for (const form of page.querySelectorAll("form[data-drops-draft]")) {
  form.addEventListener("submit", () => {
    for (const state of states.filter((one) => one.path === form.dataset.dropsDraft)) {
      state.isPutAway = true;
      localStorage.removeItem(state.key);
      post(form, { form: state.path, values: [] }).catch(() => {});
    }
  });
}

function keep(form) {
  const state = { key: keyOf(form), path: form.dataset.draft, sequence: 0, isDirty: false, isBehind: false };
  const status = page.createElement("span");
  status.className = "saved";
  status.setAttribute("role", "status");
  form.querySelector("button.btn--primary")?.after(status);
  offer(form, newestHere(state.key), state);
  ask(form, state);
  let timer = 0;
  const now = () => {
    state.isDirty = true;
    save(form, state, status);
  };
  // Typed before this module arrived, on a slow phone.
  if (fields(form).some((one) => one.matches("textarea") && one.value !== one.defaultValue)) now();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save(form, state, status);
    sessionStorage.setItem(SENT, state.key);
  });
  setInterval(() => sync(form, state), SYNC);
  page.addEventListener("visibilitychange", () => page.hidden && sync(form, state));
  return state;
}

// --- On the server ------------------------------------------------------------------------------
async function ask(form, state) {
  try {
    const answer = await fetch(`/saya/draf/?form=${encodeURIComponent(state.path)}`);
    const found = await answer.json();
    state.sequence = found.sequence ?? 0;
    if (found.values && found.at > (newestHere(state.key)?.at ?? 0) + 60_000) offer(form, found, state);
  } catch {
    // No signal: what is on this phone is enough.
  }
}

async function sync(form, state) {
  if (!state.isDirty || state.isBehind || state.isPutAway) return;
  state.isDirty = false;
  const key = form.querySelector("input[name=key]")?.value ?? "";
  try {
    const answer = await post(form, { form: state.path, values: valuesOf(form), key, sequence: state.sequence });
    const kept = await answer.json();
    if (answer.ok) state.sequence = kept.sequence;
    if (answer.status === 409) tellBehind(form, state, kept);
  } catch {
    state.isDirty = true;
  }
}

function post(form, draft) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = JSON.stringify(draft);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return fetch("/saya/draf/", { method: "POST", headers, body, keepalive: body.length < 60_000 });
}

// Another tab or device was faster; both texts are kept until the writer chooses.
function tellBehind(form, state, theirs) {
  state.isBehind = true;
  const choose = (act) => () => {
    act();
    Object.assign(state, { sequence: theirs.sequence, isBehind: false, isDirty: true });
  };
  banner(form, words.draftElsewhere, theirs.at, [
    [words.draftTheirs, choose(() => use(form, theirs))],
    [words.draftMine, choose(() => {})],
  ]);
}

// --- On this phone ------------------------------------------------------------------------------
function newestHere(key) {
  const mine = Object.keys(localStorage).filter((one) => one === key || one.startsWith(`${key}#`));
  const found = mine.map((one) => ({ ...JSON.parse(localStorage.getItem(one)), stored: one }));
  return found.sort((a, b) => b.at - a.at)[0];
}

function fields(form) {
  const kept = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=search])";
  return [...form.elements].filter((one) => one.matches(kept));
}

function valuesOf(form) {
  return fields(form)
    .filter((one) => one.name && (["checkbox", "radio"].includes(one.type) ? one.checked : one.value))
    .map((one) => [one.name, one.value]);
}

function save(form, state, status) {
  const isEmpty = [...form.querySelectorAll("textarea")].every((one) => !one.value.trim());
  if (isEmpty) return localStorage.removeItem(state.key);
  const stored = JSON.parse(localStorage.getItem(state.key) ?? "null");
  // Another tab of this phone has written since this page was opened: each keeps its own.
  if (stored && stored.tab !== TAB && stored.at > OPENED) state.key = `${keyOf(form)}#${TAB}`;
  localStorage.setItem(state.key, JSON.stringify({ at: Date.now(), tab: TAB, values: valuesOf(form) }));
  status.textContent = words.draftKept;
}

function offer(form, draft, state) {
  const isFilled = [...form.querySelectorAll("textarea")].some((one) => one.value.trim());
  if (!draft || isFilled || page.querySelector(".errsum")) return;
  banner(form, words.draftFound, draft.at, [
    [words.draftUse, () => use(form, draft)],
    [words.draftDrop, () => drop(form, draft, state)],
  ]);
}

function drop(form, draft, state) {
  localStorage.removeItem(draft.stored ?? state.key);
  post(form, { form: state.path, values: [] }).catch(() => {});
  state.sequence = 0;
}

function banner(form, sentence, at, choices) {
  form.querySelector(":scope > .draft")?.remove();
  const line = page.createElement("div");
  line.className = "notice draft";
  const text = page.createElement("span");
  const clock = new Date(at).toLocaleString(page.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  text.textContent = `${sentence.replace("%s", clock)} `;
  line.append(text);
  for (const [label, act] of choices) {
    const one = page.createElement("button");
    one.type = "button";
    one.className = "btn btn--sm btn--quiet";
    one.textContent = label;
    one.addEventListener("click", () => {
      act();
      line.remove();
    });
    line.append(one);
  }
  form.prepend(line);
}

function use(form, draft) {
  for (const [name, value] of draft.values) {
    for (const one of fields(form).filter((field) => field.name === name)) {
      if (!["checkbox", "radio"].includes(one.type)) one.value = value;
      else if (one.value === value) one.checked = true;
    }
  }
}
