/* Long work: look again after 2 seconds, then every 5, until it is over; then say that it was seen. */
(() => {
  "use strict";

  const end = document.querySelector("form[data-job-seen]");
  const tell = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", tell);
    fetch(end.action, { method: "POST", body: new FormData(end) }).then((answer) => answer.ok && end.remove(), () => {});
  };
  if (end) {
    document.addEventListener("visibilitychange", tell);
    tell();
  }
  if (!document.querySelector("[data-job-goes-on]")) return;

  const waited = Number(sessionStorage.getItem("job-looks") || 0);
  sessionStorage.setItem("job-looks", String(waited + 1));
  setTimeout(() => location.reload(), waited < 3 ? 2000 : 5000);
})();
