// The sheet on which a document is brought in: what was found, the columns, the questions, what is left out, and the end.

import { button, element } from "../drawing.js";
import { sheet } from "../edit/dialogs.js";
import { reasons } from "../edit/server.js";
import { refresh } from "../session.js";
import { columnsOf } from "./columns.js";
import { keepSaid, put, saidOf, take, understood } from "./document.js";
import { Newer, actsOf, listOf, takeAll } from "./newer.js";
import { isOpen, questionsOf } from "./questions.js";
import { keepPlace, leftOut, part, toldOf } from "./parts.js";

let opened = null;
let ways = null;
let turn = 0;

// `given` has the ways to the words of a name: to write in them, and to show them.
export function openPage(document, given) {
  ways = given;
  if (opened?.dialog.isConnected) opened.dialog.close();
  const foot = element("span");
  opened = sheet(`Bring in: ${document.name}`, [], foot);
  Object.assign(opened, { foot, said: structuredClone(saidOf(document.digest)), newer: new Newer() });
  opened.dialog.classList.add("wide", "bringing");
  opened.dialog.addEventListener("close", () => (opened = null));
  draw(document);
}

function draw(document) {
  opened.document = document;
  if (document.changes) opened.newer.learn(document.changes);
  const parts = [introduction(document), ...understoodParts(document), ...(document.changes ? [changed()] : [])];
  keepPlace(opened, () => opened.content.replaceChildren(...parts));
  opened.foot.replaceChildren(...act(document));
}

function introduction({ is_example: isExample }) {
  const end = isExample ? "and put it in the place of the example at the end" : "and take at the end what it changes in your plan";
  return element("p", `This is what the program takes your document for. Nothing is written yet: look at the columns, answer what it asks, ${end}.`);
}

function understoodParts(document) {
  const columns = document.tables.flat();
  const open = document.questions.filter(isOpen).length;
  const doubtful = columns.filter((each) => !each.is_sure).length;
  return [
    part("What was found", found(document)),
    part(`Columns: ${columns.length}${doubtful ? `, ${doubtful} to look at` : ""}`, ...columnsOf(document, choose)),
    part(document.questions.length ? `Questions: ${open} open of ${document.questions.length}` : "Questions", ...questionsOf(document, answer)),
    part("What is left out", ...leftOut(document)),
    ...(document.told.length ? [part("What was done with rows and cells", toldOf(document))] : []),
  ];
}

function found({ found: counts, in_plan: inPlan, left_out: left }) {
  const list = Object.assign(element("ul", ...counts.map((each) => element("li", each))), { className: "counts" });
  const toChanges = () => opened.content.querySelector("#what-it-changes").focus();
  const skip = opened.document.changes ? [element("p", button("to changes", toChanges, "Go to what it changes in your plan"))] : [];
  return element("div", list, ...skip, element("p", `${inPlan} lines of your document come into the plan, ${left.length || "none"} ${left.length === 1 ? "is" : "are"} left out.`));
}

function changed() {
  const acts = actsOf(opened.newer, ways, { say: opened.say, take: takeOver, leave, again: (words) => say(() => {}, words) });
  const waiting = opened.newer.all.filter((each) => !each.is_settled && !opened.said.left.includes(each.key)).length;
  const made = part(`What it changes in your plan: ${waiting}`, ...listOf(opened.newer, opened.said.left, acts));
  Object.assign(made.querySelector("h3"), { id: "what-it-changes", tabIndex: -1 });
  return made;
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
  own.say("One moment.");
  const answer = await understood(own.document.digest, own.said);
  if (asked !== turn || own !== opened) return;
  if (answer.status !== 200) return own.say(reasons(answer).join(". "));
  draw(answer);
  const open = answer.questions.filter(isOpen).length;
  own.say(words || (open ? `${open} ${open === 1 ? "question is" : "questions are"} open.` : "All questions are answered."));
}

async function takeOver(keys) {
  const own = opened;
  own.say("The words are being written.");
  const asked = (turn += 1);
  const answer = await take(own.document.digest, own.said, keys);
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
