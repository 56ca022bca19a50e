// One thing that a file says: what it is, the words marked, who and when, how it stands and why, and what to do with it.

import { button, element } from "../drawing.js";
import { marked } from "../edit/differences.js";
import { day, titled } from "../edit/panel.js";

const STATES = {
  clear: "Can be taken",
  "there already": "The plan says so",
  "in conflict": "Two people changed this",
  "to decide": "For you to decide",
  refused: "The rules do not let this through",
};
const SIGNS = { clear: "+", "there already": "✓", "in conflict": "≠", "to decide": "?", refused: "!" };
const KINDS = {
  template: "Words of the page",
  several: "Words of several values",
  new: "New words",
  gone: "Taken out",
  moved: "Moved",
  joined: "Paragraphs made one",
  beside: "Outside of the text",
};

const MOST = 120; // letters of what a comment is about: the page has the rest

export const isOpen = (each) => !each.is_decided && !each.is_settled;

// A change, as an entry of the list; `act` has what its buttons do.
export function change(each, act) {
  const isTaken = each.state === "there already";
  const state = isOpen(each) || isTaken ? `${SIGNS[each.state]} ${STATES[each.state]}` : "✓ Left as it is";
  const lines = [standing(state, isOpen(each) && each.state !== "refused" ? each.why : ""), ...found(isOpen(each) ? each.found : [])];
  const isTwo = each.state === "in conflict" && isOpen(each) && each.typed !== null;
  return entry(each, each.called, [who(each), isTwo ? both(each) : words(each.segments), ...lines, elsewhere(each)], buttonsOf(each, act));
}

function buttonsOf(each, act) {
  if (!isOpen(each)) {
    const count = act.together(each);
    const undo = count && ["undo", count > 1 ? `Take it back, with the ${count - 1} taken with it` : "Take it back"];
    const back = each.is_decided ? ["back", "Decide it after all"] : undo;
    return [...(back ? [back] : []), ["show", "Show on the page"]];
  }
  const isMine = each.state === "in conflict" && each.typed !== null;
  return [
    ...(each.state === "clear" ? [["take", "Take"]] : []),
    ...(isMine ? [["mine", "Take what came back"], ["both", "Make one of both"]] : []),
    ["leave", each.state === "to decide" ? "Tick off" : isMine ? "Keep what is there" : "Leave"],
    ["show", "Show on the page"],
    ...(isMine ? [] : [["write", each.state === "clear" ? "Change it myself" : "Write there"]]),
    ...(each.state === "clear" ? [] : [["copy", "Copy the words"]]),
  ];
}

export function note(each, act) {
  const between = [each.before && `after “…${each.before.slice(-60)}”`, each.behind && `before “${each.behind.slice(0, 60)}…”`].filter(Boolean).join(", ");
  const state = isOpen(each) ? standing("? For you to place", each.why) : standing("✓ Ticked off", "");
  const title = each.called ? `${KINDS[each.kind]}: ${each.called}` : KINDS[each.kind];
  const place = between ? [element("small", `It stands ${between}.`)] : [];
  const buttons = isOpen(each)
    ? [["leave", "Tick off"], ...(each.list ? [["add", "Add it as a new entry"]] : []), ...(each.name ? [["show", "Show on the page"]] : []), ...(each.now ? [["copy", "Copy the words"]] : [])]
    : [["back", "Decide it after all"]];
  return entry(each, title, [who(each), words(each.segments), ...place, state], buttons, act);
}

export function remark(each) {
  const state = each.is_done ? standing("✓ Ticked off in Word", "") : each.is_decided ? standing("✓ Ticked off", "") : null;
  const about = each.about ? [element("small", `About “${short(each.about)}”`)] : [];
  const buttons = each.is_done ? [] : each.is_decided ? [["back", "Decide it after all"]] : [["leave", "Tick off"]];
  return entry(each, each.called ? `Comment: ${each.called}` : "Comment", [who(each), element("blockquote", each.words), ...about, ...(state ? [state] : [])], [...buttons, ...(each.name ? [["show", "Show on the page"], ["write", "Write there"]] : [])]);
}

// An entry as its element, with the buttons by what they do; a label says of what, for those who hear one button alone.
function entry(each, title, content, buttons) {
  const choices = Object.assign(element("p"), { className: "choices" });
  for (const [deed, label] of buttons) {
    const made = button(`${deed} ${each.key}`, () => {}, label);
    made.dataset.deed = deed;
    made.setAttribute("aria-label", `${label}: ${title}`);
    if (deed === "take") made.className = "first";
    choices.append(made);
  }
  const heading = Object.assign(element("h4", title), { tabIndex: -1 });
  const told = [...content.filter(Boolean), choices];
  const made = element("li", ...(isOpen(each) ? [heading, ...told] : [folded(heading, told)]));
  made.dataset.entry = each.key;
  made.className = isOpen(each) ? "open" : "settled";
  return made;
}

// What is decided takes one line, until somebody unfolds it; that line says how it was decided.
function folded(heading, told) {
  const state = told.find((each) => each.className === "standing");
  heading.removeAttribute("tabindex");
  return element("details", element("summary", heading, ...(state ? [state] : [])), ...told.filter((each) => each !== state));
}

// Buttons do what `acts` has for them, with what they are about.
export function wire(made, each, acts) {
  for (const one of made.querySelectorAll("[data-deed]")) one.addEventListener("click", () => acts[one.dataset.deed](each, one));
  return made;
}

const short = (words) => (words.length > MOST ? `${words.slice(0, MOST)}…` : words);

function who({ author: { by, on } }) {
  const told = [by, on && day(on)].filter(Boolean).join(", ");
  return told && element("small", told);
}

// Words as Word itself marks them: those that are gone struck out, those that are new underlined.
export function words(segments) {
  const signed = ([kind, said]) => (kind === "gone" ? element("del", said) : kind === "new" ? element("ins", said) : said);
  return Object.assign(element("p", ...segments.map(signed)), { className: "words" });
}

function both({ typed, present }) {
  const [back, now] = marked(typed, present ?? "(nothing)");
  const column = (title, content) => element("section", element("h5", title), element("blockquote", ...content));
  return Object.assign(element("div", column("What came back", back), column("As it is now", now)), { className: "two" });
}

function standing(state, why) {
  return Object.assign(element("p", element("strong", state), why ? `: ${why}.` : ""), { className: "standing" });
}

const found = (all) => (all.length ? [element("ul", ...all.map((each) => element("li", titled(each))))] : []);

function elsewhere({ places = 1, printed = [] }) {
  const told = [
    places > 1 && `It stands in ${places} places of this file, and changes in all of them.`,
    printed.length && `It is also in ${new Intl.ListFormat("en-GB").format(printed.map((each) => each.subject))}.`,
  ].filter(Boolean);
  return told.length ? element("small", told.join(" ")) : null;
}
