// The texts of the page that somebody can write in: found, made known, and focused again when the page is another.

import { typed } from "../drawing.js";
import { frame, isPage } from "../sheet.js";

// Figures are written in their table, in a spreadsheet.
export const TEXTS = "[data-name]:not([data-name='']):not([data-file$='.csv'])";
const HINT = "editing-hint";
const FILES = { "brand.yaml": "brand", "publications.yaml": "publications", "approvals.yaml": "approvals" };
const LOOKS = `
  ${TEXTS} { cursor: text; }
  ${TEXTS}:hover:not(:has(.editing-field)) { outline: 1px dashed currentColor; outline-offset: 2px; }
  ${TEXTS}:focus-visible { outline: 3px solid var(--focus, Highlight); outline-offset: 3px; border-radius: 1px; }
  .editing-field { outline: 3px solid var(--focus, Highlight); outline-offset: 3px; border-radius: 1px; }
  .editing-field { white-space: pre-wrap; overflow-wrap: anywhere; cursor: text; text-align: start; }
  span.editing-field:empty { display: inline-block; min-width: 8em; }
  span.editing-field:empty::after { content: "\\200b"; }
  div.editing-field { display: block; min-height: 1.5em; }
  div.editing-field > :first-child { margin-top: 0; }
  div.editing-field > :last-child { margin-bottom: 0; }
  .editing-field[aria-busy="true"] { opacity: .6; }
  .editing-question { display: block; margin-bottom: .5rem; font: italic 400 1rem/1.4 inherit; }
`;
let last = null; // where the focus was

export const textsIn = (document) => [...document.querySelectorAll(TEXTS)];
export const named = (document, name) => textsIn(document).filter((each) => nameOf(each) === name);
export const isGap = (element) => Boolean(element.querySelector(":scope > mark.gap"));
export const fileOf = (element) => FILES[element.dataset.file.split("/").at(-1)] ?? "plan";
export const isDrawn = (element) => element.namespaceURI !== "http://www.w3.org/1999/xhtml";

// The text of the page that words of a drawing print once more, which may be numbered and cut off there.
export function drawnFrom(target) {
  const drawn = typed(target.closest("svg text")?.textContent ?? "").trim().replace(/^\d+\. /, "");
  const isSame = (words) => (drawn.endsWith("...") ? words.startsWith(drawn.slice(0, -3)) : words === drawn);
  return drawn && textsIn(target.ownerDocument).find((each) => !isDrawn(each) && isSame(typed(each.textContent).trim()));
}

// Where a question stands in place of its answer, the answer is what is written there.
export function nameOf(element) {
  const { name } = element.dataset;
  return isGap(element) ? name.replace(/\.question$/, ".answer") : name;
}

export function prepare(inside) {
  const { document } = inside;
  const hint = document.createElement("p");
  hint.id = HINT;
  hint.hidden = true;
  hint.textContent = "Can be changed: press Enter";
  document.body.append(hint);
  for (const each of textsIn(document)) if (!isDrawn(each)) makeKnown(each);
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  document.adoptedStyleSheets.push(sheet);
}

export function makeKnown(element) {
  element.tabIndex = 0;
  element.setAttribute("aria-describedby", HINT);
}

// A text in the page by its name, and by which of those with the same name it is.
export const placeOf = (element) => ({ name: nameOf(element), at: named(element.ownerDocument, nameOf(element)).indexOf(element) });

export function elementAt({ name, at }) {
  const found = isPage() ? named(frame.contentDocument, name) : [];
  return found[at] ?? found[0];
}

export function keepFocus() {
  const focused = document.activeElement === frame && isPage() ? frame.contentDocument.activeElement?.closest(TEXTS) : null;
  last = focused && placeOf(focused);
}

export function giveFocusBack() {
  if (last) elementAt(last)?.focus({ preventScroll: true });
  last = null;
}
