// What is typed into a long form is kept on this phone until it was sent (ux D12).
const WAIT = 800;
const page = document;
const words = page.getElementById("toasts").dataset;
const SENT = "draft-sent";

const forms = [...page.querySelectorAll("form[data-draft]")];
const keyOf = (form) => `draft:${page.body.dataset.me}:${form.dataset.draft}`;

// Sent for good: we are signed in, on a page that neither shows the same form again nor a problem.
const sent = sessionStorage.getItem(SENT);
if (sent && page.body.dataset.me) {
  const isBack = forms.some((form) => keyOf(form) === sent);
  if (!isBack && !page.querySelector("[data-problem]")) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
}

for (const form of forms) keep(form);
// A form that came later, such as a comment's.
page.addEventListener("htmx:load", (event) => {
  const come = event.detail.elt;
  for (const form of [come, ...come.querySelectorAll("form")]) {
    if (!form.matches("form[data-draft]") || forms.includes(form)) continue;
    forms.push(form);
    keep(form);
  }
});
for (const form of page.querySelectorAll("form[data-drops-draft]")) {
  const key = `draft:${page.body.dataset.me}:${form.dataset.dropsDraft}`;
  form.addEventListener("submit", () => localStorage.removeItem(key));
}

function keep(form) {
  const key = keyOf(form);
  const status = page.createElement("span");
  status.className = "saved";
  status.setAttribute("role", "status");
  form.querySelector("button.btn--primary")?.after(status);
  offer(form, key);
  let timer = 0;
  // Typed before this module arrived, on a slow phone.
  if (fields(form).some((one) => one.matches("textarea") && one.value !== one.defaultValue)) {
    save(form, key, status);
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, key, status), WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save(form, key, status);
    sessionStorage.setItem(SENT, key);
  });
}

function fields(form) {
  const kept = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=search])";
  return [...form.elements].filter((one) => one.matches(kept));
}

function save(form, key, status) {
  const values = fields(form)
    .filter((one) => one.name && (["checkbox", "radio"].includes(one.type) ? one.checked : one.value))
    .map((one) => [one.name, one.value]);
  const isEmpty = [...form.querySelectorAll("textarea")].every((one) => !one.value.trim());
  if (isEmpty) return localStorage.removeItem(key);
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  status.textContent = words.draftKept;
}

function offer(form, key) {
  const draft = JSON.parse(localStorage.getItem(key) ?? "null");
  const isFilled = [...form.querySelectorAll("textarea")].some((one) => one.defaultValue.trim());
  if (!draft || isFilled || page.querySelector(".errsum")) return;
  const banner = page.createElement("div");
  banner.className = "notice";
  const text = page.createElement("span");
  const clock = new Date(draft.at).toLocaleString(page.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  text.textContent = `${words.draftFound.replace("%s", clock)} `;
  banner.append(text, button(words.draftUse, () => use(form, draft)), button(words.draftDrop, () => localStorage.removeItem(key)));
  form.prepend(banner);

  function button(label, act) {
    const one = page.createElement("button");
    one.type = "button";
    one.className = "btn btn--sm btn--quiet";
    one.textContent = label;
    one.addEventListener("click", () => {
      act();
      banner.remove();
    });
    return one;
  }
}

function use(form, draft) {
  for (const [name, value] of draft.values) {
    for (const one of fields(form).filter((field) => field.name === name)) {
      if (!["checkbox", "radio"].includes(one.type)) one.value = value;
      else if (one.value === value) one.checked = true;
    }
  }
}
