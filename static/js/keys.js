// One key does what a link or a button does, for those who turned shortcuts on (WCAG 2.1.4).
// The page says which, by aria-keyshortcuts; J and K go through the rows of its lists.
const page = document;
const ROWS = "main .list > li, main [data-row]";
const STEPS = { j: 1, k: -1 };

page.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping) return;
  const key = event.key.toLowerCase();
  const named = find(key);
  const found = named ?? (key in STEPS && step(STEPS[key]));
  if (!found) return;
  event.preventDefault();
  if (!named || named.matches("input")) found.focus();
  else if (!event.repeat) named.click();
});

// What stands in a row is meant only while one is in that row; a field is rather used than left.
function find(key) {
  const row = page.activeElement.closest(ROWS);
  const all = [...page.querySelectorAll(`[aria-keyshortcuts="${CSS.escape(key)}" i]`)];
  const meant = all.filter((one) => !one.closest(ROWS) || row?.contains(one));
  const shown = meant.filter((one) => one.getClientRects().length);
  return shown.find((one) => one.matches("input")) ?? shown[0] ?? meant.find((one) => one.href);
}

function step(by) {
  const rows = [...page.querySelectorAll(ROWS)];
  const at = rows.findIndex((row) => row.contains(page.activeElement));
  const row = rows[at < 0 ? 0 : at + by];
  return row?.querySelector("[aria-keyshortcuts]") ?? row?.querySelector("a[href], button");
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dialog]");
  if (!link) return;
  event.preventDefault();
  page.getElementById(link.dataset.dialog).showModal();
});
