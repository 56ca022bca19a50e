// Finals: chosen, signed, made, and taken along as one folder; or every reason why not.

import { button, element } from "../drawing.js";
import { refresh, session } from "../session.js";
import { sheet } from "./dialogs.js";
import { day } from "./panel.js";
import { ask, reasons, send } from "./server.js";
import { signature } from "./signing.js";

export async function makeFinals() {
  const [{ items = [], publications = [] }, { finals = [] }] = await Promise.all([ask("/now/left"), ask("/now/finals")]);
  const boxes = publications.map((each) => choice(each, items));
  const signed = signature();
  const act = button("finals", () => made(opened, boxes, signed, act), "Make the finals");
  const introduction = element("p", "A final is an edition with a number and a date on every page. It is kept for ever, with who made it.");
  const opened = sheet("Make finals", [introduction, ...boxes.map(({ row }) => row), ...there(finals)], signed.fields, act);
  return opened;
}

function choice({ key, subject, is_ready, blocking }, items) {
  const box = element("input");
  Object.assign(box, { type: "checkbox", checked: is_ready, disabled: !is_ready });
  const words = is_ready ? "nothing stands in the way" : `${count(blocking, "thing")} in the way: see what is left`;
  const open = items.filter((each) => each.kind === "gap" && each.publications.some((one) => one.key === key));
  const left = is_ready && open.length ? `. ${count(open.length, "question")} without an answer: a final says "Not recorded" there, or leaves the place out.` : "";
  return { key, box, row: element("p", element("label", box, ` ${subject}`), element("small", ` ${words}${left}`)) };
}

// Those that were made before, to be taken along again.
function there(finals) {
  if (!finals.length) return [];
  const row = (each) => element("li", download([each], `Download edition ${each.number} of ${titleOf(each)}`), element("small", `${day(each.on)}, made by ${each.by}`));
  const all = finals.length > 1 ? [element("p", download(finals, "Download all that were made as one folder"))] : [];
  return [element("h3", "Made before"), element("ul", ...finals.map(row)), ...all];
}

const titleOf = ({ publication }) => session.publications.find((each) => each.key === publication)?.title ?? publication;
const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

async function made(opened, boxes, signed, act) {
  const publications = boxes.filter(({ box }) => box.checked).map(({ key }) => key);
  if (!publications.length) return opened.say("Choose a publication first: nothing is chosen.");
  act.disabled = true;
  opened.say("The finals are being made. This takes some seconds.");
  const answer = await send("/finals", { publications, ...signed.read() });
  act.disabled = false;
  if (answer.status !== 200 || !answer.finals.length) return opened.say(refusal(answer));
  opened.say("The finals are made.");
  opened.content.replaceChildren(...answer.finals.map(edition), element("p", download(answer.finals, "Download all of them as one folder")));
  opened.heading.focus();
  act.remove();
  signed.fields.remove();
  refresh();
}

function refusal(answer) {
  return element("ul", ...reasons(answer).map((each) => element("li", each)));
}

function edition(final) {
  const { number, on, by, files, is_new } = final;
  const words = is_new ? `Edition ${number}, ${on}, made by ${by}` : `Edition ${number} of ${on} stays: nothing has changed since`;
  return element("section", element("h3", titleOf(final)), element("p", words), element("ul", ...Object.keys(files).map((each) => element("li", each))));
}

function download(finals, words) {
  const link = element("a", words);
  link.href = `/finals.zip?${new URLSearchParams(finals.map(({ folder }) => ["final", folder]))}`;
  link.download = "";
  return link;
}
