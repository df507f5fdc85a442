/* Answers on a weak line: kept on this device, sent later, one after another.
   The draft on the server is the real one; this copy is a net below it. */
(() => {
  "use strict";

  const words = document.getElementById("kept-words")?.dataset;
  if (!words || !window.indexedDB || !window.fetch) return;
  const LONGEST = 30 * 24 * 3600 * 1000;
  const LAST_PAUSE = 5 * 60 * 1000;
  const LONGEST_WAIT = 30 * 1000;
  const LONGEST_WITH_FILES = 5 * 60 * 1000;
  const LONGEST_ALONE = 60000; // bytes; browsers stop at 64 KiB

  // --- The store. Browsers may close it at any moment: open it anew, once. ---
  let opened = null;
  const open = () =>
    (opened ||= new Promise((resolve, reject) => {
      const ask = indexedDB.open("kept", 1);
      ask.onupgradeneeded = () => {
        ask.result.createObjectStore("drafts", { keyPath: "key" });
        ask.result.createObjectStore("queue", { keyPath: "key" });
      };
      ask.onsuccess = () => {
        ask.result.onclose = () => (opened = null);
        resolve(ask.result);
      };
      ask.onerror = () => reject(ask.error);
    }));
  const once = async (store, mode, act) => {
    const base = await open();
    return new Promise((resolve, reject) => {
      const work = base.transaction(store, mode, { durability: "strict" });
      const asked = act(work.objectStore(store));
      work.commit?.(); // At once: a tab that closes waits for nothing.
      work.oncomplete = () => resolve(asked.result);
      work.onabort = () => reject(work.error);
    });
  };
  const run = (...what) =>
    once(...what).catch(() => {
      opened = null;
      return once(...what);
    });
  const get = (store, key) => run(store, "readonly", (rows) => rows.get(key));
  const all = (store) => run(store, "readonly", (rows) => rows.getAll());
  const put = (store, row) => run(store, "readwrite", (rows) => rows.put(row));
  const remove = (store, key) => run(store, "readwrite", (rows) => rows.delete(key));
  const forget = async (start) => {
    for (const store of ["drafts", "queue"]) {
      for (const row of await all(store)) {
        if (row.key.startsWith(start)) await remove(store, row.key);
      }
    }
    await badge();
  };

  // --- The line. `navigator.onLine` is not trusted; a worker may answer for us. ---
  const within = (ms) => (AbortSignal.timeout ? AbortSignal.timeout(ms) : undefined);
  const ping = async () => {
    try {
      const answer = await fetch(words.ping, { cache: "no-store", signal: within(8000) });
      const said = await answer.json();
      return said.ok === 1 ? said : null;
    } catch {
      return null;
    }
  };
  // What became of it: saved, out (not signed in), refused (by a rule) or lost.
  const post = async (url, body, token) => {
    const sent = body instanceof FormData ? body : new URLSearchParams(body);
    if (token) sent.set("csrfmiddlewaretoken", token);
    let answer;
    try {
      const headers = { Accept: "application/json" };
      // A browser refuses to go on with more than this after its page is closed.
      const isText = typeof body === "string";
      const keepalive = isText && body.length < LONGEST_ALONE;
      const signal = within(isText ? LONGEST_WAIT : LONGEST_WITH_FILES);
      answer = await fetch(url, { method: "POST", headers, body: sent, keepalive, signal });
    } catch {
      return { kind: "lost" };
    }
    // Led to sign in: also that page answers in the way that was asked for.
    if (answer.redirected || [401, 403, 404].includes(answer.status)) return { kind: "out" };
    const type = answer.headers.get("Content-Type") || "";
    if (answer.ok && type.startsWith("application/json")) {
      return { kind: "saved", ...(await answer.json()) };
    }
    return { kind: answer.ok || answer.status === 409 ? "refused" : "lost" };
  };

  // --- The queue: one answer after another, with longer and longer pauses. ---
  const time = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const badge = async () => {
    const line = document.getElementById("kept-badge");
    if (!line) return;
    const rows = await all("queue");
    const stuck = rows.filter((row) => row.stuck).length;
    const text = stuck ? words.stuck : rows.length === 1 ? words.one : words.many;
    line.hidden = !rows.length;
    line.querySelector("span").textContent = text.replace("{n}", stuck || rows.length);
  };
  let pause = 1000;
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(sendAll, pause);
    pause = Math.min(pause * 2, LAST_PAUSE);
  };
  const deliver = async (row, token) => {
    const done = await post(row.url, row.body, token);
    if (done.kind === "saved") {
      const draft = await get("drafts", row.key);
      if (draft && draft.at <= row.at) await remove("drafts", row.key);
      const now = await get("queue", row.key);
      if (now && now.at === row.at) await remove("queue", row.key);
      const detail = { key: row.key, bases: done.bases || {} };
      document.dispatchEvent(new CustomEvent("kept:sent", { detail }));
    } else if (done.kind === "refused") {
      await put("queue", { ...row, stuck: true });
    }
    return done.kind;
  };
  const sendNow = async () => {
    const rows = (await all("queue")).filter((row) => !row.stuck);
    if (!rows.length) return;
    const hello = await ping();
    if (!hello) return later();
    for (const row of rows.sort((a, b) => a.at - b.at)) {
      if (!hello.who.includes(row.owner)) continue;
      if ((await deliver(row, hello.token)) === "lost") return later();
    }
    pause = 1000;
  };
  let sending = false;
  const sendAll = async () => {
    if (sending) return;
    sending = true;
    try {
      const alone = { ifAvailable: true };
      if (navigator.locks) await navigator.locks.request("kept", alone, (free) => free && sendNow());
      else await sendNow();
    } finally {
      sending = false;
      await badge();
    }
  };

  // --- On every page ---
  const tidy = async () => {
    for (const store of ["drafts", "queue"]) {
      for (const row of await all(store)) {
        if (Date.now() - row.at > LONGEST) await remove(store, row.key);
      }
    }
  };
  const goOn = (next) => {
    const to = new URL(next, location.href);
    // To another place of this page a browser would only jump, and show the old state.
    if (to.pathname + to.search === location.pathname + location.search) {
      sessionStorage.setItem("kept-place", to.hash);
      to.hash = "";
    }
    location.assign(to.href);
  };
  const place = sessionStorage.getItem("kept-place");
  sessionStorage.removeItem("kept-place");
  if (place) location.replace(place);
  window.kept = { words, get, all, put, remove, forget, ping, post, badge, time, sendAll, goOn };
  addEventListener("online", () => {
    pause = 1000;
    sendAll();
  });
  document.getElementById("kept-send")?.addEventListener("click", () => {
    pause = 1000;
    sendAll();
  });
  tidy().then(badge).then(sendAll).catch(() => {});
  // The page of a failure says so when something is kept here.
  const line = document.querySelector("[data-kept-here]");
  if (line) all("drafts").then((rows) => (line.hidden = !rows.length)).catch(() => {});

  // "Keep what is saved" on the page of a conflict: the copy here goes as well.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-forget]");
    if (!link) return;
    event.preventDefault();
    await forget(link.dataset.forget).catch(() => {});
    location.assign(link.href);
  });

  // Leaving: on a shared phone the next person must not find the answers.
  const asks = document.getElementById("kept-leave");
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("leaves" in form.dataset) || form.dataset.asked || !asks?.showModal) return;
    event.preventDefault();
    form.dataset.asked = "yes";
    const count = new Set([...(await all("drafts")), ...(await all("queue"))].map((row) => row.key)).size;
    if (count) {
      asks.querySelector("p").textContent = words.leave.replace("{n}", count);
      asks.showModal();
      await new Promise((resolve) => asks.addEventListener("close", resolve, { once: true }));
      if (!asks.returnValue) return void delete form.dataset.asked;
      if (asks.returnValue === "delete") await forget("");
    }
    if (window.caches) await caches.delete("shells");
    form.submit();
  }, true);
})();
