// Wording beside the plan's own words, read and approved by somebody who gives a name.

import { button, byId, element } from "../drawing.js";
import { refresh } from "../session.js";
import { sheet } from "./dialogs.js";
import { ask, reasons, send } from "./server.js";
import { signature } from "./signing.js";

// Opens the wording of an audience, or one piece of it.
export async function approve(audience, key = "") {
  const told = await ask("/now/wording", { audience, key });
  if (told.status !== 200) return sheet("The wording cannot be shown", reasons(told).map((each) => element("p", each)));
  const pieces = told.pieces.map((each) => ({ ...each, box: box(each) }));
  const signed = signature();
  const act = button("approve", () => record(opened, told, pieces, signed), "Approve");
  act.type = "button";
  const count = () => {
    const read = pieces.filter((each) => each.box.checked).length;
    act.textContent = read ? `Approve ${read === 1 ? "the one" : `the ${read}`} that I have read` : "Approve";
    act.disabled = !read;
  };
  for (const each of pieces) each.box.addEventListener("change", count);
  const opened = sheet(`Approve: ${told.called}`, [...introduction(pieces), ...pieces.map(drawn)], signed.fields, act);
  opened.dialog.classList.add("wide");
  count();
  return opened;
}

function introduction(pieces) {
  const words = pieces.length ? "Read each beside the plan's own words, and say which you have read." : "All of it is approved.";
  return [element("p", words)];
}

function box(piece) {
  const made = element("input");
  made.type = "checkbox";
  made.setAttribute("aria-label", `I have read: ${piece.called}`);
  return made;
}

function drawn(piece) {
  const state = element("p", piece.standing);
  state.className = `state ${piece.state.replaceAll(" ", "-")}`;
  const columns = element("div", column("The wording", piece.texts.map(text)), column("The plan's own words", piece.formal.map(formal)));
  columns.className = piece.formal.length ? "beside" : "beside alone";
  const agreed = element("label", piece.box, " I have read this");
  agreed.className = "agreed";
  const section = element("section", element("h3", piece.called), state, ...differences(piece), columns, agreed);
  section.className = "piece";
  return section;
}

function column(title, content) {
  const made = element("div", element("h4", title), ...content);
  if (!content.length) made.hidden = true;
  return made;
}

function text({ called, html }) {
  const words = element("div");
  words.innerHTML = html; // made by the server from the small safe Markdown
  return element("div", ...(called ? [element("h5", called)] : []), words);
}

const formal = ({ called, words }) => element("div", element("h5", called), element("p", words));

function differences({ differences }) {
  if (!differences.length) return [];
  const list = element("ul", ...differences.map(({ called, segments }) => element("li", element("strong", `${called}: `), ...segments.map(segment))));
  return [element("h4", "What the plan says differently now"), list];
}

function segment([kind, words]) {
  return kind === "gone" ? element("del", words) : kind === "new" ? element("ins", words) : words;
}

async function record(opened, told, pieces, signed) {
  const read = Object.fromEntries(pieces.filter((each) => each.box.checked).map((each) => [each.key, each.sum]));
  const answer = await send("/approve", { audience: told.audience, read, ...signed.read() });
  if (answer.status !== 200) {
    opened.say(...reasons(answer));
    if (!signed.name.value.trim()) signed.name.focus();
    return;
  }
  await refresh();
  opened.dialog.close();
  byId("source").value = `${answer.by} approved: ${answer.approved.join("; ")}`;
  dispatchEvent(new Event("written"));
}
