// What was changed since the editor was opened, and the way back: one step, or to any of it.

import { button, byId, element, redraw } from "../drawing.js";
import { refresh, session } from "../session.js";
import { sheet } from "./dialogs.js";
import { marked } from "./differences.js";
import { reasons, send } from "./server.js";

const time = (seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export async function undo(number) {
  return after(await send("/undo", number ? { number } : {}), "Taken back");
}

export async function redo() {
  return after(await send("/redo", {}), "Done again");
}

async function after(answer, deed) {
  byId("source").value = answer.status === 200 ? `${deed}: ${answer.change.said}` : reasons(answer).join(" ");
  if (answer.status === 200) await refresh();
  return answer;
}

export function drawUndo(parent) {
  const { undo: last, redo: next } = session.editing;
  redraw(parent, [last, next], () => [
    step("undo", "Undo", last, undo),
    step("redo", "Redo", next, redo),
  ]);
}

function step(key, label, change, act) {
  const made = button(key, () => act(), label);
  made.disabled = !change;
  made.title = change ? `${label}: ${change.said}` : `There is nothing to ${label.toLowerCase()}`;
  return made;
}

export function showChanges() {
  const opened = sheet("What was changed today", []);
  draw(opened);
  return opened;
}

function draw(opened) {
  const { changes } = session.editing;
  const rows = changes.map((each) => row(opened, each)).reverse();
  opened.content.replaceChildren(rows.length ? element("ol", ...rows) : element("p", "Nothing yet."));
  opened.content.firstChild.className = "changes";
  opened.content.append(element("p", element("small", "The files as they were before the first of these are in output/.jarpub/before-editing.")));
}

function row(opened, change) {
  const deeds = { undo: "Taken back: ", redo: "Done again: ", elsewhere: "", edit: "" };
  const made = element("li", element("small", [time(change.at), change.by && `by ${change.by}`, change.place === "Word" && "in Word"].filter(Boolean).join(", ")), " ", deeds[change.doing], change.said, ...words(change));
  if (change.doing === "elsewhere" || change.doing === "undo" || change.is_undone) return made;
  const back = button(`back-${change.number}`, () => takeBack(opened, change), "Take this back");
  back.setAttribute("aria-label", `Take this back: ${change.said}`);
  made.append(" ", back);
  if (later(change).length) made.append(" ", button(`all-${change.number}`, () => takeAllBack(opened, change), "Take back this and all after it"));
  return made;
}

const later = ({ number }) => session.editing.changes.filter((each) => each.number > number && ["edit", "redo"].includes(each.doing) && !each.is_undone);

// The words before and now, with those marked in which they differ.
function words({ was, now }) {
  if (!was && !now) return [];
  const [before, after] = marked(was, now);
  return [element("p", "It said: ", ...(was ? before : ["nothing"])), element("p", "It says: ", ...(now ? after : ["nothing"]))];
}

// Back to how it was before a change: the last first.
async function takeAllBack(opened, change) {
  for (const each of [...later(change).reverse(), change]) {
    const answer = await undo(each.number);
    if (answer.status !== 200) return opened.say(...reasons(answer));
  }
  opened.say("It is as it was before that.");
  draw(opened);
}

async function takeBack(opened, change) {
  const answer = await undo(change.number);
  if (answer.status !== 200) return opened.say(...reasons(answer));
  opened.say("It is as it was before.");
  draw(opened);
}
