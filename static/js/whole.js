/* Keeps codes such as GT-01 and GT-01/2017, dates such as 3 Nov 2026, and “e-mail” on one line,
   which no style sheet can. Some browsers break words behind the hyphen. What is copied stays. */
(() => {
  "use strict";
  const CODE = "\\b[A-Z]{2}-\\d{2,}(?:/\\d{2,})?";
  const DAY = "\\b\\d{1,2}(?:er)? \\p{L}{3,10} (?:19|20|21)\\d\\d\\b";
  const WHOLE = new RegExp(`${CODE}|${DAY}|\\b[Ee]-mails?\\b`, "u");
  const NOT_HERE = "textarea, option, script, style, svg, .nowrap";
  const span = (node, name) => {
    const made = document.createElement("span");
    made.className = name;
    node.replaceWith(made);
    made.append(node);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const parent = node.parentElement;
    if (!WHOLE.test(node.data) || parent.closest(NOT_HERE)) continue;
    // A cell with a label is a box as soon as the device is turned and its table is cards.
    const isBox = parent.matches("td[data-label]") ||
      /flex|grid/.test(getComputedStyle(parent).display);
    found.push([node, isBox]);
  }
  // All is read before anything is written: a browser would reckon the page anew each time.
  for (let [node, isBox] of found) {
    // Between boxes a text is one box: it stays one.
    if (isBox) span(node, "");
    for (let hit = WHOLE.exec(node.data); hit; hit = WHOLE.exec(node.data)) {
      const whole = node.splitText(hit.index);
      node = whole.splitText(hit[0].length);
      span(whole, "nowrap");
    }
  }
})();
