// What stands on the page, as the words in the plan that print so: the way back of jarpub/pages/markdown.py.

import { runsOf } from "./inline_runs.js";

const SIGNS = { strong: "**", em: "*" };
const BLOCKS = new Set(["P", "DIV", "UL", "OL", "LI", "H1", "H2", "H3", "BLOCKQUOTE"]);
const LISTS = new Set(["UL", "OL"]);
const KEPT = new Set(["P", "UL", "OL", "LI", "STRONG", "EM", "A", "BR", "SPAN"]);
const UNSAID = new Set(["SCRIPT", "STYLE", "TEMPLATE"]);
const LETTERS = /^(?!wording\.).*\.(name|initials|email|phone|term|find|replace|question|ask|query)$/;
const MEANT = /\]\(|\]\s*\{\s*lang\s*=/i; // what would make a link, or another language, of words in brackets
const LANGUAGE = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i;
const SCHEMES = /^(https?:|mailto:|tel:)/i;

// The words of an element that holds paragraphs, lists, emphasis, links, and words of other languages.
export function toMarkdown(element) {
  return written(blocksOf(element), false);
}

// Whether the words of a text are printed as Markdown: names, addresses and what is asked are printed letter for letter.
export const isMarkdown = ({ file, name }) => file === "plan" && !LETTERS.test(name);

// What prints some plain words of one line as they are.
export const fromPlain = (words) => escaped(words, "", words);

// Words as they print where nothing in them is set apart: a backslash is seen only where it is a letter.
export const toPlain = (words) => words.replace(/\\(?=[*[\-.+)])/g, "");

// The elements of the small Markdown, and nothing else of a piece of HTML.
export function fromHtml(html, document) {
  const made = document.createDocumentFragment();
  const parsed = new DOMParser().parseFromString(html, "text/html");
  made.append(...[...parsed.body.childNodes].flatMap((node) => kept(node, document)));
  return made;
}

function kept(node, document) {
  if (node.nodeType === Node.TEXT_NODE) {
    const beside = [node.previousElementSibling, node.nextElementSibling];
    const isBetween = !node.data.trim() && beside.some((each) => BLOCKS.has(each?.tagName));
    return isBetween ? [] : [document.createTextNode(node.data)];
  }
  if (node.nodeType !== Node.ELEMENT_NODE || UNSAID.has(node.tagName)) return [];
  const inside = [...node.childNodes].flatMap((each) => kept(each, document));
  const isBare = node.tagName === "SPAN" && !LANGUAGE.test(node.lang);
  if (!KEPT.has(node.tagName) || isBare) return inside;
  const made = document.createElement(node.tagName);
  made.append(...inside);
  const address = node.getAttribute("href") ?? "";
  if (node.tagName === "A" && SCHEMES.test(address)) made.setAttribute("href", address);
  if (node.lang && node.tagName === "SPAN") made.lang = node.lang;
  if (node.dir && node.tagName === "SPAN") made.dir = node.dir;
  return [made];
}

// The blocks of an element: a paragraph with its nodes, or a list with its items, which are blocks again.
function blocksOf(element) {
  const found = [];
  let loose = []; // nodes of a paragraph that has no element of its own
  const close = () => {
    found.push({ nodes: loose });
    loose = [];
  };
  for (const node of element.childNodes) {
    if (!BLOCKS.has(node.tagName)) {
      loose.push(node);
      continue;
    }
    close();
    if (LISTS.has(node.tagName)) found.push({ list: node.tagName, items: itemsOf(node), isLoose: isLoose(node) });
    else found.push(...blocksOf(node));
  }
  close();
  return merged(found.map(spoken).filter(Boolean));
}

// A list directly inside a list belongs to the item before it.
function itemsOf(list) {
  const items = [];
  for (const child of list.children) {
    if (!LISTS.has(child.tagName)) items.push(blocksOf(child));
    else if (items.length) items.at(-1).push(...blocksOf({ childNodes: [child] }));
    else items.push(...itemsOf(child));
  }
  return items.filter((blocks) => blocks.length);
}

const isLoose = (list) => [...list.children].some((item) => [...item.children].some((each) => each.tagName === "P"));

function spoken(block) {
  if (block.runs) return block;
  if (block.list) return block.items.length ? block : null;
  const runs = runsOf(block.nodes);
  return runs.length ? { runs } : null;
}

// Two lists of one kind with nothing between them are one.
function merged(blocks) {
  const found = [];
  for (const block of blocks) {
    const last = found.at(-1);
    if (block.list && last?.list === block.list) last.items.push(...block.items);
    else found.push(block);
  }
  return found;
}

function written(blocks, isTight) {
  return blocks.map((block) => (block.list ? listed(block) : paragraph(block.runs))).join(isTight ? "\n" : "\n\n");
}

function listed({ list, items, isLoose }) {
  const isOpen = isLoose || items.some((blocks) => blocks.filter((each) => each.runs).length > 1);
  const entries = items.map((blocks, at) => {
    const sign = list === "OL" ? `${at + 1}. ` : "- ";
    return sign + written(blocks, !isOpen).replace(/\n(?!\n)/g, `\n${" ".repeat(sign.length)}`);
  });
  return entries.join(isOpen ? "\n\n" : "\n");
}

function paragraph(runs) {
  let words = "";
  let open = [];
  const all = runs.map((run) => run.text).join("");
  for (const { text, marks } of [...runs, { text: "", marks: [] }]) {
    const common = marks.findIndex((mark, at) => mark !== open[at]);
    const stays = common < 0 ? Math.min(marks.length, open.length) : common;
    words += open.slice(stays).reverse().map(closing).join("") + marks.slice(stays).map(opening).join("");
    words += escaped(text, words, all, marks.some((mark) => !SIGNS[mark]));
    open = marks;
  }
  return words;
}

const opening = (mark) => SIGNS[mark] ?? "[";
const closing = (mark) => SIGNS[mark] ?? (mark.startsWith("lang ") ? `]{lang=${mark.slice(5)}}` : `](${addressOf(mark)})`);

// Brackets in an address have partners, or are written as numbers.
function addressOf(mark) {
  const address = mark.slice(2).replace(/\s/g, encodeURIComponent).replace(/</g, "%3C");
  const opened = address.split("(").length - address.split(")").length;
  return opened ? address.replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`) : address;
}

// A backslash stands only before a sign that would be another thing without it.
function escaped(text, before, all, isInBrackets = false) {
  const lines = text.split("\n").map((line) => line.replace(/\\(?=[-.+)])/g, "\\\\").replace(/\*|\[/g, signsIn(all, isInBrackets)));
  return lines.map((line, at) => (at || !before ? withStart(line, at || before) : line)).join("\n");
}

const signsIn = (all, isInBrackets) => (sign, place, line) => {
  const [before, after] = [line[place - 1], line[place + 1]];
  const isLone = isInBrackets && isNeverClosed(line.slice(place));
  if (sign === "[" && before !== "\\" && !isLone && !MEANT.test(all)) return sign;
  return sign === "*" && before === " " && after === " " ? sign : `\\${sign}`;
};

function isNeverClosed(words) {
  let depth = 0;
  return ![...words].some((sign) => (depth += (sign === "[") - (sign === "]")) === 0);
}

// What would begin a list, which may begin inside a paragraph, too; there one with numbers begins with 1.
function withStart(line, isInside) {
  if (/^-(\s|$|[\p{L}_])|^\+(\s|$)/u.test(line)) return `\\${line}`;
  const number = line.match(/^\d{1,9}(?=[.)](\s|$))/)?.[0];
  return number && !(isInside && Number(number) !== 1) ? `${number}\\${line.slice(number.length)}` : line;
}
