// Asks once, in context, behind our own button (ux D11); "later" holds for 90 days.
const LATER = "push-later";
const DAYS = 90 * 86_400_000;

for (const ask of document.querySelectorAll("[data-push]")) offer(ask);

async function offer(ask) {
  const isFixed = ask.dataset.push === "always";
  const say = (name) => {
    ask.hidden = false;
    ask.querySelector("[role=status]").textContent = ask.dataset[name];
  };
  if (!("PushManager" in window)) return isFixed && say("impossible");
  if (Notification.permission === "denied") return isFixed && say("denied");
  const { pushManager } = await navigator.serviceWorker.register("/sw.js");
  let subscription = await pushManager.getSubscription();
  if (subscription && !(await send({ endpoint: subscription.endpoint, known: 1 })).is_on) subscription = null;
  const isLater = Date.now() - Number(localStorage.getItem(LATER)) < DAYS;
  if (!isFixed && (subscription || isLater)) return;
  ask.hidden = false;
  draw();
  ask.addEventListener("click", async ({ target }) => {
    const what = target.dataset.pushDoes;
    if (what === "later") {
      localStorage.setItem(LATER, Date.now());
      ask.hidden = true;
    } else if (what) {
      try {
        await (what === "on" ? turnOn() : turnOff());
        say(what);
      } catch {
        say(Notification.permission === "denied" ? "denied" : "failed");
      }
      draw();
    }
  });

  function draw() {
    for (const button of ask.querySelectorAll("[data-push-does]")) {
      button.hidden = Boolean(subscription) === (button.dataset.pushDoes !== "off");
    }
  }

  async function turnOn() {
    const applicationServerKey = ask.dataset.key;
    subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
    await send({ endpoint: subscription.endpoint, ...subscription.toJSON().keys });
  }

  async function turnOff() {
    await send({ endpoint: subscription.endpoint, off: 1 });
    await subscription.unsubscribe();
    subscription = null;
  }

  async function send(values) {
    const body = new FormData(ask.querySelector("form"));
    for (const name in values) body.set(name, values[name]);
    const answer = await fetch("/kabar/push/", { method: "POST", body });
    if (!answer.ok) throw answer.status;
    return answer.json();
  }
}
