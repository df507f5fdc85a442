/* Three small comforts; every page works without them. */
(() => {
  "use strict";

  // A failed form: bring keyboard and screen reader to the list of errors.
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // A link in the list of errors puts the cursor into the field.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".form-group, .rating") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // Text with a limit: say what is left, from three quarters on.
  for (const area of document.querySelectorAll("textarea[data-limit]")) {
    const limit = Number(area.dataset.limit);
    const note = document.createElement("p");
    note.className = "counter";
    note.setAttribute("role", "status");
    area.after(note);
    let timer = 0;
    const tell = () => {
      const left = limit - [...area.value.replace(/\r?\n/g, "\r\n")].length;
      const words = left < 0 ? area.dataset.over : area.dataset.left;
      note.textContent = left <= limit / 4 ? words.replace("{n}", Math.abs(left)) : "";
      note.classList.toggle("counter-over", left < 0);
    };
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, 400);
    });
    tell();
  }

  // A press that takes a while: say so, and swallow the second press.
  const refresh = (form) => {
    delete form.dataset.sent;
    for (const button of [...form.elements].filter((each) => each.dataset.label)) {
      button.removeAttribute("aria-disabled");
      button.textContent = button.dataset.label;
    }
  };
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const form = event.target;
    const words = document.body.dataset.working;
    if (form.method !== "post" || event.defaultPrevented) return;
    // A form may be sent to several places, each by a button of its own.
    const place = button ? button.formAction : form.action;
    if (form.dataset.sent === place) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = place;
    setTimeout(refresh, 15000, form); // a lost line or a download leaves us here
    if (!button || !words || !button.matches(".btn")) return;
    button.dataset.label = button.textContent;
    button.setAttribute("aria-disabled", "true");
    setTimeout(() => {
      if (form.dataset.sent) button.textContent = words;
    }, 700);
  });

  // Back from the next page: the form is fresh again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(refresh);
  });
})();
