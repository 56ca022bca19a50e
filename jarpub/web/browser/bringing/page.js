// The sheet on which a document is brought in: what was found, the columns, the questions, what is left out, and the end.

import { button, element } from "../drawing.js";
import { sheet } from "../edit/dialogs.js";
import { reasons } from "../edit/server.js";
import { refresh } from "../session.js";
import { columnsOf } from "./columns.js";
import { keepSaid, put, saidOf, understood } from "./document.js";
import { questionsOf } from "./questions.js";

let opened = null;
let turn = 0;

export function openPage(document) {
  if (opened?.dialog.isConnected) opened.dialog.close();
  opened = sheet(`Bring in: ${document.name}`, [], act());
  opened.dialog.classList.add("wide", "bringing");
  opened.dialog.addEventListener("close", () => (opened = null));
  opened.said = structuredClone(saidOf(document.digest));
  draw(document);
}

// What is done with all of it at the end.
function act() {
  return Object.assign(button("put", putInPlace, "Put it in the place of the example"), { className: "first" });
}

function draw(document) {
  opened.document = document;
  const open = document.questions.filter(({ answer }) => answer === null).length;
  const columns = document.tables.flat();
  const doubtful = columns.filter((each) => !each.is_sure).length;
  const parts = [
    element("p", "This is what the program takes your document for. Nothing is written yet: look at the columns, answer what it asks, and bring it in at the end."),
    part("What was found", found(document)),
    part(`Columns: ${columns.length}${doubtful ? `, ${doubtful} to look at` : ""}`, ...columnsOf(document, choose)),
    part(`Questions: ${open} open of ${document.questions.length}`, ...(document.questions.length ? questionsOf(document, answer) : [element("p", "Nothing is asked.")])),
    part("What is left out", leftOut(document)),
    ...(document.told.length ? [part("What was done with your rows", lines(document.told, ({ place, said }) => [place, said]))] : []),
  ];
  keepPlace(() => opened.content.replaceChildren(...parts));
}

const part = (title, ...content) => element("section", element("h3", title), ...content);

function found({ found: counts, in_plan: inPlan, left_out: left }) {
  const list = element("ul", ...counts.map((each) => element("li", each)));
  list.className = "counts";
  return element("div", list, element("p", `${inPlan} lines of your document come into the plan, ${left.length} are left out.`));
}

function leftOut({ left_out: left }) {
  if (!left.length) return element("p", "Nothing: every line of your document comes into the plan.");
  return lines(left, ({ place, words, why }) => [place, element("span", "“", words, "” ", why)]);
}

// One line each, below a heading that opens them.
function lines(all, said) {
  const list = element("ul", ...all.map((each) => line(...said(each))));
  return element("details", element("summary", `${all.length} ${all.length === 1 ? "line" : "lines"}, each with its place`), list);
}

const line = (place, said) => element("li", element("small", place), said);

// The focus and what is in sight stay, whatever is drawn again.
function keepPlace(change) {
  const { content } = opened;
  const own = content.contains(document.activeElement) ? document.activeElement : null;
  const key = own?.dataset.key;
  const top = own?.getBoundingClientRect().top;
  const unfolded = [...content.querySelectorAll("details")].map(({ open }) => open);
  change();
  content.querySelectorAll("details").forEach((each, at) => (each.open = unfolded[at] ?? false));
  const again = key && content.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!again) return own && opened.heading.focus({ preventScroll: true });
  again.focus({ preventScroll: true });
  content.scrollTop += again.getBoundingClientRect().top - top;
}

const choose = (place, holds) => say((said) => (said.columns[place] = holds));

function answer(name, given) {
  say((said) => {
    if (given === null) delete said.answers[name];
    else said.answers[name] = given;
  });
}

// Something is said of the document: it is kept, and the document is understood anew.
async function say(change) {
  change(opened.said);
  const own = opened;
  const { digest } = own.document;
  keepSaid(digest, own.said);
  const asked = (turn += 1);
  own.say("One moment.");
  const answer = await understood(digest, own.said);
  if (asked !== turn || own !== opened) return;
  if (answer.status !== 200) return own.say(reasons(answer).join(". "));
  draw(answer);
  const open = answer.questions.filter((each) => each.answer === null).length;
  own.say(open ? `${open} ${open === 1 ? "question is" : "questions are"} open.` : "All questions are answered.");
}

async function putInPlace() {
  const own = opened;
  own.say("Your plan is being written.");
  const answer = await put(own.document.digest, own.said);
  if (own !== opened) return;
  if (answer.status !== 200) return own.say(element("ul", ...reasons(answer).map((each) => element("li", each))));
  refresh();
  dispatchEvent(new Event("written"));
  own.dialog.close();
  const told = [
    `Your plan stands in the place of the example now. Undo takes it back.`,
    `What became of each line of your document is in ${answer.ledger}, beside the plan: it opens in Excel.`,
  ];
  sheet("Your plan is here", told.map((each) => element("p", each)));
}
