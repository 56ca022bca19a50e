// Writing in the page: a text becomes a field in its own place, until it is saved or given up.

import { byId, element } from "../drawing.js";
import { frame, hold, letGo } from "../sheet.js";
import { choose as openPublication, publication } from "../tabs.js";
import { light, rangeOf } from "../words.js";
import { commandOf, drawBar, drawIdleBar, drawPressed, set } from "./bar.js";
import { choose as ask, settle } from "./dialogs.js";
import * as drafts from "./drafts.js";
import { breakLine, fieldFor, isLines, lineOrPassage, placeCursor, wordsIn } from "./field.js";
import * as judgement from "./judgement.js";
import { judged, quiet, refused } from "./panel.js";
import { reasons, valueOf, write } from "./server.js";
import { fileOf, nameOf, named } from "./texts.js";

let editing = null; // the element, its value, its field, and how all was before
let wanted = null; // the text whose words are asked for
let saving = null; // what is being saved, once

export const isEditing = () => editing !== null;
export const fieldNow = () => editing?.field;

// Words come from the server as they are now; `beside` is called with the value, `otherwise` where it is not written in the page.
export async function begin(place, { point, draft, beside, otherwise }) {
  if (wanted === place || editing?.place === place) return; // a second click
  wanted = place;
  if (editing && !(await save())) return stayWithWords();
  hold();
  const value = lineOrPassage(await valueOf(nameOf(place), fileOf(place)), place);
  if (wanted !== place) return; // another text was asked for meanwhile
  wanted = null;
  const isHere = ["line", "passage"].includes(value.control) && place.isConnected && !editing;
  if (!isHere) letGo();
  if (!isHere) return otherwise(value);
  beside(value);
  open(place, value, draft, point);
}

function stayWithWords() {
  wanted = null;
  editing?.field.focus();
}

function open(place, value, draft, point) {
  const { ownerDocument: inside } = place;
  const start = wordsIn(fieldFor(value, inside), value);
  const field = fieldFor(value, inside, draft);
  const version = draft?.version ?? value.version;
  editing = { place, value, field, start, version, before: [...place.childNodes], page: publication().key, letGo: drafts.take(value) };
  const question = questionOf(value, inside);
  if (question.length) field.setAttribute("aria-describedby", question[0].id);
  place.replaceChildren(...question, field);
  place.removeAttribute("tabindex");
  field.addEventListener("input", typed);
  field.addEventListener("focusout", left);
  inside.addEventListener("selectionchange", showPressed);
  drawBar(value.called, field, value.control === "passage", { save: () => save({ stays: true }), cancel });
  placeCursor(field, point);
  if (draft) typed();
}

const showPressed = () => editing && drawPressed(editing.field);

// Above an answer stands what is asked.
function questionOf(value, inside) {
  if (!value.question || value.question.is_answered) return [];
  const made = inside.createElement("span");
  made.id = made.className = "editing-question";
  made.textContent = value.question.question;
  return [made];
}

const editsOf = (words) => [{ do: "set", file: editing.value.file, name: editing.value.name, value: words, version: editing.version }];

function typed() {
  const { value, field, version, page } = editing;
  const words = wordsIn(field, value);
  drafts.keep(value, { words, html: field.innerHTML, version, page });
  judgement.ask(page, editsOf(words), showJudged);
}

function showJudged(answer) {
  if (!editing) return;
  if (answer.status >= 400 && !answer.findings) return;
  const { place, field } = editing;
  const found = judged(answer, place.dataset);
  const isOfTheWords = answer.status === 200; // else nothing can be judged, such as a plan that another program broke
  const forbidden = isOfTheWords ? found.filter((each) => each.severity === "error") : [];
  editing.forbidden = forbidden.map((each) => [each.message, wordsIn(field, editing.value)]);
  light("diagnostic", found.map((each) => each.quote && rangeOf(field, each.quote)).filter(Boolean));
}

const isSaving = ({ key, ctrlKey, metaKey }) => (ctrlKey || metaKey) && ["Enter", "s"].includes(key);

export function onKey(event) {
  if (!editing?.field.contains(event.target) || event.isComposing) return;
  const isPassage = editing.value.control === "passage";
  const isWhole = isSaving(event) || (event.key === "Enter" && !isPassage && !event.shiftKey);
  const command = isPassage && commandOf(event);
  if (isWhole) save({ stays: true });
  else if (event.key === "Escape") cancel();
  else if (command) set(command, editing.field);
  else if (event.key === "Enter" && !event.shiftKey && isLines(editing.value)) breakLine(editing.field);
  else return;
  event.preventDefault();
}

// Who goes somewhere else has written what there was to write; another window, the bar and the panel are nowhere else.
export function left() {
  setTimeout(() => {
    if (!editing || saving || !document.hasFocus() || isInHand()) return;
    if (editing.refused === wordsIn(editing.field, editing.value)) comeBack();
    else save();
  });
}

// Words that were refused stay in sight until somebody has changed them or given them up.
function comeBack() {
  if (publication().key !== editing.page) openPublication(editing.page, "");
}

function isInHand() {
  const active = document.activeElement;
  if (active === frame) return editing.field.contains(frame.contentDocument.activeElement);
  return Boolean(active.closest("#bar, #beside, dialog"));
}

// Whether nothing is left unsaved; `stays` if the focus is to stay at the words.
export function save({ stays = false } = {}) {
  if (saving) return saving.then(() => save({ stays }));
  saving = saveOnce(stays).finally(() => (saving = null));
  return saving;
}

async function saveOnce(stays) {
  if (!editing) return true;
  const { value, field, start } = editing;
  const words = wordsIn(field, value);
  if (words === start) return close(editing.before, stays);
  judgement.forget();
  if (await isKept(words)) return stayOpen(field);
  field.setAttribute("aria-busy", "true");
  const answer = await write(editsOf(words));
  field.removeAttribute("aria-busy");
  if (editing?.field !== field) return true;
  if (answer.status === 200) return wordsIn(field, value) === words ? done(stays) : goOn(words, answer);
  if (answer.conflicts?.length) return conflict(answer.conflicts[0], words, stays);
  return keepOpen(answer, words);
}

// Whether somebody would rather not save words with which nothing can be published, such as an officer's name.
async function isKept(words) {
  const found = (editing.forbidden ?? []).filter(([, judgedWords]) => judgedWords === words).map(([message]) => element("li", message));
  if (!found.length) return false;
  const said = [element("ul", ...found), element("p", "If you save it, no files are made of any publication until it is put right.")];
  return (await ask("Nothing can be published with these words", said, [["save", "Save it all the same"], ["on", "Go on editing"]])) === "on";
}

// Who typed on while the words were saved goes on from there.
function goOn(words, { versions }) {
  editing.start = words;
  editing.version = versions[editing.value.name];
  typed();
  return false;
}

function keepOpen(answer, words) {
  refused(reasons(answer));
  editing.refused = words;
  editing.field.setAttribute("aria-invalid", "true");
  comeBack();
  return false;
}

// What was saved is seen at once, wherever it stands on the page; the page that is being made takes its place.
function done(stays) {
  const { place, value, field } = editing;
  const shown = () => [...field.cloneNode(true).childNodes];
  const was = (each) => each.textContent.replace(/\s+/g, " ").trim();
  const before = element("div", ...editing.before);
  for (const each of named(place.ownerDocument, value.name)) {
    if (each !== place && was(each) === was(before)) each.replaceChildren(...shown());
  }
  byId("source").value = `Saved: ${value.called}`;
  light("diagnostic", []); // what was found in the words before; the page that is made anew has its own
  place.dataset.name = value.name; // where a question stood its answer stands now
  return close(shown(), stays, true);
}

// Whoever gives words up may want them back.
export function cancel() {
  if (!editing) return;
  const { value, field, start, version, page } = editing;
  const draft = { name: value.name, file: value.file, called: value.called, words: wordsIn(field, value), html: field.innerHTML, version, page };
  close(editing.before, true);
  if (draft.words !== start) dispatchEvent(new CustomEvent("givenup", { detail: draft }));
}

function close(content, stays, isSaved = false) {
  const { place, value, field } = editing;
  const hadFocus = stays || field.contains(place.ownerDocument.activeElement);
  editing.letGo();
  judgement.forget();
  drafts.drop(value);
  editing = null;
  place.replaceChildren(...content);
  place.tabIndex = 0;
  if (hadFocus) place.focus({ preventScroll: true });
  drawIdleBar();
  quiet();
  letGo(isSaved);
  dispatchEvent(new Event("written"));
  return true;
}

async function conflict(theirs, mine, stays) {
  const { value, field } = editing;
  const isGone = theirs.version === "gone";
  const now = isGone ? value : lineOrPassage(await valueOf(value.name, value.file), editing.place);
  if (!isGone && now.words === mine) return done(stays);
  const chosen = await settle({ called: value.called, mine, theirs: now.words, isGone });
  if (chosen === "theirs") return close(isGone ? editing.before : [...fieldFor(now, field.ownerDocument).childNodes], stays);
  if (chosen === "on") return stayOpen(field);
  editing.version = now.version;
  editing.start = null;
  if (chosen === "mine") return saveOnce(stays);
  putBoth(field, now);
  return stayOpen(field);
}

// Theirs, and mine behind it, to be made into one.
function putBoth(field, now) {
  const theirs = fieldFor(now, field.ownerDocument);
  if (now.control === "passage") field.prepend(...theirs.childNodes);
  else field.textContent = `${theirs.textContent} ${field.textContent}`;
  typed();
}

function stayOpen(field) {
  field.focus();
  return false;
}
