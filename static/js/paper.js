/* Paper folds nothing. print.css says so too, which not every browser understands. */
(() => {
  "use strict";
  const opened = [];
  addEventListener("beforeprint", () => {
    opened.push(...document.querySelectorAll("main details:not([open])"));
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened.splice(0)) each.open = false;
  });
})();
