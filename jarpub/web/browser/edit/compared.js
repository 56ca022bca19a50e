// A publication with what has changed since its last final marked in it, for those who are asked to agree to that.

import { button, element } from "../drawing.js";
import { session } from "../session.js";
import { sheet } from "./dialogs.js";
import { ask, reasons, send } from "./server.js";

const NAMES = { docx: "Word file with tracked changes", pdf: "PDF with bars beside what has changed", html: "web page with marks" };

export async function showCompared() {
  const { finals = [] } = await ask("/now/finals");
  const last = session.publications.map(({ key }) => finals.find((each) => each.publication === key)).filter(Boolean);
  const introduction = element("p", last.length ? "Each publication as it is now, with what is new and what is gone since its last final marked in it: for a committee or a manager who is asked to agree to that." : "No final has been made yet, so there is nothing to compare with.");
  const opened = sheet("Since the last final", [introduction, ...last.map((each) => row(each, () => opened))]);
  return opened;
}

function row({ publication, number }, opened) {
  const title = session.publications.find((each) => each.key === publication)?.title ?? publication;
  const files = element("ul");
  const act = button(`compare-${publication}`, () => make(publication, act, files, opened()), "Make the files with changes");
  act.setAttribute("aria-label", `Make the files with changes since edition ${number} of ${title}`);
  return element("section", element("h3", title), act, files);
}

async function make(publication, act, files, opened) {
  act.disabled = true;
  opened.say("The files are being made. This takes some seconds.");
  const answer = await send("/with-changes", { publication });
  act.disabled = false;
  document.querySelectorAll("a[href^='/with-changes/']").forEach((each) => each.parentElement.remove()); // those made before are gone
  if (answer.status !== 200 || !answer.files.length) return opened.say(element("ul", ...reasons(answer).map((each) => element("li", each))));
  opened.say(`The files are made. ${answer.files[0].marks} ${answer.files[0].marks === 1 ? "place is" : "places are"} marked.`);
  files.replaceChildren(...answer.files.map((each) => element("li", download(each))));
}

function download({ path, format, since }) {
  const link = element("a", `Download the ${NAMES[format]} since ${since}`);
  link.href = `/with-changes/${path}`;
  link.download = "";
  return link;
}
