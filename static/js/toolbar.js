// Buttons that write Markdown marks around what is selected.
for (const bar of document.querySelectorAll("[data-toolbar]")) {
  const field = document.getElementById(bar.dataset.toolbar);
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { selectionStart: from, selectionEnd: to, value } = field;
    const chosen = value.slice(from, to);
    field.setRangeText(marked(button.dataset, chosen), from, to, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function marked(kind, chosen) {
  if ("link" in kind) return `[${chosen}](https://)`;
  if (kind.wrap) return `${kind.wrap}${chosen}${kind.wrap}`;
  return `\n${chosen.split("\n").map((line) => kind.prefix + line).join("\n")}`;
}
