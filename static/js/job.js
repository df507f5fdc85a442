/* Long work: look again after 2 seconds, then every 5, until it is over. */
(() => {
  "use strict";

  const waited = Number(sessionStorage.getItem("job-looks") || 0);
  sessionStorage.setItem("job-looks", String(waited + 1));
  setTimeout(() => location.reload(), waited < 3 ? 2000 : 5000);
})();
