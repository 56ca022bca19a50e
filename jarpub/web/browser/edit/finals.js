// Finals: chosen, signed, made, and taken along as one folder; or every reason why not.

import { button, element } from "../drawing.js";
import { refresh, session } from "../session.js";
import { reasons, send } from "./server.js";
import { sheet } from "./sheets.js";
import { signature } from "./signing.js";

export function makeFinals() {
  const boxes = session.publications.filter((each) => each.key).map(choice);
  const signed = signature();
  const act = button("finals", () => made(opened, boxes, signed, act), "Make the finals");
  const opened = sheet("Make finals", [element("p", "A final is an edition with a number and a date on every page. It is kept for ever, with who made it."), ...boxes.map(({ row }) => row)], signed.fields, act);
  return opened;
}

function choice({ key, title, is_ready, diagnostics }) {
  const box = element("input");
  Object.assign(box, { type: "checkbox", checked: is_ready, disabled: !is_ready });
  const count = diagnostics.filter((each) => each.severity === "blocking").length;
  const words = is_ready ? "nothing stands in the way" : `${count} ${count === 1 ? "thing" : "things"} in the way: see what is left`;
  const row = element("p", element("label", box, ` ${title}`), element("small", ` ${words}`));
  return { key, box, row };
}

async function made(opened, boxes, signed, act) {
  const publications = boxes.filter(({ box }) => box.checked).map(({ key }) => key);
  if (!publications.length) return opened.say("Choose a publication first: nothing is chosen.");
  act.disabled = true;
  opened.say("The finals are being made. This takes some seconds.");
  const answer = await send("/finals", { publications, ...signed.read() });
  act.disabled = false;
  if (answer.status !== 200 || !answer.finals.length) return opened.say(refusal(answer));
  opened.say("The finals are made.");
  opened.content.replaceChildren(...answer.finals.map(edition), element("p", download(answer.finals)));
  opened.content.focus();
  act.remove();
  signed.fields.remove();
  refresh();
}

function refusal(answer) {
  return element("ul", ...reasons(answer).map((each) => element("li", each)));
}

function edition({ publication, number, on, by, files, is_new }) {
  const title = session.publications.find((each) => each.key === publication)?.title ?? publication;
  const words = is_new ? `Edition ${number}, ${on}, made by ${by}` : `Edition ${number} of ${on} stays: nothing has changed since`;
  return element("section", element("h3", title), element("p", words), element("ul", ...Object.keys(files).map((each) => element("li", each))));
}

function download(finals) {
  const link = element("a", "Download all of them as one folder");
  link.href = `/finals.zip?${new URLSearchParams(finals.map(({ folder }) => ["final", folder]))}`;
  link.download = "finals.zip";
  return link;
}
