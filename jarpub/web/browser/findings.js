// What was found: above everything what nothing can be made with, beside the page all of it.

import { button, byId, element, redraw } from "./drawing.js";
import { alive, session } from "./session.js";
import { seek } from "./words.js";

const things = (count) => `${count} ${count === 1 ? "thing" : "things"}`;

export function drawBanner(shown) {
  const { refused, fault, trouble } = session;
  const made = [];
  const what = session.editing ? "editor" : "preview";
  const kept = session.editing ? "What you have typed is kept in this browser" : "What you see stays as it is now";
  if (!alive) made.push([`The ${what} has stopped.`, `${kept}; start the ${what} again.`]);
  if (refused.length) {
    const behind = shown?.is_behind ? " Below is the last page that could be made." : "";
    made.push([`Nothing can be made: ${things(refused.length)} to put right first.`, `The files in output/ stay as they were.${behind}`]);
  }
  if (fault) made.push(["The pages could not be made again:", `${fault}; trying again at your next save.`]);
  if (trouble) made.push(["The files in output/ could not be made:", `${trouble}; trying again at your next save.`]);
  const title = session.editing ? "Editor" : "Preview";
  document.title = made.length ? `${made[0][0]} ${title}` : `${title} of the publications`;
  redraw(byId("banner"), [made, refused], () => [
    ...made.map(([first, rest]) => element("p", element("strong", first), ` ${rest}`)),
    ...(refused.length ? [finding(refused[0])] : []),
    ...(refused.length > 1 ? [element("p", `${things(refused.length - 1)} more in the list of what was found.`)] : []),
  ]);
}

function finding(diagnostic) {
  const place = `${diagnostic.file}${diagnostic.line ? `, line ${diagnostic.line}` : ""}`;
  const words = `${diagnostic.message}; ${diagnostic.hint}`;
  return button(`${place} ${words}`, () => seek(diagnostic), element("small", place), words);
}

export function drawFindings(shown) {
  if (!byId("diagnostics")) return; // what is left stands there, in the editor
  const groups = [
    ["Put right first", session.refused],
    ["In the way of a final", shown.diagnostics.filter((each) => each.severity === "blocking")],
    ["To look at", shown.diagnostics.filter((each) => each.severity === "warning")],
  ].filter(([, found]) => found.length);
  byId("state").textContent = state(shown);
  redraw(byId("diagnostics"), groups, () =>
    groups.flatMap(([words, found]) => [
      element("h3", `${words}: ${found.length}`),
      element("ol", ...found.map((each) => element("li", finding(each)))),
    ]),
  );
}

function state(shown) {
  if (session.refused.length) return "Nothing can be made";
  if (shown.is_internal) return "For inside the council: no final is made of it";
  if (!shown.is_ready) return "Draft";
  const read = shown.files.every((each) => !each.is_old);
  return `Draft; nothing stands in the way of a final${read ? "" : ", if its files say what its page says"}`;
}
