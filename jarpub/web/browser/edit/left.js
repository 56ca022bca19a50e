// What is left between here and the finals: one list, each entry opening at its words, shorter as one works.

import { button, byId, element, redraw } from "../drawing.js";
import { approve } from "./approving.js";
import { ask } from "./server.js";

const TITLES = {
  problem: "Put right first",
  gap: "Questions that only people can answer",
  finding: "Words to look at",
  wording: "Wording to read and approve",
  question: "Questions to the plan's owner",
  warning: "Worth knowing",
};
const FEW = 5; // publications whose state is listed at once
const NAMED = 3; // publications that are named at an entry
let turn = 0;
let readyIsOpen = false;
let only = ""; // the publication whose entries alone are shown

// The list in its place; `open` goes to the words of an entry.
export async function drawLeft(open) {
  const own = ++turn;
  const told = await ask("/now/left");
  if (own !== turn || told.status !== 200) return;
  const shown = told.items.filter((each) => !only || each.publications.some((one) => one.key === only));
  const parts = [["In the way of a final", shown.filter((each) => each.is_blocking)], ["Can wait", shown.filter((each) => !each.is_blocking)]];
  byId("left-count").textContent = told.blocking ? `What is left: ${told.blocking}` : "What is left: nothing in the way";
  redraw(byId("left-items"), [told.items, told.publications, only], () => [
    ready(told.publications, open),
    ...parts.filter(([, items]) => items.length).map(([title, items]) => part(title, items, open)),
  ]);
}

export function leftPanel() {
  const heading = Object.assign(element("h2", "What is left"), { id: "left-count" });
  const section = element("section", heading, Object.assign(element("div"), { id: "left-items" }));
  section.id = "left";
  section.setAttribute("aria-labelledby", heading.id);
  return section;
}

// How far each publication is; a press on one leaves only what is about it in the list.
function ready(publications, open) {
  const words = ({ key, subject, is_ready, blocking }) => {
    const choose = () => {
      only = only === key ? "" : key;
      drawLeft(open);
    };
    const made = button(`only ${key}`, choose, `${subject}: `, element("strong", is_ready ? "ready to be final" : `${blocking} to go`));
    made.setAttribute("aria-pressed", String(only === key));
    return element("li", made);
  };
  const list = element("ul", ...publications.map(words));
  list.className = "ready";
  if (publications.length <= FEW) return list;
  const done = publications.filter((each) => each.is_ready).length;
  const details = element("details", element("summary", `${done} of ${publications.length} publications are ready to be final`), list);
  details.open = readyIsOpen;
  details.addEventListener("toggle", () => (readyIsOpen = details.open));
  return details;
}

function part(title, items, open) {
  const groups = Object.entries(TITLES).map(([kind, words]) => [words, items.filter((each) => each.kind === kind)]);
  return element("section", element("h3", `${title}: ${items.length}`), ...groups.filter(([, found]) => found.length).map(([words, found]) => group(words, found, open)));
}

function group(title, items, open) {
  const details = element("details", element("summary", `${title}: ${items.length}`), ...readAll(items), element("ol", ...items.map((each) => entry(each, open))));
  details.open = items[0].is_blocking;
  return details;
}

// Wording is read piece by piece, or all of a publication's at once.
function readAll(items) {
  const audiences = [...new Set(items.map((each) => each.audience).filter(Boolean))];
  return audiences.map((audience) => {
    const own = items.filter((each) => each.audience === audience);
    const whose = own[0].publications.map((each) => each.subject).join(", ") || audience;
    return element("p", button(`all ${audience}`, () => approve(audience), `Read and approve all ${own.length} of: ${whose}`));
  });
}

function few(publications) {
  const named = publications.slice(0, NAMED).map((each) => each.subject).join(", ");
  return publications.length > NAMED ? `${named} and ${publications.length - NAMED} more` : named;
}

function entry(item, open) {
  const hint = item.kind === "gap" || item.kind === "wording" ? "" : item.hint;
  const told = [hint, item.ask && `Ask: ${item.ask}`, item.publications.length && `For: ${few(item.publications)}`];
  const small = told.filter(Boolean).map((words) => element("small", words));
  return element("li", button(`${item.kind} ${item.wording} ${item.name} ${item.sentence}`, () => go(item, open), item.sentence, ...small));
}

function go(item, open) {
  if (item.kind === "wording") return approve(item.audience, item.wording.slice(item.audience.length + 1));
  return open(item);
}
