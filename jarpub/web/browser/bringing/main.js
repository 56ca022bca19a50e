// A plan that is brought in: a button that says so, and the question where a file that was dropped may be one.

import { addStyles, button, byId, element, redraw } from "../drawing.js";
import { choose as ask, sheet } from "../edit/dialogs.js";
import { ask as askServer, reasons } from "../edit/server.js";
import { brought, mayBePlan } from "./document.js";
import { openPage } from "./page.js";

const ENDINGS = ".docx,.xlsx,.xlsm,.csv,.tsv,.html,.htm";

let ways = null;

// `given` has the ways to the words of a name: to write in them, and to show them.
export function openBringing(given) {
  ways = given;
  addStyles("/browser/bringing/bringing.css");
  const open = button("bring", choose, "Bring in a plan");
  open.id = "bring-button";
  open.title = "A plan in a Word table, an Excel sheet, a CSV file or a web page: choose it, or drop it anywhere on this window";
  byId("desk").append(open);
  byId("desk").after(Object.assign(element("section"), { id: "bring-here", hidden: true }));
  addEventListener("told", drawInvitation);
  drawInvitation();
}

// As long as the plan is the example that a new project has, the way to one's own stands in sight.
async function drawInvitation() {
  const { status, is_example: isExample } = await askServer("/now/brought");
  if (status !== 200) return;
  const section = byId("bring-here");
  section.hidden = !isExample;
  redraw(section, [isExample], () => (isExample ? invitation() : []));
}

function invitation() {
  const told = "What you see is an example. If your plan is in a Word table, an Excel sheet, a CSV file or a web page, bring it in: drop it anywhere on this window, or choose it.";
  return [
    element("h2", "Start with your own plan"),
    element("p", told),
    Object.assign(button("bring here", choose, "Choose the file with your plan"), { className: "first" }),
  ];
}

function choose() {
  const field = Object.assign(element("input"), { type: "file", accept: ENDINGS });
  field.addEventListener("change", () => field.files.length && bring(field.files[0]));
  field.click();
}

async function bring(file) {
  byId("source").value = "The document is being read.";
  const answer = await brought(file);
  byId("source").value = "";
  if (answer.status === 200) return openPage(answer, ways);
  sheet("This cannot be brought in", reasons(answer).map((each) => element("p", each)));
}

// Of files that somebody dropped, those that came back; a plan among the others is brought in.
export async function withoutPlans(list) {
  const back = [];
  for (const file of list) {
    const said = await whatIs(file);
    if (said === "plan") await bring(file);
    if (said === "back") back.push(file);
  }
  return back;
}

// A table can only be a plan; a Word file that does not say itself what it is may be one.
async function whatIs(file) {
  const isWord = /\.docx$/i.test(file.name);
  if (!isWord && !isTable(file)) return "back"; // which says why it is not taken
  const mayBe = !isWord || (await mayBePlan(file));
  if (!mayBe) return "back";
  const told = `If ${file.name} is your plan, you see first what the program takes it for, and nothing is written before you say so.`;
  const choices = [["plan", "Yes, bring it in"], ...(isWord ? [["back", "No, it is a publication that came back"]] : []), ["no", "No"]];
  return ask("Is this a plan to bring in?", [element("p", told)], choices);
}

const isTable = ({ name }) => /\.(xlsx|xlsm|csv|tsv|html?)$/i.test(name);
