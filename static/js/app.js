// What every page does beyond its HTML, and the live region: one file, one request. Other modules
// are fetched only where their elements stand.

const page = document;
const words = page.getElementById("toasts").dataset;

function toast(text) {
  const line = page.createElement("p");
  line.className = "toast";
  line.textContent = text;
  page.getElementById("toasts").replaceChildren(line);
  setTimeout(() => line.remove(), 8000);
}

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

// "3 hari yang lalu" for a week; the full date stays in the title.
function relativeTimes(root = page) {
  const speak = new Intl.RelativeTimeFormat(page.documentElement.lang, { numeric: "auto" });
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const age = (Date.parse(time.dateTime) - Date.now()) / 1000;
    if (age > 60 || age < -7 * 86400) continue;
    const [unit, span] = UNITS.find(([, seconds]) => -age >= seconds) ?? ["second", 1];
    time.textContent = speak.format(Math.trunc(age / span), unit);
  }
}

function enhance(root) {
  relativeTimes(root);
  for (const field of root.querySelectorAll("[data-filter-chips]")) {
    field.parentElement.hidden = false;
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase();
      for (const chip of field.closest("details").querySelectorAll(".chip")) {
        chip.hidden = !chip.dataset.words.toLowerCase().includes(wanted);
      }
    });
  }
  for (const brief of root.querySelectorAll("[data-seconds]")) {
    setTimeout(() => brief.remove(), 1000 * brief.dataset.seconds);
  }
  for (const hidden of root.querySelectorAll("[data-nojs]")) hidden.hidden = true;
  for (const shown of root.querySelectorAll("[data-prints]")) shown.hidden = false;
}

page.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  const limit = event.target.closest("[data-max-bytes]");
  const file = event.target.files?.[0];
  if (limit && file && file.size > Number(limit.dataset.maxBytes)) toast(limit.dataset.tooLarge);
});

// What cannot be sent stays in the form, with a sentence.
page.addEventListener("submit", (event) => {
  const limit = event.target.querySelector("[data-max-bytes]");
  const file = limit?.querySelector("input[type=file]").files[0];
  const isUnsaved = [...page.querySelectorAll("[data-saves] input[type=checkbox]")].some(
    (one) => one.checked !== one.defaultChecked,
  );
  if (file && file.size > Number(limit.dataset.maxBytes)) {
    event.preventDefault();
    toast(limit.dataset.tooLarge);
  } else if (isUnsaved && event.target.dataset.unsaved) {
    event.preventDefault();
    toast(event.target.dataset.unsaved);
  }
  if (event.defaultPrevented) event.stopImmediatePropagation();
});

// A second press while the first is on its way does nothing; the server would ignore it too.
page.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.sends) return;
  if (button.getAttribute("aria-busy") === "true") return event.preventDefault();
  button.setAttribute("aria-busy", "true");
  button.dataset.said = button.textContent;
  button.textContent = button.dataset.sends;
});
// Back from the cache: the button can be pressed again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of page.querySelectorAll("[aria-busy=true][data-said]")) {
    button.removeAttribute("aria-busy");
    button.textContent = button.dataset.said;
  }
});

page.addEventListener("click", (event) => event.target.closest("[data-prints]") && print());
page.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copies]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href);
  toast(words.copied);
});

// A form that is open below a post stays as it is, with what was typed.
page.addEventListener("htmx:beforeRequest", (event) => {
  const open = event.target.matches("[data-comments]") && event.detail.target.querySelector("textarea");
  if (!open) return;
  event.preventDefault();
  open.focus();
});
page.addEventListener("htmx:sendError", () => toast(words.offline));
page.addEventListener("htmx:timeout", () => toast(words.offline));
page.addEventListener("htmx:responseError", () => toast(words.failed));
page.addEventListener("htmx:load", (event) => enhance(event.detail.elt));

// --- Live -------------------------------------------------------------------------------------
// One socket per visible tab (performance.md, live). Rows are the truth: whatever was missed is
// replayed from the number we last heard, by the socket or, without one, by polling.

const POLL = 60_000;
const HIDDEN = 60_000;
const FAILURES = 3;
const LONGEST_WAIT = 30_000;

const cursors = new Map(); // topic -> last number heard
let socket = null;
let failures = 0;
let timer = 0;
let hiddenTimer = 0;

function watchLive() {
  cursors.set("kabar", Number(page.body.dataset.kabar));
  for (const region of page.querySelectorAll("live-region[data-topic]")) {
    if (!cursors.has(region.dataset.topic)) {
      cursors.set(region.dataset.topic, Number(region.dataset.after ?? 0));
    }
  }
  page.addEventListener("visibilitychange", onVisibility);
  page.addEventListener("click", onShow);
  start();
}

function start() {
  clearTimeout(timer);
  if (navigator.connection?.saveData || failures >= FAILURES) return poll();
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/live/`);
  socket.onopen = () => {
    failures = 0;
    for (const [topic, after] of cursors) socket.send(JSON.stringify({ watch: topic, after }));
  };
  socket.onmessage = (event) => hear(JSON.parse(event.data));
  socket.onclose = () => {
    socket = null;
    if (page.hidden) return;
    failures += 1;
    const wait = Math.min(1000 * 2 ** failures, LONGEST_WAIT) * (0.5 + Math.random());
    timer = setTimeout(start, wait);
  };
}

async function poll() {
  try {
    const asked = new URLSearchParams([...cursors].map(([topic, after]) => ["t", `${topic}.${after}`]));
    const answer = await fetch(`/kabar/sejak/?${asked}`, { headers: { Accept: "application/json" } });
    for (const message of (await answer.json()).events) hear(message);
  } catch {
    // No signal: the next round asks for the same numbers again.
  }
  failures = 0;
  timer = setTimeout(start, POLL);
}

function onVisibility() {
  clearTimeout(hiddenTimer);
  if (page.hidden) {
    hiddenTimer = setTimeout(() => {
      clearTimeout(timer);
      socket?.close();
    }, HIDDEN);
  } else if (!socket) {
    failures = 0;
    start();
  }
}

function hear(message) {
  const topic = message.topic ?? message.reset;
  if (!topic) return;
  if (message.no !== undefined) {
    if (!message.reset && message.no <= cursors.get(topic)) return;
    cursors.set(topic, message.no);
  }
  if (message.reset) return reset(topic);
  if (topic === "kabar") ring(message.facts);
  if (message.facts?.post) offerFresh(message.facts.post);
  if (message.event === "review-decided") sayDecided(message.facts.review);
  if (message.event === "answer-accepted") showSolution(message.facts.answer);
  if (message.event === "seats-changed") showSeats(message.facts);
  for (const region of regionsOf(topic)) {
    if (region.dataset.event === message.event) count(region, message.facts);
  }
}

const regionsOf = (topic) =>
  [...page.querySelectorAll("live-region[data-topic]")].filter((one) => one.dataset.topic === topic);

// Too much was missed to replay: offer the whole page anew.
function reset(topic) {
  for (const region of regionsOf(topic)) {
    if (!region.querySelector("[data-words]")) continue;
    region.dataset.stale = "";
    count(region, {});
  }
}

function ring(facts) {
  if (facts.unseen === undefined) return;
  for (const badge of page.querySelectorAll("[data-bell]")) {
    badge.hidden = facts.unseen === 0;
    badge.querySelector("[data-bell-count]").textContent = facts.unseen > 9 ? "9+" : facts.unseen;
  }
}

// The page never moves: a button says how many came, and waits.
function count(region, facts) {
  if (facts.no !== undefined && facts.no <= Number(region.dataset.shown)) return;
  const button = region.querySelector("[data-one]");
  if (!button) return;
  region.dataset.count = Number(region.dataset.count ?? 0) + 1;
  const many = Number(region.dataset.count);
  button.querySelector("[data-words]").textContent =
    many === 1 ? button.dataset.one : button.dataset.many.replace("%s", many);
  region.hidden = false;
}

async function onShow(event) {
  const button = event.target.closest("live-region [data-load]");
  if (!button) return;
  const region = button.closest("live-region");
  if ("stale" in region.dataset) return location.reload();
  const into = page.querySelector(button.dataset.into);
  const before = into.childElementCount;
  await htmx.ajax("GET", `${button.dataset.load}?sejak=${region.dataset.shown}`, {
    target: into,
    swap: "beforeend show:none focus-scroll:false",
  });
  const fresh = [...into.children].slice(before);
  if (!fresh.length) return;
  region.dataset.shown = Math.max(...fresh.map((one) => Number(one.dataset.no)));
  region.dataset.count = 0;
  region.hidden = true;
  fresh[0].focus();
  const status = page.getElementById("jawaban-status");
  status.textContent =
    fresh.length === 1 ? status.dataset.one : status.dataset.many.replace("%s", fresh.length);
}

// A post reads differently now: a button in its corner shows it anew, when the reader wants it.
function offerFresh(id) {
  const opening = page.querySelector(`[data-opening="${CSS.escape(id)}"]`);
  const post = opening ?? page.getElementById(`j-${id}`);
  if (!post || post.querySelector(":scope > .fresh")) return;
  const button = page.createElement("button");
  button.type = "button";
  button.className = "btn btn--sm fresh";
  button.textContent = words.fresh;
  button.addEventListener("click", async () => {
    if (opening) return location.reload();
    await htmx.ajax("GET", `/j/${id}/`, { target: post, swap: "outerHTML show:none focus-scroll:false" });
    page.getElementById(post.id)?.focus({ preventScroll: true });
  });
  post.append(button);
}

// Another moderator decided it: said in its place, nothing moves.
function sayDecided(review) {
  for (const card of page.querySelectorAll(`[data-review="${CSS.escape(review)}"]`)) {
    card.querySelector(".acts")?.replaceChildren(words.decided);
  }
}

function showSolution(answer) {
  const notice = page.getElementById("solusi-baru");
  if (!notice) return;
  notice.querySelector("a").href = `/j/${answer}/`;
  notice.hidden = false;
}

function showSeats(facts) {
  const text = page.querySelector("[data-seats]");
  if (!text) return;
  text.textContent = text.dataset.words
    .replace("%taken", facts.taken)
    .replace("%capacity", facts.capacity);
  const meter = page.querySelector(".reg .meter");
  meter.value = facts.taken;
}

// --- Start -----------------------------------------------------------------------------------
enhance(page);
page.querySelector("[data-focus]")?.focus();
if (page.querySelector("[data-toolbar]")) import("./toolbar.js");
if (page.querySelector("[data-attach]")) import("./attach.js");
const waits = Object.keys(localStorage).some((one) => one.startsWith(`outbox:${page.body.dataset.me}:`));
if (page.querySelector("[data-draft]") || sessionStorage.getItem("draft-sent") || waits) keepTyped(page);
page.addEventListener("htmx:load", (event) => {
  const come = event.detail.elt;
  if (come.matches("[data-draft]") || come.querySelector("[data-draft]")) keepTyped(come);
});

// Drafts and the outbox, for members.
async function keepTyped(root) {
  if (!page.body.dataset.me) return;
  const [drafts] = await Promise.all([import("./draft.js"), import("./outbox.js")]);
  drafts.adopt(root);
}
if (page.body.dataset.me) watchLive();
