// Where the words of a page come from, and the marks at those that something was found in.

import { byId, typed } from "./drawing.js";
import { session } from "./session.js";
import { frame, isPage } from "./sheet.js";
import { choose, publication } from "./tabs.js";

const MARKS = `
  ::highlight(diagnostic) { background-color: #ffdf5d; color: #1d2329; text-decoration: underline wavy #8e1b1b; }
  ::highlight(refused) { background-color: #8e1b1b; color: #fff; text-decoration: underline double; }
  ::highlight(chosen) { background-color: #f5a623; color: #1d2329; }
  [data-file]:hover { cursor: pointer; }
`;
const PRIORITIES = ["diagnostic", "refused", "chosen"];
let sought = null; // the diagnostic whose words are to be shown as soon as the page is there
let places = new Map(); // the elements of the page by the line that their words come from

export function listen(inside) {
  places = new Map();
  for (const each of inside.document.querySelectorAll("[data-file]")) {
    const place = `${each.dataset.line} ${each.dataset.file}`;
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(MARKS);
  inside.document.adoptedStyleSheets.push(sheet);
  inside.document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
    const said = event.target.closest("[data-file]");
    if (said && !session.editing) sayPlace(said, event.target.closest("[data-name]:not([data-name=''])")?.dataset.name);
  });
}

function sayPlace(said, name) {
  const { file, line } = said.dataset;
  byId("source").value = [name, file, line !== "0" && `line ${line}`].filter(Boolean).join(", ");
  light("chosen", [rangeOf(said, "")]);
}

export function light(name, ranges) {
  const inside = frame.contentWindow;
  if (!inside.CSS.highlights) return; // a browser of before 2025 shows no marks
  const highlight = new inside.Highlight(...ranges);
  highlight.priority = PRIORITIES.indexOf(name);
  inside.CSS.highlights.set(name, highlight);
}

// The words of a diagnostic on the page: its quote, in the elements of its line; without a quote all of them.
function rangesOf(diagnostic) {
  const found = places.get(`${diagnostic.line} ${diagnostic.file}`) ?? [];
  const exact = diagnostic.quote ? found.map((each) => rangeOf(each, diagnostic.quote)).filter(Boolean) : [];
  return exact.length ? exact.slice(0, 1) : found.slice(0, 1).map((each) => rangeOf(each, ""));
}

export function rangeOf(element, quoted) {
  const range = frame.contentDocument.createRange();
  range.selectNodeContents(element);
  if (!quoted) return range;
  const nodes = [];
  const walker = frame.contentDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const written = nodes.map((node) => node.data).join("");
  const start = typed(written).indexOf(typed(quoted));
  if (start < 0) return null;
  range.setStart(...pointAt(nodes, start));
  range.setEnd(...pointAt(nodes, start + quoted.length));
  return range;
}

function pointAt(nodes, offset) {
  for (const node of nodes) {
    if (offset <= node.length) return [node, offset];
    offset -= node.length;
  }
  return [nodes.at(-1), nodes.at(-1).length];
}

// A whole page of wording that nobody has approved yet needs no mark at each of its words.
const isAboutWords = ({ code }) => !session.editing || !code.startsWith("wording.");

export function mark() {
  const shown = publication();
  if (!isPage()) return;
  light("diagnostic", shown.diagnostics.filter(isAboutWords).flatMap(rangesOf));
  light("refused", shown.is_behind ? [] : session.refused.flatMap(rangesOf)); // an earlier page has other lines
  if (!sought) return;
  const [range] = rangesOf(sought);
  byId("source").value = range ? `${sought.file}, line ${sought.line}` : "These words are not on this page.";
  light("chosen", range ? [range] : []);
  range?.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  sought = null;
}

export function seek(diagnostic) {
  sought = diagnostic;
  choose(publication().key, "");
}
