/* Keeps codes such as GT-01 and GT-01/2017 on one line: some browsers break them behind the
   hyphen, and no style sheet can forbid it. What is copied stays as it is. */
(() => {
  "use strict";
  const CODE = /\b[A-Z]{2}-\d{2,}(?:\/\d{2,})?/;
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
    if (CODE.test(node.data) && !node.parentElement.closest(NOT_HERE)) found.push(node);
  }
  for (let node of found) {
    // Between boxes a text is one box: it stays one.
    if (/flex|grid/.test(getComputedStyle(node.parentElement).display)) span(node, "");
    for (let hit = CODE.exec(node.data); hit; hit = CODE.exec(node.data)) {
      const code = node.splitText(hit.index);
      node = code.splitText(hit[0].length);
      span(code, "nowrap");
    }
  }
})();
