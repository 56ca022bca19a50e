// A plan that is brought in: a button that says so, and the question where a file that was dropped may be one.

import { button, byId, element } from "../drawing.js";
import { choose as ask, sheet } from "../edit/dialogs.js";
import { reasons } from "../edit/server.js";
import { brought } from "./document.js";
import { openPage } from "./page.js";

const ENDINGS = ".docx,.xlsx,.xlsm,.csv,.tsv,.html,.htm";

let ways = null;

// `given` has the ways to the words of a name: to write in them, and to show them.
export function openBringing(given) {
  ways = given;
  const style = element("link");
  style.rel = "stylesheet";
  style.href = "/browser/bringing/bringing.css";
  document.head.append(style);
  const open = button("bring", choose, "Bring in a plan");
  open.id = "bring-button";
  open.title = "A plan in a Word table, an Excel sheet, a CSV file or a web page: choose it, or drop it anywhere on this window";
  byId("desk").append(open);
  addEventListener("mayplan", ({ detail }) => mayBe(detail));
}

// Files that can only be a plan to bring in, if anything.
export const isTable = ({ name }) => /\.(xlsx|xlsm|csv|tsv|html?)$/i.test(name);

function choose() {
  const field = Object.assign(element("input"), { type: "file", accept: ENDINGS });
  field.addEventListener("change", () => field.files.length && bring(field.files[0]));
  field.click();
}

async function mayBe(file) {
  const told = element("p", element("strong", file.name), " is none of the publications. If it has the table of a plan, you can bring it in: you see first what the program takes it for, and nothing is written before you say so.");
  const chosen = await ask("Is this a plan to bring in?", [told], [["yes", "Yes, bring it in"], ["no", "No"]]);
  if (chosen === "yes") bring(file);
}

async function bring(file) {
  byId("source").value = "The document is being read.";
  const answer = await brought(file);
  byId("source").value = "";
  if (answer.status === 200) return openPage(answer, ways);
  sheet("This cannot be brought in", reasons(answer).map((each) => element("p", each)));
}
