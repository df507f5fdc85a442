"""Is text readable? A pair of colours that axe found readable once stays readable.

The contrast of texts is half of what axe computes on a page, and a product has a few
dozen pairs: colour, size and weight of a text on the colours behind it. A pair is known
when axe measured it and found nothing. Whatever lies over or under other things by
position, picture or transparency has no pair, and is measured on every page.
"""

# Of the layers behind a text, up to the first that hides the rest; null for what cannot
# be told by colours alone.
PAIRS = """(() => {
  const plain = new Set(["static", "relative"]);
  const layers = new Map();
  function behind(element) {
    if (element === null) return "";
    if (!layers.has(element)) layers.set(element, layerOf(element));
    return layers.get(element);
  }
  function layerOf(element) {
    const style = getComputedStyle(element);
    const fill = style.backgroundColor;
    const isPlain = plain.has(style.position) && style.backgroundImage === "none"
      && style.opacity === "1" && style.filter === "none" && style.zIndex === "auto";
    if (!isPlain) return null;
    if (fill.startsWith("rgb(")) return fill;
    const below = behind(element.parentElement);
    return below === null ? null : `${fill} ${below}`;
  }
  const hasText = element => [...element.childNodes].some(
    each => each.nodeType === Node.TEXT_NODE && each.data.trim());
  function pairOf(element) {
    if (!hasText(element)) return null;
    const below = behind(element);
    if (below === null) return null;
    const { color, fontSize, fontWeight, textShadow, fontFamily } =
      getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, fontFamily, below].join("|");
  }
  const rule = axe._audit.rules.find(each => each.id === "color-contrast");
  const matches = rule.matches;
  let known = new Set(), measured = new Map();
  rule.matches = function (element, ...rest) {
    const pair = pairOf(element);
    if (pair !== null && known.has(pair)) return false;
    const answer = matches.call(this, element, ...rest);
    if (answer && pair !== null) measured.set(element, pair);
    return answer;
  };
  window.knownPairs = pairs => { known = new Set(pairs); measured = new Map(); };
  window.newPairs = violations => {
    const bad = new Set(violations.filter(each => each.id === "color-contrast").flatMap(
      each => each.nodes.map(node => measured.get(node.element))));
    return [...new Set(measured.values())].filter(pair => !bad.has(pair));
  };
})();"""
# One run of axe that need not measure what is known; says what it found, and learnt.
ASK_AXE = """async ([rules, known]) => {
  window.knownPairs(known);
  const { violations } = await axe.run(document, { ...rules, elementRef: true });
  return {
    problems: violations.flatMap(each => each.nodes.map(
      node => `${each.id}: ${node.target.join(" ")}`)),
    learnt: window.newPairs(violations),
  };
}"""
