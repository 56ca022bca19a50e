// The page is the editor: texts are found on it and written in it, and what stands beside them is shown.

import { addStyles, byId, button, element } from "../drawing.js";
import { frame, isPage } from "../sheet.js";
import { choose, publication } from "../tabs.js";
import { light, rangeOf } from "../words.js";
import { approve } from "./approving.js";
import { drawIdleBar, firstButton, openBar } from "./bar.js";
import { openBringing } from "../bringing/main.js";
import { openReturned } from "../returned/inbox.js";
import { openDesk, pressed as stepped } from "./desk.js";
import { choose as ask } from "./dialogs.js";
import * as drafts from "./drafts.js";
import { another, openForm, openText, takeUpForm } from "./forms.js";
import { begin, fieldNow, isEditing, left, onKey } from "./inplace.js";
import { NOTHING, drawFold, show, unfold } from "./panel.js";
import { valueOf } from "./server.js";
import { TEXTS, drawnFrom, elementAt, fileOf, giveFocusBack, isDrawn, isGap, keepFocus, nameOf, placeOf, prepare } from "./texts.js";

const MONTH = /\.months\.\d+$/; // which is changed where its date is
const PAUSE = 120; // milliseconds on one text before the server is asked about it
const OF_DRAWING = { called: "A drawing", comes_from: "It is drawn from the dates, statuses and titles that are printed on the pages: change those, and it is drawn anew." };
let current = null; // the text that was chosen last, by its place
let timer = 0;

export async function open() {
  furnish();
  addEventListener("closing", keepFocus);
  addEventListener("opened", ({ detail }) => follow(detail));
  addEventListener("shown", giveFocusBack);
  addEventListener("written", look);
  addEventListener("filled", comeBack);
  addEventListener("givenup", ({ detail }) => sayGivenUp(detail));
  for (const each of ["told", "chosen"]) addEventListener(each, () => isEditing() || drawIdleBar());
  addEventListener("keydown", jump);
  addEventListener("storage", offer);
  document.addEventListener("focusin", () => isEditing() && left());
  if (isPage()) follow(frame.contentWindow);
  await drafts.openDrafts();
  offer();
}

function furnish() {
  addStyles("/browser/edit/edit.css");
  document.querySelector("h1").textContent = "Editor";
  const skip = button("skip", goToWhatIsLeft, "Skip to what is left");
  skip.className = "skip";
  document.body.prepend(skip);
  openBar();
  drawFold();
  document.querySelector("aside").prepend(panel());
  openDesk(openItem);
  const ways = { write: openItem, show: showItem };
  openReturned(ways);
  openBringing(ways);
  show(NOTHING, []);
}

function panel() {
  const made = (tag, id, attributes = {}) => Object.assign(element(tag), { id, ...attributes });
  const called = made("h2", "called", { tabIndex: -1 });
  const parts = [made("div", "actions"), made("ul", "measures"), made("ul", "judged"), made("div", "facts")];
  const said = made("p", "said", { role: "status" });
  const back = button("back", goToWords, "Back to the words");
  back.title = "F6";
  const section = made("section", "beside");
  section.append(called, ...parts, said, back);
  section.setAttribute("aria-labelledby", "called");
  const kept = made("div", "kept", { role: "status" });
  const both = made("div", "beside-the-page");
  both.append(kept, section);
  return both;
}

function follow(inside) {
  prepare(inside);
  const { document: page } = inside;
  page.addEventListener("keydown", (event) => (onKey(event), event.defaultPrevented || pressed(event)));
  page.addEventListener("dblclick", (event) => pointed(event, true));
  page.addEventListener("click", (event) => pointed(event, false));
  page.addEventListener("focusin", (event) => event.target.matches(TEXTS) && choosePlace(event.target));
}

function pressed(event) {
  stepped(event);
  if (event.key === "F6") return jump(event);
  if (event.key !== "Enter" || !event.target.matches(TEXTS)) return;
  event.preventDefault();
  edit(event.target);
}

// A mark of a gap asks for words, and one click is enough to type them.
function pointed(event, isTwice) {
  const place = event.target.closest(TEXTS) ?? (isTwice && drawnFrom(event.target));
  if (!place) return ofTemplate(event.target.closest("[data-file]"));
  if (fieldNow()?.contains(event.target)) return;
  if (isTwice || isGap(place)) edit(place, { point: { x: event.clientX, y: event.clientY }, target: event.target });
  else if (isDrawn(place)) choosePlace(place);
}

// Words that nobody types in the plan say where they come from.
function ofTemplate(place) {
  if (!place || isEditing()) return;
  current = null;
  if (place.closest("svg[aria-label]")) return show(OF_DRAWING, []);
  show({ called: "Words of the page itself", comes_from: `These words belong to the template, ${place.dataset.file}, line ${place.dataset.line}: whoever keeps the templates can change them. What is missing in the plan is added under "All of the plan".` }, []);
}

function choosePlace(place) {
  current = { ...placeOf(place), file: fileOf(place) };
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

// What is chosen, as it is now.
async function look() {
  if (!current) return;
  const asked = current;
  const value = await valueOf(asked.name, asked.file);
  if (current === asked && value.called) beside(value);
}

const hasForm = (value) => value.record !== null && value.record !== undefined;

function actionsOf(value) {
  const isWritten = ["line", "passage"].includes(value.control);
  return [
    ...(isWritten ? [[value.question && !value.question.is_answered ? "Answer it" : "Change these words", () => writeIn(value)]] : []),
    ...(value.wording ? [["Read and approve it", () => approveValue(value)]] : []),
    ...(hasForm(value) ? [[isWritten ? "More that can be changed here" : "Change it in a form", () => openForm(value.record, value.file)]] : []),
  ];
}

function edit(place, how = {}) {
  if (isDrawn(place) || !place.contains(how.target ?? place)) return valueOf(nameOf(place), fileOf(place)).then(inForm);
  current = { ...placeOf(place), file: fileOf(place) };
  clearTimeout(timer);
  return begin(place, { ...how, beside: besideTheField, otherwise });
}

// Who writes has in sight what is said of the words.
function besideTheField(value) {
  show(value, []);
  document.querySelector("aside").scrollTop = 0;
}

const beside = (value) => show(value, actionsOf(value));

// Words in a drawing, and such as are on no page, are written in a form.
function inForm(value) {
  if (!["line", "passage"].includes(value.control) || hasForm(value)) return otherwise(value);
  beside(value);
  return openText(value);
}

function otherwise(found) {
  if (!found.called) return show({ called: "These words cannot be changed here", comes_from: `${found.message} ${found.hint ?? ""}` }, []);
  beside(found);
  if (Array.isArray(found.value) && !found.value.length) return another(found.name, 0, found.file); // nothing yet: the first
  if (hasForm(found) && (found.control !== "none" || MONTH.test(found.name))) return openForm(found.record, found.file);
  byId("called").focus();
}

function approveValue({ wording: { id } }) {
  const at = id.indexOf(".");
  approve(id.slice(0, at), id.slice(at + 1));
}

// The words may stand on another page than the one that is shown by now.
function writeIn(value) {
  const there = elementAt(value.name === current?.name ? current : { name: value.name, at: 0 });
  return there ? edit(there) : openItem({ name: value.name, file: value.file, publications: value.printed });
}

// What is left opens where it is on the page that it is about; what is on no page, in its form.
async function openItem({ name, file, publications, place, draft }) {
  if (!name) return show({ called: "This is in a file that the editor does not write", comes_from: place }, []);
  const there = await wordsOf(name, publications);
  if (!there) return inForm(await valueOf(name, file));
  await edit(there, { draft });
}

// The words of a name in sight, on the page that has them; nothing where it does not.
async function wordsOf(name, publications) {
  const key = publications[0]?.key ?? publication().key;
  if (key !== publication().key || !isPage()) await shown(() => choose(key, ""));
  const there = elementAt({ name, at: 0 });
  there?.scrollIntoView({ block: "center", behavior: "instant" });
  return there;
}

// Words are shown where they stand, marked and chosen, without being written in.
async function showItem({ name, file, publications }) {
  const there = await wordsOf(name, publications);
  const value = there ? null : await valueOf(name, file);
  if (value) return value.called ? beside(value) : otherwise(value);
  if (isDrawn(there)) choosePlace(there);
  else there.focus({ preventScroll: true });
  light("chosen", [rangeOf(there, "")]);
}

const shown = (act) =>
  new Promise((resolve) => {
    addEventListener("shown", resolve, { once: true });
    act();
  });

// A draft is taken up where it was written; where that is not on this page, on the page where it was.
async function takeUp(draft) {
  if (draft.form) return takeUpForm(draft);
  const isThere = publication().key === drafts.pageOf(draft) || !drafts.pageOf(draft);
  if (!isThere) {
    addEventListener("shown", () => takeUp(draft), { once: true });
    return choose(draft.page, "");
  }
  const place = elementAt({ name: draft.name, at: 0 });
  if (place) await edit(place, { draft });
  else await ask("These words are not on the page any more", [element("p", draft.called), element("blockquote", draft.words)], [["close", "Close"]]);
  offer();
}

function sayGivenUp(draft) {
  const back = () => ((byId("source").value = ""), takeUp(draft));
  byId("source").replaceChildren(`Given up: ${draft.called}. `, button("take back", back, "Take the words back"));
}

const offer = () => drafts.offer(takeUp);

function goToWhatIsLeft() {
  unfold();
  const left = byId("left") ?? byId("diagnostics");
  left.scrollIntoView();
  (left.querySelector("button") ?? left.closest("[tabindex]")).focus();
}

// Where a page has taken the place of the one from which a form was opened, the focus comes back to the same words.
function comeBack() {
  if (document.activeElement === document.body && current) elementAt(current)?.focus({ preventScroll: true });
  look();
  offer();
}

function goToWords() {
  const there = fieldNow() ?? (current && elementAt(current));
  (there ?? frame).focus();
  there?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// F6 goes from the page to what is beside it, and back.
function jump(event) {
  if (event.key !== "F6") return;
  event.preventDefault();
  if (document.activeElement !== frame) return goToWords();
  unfold();
  (firstButton() ?? byId("called")).focus();
}
