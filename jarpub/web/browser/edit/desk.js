// The desk around the page: the way back, what was changed, finals, and the list of what is left.

import { addStyles, button, byId, element } from "../drawing.js";
import { drawUndo, redo, showChanges, undo } from "./changes.js";
import { showCompared } from "./compared.js";
import { makeFinals } from "./finals.js";
import { openForm } from "./forms.js";
import { drawLeft, leftPanel } from "./left.js";

// Furnishes the page; `open` goes to the words of an entry of what is left.
export function openDesk(open) {
  addStyles("/browser/edit/sheets.css");
  const steps = element("span");
  const desk = element("nav", steps, button("changes", showChanges, "Today's changes"), button("everything", () => openForm("", "plan"), "All of the plan"), button("brand", () => openForm("", "brand"), "Name and looks"), button("finals", makeFinals, "Make finals"), button("compared", showCompared, "Since the last final"));
  desk.id = "desk";
  desk.setAttribute("aria-label", "What was done, and finals");
  document.querySelector("aside").prepend(desk);
  byId("diagnostics").replaceWith(leftPanel());
  byId("state").hidden = true;
  byId("source").value = "What you save is in the plan at once, and every step can be taken back.";
  const draw = () => {
    drawUndo(steps);
    drawLeft(open);
  };
  addEventListener("told", draw);
  addEventListener("keydown", pressed);
  draw();
}

// In words that are being written the browser has a way back of its own.
export function pressed(event) {
  const isWriting = event.target.isContentEditable || event.target.matches?.("input, textarea, select");
  if (isWriting || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}
