// The sheet on which a document is brought in: what was found, the columns, the questions, what is left out, and the end.

import { button, element, redraw } from "../drawing.js";
import { sheet } from "../edit/dialogs.js";
import { reasons } from "../edit/server.js";
import { refresh } from "../session.js";
import { drawColumns } from "./columns.js";
import { keepSaid, put, saidOf, take, understood } from "./document.js";
import { Newer, actsOf, drawList, takeAll } from "./newer.js";
import { drawLeftOut, drawTold, part } from "./parts.js";
import { drawQuestions, isOpen } from "./questions.js";

const REST = 400; // milliseconds after what somebody chose until it is followed: the keyboard goes over other choices
const NAMES = ["found", "columns", "questions", "left", "told", "changes"];
let opened = null;
let ways = null;
let turn = 0;

// `given` has the ways to the words of a name: to write in them, and to show them.
export function openPage(document, given) {
  ways = given;
  if (opened?.dialog.isConnected) opened.dialog.close();
  const [introduction, foot] = [element("p"), element("span")];
  const parts = Object.fromEntries(NAMES.map((name) => [name, part()]));
  opened = sheet(`Bring in: ${document.name}`, [introduction, ...NAMES.map((name) => parts[name].section)], foot);
  Object.assign(opened, { introduction, foot, parts, said: structuredClone(saidOf(document.digest)), newer: new Newer() });
  Object.assign(parts.changes.heading, { id: "what-it-changes", tabIndex: -1 });
  opened.dialog.classList.add("wide", "bringing");
  opened.dialog.addEventListener("close", () => (opened = null));
  draw(document);
}

function draw(document) {
  opened.document = document;
  const end = document.is_example ? "and put it in the place of the example at the end" : "and take at the end what it changes in your plan";
  opened.introduction.textContent = `This is what the program takes your document for. Nothing is written yet: look at the columns, answer what it asks, ${end}.`;
  drawUnderstood(document);
  opened.parts.changes.section.hidden = !document.changes;
  if (document.changes) drawChanges(document);
  redraw(opened.foot, [document.changes ? opened.newer.clear(opened.said.left).map(({ key }) => key) : null], () => act(document));
}

function drawUnderstood(document) {
  const { found, columns, questions, left, told } = opened.parts;
  const doubtful = document.tables.flat().filter((each) => !each.is_sure).length;
  const open = document.questions.filter(isOpen).length;
  found.heading.textContent = "What was found";
  redraw(found.body, [document.found, document.in_plan, document.left_out.length, Boolean(document.changes)], () => counts(document));
  columns.heading.textContent = `Columns: ${document.tables.flat().length}${doubtful ? `, ${doubtful} to look at` : ""}`;
  drawColumns(columns.body, document, choose);
  questions.heading.textContent = document.questions.length ? `Questions: ${open} open of ${document.questions.length}` : "Questions";
  drawQuestions(questions.body, document, answer);
  left.heading.textContent = "What is left out";
  drawLeftOut(left.body, document);
  told.section.hidden = !document.told.length;
  told.heading.textContent = "What was done with rows and cells";
  drawTold(told.body, document);
}

function counts({ found, in_plan: inPlan, left_out: left, changes }) {
  const list = Object.assign(element("ul", ...found.map((each) => element("li", each))), { className: "counts" });
  const lines = element("p", `${inPlan} lines of your document come into the plan, ${left.length || "none"} ${left.length === 1 ? "is" : "are"} left out.`);
  const toChanges = button("to changes", () => opened.parts.changes.heading.focus(), "Go to what it changes in your plan");
  return [list, lines, ...(changes ? [element("p", toChanges)] : [])];
}

function drawChanges({ changes }) {
  const { newer, parts, said } = opened;
  newer.learn(changes);
  const waiting = newer.all.filter((each) => !each.is_settled && !said.left.includes(each.key)).length;
  parts.changes.heading.textContent = `What it changes in your plan: ${waiting}`;
  const acts = actsOf(newer, ways, { say: opened.say, take: takeOver, leave, again: (words) => say(() => {}, words) });
  drawList(parts.changes.body, newer, said.left, acts);
}

// What is done with all of it at the end.
function act(document) {
  if (!document.changes) return [Object.assign(button("put", putInPlace, "Put it in the place of the example"), { className: "first" })];
  const clear = opened.newer.clear(opened.said.left);
  return clear.length ? [takeAll(clear, () => takeOver(clear.map(({ key }) => key)))] : [];
}

const choose = (place, holds) => say((said) => (said.columns[place] = holds));

function answer(names, given) {
  say((said) => {
    for (const name of names) delete said.answers[name];
    if (given !== null) Object.assign(said.answers, Object.fromEntries(names.map((name) => [name, given])));
  });
}

const leave = (key, isLeft) => say((said) => (said.left = [...said.left.filter((each) => each !== key), ...(isLeft ? [key] : [])]), isLeft ? "Left as it is." : "It waits to be decided again.");

// Something is said of the document: it is kept, and the document is understood anew.
async function say(change, words = "") {
  const own = opened;
  change(own.said);
  keepSaid(own.document.digest, own.said);
  const asked = (turn += 1);
  if (!words) await new Promise((resolve) => setTimeout(resolve, REST));
  if (asked !== turn || own !== opened) return;
  const answer = await understood(own.document.digest, own.said);
  if (asked !== turn || own !== opened) return;
  if (answer.status !== 200) return own.say(reasons(answer).join(". "));
  draw(answer);
  const open = answer.questions.filter(isOpen).length;
  own.say(words || (open ? `${open} ${open === 1 ? "question is" : "questions are"} open.` : "All questions are answered."));
}

// `gone` has when or why recommendations were given up that the document does not have any more.
async function takeOver(keys, gone = {}) {
  const own = opened;
  own.say("The words are being written.");
  const asked = (turn += 1);
  const answer = await take(own.document.digest, own.said, keys, gone);
  if (own !== opened) return;
  if (answer.status !== 200) return own.say(reasons(answer).join(". "));
  for (const [key, number] of Object.entries(answer.taken)) own.newer.numbers.set(key, number);
  changedPlan();
  if (asked === turn) draw(answer);
  const count = Object.keys(answer.taken).length;
  own.say(`${count} taken.${count ? " Undo takes them back." : ""}`, ...answer.said.map((each) => element("span", ` Not taken: ${each}.`)));
}

async function putInPlace() {
  const own = opened;
  own.say("Your plan is being written.");
  const answer = await put(own.document.digest, own.said);
  if (own !== opened) return;
  if (answer.status !== 200) return own.say(element("ul", ...reasons(answer).map((each) => element("li", each))));
  changedPlan();
  own.dialog.close();
  const told = [
    "Your plan stands in the place of the example now, with the name and the looks that were there. Undo takes it back.",
    `What became of each line of your document is in ${answer.ledger}, beside the plan: it opens in Excel.`,
    "What is left before the finals stands beside the page: first what is to be written for other readers.",
  ];
  sheet("Your plan is here", told.map((each) => element("p", each)));
}

function changedPlan() {
  refresh();
  dispatchEvent(new Event("written"));
}
