// Word files that came back: a button that says how much waits, a drop anywhere, and what stands beside the words.

import { addStyles, button, byId, element } from "../drawing.js";
import { frame, isPage } from "../sheet.js";
import { withoutPlans } from "../bringing/main.js";
import { reasons } from "../edit/server.js";
import { openBeside } from "./beside.js";
import { bring, files, load, waiting } from "./came_back.js";
import { listen, openDrop } from "./drop.js";
import { isListOpen, openList, redrawList, sayInList } from "./list.js";

let ways = null;

// `given` has the ways to the words of a name: to write in them, and to show them.
export function openReturned(given) {
  ways = given;
  addStyles("/browser/returned/returned.css");
  const open = button("returned", () => show(), "Came back");
  open.id = "returned-button";
  open.title = "Word files that came back: open one, or drop it anywhere on this window";
  byId("desk").append(open);
  openDrop(dropped);
  if (isPage()) listen(frame.contentWindow, dropped);
  openBeside(ways, show);
  addEventListener("cameback", count);
  addEventListener("told", load);
  addEventListener("returnedsaid", ({ detail }) => sayInList(detail));
  load();
}

const show = (digest = "", key = "") => openList(ways, choose, digest, key);

function count() {
  const number = waiting();
  byId("returned-button").textContent = number ? `Came back: ${number}` : files.length ? "Came back: all decided" : "Came back";
  if (isListOpen() && !document.activeElement.closest(".returned-list")) redrawList(null);
}

function choose() {
  const field = Object.assign(element("input"), { type: "file", accept: ".docx", multiple: true });
  field.addEventListener("change", () => brought([...field.files]));
  field.click();
}

// Some of what is dropped may be a plan to bring in.
async function dropped(list) {
  byId("source").value = "The file is being read.";
  const back = await withoutPlans(list);
  byId("source").value = "";
  if (back.length) brought(back);
}

// What came is kept and opens as a list; what cannot be taken says why.
async function brought(list) {
  byId("source").value = "The file is being read.";
  const answers = await bring(list);
  const [first] = answers.filter((each) => each.status === 200);
  const refused = answers.filter((each) => each.status !== 200);
  await show(first?.digest ?? "");
  byId("source").value = first ? `Came back: ${first.name}` : "";
  if (refused.length) sayInList(element("ul", ...refused.map((each) => element("li", element("strong", `${each.brought} is not kept: `), reasons(each).join(". ")))));
}
