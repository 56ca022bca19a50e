// What stands beside the words: what they are, where they come from, where else they print, and what the gates say.

import { button, byId, element, redraw } from "../drawing.js";
import { session } from "../session.js";
import { publication } from "../tabs.js";

const STATES = {
  approved: "Approved",
  changed: "Changed since it was approved",
  stale: "The plan has changed since this was approved",
  "never approved": "Not approved yet",
  "to be written": "Not written yet",
  "not recorded": "Not approved yet, and nobody has said what it was written from",
};
const SEVERITIES = { error: "Cannot be published", blocking: "In the way of a final", warning: "To look at" };
const REST = 1000; // milliseconds without news before it is said aloud
let saying = 0;

export const NOTHING = { called: "Beside the words", control: "" };

// On a narrow screen what is beside the page is below it, and folded away until somebody asks for it or chooses words.
export function drawFold() {
  const fold = button("fold", () => unfold(document.body.classList.contains("folded")), "What is left");
  fold.id = "fold";
  document.querySelector("footer").append(fold);
  unfold(false);
}

export function unfold(isOpen = true) {
  document.body.classList.toggle("folded", !isOpen);
  byId("fold").setAttribute("aria-expanded", String(isOpen));
}

// The record of a value; `actions` are the buttons under it, as labels with what they do.
export function show(value, actions) {
  if (value !== NOTHING) unfold();
  byId("called").textContent = value.called;
  redraw(byId("facts"), value, () => facts(value).filter(Boolean));
  byId("actions").replaceChildren(...actions.map(([label, action]) => button(label, action, label)));
  dispatchEvent(new CustomEvent("beside", { detail: value }));
}

function facts(value) {
  return [
    value.comes_from && element("p", value.comes_from),
    value.question && asked(value.question),
    value.wording && approved(value.wording),
    value.formal?.length && pair("Written from these words of the plan", ...value.formal.map(formal)),
    printed(value.printed),
    ...(value.corrections ?? []).map(corrected),
  ];
}

function pair(title, ...content) {
  return element("section", element("h3", title), ...content);
}

function asked({ question, ask, needed_by: needed, is_blocking: isBlocking }) {
  const whose = needed?.length ? `Needed by ${listed(needed)}${isBlocking ? ": no final is made without it" : ""}.` : "";
  return pair("The plan does not say", element("p", question), element("p", `Ask: ${ask}. ${whose}`));
}

function approved({ state, by, on, differences = [] }) {
  const who = [by && `by ${by}`, on && `on ${day(on)}`].filter(Boolean).join(" ");
  const changes = differences.map(difference);
  return pair("Approval", element("p", `${STATES[state] ?? state}${who && state !== "never approved" ? ` (${who})` : ""}.`), ...changes);
}

function difference({ called, was, now }) {
  const [before, after] = [element("p", "It said: ", element("del", was)), element("p", "It says: ", element("ins", now))];
  return element("details", element("summary", called), before, after);
}

export const day = (date) => new Date(`${date}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function formal({ called, words }) {
  return element("details", element("summary", called), element("blockquote", words));
}

function printed(all) {
  const others = (all ?? []).filter((each) => each.key !== publication()?.key);
  return others.length && pair("Also printed", element("p", `In ${listed(others)}: a change here is a change there.`));
}

const listed = (publications) => new Intl.ListFormat("en-GB").format(publications.map((each) => each.subject));

function corrected({ find, replace, why, approved: isApproved }) {
  const state = isApproved ? "An approved correction" : "A correction is proposed";
  return pair(state, element("p", element("del", find), " → ", element("ins", replace)), element("p", why));
}

// What is found in words while they are typed, first what is new with them; and how long and how hard they are.
export function judged({ findings = [], measures = null }, place) {
  const known = new Set([...(publication()?.diagnostics ?? []), ...session.refused].map(said));
  const isHere = (each) => each.file === place.file && String(each.line) === place.line;
  const own = findings.filter((each) => !isElsewhere(each) && (each.severity === "error" || !known.has(said(each)) || isHere(each)));
  const told = once(measures ? own.filter((each) => !isMeasured(each)) : own).sort((one, other) => (other.severity === "error") - (one.severity === "error"));
  draw(measures ? remarks(measures, told) : [], told.map(finding), `${things(own.length)} found in these words`);
  return own;
}

// What the measures say in plainer words is not said again, and nothing twice.
const isMeasured = ({ code, severity }) => severity !== "error" && /^(reading\.|structure\.length)/.test(code);
const once = (findings) => findings.filter((each, at) => findings.findIndex((other) => other.message === each.message) === at);

const things = (count) => (count ? `${count} ${count === 1 ? "thing" : "things"}` : "Nothing");

// Gaps and approvals are in the list of what is left: nothing in the words that are typed.
const isElsewhere = ({ code }) => /^(gaps\.(open|asked)|wording\.)/.test(code);

// How long and how hard words are; a name that may not stand there is not hard to read as well.
function remarks({ words, sentences, grade, publications }, told) {
  const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
  const all = [`${count(words, "word")} in ${count(sentences, "sentence")}, for readers of about ${Math.max(Math.round(grade), 0) + 5}`, false];
  const here = publication()?.key;
  const isName = ({ sentence }) => told.some(({ severity, quote }) => severity === "error" && quote && quote.split(/\s+/).some((word) => sentence.startsWith(`“${word}”`)));
  const of = ({ key, subject, remarks: found }) => found.filter((each) => !isName(each)).map((each) => [key === here ? each.sentence : `${subject}: ${each.sentence}`, each.is_over]);
  return [all, ...publications.flatMap(of)];
}

// Why words could not be saved.
export function refused(reasons) {
  draw([], reasons.map((words) => ["These words are not saved", words]), `Not saved: ${reasons.join(". ")}`);
}

export function quiet() {
  draw([], [], "");
}

const said = ({ code, message, file }) => `${code} ${file} ${message}`;
const finding = ({ severity, message, hint }) => [SEVERITIES[severity] ?? severity, [titled(message), hint].filter(Boolean).join("; ")];

// Of the publication that one looks at it need not be said; another one is called by its title.
export function titled(message) {
  const { key, title } = session.publications.find((each) => each.key && message.startsWith(`${each.key}: `)) ?? {};
  if (!key) return message;
  const words = message.slice(key.length + 2);
  return key === publication()?.key ? words : `${title}: ${words}`;
}

function draw(measures, found, sentence) {
  redraw(byId("measures"), measures, () => measures.map(([words, isOver]) => element("li", isOver ? element("strong", `${SEVERITIES.blocking}: ${words}`) : words)));
  redraw(byId("judged"), found, () => found.map(([title, words]) => element("li", element("strong", `${title}: `), words)));
  byId("brief").textContent = sentence;
  clearTimeout(saying);
  saying = setTimeout(() => redraw(byId("said"), sentence, () => [sentence]), REST);
}
