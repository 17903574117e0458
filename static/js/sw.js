// The service worker: so far it only shows what is pushed and opens what was tapped.
self.addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, lang: "id" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.url, self.location.origin).href));
});

// A page of ours that is open already is used rather than a second one.
async function open(url) {
  const path = new URL(url).pathname.replace(/\/$/, ""); // the page's own has the title's words
  const pages = await self.clients.matchAll({ type: "window" });
  for (const page of pages) {
    const { pathname } = new URL(page.url);
    if (pathname.startsWith(`${path}/`) || pathname.startsWith(`${path}-`)) return page.focus();
  }
  return self.clients.openWindow(url);
}
