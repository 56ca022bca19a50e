// What a newer copy of a document changes in the plan: a list like that of what came back, each entry taken or left.

import { button, element, redraw } from "../drawing.js";
import { undo } from "../edit/changes.js";
import { reasons } from "../edit/server.js";
import { choose } from "../edit/dialogs.js";
import { change, isOpen, wire } from "../returned/entry.js";

const STILL = "there already"; // how an entry stands that was taken

// The entries as they are known so far, in their order: what was taken is no change any more, and stays in the list.
export class Newer {
  constructor() {
    this.entries = new Map();
    this.numbers = new Map(); // of the changes by which they were taken, by their keys
  }

  // Takes what the server says now.
  learn(changes) {
    const now = new Map(changes.map((each) => [each.key, each]));
    const stays = ([key, each]) => now.has(key) || (this.numbers.has(key) && Boolean(each));
    const old = [...this.entries].filter(stays).map(([key, each]) => [key, now.get(key) ?? { ...each, state: STILL, is_settled: true }]);
    this.entries = new Map([...old, ...[...now].filter(([key]) => !this.entries.has(key))]);
  }

  get all() {
    return [...this.entries.values()];
  }

  clear(left) {
    return this.all.filter((each) => each.state === "clear" && !left.includes(each.key));
  }
}

// The list; `acts` has what is done with an entry. Where one is decided the focus goes on to the next that waits.
export function drawList(body, newer, left, acts) {
  const all = newer.all.map((each) => ({ ...each, is_decided: left.includes(each.key), together: together(newer, each) }));
  const focused = body.contains(document.activeElement) ? document.activeElement.closest("[data-entry]")?.dataset.entry : null;
  redraw(body, all, () => listOf(all, acts));
  if (focused && !body.contains(document.activeElement)) goTo(body, focused);
}

function listOf(all, acts) {
  if (!all.length) return [element("p", "Nothing: your plan says what the document says.")];
  const made = element("ol", ...all.map((each) => wire(entry(each), each, acts)));
  made.className = "returned-list";
  return [element("p", "Take what is right, and leave the rest: nothing else in your plan changes, and each step can be taken back."), made];
}

// What is new has no words to write in yet, and as a whole stands on no page.
function entry(each) {
  const made = change(each, each);
  const isHere = { show: each.name, write: each.name && !each.is_new };
  for (const one of made.querySelectorAll("[data-deed]")) if (one.dataset.deed in isHere && !isHere[one.dataset.deed]) one.remove();
  if (each.is_whole && isOpen(each)) made.querySelector(".choices").prepend(givingUp(each));
  return made;
}

function givingUp({ key, called }) {
  const made = button(`given-up ${key}`, () => {}, "Say that it was given up");
  made.dataset.deed = "giveUp";
  made.setAttribute("aria-label", `Say that it was given up: ${called}`);
  return made;
}

// When or why a recommendation was given up; nothing where nobody says it.
async function askWhy(called) {
  const field = element("input");
  const told = element("p", "It stays in the plan with these words, and whoever reads the plan sees that it was given up.");
  const chosen = await choose(`${called} was given up`, [told, element("p", element("label", "When, or why? ", field))], [["give up", "Write it into the plan"], ["cancel", "Cancel"]]);
  return chosen === "give up" ? field.value.trim() : "";
}

function goTo(body, key) {
  const entries = [...body.querySelectorAll("[data-entry]")];
  const at = entries.findIndex((each) => each.dataset.entry === key);
  const next = [...entries.slice(Math.max(at, 0)), ...entries].find((each) => each.className === "open");
  (next?.querySelector("h4") ?? entries[at]?.querySelector("summary"))?.focus({ preventScroll: Boolean(next && next === entries[at]) });
}

// How many changes were taken with this one, itself among them; they are taken back together.
const together = ({ numbers }, { key }) => () => [...numbers.values()].filter((each) => each === numbers.get(key)).length;

// What the buttons of an entry do; `say` tells it, `take` writes, `leave` keeps a decision, `again` asks anew.
export function actsOf(newer, ways, { say, take, leave, again }) {
  const where = ({ name, file, publications }) => ({ name, file, publications });
  const go = (act) => (document.querySelector("dialog[open].wide")?.close(), act());
  return {
    take: ({ key }) => take([key]),
    giveUp: async ({ key, called }) => {
      const words = await askWhy(called);
      if (words) take([key], { [key]: words });
    },
    leave: ({ key }) => leave(key, true),
    back: ({ key }) => leave(key, false),
    undo: async ({ key }) => {
      const answer = await undo(newer.numbers.get(key));
      if (answer.status !== 200) return say(reasons(answer).join(". "));
      const number = newer.numbers.get(key);
      for (const [each, other] of newer.numbers) if (other === number) newer.numbers.delete(each);
      return again("It is as it was before.");
    },
    show: (each) => go(() => ways.show(where(each))),
    write: (each) => go(() => ways.write(where(each))),
    copy: async (each, pressed) => {
      await navigator.clipboard.writeText(each.now);
      pressed.textContent = "Copied";
    },
  };
}

export const takeAll = (clear, act) => Object.assign(button("take all", act, `Take all that can be taken (${clear.length})`), { className: "first" });
