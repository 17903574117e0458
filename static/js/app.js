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

// For those who do not see what appeared: said by the region that stands, empty, in every page.
function say(text) {
  const region = page.getElementById("ucapan");
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 100); // the same words once more are news too
}

const UNITS = [["hour", 3600], ["minute", 60]];
const DAY = 86_400;

// "3 jam yang lalu", "kemarin, 21.46", "3 hari yang lalu" for a week, by the regency's calendar,
// whose offset the moment is written with; the full date stays in the title.
function relativeTimes(root = page) {
  const speak = new Intl.RelativeTimeFormat(page.documentElement.lang, { numeric: "auto" });
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const then = Date.parse(time.dateTime) / 1000;
    const now = Date.now() / 1000;
    const offset = Date.parse(`${time.dateTime.slice(0, 19)}Z`) / 1000 - then;
    const days = Math.floor((now + offset) / DAY) - Math.floor((then + offset) / DAY);
    if (then - now > 60 || days > 7) continue;
    const clock = days === 1 ? `, ${time.dateTime.slice(11, 16).replace(":", ".")}` : "";
    const [unit, span] = UNITS.find(([, seconds]) => now - then >= seconds) ?? ["second", 1];
    time.textContent =
      days > 0 ? speak.format(-days, "day") + clock : speak.format(Math.trunc((then - now) / span), unit);
  }
}

function enhance(root) {
  relativeTimes(root);
  for (const chip of root.querySelectorAll(".chips--scroll > [aria-current]")) {
    const row = chip.parentElement;
    const [here, there] = [row.getBoundingClientRect(), chip.getBoundingClientRect()];
    row.scrollLeft += there.left - here.left - (here.width - there.width) / 2; // the page stays
  }
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
  // What can be undone stays in sight for a while, then in its place at the top.
  for (const near of root.querySelectorAll("[data-sticks]")) {
    setTimeout(() => near.removeAttribute("data-sticks"), 8000);
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
// What nobody pressed, such as a part that came into view, fails without a word.
const isPressed = (event) => !["revealed", "input"].includes(event.detail.requestConfig.triggeringEvent?.type);
page.addEventListener("htmx:sendError", (event) => isPressed(event) && toast(words.offline));
page.addEventListener("htmx:timeout", (event) => isPressed(event) && toast(words.offline));
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
let isAway = false; // the last question found no server at all: a socket may be had again
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
  if (navigator.connection?.saveData || (failures >= FAILURES && !isAway)) return poll();
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/live/`);
  socket.onopen = () => {
    failures = 0;
    for (const [topic, after] of cursors) socket.send(JSON.stringify({ watch: topic, after }));
  };
  socket.onmessage = (event) => hear(JSON.parse(event.data));
  socket.onclose = () => {
    socket = null;
    isAway = false;
    if (page.hidden) return;
    failures += 1;
    timer = setTimeout(start, patience());
  };
}

// After a restart every open page comes back: not all of them at once, and none later than this.
const patience = () => Math.min(1000 * 2 ** failures, LONGEST_WAIT) * (0.5 + Math.random() / 2);

async function poll() {
  let pause = POLL;
  try {
    const asked = new URLSearchParams([...cursors].map(([topic, after]) => ["t", `${topic}.${after}`]));
    const answer = await fetch(`/kabar/sejak/?${asked}`, { headers: { Accept: "application/json" } });
    if (answer.redirected) return; // signed out: until the page is looked at again
    for (const message of (await answer.json()).events) hear(message);
    failures = 0;
  } catch {
    // No signal, or no server: the next round asks for the same numbers again.
    failures += 1;
    isAway = true;
    pause = patience();
  }
  timer = setTimeout(start, pause);
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
  if (topic === "moderation:all") recount();
  for (const region of regionsOf(topic)) {
    const concerned = message.facts?.thread ? concernsList : concernsPage;
    if (concerned(region, message)) count(region, message.facts);
  }
}

const concernsPage = (region, message) => region.dataset.event === message.event;
const counted = new Set();

// A list hears of the rows that it shows, and of what is new to it: each question counts once.
function concernsList(region, { event, facts }) {
  const { event: brings, areas } = region.dataset;
  const row = `main .list a[href^="/tanya/${CSS.escape(facts.thread)}-"]`;
  const isNew = brings === event && (areas === undefined || facts.areas.some((one) => areas.split(" ").includes(one)));
  if (counted.has(facts.thread) || !(isNew || page.querySelector(row))) return false;
  counted.add(facts.thread);
  return true;
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
  if (many === 1) say(button.textContent.trim()); // once; the number itself goes on
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
  const fresh = [...into.children].slice(before).filter((one) => one.dataset.no);
  if (!fresh.length) return;
  region.dataset.shown = Math.max(...fresh.map((one) => Number(one.dataset.no)));
  region.dataset.count = 0;
  region.hidden = true;
  if (event.isTrusted) fresh[0].focus(); // pressed by the outbox, it takes nothing from the reader
  say(fresh.length === 1 ? into.dataset.one : into.dataset.many.replace("%s", fresh.length));
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
  say(words.fresh);
}

// Another moderator decided it: said in its place, nothing moves, and the focus stays there.
function sayDecided(review) {
  for (const card of page.querySelectorAll(`[data-review="${CSS.escape(review)}"]`)) {
    const acts = card.querySelector(".acts");
    if (!acts) continue;
    const line = page.createElement("p");
    line.textContent = words.decided;
    line.tabIndex = -1;
    acts.style.minHeight = `${acts.offsetHeight}px`;
    const hadFocus = acts.contains(page.activeElement);
    acts.replaceChildren(line);
    card.classList.add("muted");
    if (hadFocus) line.focus({ preventScroll: true });
  }
}

// How much waits for this moderator, as the server counts it.
function recount() {
  if (!page.getElementById("antrean")) return;
  htmx.ajax("GET", location.href, {
    target: "#antrean",
    select: "#antrean",
    swap: "outerHTML show:none focus-scroll:false",
  });
}

function showSolution(answer) {
  const notice = page.getElementById("solusi-baru");
  if (!notice) return;
  notice.querySelector("a").href = `/j/${answer}/`;
  notice.hidden = false;
}

// On the workshop's page and in lists, which hear of every workshop.
function showSeats({ workshop, taken, capacity, line, fill }) {
  for (const text of page.querySelectorAll(`[data-seats="${CSS.escape(workshop)}"]`)) {
    text.textContent = (text.dataset[fill] || text.dataset.words)
      .replace("%taken", taken)
      .replace("%capacity", capacity)
      .replace("%left", capacity - taken)
      .replace("%line", line);
    text.dataset.fill = fill;
  }
  const meter = page.querySelector(".reg .meter");
  if (meter) meter.value = taken;
}

// A link from when the question had fewer answers: what it names stands on another page by now.
const place = /^#([jk]-\w{6})$/.exec(location.hash)?.[1];
if (place && page.querySelector("[data-opening]") && !page.getElementById(place) && !location.search.includes("ke=")) {
  location.replace(`?ke=${place}${location.hash}`);
}

// --- Start -----------------------------------------------------------------------------------
enhance(page);
page.querySelector("[data-focus]")?.focus();
const parts = [];
if (page.querySelector("[data-toolbar]")) parts.push(import("./toolbar.js"));
page.addEventListener("focusin", (event) => event.target.matches("[data-people] textarea") && import("./mention.js"));
if (page.querySelector("[data-attach]")) parts.push(import("./attach.js"));
if (page.querySelector("[data-push]")) parts.push(import("./push.js"));
if ("keys" in page.body.dataset) parts.push(import("./keys.js"));
const waits = Object.keys(localStorage).some((one) => one.startsWith(`outbox:${page.body.dataset.me}:`));
if (page.querySelector("[data-draft]") || sessionStorage.getItem("draft-sent") || waits) parts.push(keepTyped(page));
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
// All that this page asked for has arrived.
Promise.all(parts).then(() => page.documentElement.setAttribute("data-ready", ""));
