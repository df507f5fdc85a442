/* Any other form with room for text: a copy stays on this device until the server has it.
   Nothing is sent by itself here: who typed it presses the button once more. */
(() => {
  "use strict";

  if (!window.kept?.words.owner) return;
  const { words, get, put, remove, ping, post, time, goOn } = window.kept;
  const FORMS = "main form[method=post]:not([data-draft], [data-not-kept], [data-upload])";
  const UNKEPT = "[type=hidden], [type=password], [type=file], [data-not-kept], button";
  const placeOf = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;

  // --- What stands in a form, and how it gets back there ---
  const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !field.matches(UNKEPT));
  const valuesOf = (form) => {
    const found = [];
    for (const field of fieldsOf(form)) {
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) found.push([field.name, field.value]);
      } else if (field.selectedOptions) {
        for (const option of field.selectedOptions) found.push([field.name, option.value]);
      } else found.push([field.name, field.value]);
    }
    return JSON.stringify(found);
  };
  const fill = (form, text) => {
    const known = new Map();
    for (const [name, value] of JSON.parse(text)) known.set(name, [...(known.get(name) || []), value]);
    for (const field of fieldsOf(form)) {
      const values = known.get(field.name) || [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.options) for (const option of field.options) option.selected = values.includes(option.value);
      else field.value = values[0] ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.closest("details")?.setAttribute("open", "");
    }
  };

  const watch = (form, key) => {
    const first = valuesOf(form);
    const wasRefused = Boolean(document.querySelector(".error-summary"));
    const line = Object.assign(document.createElement("p"), { className: "soft" });
    line.setAttribute("role", "status");
    form.append(line);
    const say = (text, ...more) => line.replaceChildren(text, ...more.flatMap((one) => [" ", one]));

    // --- Keep it ---
    let base = first;
    let copied = first;
    let isOver = false;
    let timer = 0;
    const keepNow = async () => {
      clearTimeout(timer);
      const values = valuesOf(form);
      if (isOver || values === copied) return;
      copied = values;
      if (values === first && !wasRefused) return remove("drafts", key);
      const at = Date.now();
      const owner = words.owner;
      await put("drafts", { key, owner, base, values, at, url: location.href, title: document.title });
      say(words.kept.replace("{time}", time(at)));
    };
    // One after another: what is said of the last copy must not come after what became of
    // the form when it was sent.
    let keeping = Promise.resolve();
    const keep = () => (keeping = keeping.then(keepNow, keepNow));
    const keepOrSay = () => keep().catch(() => say(words.full));
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      clearTimeout(timer);
      timer = setTimeout(keepOrSay, 300);
    });
    form.addEventListener("change", keepOrSay);
    document.addEventListener("visibilitychange", () => document.hidden && keepOrSay());
    addEventListener("pagehide", keepOrSay);

    // --- Put it back, or offer it when the page holds something else now ---
    const press = (text, act) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      button.className = "btn btn-outline-secondary btn-sm";
      button.addEventListener("click", act);
      return button;
    };
    const drop = async () => {
      fill(form, first);
      copied = first;
      await remove("drafts", key);
      say(words.dropped);
    };
    const putBack = async () => {
      const draft = await get("drafts", key);
      if (!draft) return;
      base = draft.base;
      if (wasRefused) return;
      if (draft.values === first) return remove("drafts", key);
      const use = () => {
        fill(form, draft.values);
        copied = draft.values;
        say(words.restored.replace("{time}", time(draft.at)), press(words.drop, drop));
      };
      if (draft.base === first) return use();
      base = first;
      say(words.other.replace("{time}", time(draft.at)), press(words.use, use), press(words.drop, drop));
    };
    putBack().catch(() => {});

    // --- Send it ---
    // As a browser sends it: lines end with two signs, files need parts of their own.
    const bodyOf = (button) => {
      const data = new FormData(form, button);
      if (form.enctype === "multipart/form-data") return data;
      const lines = [...data].map(([name, value]) => [name, value.replace(/\r?\n/g, "\r\n")]);
      return new URLSearchParams(lines).toString();
    };
    const send = async (url, body) => {
      const done = await post(url, body);
      if (done.kind !== "out") return done;
      const hello = await ping();
      if (!hello) return { kind: "lost" };
      if (!hello.who.includes(words.owner)) return done;
      form.elements.namedItem("csrfmiddlewaretoken").value = hello.token;
      const again = await post(url, body, hello.token);
      return again.kind === "out" ? { kind: "refused" } : again;
    };
    let isSending = false;
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (form.dataset.asBefore) return;
      event.preventDefault();
      if (isSending) return;
      isSending = true;
      button?.setAttribute("aria-disabled", "true");
      try {
        await keep().catch(() => {});
        say(words.sending);
        const url = new URL(button?.getAttribute("formaction") || placeOf(form), location.href).href;
        const done = await send(url, bodyOf(button));
        if (done.kind !== "saved") await keep().catch(() => {});
        if (done.kind === "saved") {
          isOver = true;
          await remove("drafts", key).catch(() => {});
          goOn(done.next);
        } else if (done.kind === "refused") {
          form.dataset.asBefore = "yes"; // the page of the server says what is wrong
          form.requestSubmit(button);
          setTimeout(() => delete form.dataset.asBefore, 15000);
        } else if (done.kind === "out") {
          const login = { href: words.login, target: "_blank", textContent: words.again };
          say(words.out, ...(words.login ? [Object.assign(document.createElement("a"), login)] : []));
        } else say(words.unsent);
      } finally {
        isSending = false;
        button?.removeAttribute("aria-disabled");
      }
    });
  };

  const seen = new Map();
  for (const form of document.querySelectorAll(FORMS)) {
    const area = form.querySelector("textarea");
    if (!area) continue;
    const name = `${words.owner}:form:${placeOf(form)}:${area.name}`;
    const count = seen.get(name) || 0;
    seen.set(name, count + 1);
    watch(form, `${name}:${count}`);
  }
})();
