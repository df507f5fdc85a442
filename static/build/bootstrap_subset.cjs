/*
 * Makes static/vendor/bootstrap/bootstrap-subset.css from Bootstrap's own file.
 *
 * Needs node, bootstrap@5.3 and purgecss@8 in a folder of your choice:
 *
 *   npm install --prefix /tmp/subset bootstrap@5.3 purgecss@8
 *   NODE_PATH=/tmp/subset/node_modules node static/build/bootstrap_subset.cjs
 *
 * The list below is the contract: only these classes exist. It does not look
 * at our templates, so a new page cannot change the file by accident.
 */
const fs = require("fs");
const path = require("path");
const { PurgeCSS } = require("purgecss");

const source = require.resolve("bootstrap/dist/css/bootstrap.css");
const target = path.join(__dirname, "../vendor/bootstrap/bootstrap-subset.css");

const KEPT = [
  /^(container|row|col)$/,
  /^col-(sm-|md-|lg-)?(auto|[1-9]|1[0-2])$/,
  /^g-[0-5]$/, /^row-cols-(md-|lg-)?[1-4]$/,
  /^(m|p)[tbsexy]?-(0|1|2|3|4|5|auto)$/, /^gap-[1-5]$/,
  /^d-(none|block|flex|inline-block|grid)$/, /^d-(sm|md|lg)-(none|block|flex|inline-block)$/,
  /^flex-(wrap|column|grow-1|shrink-0)$/,
  /^(justify-content|align-items)-(start|center|end|between|baseline)$/,
  /^text-(start|center|end|nowrap|break)$/, /^fw-(normal|bold)$/, /^fs-[3-6]$/,
  /^(w-100|mb-0|small|lead|list-unstyled|list-inline|list-inline-item)$/,
  /^visually-hidden(-focusable)?$/,
  /^(form-label|form-text|form-control|input-group|input-group-text|invalid-feedback|is-invalid)$/,
  /^btn(-primary|-secondary|-outline-secondary|-link|-sm|-lg)?$/,
  /^alert(-link|-heading|-info|-success|-warning|-danger)?$/,
  /^table(-sm|-responsive)?$/,
  /^(text-bg-warning)$/,
];
const TAGS = ["html", "body", "hr", "h1", "h2", "h3", "h4", "p", "abbr", "address", "ol", "ul", "dl", "dt",
  "dd", "blockquote", "b", "strong", "small", "mark", "sub", "sup", "a", "pre", "code", "kbd", "figure",
  "img", "svg", "table", "caption", "th", "thead", "tbody", "tfoot", "tr", "td", "label", "button", "input",
  "select", "optgroup", "textarea", "fieldset", "legend", "summary", "details", "progress", "iframe",
  "type", "role", "hidden", "href", "list", "disabled", "root", "before", "after", "file-selector-button"];

async function main() {
  const css = fs.readFileSync(source, "utf8");
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: "", extension: "html" }],
    css: [{ raw: css }],
    safelist: { standard: [...TAGS, ...KEPT] },
    blocklist: [/dark/, /^\.?(btn-check|btn-close|form-check|form-select|was-validated|dropdown|accordion)/],
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  const light = result.css
    .replace(/\/\*# sourceMappingURL.*?\*\//g, "")
    .replace(/background-image: url\("data:[^"]*"\);/g, "background-image: none;")
    .replace(/--bs-[\w-]+: url\("?data:[^;]*;[^;]*;/g, "")
    .replace(/\n{2,}/g, "\n");
  fs.writeFileSync(target, light.trim() + "\n");
  console.log(`${target}: ${light.length} bytes`);
}

main();
