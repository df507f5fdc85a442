/* One page of answers: kept while typing, put back when it opens again. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-draft]");
  if (!form || !window.kept) return;
  const { words, get, put, remove, ping, post, badge, time } = window.kept;
  const key = form.dataset.draft;
  const owner = key.split(":")[0];
  const status = form.querySelector("[data-draft-status]");
  const say = (text, link) => {
    status.textContent = text;
    if (!link) return;
    const anchor = document.createElement("a");
    Object.assign(anchor, link);
    status.append(" ", anchor);
  };

  // --- What is typed. Some answers are never kept on a device. ---
  const isKept = (field) =>
    field.name && !field.matches("[type=hidden], button") && !("notKept" in field.dataset);
  const fields = () => [...form.elements].filter(isKept);
  const values = () =>
    fields()
      .filter((field) => field.type !== "radio" || field.checked)
      .filter((field) => field.value !== "")
      .map((field) => [field.name, field.value]);
  const fill = (kept) => {
    const known = new Map(kept);
    for (const field of fields()) {
      const value = known.get(field.name) ?? "";
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const asText = (kept) =>
    kept
      .map(([name, value]) => {
        const radio = fields().find((field) => field.name === name && field.value === value && field.type === "radio");
        return radio ? radio.closest("label").textContent.trim().replace(/\s+/g, " ") : value;
      })
      .join("\n");

  // --- Keep it ---
  const first = JSON.stringify(values());
  // What the copy is known to hold. Written again it would seem newer than what was sent.
  let copied = first;
  let timer = 0;
  let isLeaving = false;
  const keep = async () => {
    clearTimeout(timer);
    const typed = values();
    const text = JSON.stringify(typed);
    if (isLeaving || text === copied) return;
    if (text === first) {
      await remove("drafts", key);
      copied = text;
      return;
    }
    const at = Date.now();
    await put("drafts", { key, owner, base: form.dataset.base, values: typed, at, url: location.href, title: document.title });
    copied = text;
    say(words.kept.replace("{time}", time(at)));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep().catch(() => say(words.full)), 300);
  };
  form.addEventListener("input", (event) => event.isTrusted && soon());
  form.addEventListener("change", () => keep().catch(() => say(words.full)));
  document.addEventListener("visibilitychange", () => document.hidden && keep().catch(() => {}));
  addEventListener("pagehide", () => keep().catch(() => {}));

  // --- Put it back ---
  const choose = (draft) => {
    const box = document.getElementById("kept-conflict");
    box.querySelector("[data-here]").textContent = asText(draft.values);
    box.querySelector("[data-there]").textContent = asText(values()) || "–";
    box.hidden = false;
    box.querySelector("[data-use]").addEventListener("click", () => {
      fill(draft.values);
      box.hidden = true;
      keep();
    });
    box.querySelector("[data-drop]").addEventListener("click", async () => {
      box.hidden = true;
      await remove("drafts", key);
      await remove("queue", key);
      copied = first;
      await badge();
    });
  };
  const putBack = async () => {
    const draft = await get("drafts", key);
    if (!draft || document.querySelector(".error-summary")) return;
    if (JSON.stringify(draft.values) === first) return remove("drafts", key);
    if (draft.base !== form.dataset.base) return choose(draft);
    fill(draft.values);
    copied = JSON.stringify(draft.values);
    say(words.restored.replace("{time}", time(draft.at)));
  };
  putBack().catch(() => {});
  // What was typed meanwhile builds on what is saved now.
  const afterSending = async () => {
    if (!(await get("drafts", key))) return;
    copied = first;
    await keep();
  };
  document.addEventListener("kept:sent", (event) => {
    if (event.detail.key !== key) return;
    for (const [name, value] of Object.entries(event.detail.bases)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
      form.dataset.base = value;
    }
    say(words.sent);
    afterSending().catch(() => {});
  });

  // --- Send it ---
  const withoutSecrets = (body) => {
    const kept = new URLSearchParams(body);
    let lost = false;
    for (const field of form.querySelectorAll("[data-not-kept]")) {
      lost ||= ["SAW", "SPEAK"].includes(kept.get(field.name));
      kept.delete(field.name);
    }
    kept.delete("csrfmiddlewaretoken");
    return { kept: kept.toString(), lost };
  };
  // Written down before it is sent: whoever goes on at once loses nothing either.
  const noteFirst = (url, body) =>
    put("queue", { key, owner, url, body: withoutSecrets(body).kept, at: Date.now(), title: document.title });
  const wait = async (body, why) => {
    // What was typed meanwhile is kept first: that it is must not be said last.
    await keep().catch(() => {});
    await badge();
    const next = form.dataset.next && { href: form.dataset.next, textContent: words.next };
    const again = words.login && { href: words.login, target: "_blank", textContent: words.again };
    say(withoutSecrets(body).lost ? words.safety : why, why === words.lost ? next : again);
    window.kept.sendAll();
  };
  const asBefore = (button) => {
    if (button?.name) {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
      form.append(hidden);
    }
    HTMLFormElement.prototype.submit.call(form);
  };
  let isSending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    try {
      await keep().catch(() => {});
      const url = form.action || location.href;
      const body = new URLSearchParams(new FormData(form, button)).toString();
      say(words.sending);
      await noteFirst(url, body).catch(() => {});
      let done = await post(url, body);
      if (done.kind === "out") {
        const hello = await ping();
        done = hello?.who.includes(owner) ? await post(url, body, hello.token) : { kind: hello ? "out" : "lost" };
      }
      if (done.kind === "saved") {
        isLeaving = true;
        await remove("drafts", key).catch(() => {});
        await remove("queue", key).catch(() => {});
        location.assign(done.next);
      } else if (done.kind === "refused") {
        await remove("queue", key).catch(() => {});
        asBefore(button);
      } else await wait(body, done.kind === "out" ? words.out : words.lost);
    } finally {
      isSending = false;
      button?.removeAttribute("aria-disabled");
    }
  });
})();
