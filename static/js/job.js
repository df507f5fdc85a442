/* Long work: ask after 2 seconds, then every 5, how far it is, until it is over; say each
   quarter to screen readers; tell the server that the end was seen. The page stays. */
(() => {
  "use strict";

  const part = (page, id) => page.getElementById(id);
  const says = part(document, "job-says");
  const say = () => {
    const { news } = part(document, "job").dataset;
    if (says.textContent !== news) says.textContent = news;
  };

  const seen = async () => {
    const form = document.querySelector("form[data-job-seen]");
    if (!form || document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", seen);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.ok) form.remove();
    } catch {
      // The button stays, for whoever has a line again.
    }
  };

  const show = (page) => {
    const [old, now] = [part(document, "job"), part(page, "job")];
    const cancel = part(document, "job-cancel");
    const hadFocus = !part(page, "job-cancel") && cancel?.contains(document.activeElement);
    old.replaceWith(document.importNode(now, true));
    document.title = page.title;
    if (!part(page, "job-cancel")) cancel?.remove();
    if (hadFocus) part(document, "job").focus();
    say();
  };

  let looks = 0;
  const goOn = () => {
    if (!part(document, "job").matches("[data-goes-on]")) {
      document.addEventListener("visibilitychange", seen);
      return seen();
    }
    looks += 1;
    return setTimeout(look, looks < 4 ? 2000 : 5000);
  };
  const look = async () => {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && !part(page, "job")) return location.reload(); // the session is over
      if (answer.ok) show(page);
    } catch {
      // No line now; ask again.
    }
    return goOn();
  };

  say();
  goOn();
})();
