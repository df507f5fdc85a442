{% comment %}
The service worker: static files, the page without a line, and the empty pages of a review somebody asked to keep.
Context: files (addresses), offline_url. It never keeps dashboards or answers, and never touches what is sent.
{% endcomment %}"use strict";
const FILES = [{% for file in files %}"{{ file|escapejs }}",{% endfor %}];
const OFFLINE = "{{ offline_url|escapejs }}";
const STATIC = "static-" + FILES.join("").split("").reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) | 0, 7);
const SHELLS = "shells";
const LONGEST = 30 * 24 * 3600 * 1000;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((kept) => kept.addAll([...FILES, OFFLINE])));
});

addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name !== STATIC && name !== SHELLS);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

const keepPages = async (pages) => {
  const kept = await caches.open(SHELLS);
  for (const page of pages) {
    const answer = await fetch(page + "?shell=1", { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok || answer.redirected) return false;
    await kept.put(page, answer);
  }
  return true;
};

addEventListener("message", (event) => {
  if (!event.data.keep) return;
  const work = keepPages(event.data.keep).catch(() => false);
  event.waitUntil(work.then((ok) => event.ports[0].postMessage({ ok })));
});

const shellOf = async (path) => {
  const kept = await caches.open(SHELLS);
  const page = await kept.match(path);
  if (!page) return null;
  if (Date.now() - Date.parse(page.headers.get("Date")) < LONGEST) return page;
  await kept.delete(path);
  return null;
};

addEventListener("fetch", (event) => {
  const asked = event.request;
  const url = new URL(asked.url);
  if (asked.method !== "GET" || url.origin !== location.origin) return;
  if (asked.mode === "navigate") {
    const without = async () => (await shellOf(url.pathname)) || caches.match(OFFLINE);
    event.respondWith(fetch(asked).catch(without));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(caches.match(asked).then((kept) => kept || fetch(asked)));
  }
});
