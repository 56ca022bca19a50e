// What came back stands beside the words that it is about, and is marked at them on the page, until it is decided.

import { button, byId, element } from "../drawing.js";
import { isEditing } from "../edit/inplace.js";
import { fileOf, isDrawn, named } from "../edit/texts.js";
import { frame, isPage } from "../sheet.js";
import { actsOf } from "./acts.js";
import { files, listOf, load, marks } from "./came_back.js";
import { change, remark, wire, words } from "./entry.js";

const SAYS = { change: "came back", remark: "comment" };
const LOOKS = `
  [data-returned]:not(:has(.editing-field))::after {
    content: attr(data-returned); display: inline-block; margin-inline-start: .4em; padding: 0 .45em; vertical-align: middle;
    border: 1px solid #1d2329; border-radius: .7em; background: #fff; color: #1d2329; font: 600 .75rem/1.35 system-ui, sans-serif; letter-spacing: normal; text-transform: none; white-space: nowrap;
  }
`;
let lists = new Map(); // what each file says, once it is asked for
let shownFor = ""; // the name of the words that something stood beside last
let chosen = null; // the value that stands beside the page
let ways = null;
let openList = null;

export function openBeside(given, open) {
  [ways, openList] = [given, open];
  const section = Object.assign(element("section"), { id: "came-back" });
  section.setAttribute("aria-label", "Came back for these words");
  section.hidden = true;
  byId("actions").after(section);
  addEventListener("beside", ({ detail }) => ((chosen = detail), draw()));
  addEventListener("cameback", () => ((lists = new Map()), draw(), markPage()));
  addEventListener("opened", ({ detail }) => dress(detail));
  addEventListener("shown", markPage);
  addEventListener("formed", ({ detail }) => inForm(detail));
  if (isPage()) dress(frame.contentWindow);
}

function dress(inside) {
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  inside.document.adoptedStyleSheets.push(sheet);
}

// A word in a frame of its own behind the words that something came back for.
export function markPage() {
  if (!isPage()) return;
  const page = frame.contentDocument;
  for (const each of page.querySelectorAll("[data-returned]")) each.removeAttribute("data-returned");
  for (const { name, file, kind } of marks) {
    const [there] = named(page, name).filter((each) => fileOf(each) === file && !isDrawn(each));
    if (!there) continue;
    const said = new Set([...(there.dataset.returned?.split(" · ") ?? []), SAYS[kind]]);
    there.dataset.returned = [...said].join(" · ");
  }
}

const fileOfMark = (mark) => files.find((each) => each.digest === mark.digest);

// What waits for the words that are chosen; where that was the last of it, the way to what waits elsewhere.
function draw() {
  const own = marks.filter(({ name, file }) => chosen?.name && name === chosen.name && file === chosen.file);
  const wasHere = shownFor === chosen?.name && Boolean(marks.length);
  if (own.length) shownFor = chosen.name;
  else if (!wasHere) shownFor = "";
  const section = byId("came-back");
  section.hidden = !own.length && !wasHere;
  const content = [element("h3", "Came back for these words"), own.length ? element("ol", ...own.map(drawn)) : element("p", "All of it is decided."), next(own)];
  section.replaceChildren(...(section.hidden ? [] : content.filter(Boolean)));
}

// The next words that something came back for, in the order of the files.
function next(own) {
  const others = marks.filter((each) => !own.includes(each));
  const at = marks.indexOf(own.at(-1));
  const following = others.find((each) => marks.indexOf(each) > at) ?? others[0];
  if (!following) return null;
  const { name, file } = following;
  const go = () => ways.show({ name, file, publications: [{ key: fileOfMark(following).publication }] });
  return element("p", button("next-returned", go, `Next that came back (${others.length} more)`));
}

function drawn(mark) {
  const file = fileOfMark(mark);
  const weighed = known(mark);
  const each = { ...mark, ...weighed };
  const made = mark.kind === "change" ? change(each, { together: () => 0 }) : remark(each);
  made.querySelector("h4").textContent = mark.kind === "change" ? "Changed" : "Comment";
  for (const one of made.querySelectorAll("[data-deed]")) if (!isHere(one.dataset.deed, mark, weighed)) one.remove();
  const choices = made.querySelector(".choices");
  choices.before(element("small", `In ${file.name}`));
  const list = button(`list ${mark.key}`, () => openList(mark.digest, mark.key), "The list");
  list.setAttribute("aria-label", `The list of ${file.name}`);
  choices.append(list);
  return wire(made, each, actsOf(file, ways, load));
}

// Nothing is offered to be taken before the rules are known to let it through, nor while somebody writes in the words.
function isHere(deed, { kind }, weighed) {
  return deed === "leave" || deed === "copy" || (kind === "change" && ["take", "mine", "both"].includes(deed) && weighed && !isEditing());
}

// How a change stands before the rules, which takes a moment to find out.
function known({ kind, digest, key }) {
  if (kind !== "change") return null;
  if (!lists.has(digest)) lists.set(digest, listOf(digest).then((told) => (lists.set(digest, told), draw())));
  return lists.get(digest).changes?.find((each) => each.key === key);
}

// In front of a form stand the words that came back for what is in it.
function inForm({ name, file, found }) {
  if (name === null) return;
  const own = marks.filter((each) => each.file === file && (each.name === name || (name && each.name.startsWith(`${name}.`))));
  if (!own.length) return;
  const said = (each) => element("li", element("strong", each.called || "Comment"), each.kind === "change" ? words(each.segments) : element("blockquote", each.words));
  const made = element("section", element("h3", "Came back for this"), element("ul", ...own.map(said)));
  made.className = "came-back-for-this";
  found.before(made);
}
