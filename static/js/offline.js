/* A review without a line: its empty pages on this device, and what waits here. */
(() => {
  "use strict";

  if (!window.kept) return;
  const { words, all, forget } = window.kept;

  // The switch on the page of a review.
  const button = document.getElementById("keep-offline");
  if (button && "serviceWorker" in navigator) {
    const note = document.getElementById("keep-offline-note");
    button.closest("[hidden]").hidden = false;
    button.addEventListener("click", async () => {
      note.textContent = words.loading;
      try {
        await navigator.serviceWorker.register(words.worker);
        const ready = await navigator.serviceWorker.ready;
        const line = new MessageChannel();
        const answer = new Promise((resolve) => (line.port1.onmessage = (event) => resolve(event.data)));
        ready.active.postMessage({ keep: JSON.parse(button.dataset.pages) }, [line.port2]);
        note.textContent = (await answer).ok ? words.ready : words.failed;
      } catch {
        note.textContent = words.failed;
      }
    });
  }

  // A review that was sent needs nothing here any more.
  const done = document.querySelector("[data-kept-done]");
  if (done) {
    forget(done.dataset.keptDone).catch(() => {});
    if (window.caches) caches.delete("shells");
  }

  // The list on the page that shows without a line.
  const list = document.getElementById("kept-list");
  if (!list) return;
  Promise.all([all("drafts"), all("queue")]).then(([drafts, queue]) => {
    const rows = new Map([...drafts, ...queue].map((row) => [row.key, row]));
    document.getElementById("kept-none").hidden = rows.size > 0;
    for (const row of rows.values()) {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: new URL(row.url).pathname, textContent: row.title });
      item.append(link);
      list.append(item);
    }
    const file = document.getElementById("kept-file");
    if (!rows.size) return;
    const what = JSON.stringify({ drafts, queue }, null, 1);
    file.href = URL.createObjectURL(new Blob([what], { type: "application/json" }));
    file.closest("[hidden]").hidden = false;
  });
})();
