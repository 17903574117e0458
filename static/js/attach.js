// Photos and files are sent as soon as they are chosen, pasted or dropped: photos are made small on
// the phone first (about 150 KB), which also leaves out where they were taken. The form then carries
// their ids alone, so that a draft or the outbox can hold it.
const LONGEST = 1280;
const QUALITIES = [0.72, 0.55, 0.4, 0.25]; // the first that makes it small enough
const SMALL = 250 * 1024;
const TRIES = 3;
const PAUSE = 1500;
const page = document;

for (const area of page.querySelectorAll("[data-attach]")) prepare(area);

function prepare(area) {
  const form = area.closest("form");
  const input = area.querySelector("input[type=file]");
  form.enctype = "application/x-www-form-urlencoded";
  input.removeAttribute("name");
  input.multiple = true; // each is sent by itself
  const take = (files) => [...files].forEach((file) => add(area, file));
  const takeChosen = () => {
    take(input.files);
    input.value = "";
  };
  input.addEventListener("change", takeChosen);
  takeChosen(); // chosen before this module arrived, on a slow phone
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  // What is still on its way belongs to the question: it is waited for.
  form.addEventListener("submit", (event) => {
    if (!area.querySelector("progress")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(area, area.dataset.sending);
  }, true);
}

async function add(area, file) {
  const line = page.createElement("li");
  line.textContent = file.name;
  area.querySelector("ul").append(line);
  const small = file.type.startsWith("image/") ? await smaller(file) : file;
  if (small.size > Number(area.dataset.limit)) {
    const size = `${(small.size / 1048576).toFixed(0)} MB`;
    return fail(area, line, file, area.dataset.tooLarge.replace("%s", size));
  }
  const bar = page.createElement("progress");
  bar.setAttribute("aria-label", file.name);
  line.append(bar);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const answer = await send(area, small, bar);
    if (answer.status === 201) return show(area, line, answer.found);
    if (answer.found?.message) return fail(area, line, file, answer.found.message);
    if (attempt < TRIES) await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt));
  }
  fail(area, line, file, area.dataset.failed);
}

// A photo of the phone's camera, drawn anew at most 1280 pixels wide.
async function smaller(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const canvas = page.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    let blob;
    for (const quality of QUALITIES) {
      blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/webp", quality));
      if (blob.size <= SMALL) break;
    }
    const kind = blob.type.split("/")[1];
    return new File([blob], `${file.name.replace(/\.\w+$/, "")}.${kind}`, { type: blob.type });
  } catch {
    return file; // a kind that this phone cannot draw; the server says so
  }
}

function send(area, file, bar) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", area.dataset.attach);
    request.setRequestHeader("X-CSRFToken", area.closest("form").querySelector("[name=csrfmiddlewaretoken]").value);
    request.upload.onprogress = (event) => {
      bar.max = event.total;
      bar.value = event.loaded;
    };
    request.onerror = () => resolve({});
    request.onload = () => {
      const isOurs = request.getResponseHeader("Content-Type")?.startsWith("application/json");
      resolve({ status: request.status, found: isOurs ? JSON.parse(request.responseText) : null });
    };
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}

function show(area, line, found) {
  const box = page.createElement("input");
  Object.assign(box, { type: "checkbox", name: "attached", value: found.id, checked: true });
  const label = page.createElement("label");
  label.className = "choice";
  label.append(box);
  if (found.is_photo) {
    const image = page.createElement("img");
    Object.assign(image, { src: found.url, alt: "", width: 64, height: 64 });
    label.append(image);
  }
  label.append(`${found.name} · ${Math.ceil(found.size / 1024)} KB`);
  line.replaceChildren(label);
  say(area, found.name);
}

function fail(area, line, file, sentence) {
  const text = page.createElement("span");
  text.className = "field__error";
  text.textContent = `${file.name}: ${sentence}`;
  const again = page.createElement("button");
  Object.assign(again, { type: "button", className: "btn btn--sm btn--quiet", textContent: area.dataset.again });
  again.addEventListener("click", () => {
    line.remove();
    add(area, file);
  });
  const drop = page.createElement("button");
  Object.assign(drop, { type: "button", className: "btn btn--sm btn--quiet", textContent: area.dataset.drop });
  drop.addEventListener("click", () => line.remove());
  line.replaceChildren(text, again, drop);
  say(area, text.textContent);
}

function say(area, sentence) {
  area.querySelector("[role=status]").textContent = sentence;
}
