// The place in the page where words are typed: one line of the plan's own words, or paragraphs with lists and links.

import { fromHtml, fromPlain, isMarkdown, toMarkdown } from "./markdown.js";

const BULLET = /^\s*[•·▪◦‣–-]\s+|^\s*o\t/;
const NUMBER = /^\s*\d{1,2}[.)]\s+/;

// Lines of an answer stay lines, as in a postal address.
export const isLines = (value) => value.name.endsWith(".answer");

const SIGNS = /[*[\\]|^\s*([-+]|\d+[.)])/; // for which the server takes words for more than a line

// One line of plain words is written as such where the page has it in a line, whatever signs it has.
export function lineOrPassage(value, place) {
  const isLine = place.localName === "span" && SIGNS.test(value.words) && !isLines(value) && /^[^<\n]+$/.test(value.html);
  return isLine && value.control === "passage" ? { ...value, control: "line" } : value;
}

// A field with the words of a value; a draft of them has words of its own, and how they were set apart.
export function fieldFor(value, document, draft = null) {
  const isPassage = value.control === "passage";
  const field = document.createElement(isPassage ? "div" : "span");
  field.className = "editing-field";
  makeEditable(field, isPassage);
  const labels = { role: "textbox", "aria-label": value.called, "aria-multiline": String(isPassage || isLines(value)), spellcheck: "true" };
  for (const [key, label] of Object.entries(labels)) field.setAttribute(key, label);
  if (isPassage) fillPassage(field, draft?.html ?? value.html, isLines(value));
  else field.textContent = unfolded(value, plainWords(value, draft));
  field.addEventListener("paste", (event) => insert(event, event.clipboardData, isPassage, isLines(value)));
  field.addEventListener("drop", (event) => insert(event, event.dataTransfer, isPassage, isLines(value)));
  return field;
}

// The words of one line as they print; where nobody can say that, as they are written.
function plainWords(value, draft) {
  if (isLines(value) || !isMarkdown(value)) return draft?.words ?? value.words;
  const html = draft ? draft.html : value.html;
  return html ? fromHtml(html, document).textContent : (draft ?? value).words;
}

function makeEditable(field, isPassage) {
  try {
    field.contentEditable = isPassage ? "true" : "plaintext-only";
  } catch {
    field.contentEditable = "true"; // a browser of before 2025
  }
}

function fillPassage(field, html, keepsLines) {
  const content = fromHtml(html, field.ownerDocument);
  const isOneLine = ![...content.children].some((each) => ["P", "UL", "OL"].includes(each.tagName));
  const paragraph = field.ownerDocument.createElement("p");
  paragraph.append(...(isOneLine ? content.childNodes : []));
  if (!paragraph.hasChildNodes()) paragraph.append(field.ownerDocument.createElement("br"));
  field.replaceChildren(isOneLine ? paragraph : content);
  if (!keepsLines) unfold(field);
  field.ownerDocument.execCommand("defaultParagraphSeparator", false, "p");
}

// Lines of the file are folded anywhere; only where somebody has said so does a line end.
function unfold(field) {
  const walker = field.ownerDocument.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\s*\n\s*/g, " ");
}

const unfolded = (value, words) => (isLines(value) ? words.trim() : words.trim().replace(/\s*\n\s*/g, " "));

// The words in a field, as the plan would have them.
export function wordsIn(field, value) {
  if (value.control === "passage") return toMarkdown(field);
  const words = unfolded(value, field.textContent);
  return isMarkdown(value) && !isLines(value) ? fromPlain(words) : words;
}

// What is pasted or dropped comes as plain words: of the lines of a list in them a list is made.
function insert(event, data, isPassage, keepsLines) {
  event.preventDefault();
  const { ownerDocument: inside } = event.currentTarget;
  const words = data.getData("text/plain").replace(/\r\n?/g, "\n").trim();
  if (isPassage && words.includes("\n")) inside.execCommand("insertHTML", false, pasted(words, inside, keepsLines));
  else inside.execCommand("insertText", false, keepsLines ? words : words.replace(/\s*\n\s*/g, " "));
}

function pasted(words, inside, keepsLines) {
  const made = inside.createElement("div");
  for (const line of words.split(keepsLines ? /\n\s*\n|\n(?=\s*[•·▪◦‣–-]\s)/ : "\n").filter((each) => each.trim())) {
    const kind = BULLET.test(line) ? "UL" : NUMBER.test(line) ? "OL" : "P";
    const entry = inside.createElement(kind === "P" ? "p" : "li");
    entry.textContent = kind === "P" ? line.trim() : line.replace(BULLET, "").replace(NUMBER, "").trim();
    if (kind !== "P" && made.lastChild?.tagName !== kind) made.append(inside.createElement(kind));
    (kind === "P" ? made : made.lastChild).append(entry);
  }
  return made.innerHTML;
}

// A new line; behind one that nothing was typed in, a new paragraph.
export function breakLine(field) {
  const { ownerDocument: inside } = field;
  const selection = inside.getSelection();
  const item = selection.anchorNode.parentElement.closest("li");
  const range = inside.createRange();
  range.selectNodeContents(field);
  range.setEnd(selection.anchorNode, selection.anchorOffset);
  const isAgain = selection.isCollapsed && !item && wordsBefore(range).endsWith("\n");
  if (isAgain) inside.execCommand("delete");
  inside.execCommand(item || isAgain ? "insertParagraph" : "insertLineBreak");
}

function wordsBefore(range) {
  const content = range.cloneContents();
  for (const each of content.querySelectorAll("br")) each.replaceWith("\n");
  return content.textContent;
}

// The cursor, where somebody pointed at, or behind the last word.
export function placeCursor(field, point) {
  const selection = field.ownerDocument.getSelection();
  field.focus({ preventScroll: Boolean(point) }); // what somebody has pointed at is in sight
  const range = point && field.ownerDocument.caretRangeFromPoint?.(point.x, point.y);
  if (range && field.contains(range.startContainer)) selection.collapse(range.startContainer, range.startOffset);
  else {
    selection.selectAllChildren(field);
    selection.collapseToEnd();
  }
}
