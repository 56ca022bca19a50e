// A record in a form: all that is known of it, saved as one, and its place in a list.

import { button, byId, element } from "../drawing.js";
import { choose, opened, settle } from "./dialogs.js";
import * as drafts from "./drafts.js";
import { controlOf } from "./fields.js";
import { newEntry, reasons, recordOf, valueOf, write } from "./server.js";

const OUTSIDE = new Set(["record", "entries"]); // what has forms of its own
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
const isEmpty = (value) => value === null || value === false || (Array.isArray(value) && !value.length);

// The form of the record of a name; `back` is called when it is closed.
export async function openForm(name, file, back) {
  const record = await recordOf(name, file);
  if (!record.fields) return say(reasons(record));
  const { called, fields, list, is_there: isThere } = record;
  const editsOf = isThere ? setsOf : (form) => [{ do: "set", name, value: entryOf(form.controls) }];
  const again = () => openForm(name, file, back);
  const key = { file, name: `${name} (form)`, called, form: { name } };
  const place = (form) => placed(form, name, list);
  return show({ key, called, file, fields: isThere ? fields : withoutForms(fields), editsOf, back, again, place });
}

// An empty form for an entry that is not there yet; what is filled in makes it. `words` are those that it may begin with.
export async function another(name, at, file, back, words = "") {
  const { called, entry, fields, ...trouble } = await newEntry(name, file);
  if (!fields) return say(reasons(trouble));
  const editsOf = ({ controls }) => [{ do: "insert", name, at, entry: entryOf(controls, entry) }];
  const key = { file, name: `${name} (new)`, called, form: { list: name, at } };
  return show({ key, called, file, fields: withoutForms(fields), editsOf, back, place: () => [], given: given(fields, words) });
}

function given(fields, words) {
  const first = words && fields.find(({ control }) => ["text", "passage"].includes(control));
  return first ? { [first.name]: { value: words } } : {};
}

// A form of nothing but one text.
export function openText({ name, file, called, control, words: value, version }) {
  const fields = [{ name, called: "The words", control: control === "line" ? "text" : control, value, version }];
  const key = { file, name: `${name} (words)`, called, form: { text: name } };
  return show({ key, called, file, fields, editsOf: setsOf, place: () => [] });
}

const withoutForms = (fields) => fields.filter((each) => !OUTSIDE.has(each.control));

// A form as it was left with what was typed in it.
export async function takeUpForm({ file, form }) {
  if (form.text) return openText(await valueOf(form.text, file));
  return form.list ? another(form.list, form.at, file) : openForm(form.name, file);
}

function say(words) {
  return choose("This cannot be shown", words.map((each) => element("p", each)), [["close", "Close"]]);
}

async function show(form) {
  form.fields = await asPrinted(form.fields, form.file);
  const draft = drafts.kept(form.key)?.values ?? {};
  form.controls = form.fields.map((field) => control(field, draft[field.name] ?? form.given?.[field.name], form));
  form.found = Object.assign(element("div"), { className: "found" });
  form.found.setAttribute("role", "alert");
  const content = [...before(form, draft), form.found, ...inOrder(form.controls), ...form.place(form)];
  form.letGo = drafts.take(form.key);
  form.dialog = opened(form.called, content, buttons(form), { kind: "form", leave: () => giveUp(form), closed: () => end(form, form.back) }).dialog;
  for (const each of ["input", "click"]) form.dialog.addEventListener(each, () => keep(form));
  sayWay(form);
  dispatchEvent(new CustomEvent("formed", { detail: { name: form.key.form.name ?? form.key.form.text ?? null, file: form.file, found: form.found } }));
  const first = form.controls[0]?.shown;
  (first?.querySelector("input, textarea, select, [contenteditable]") ?? first?.querySelector("button"))?.focus();
}

// The controls as they are shown: what few plans have stands behind the rest, folded away until it is wanted or filled in.
function inOrder(controls) {
  const seldom = controls.filter((each) => each.seldom);
  const usual = controls.filter((each) => !each.seldom).map((each) => each.shown);
  if (!seldom.length) return usual;
  const folded = element("details", element("summary", "More, for plans that have it"), ...seldom.map((each) => each.shown));
  folded.open = seldom.some((each) => !same(each.now(), each.start));
  return [...usual, folded];
}

// Paragraphs are written as they are printed: the fields with what the page makes of them.
const asPrinted = (fields, file) =>
  Promise.all(fields.map(async (each) => (each.control === "passage" && each.value ? { ...each, html: (await valueOf(each.name, file)).html } : each)));

// A control with what is saved as its start, and what was typed before, if anything was.
function control(field, typed, form) {
  const whole = { ...field, file: form.file, ...(OUTSIDE.has(field.control) ? ways(form) : {}) };
  const start = controlOf(whole).now();
  return { ...controlOf({ ...whole, ...typed }), start };
}

// How a field gets at what has a form of its own; what was typed until then is saved first.
function ways(form) {
  const next = (action) => saveAll(form, action);
  return {
    open: (name) => next(() => openForm(name, form.file, form.again)),
    add: (name, at) => next(() => another(name, at, form.file, form.again)),
  };
}

function before(form, draft) {
  if (!Object.keys(draft).length) return [];
  const afresh = button("afresh", () => (drafts.drop(form.key), end(form, form.again ?? form.back)), "Start afresh");
  return [element("p", "What you typed before is here again. ", afresh)];
}

function buttons(form) {
  const isWritten = form.controls.some((each) => !OUTSIDE.has(each.control));
  const save = Object.assign(button("save", () => saveAll(form), "Save"), { className: "first" });
  form.away = button("close", () => giveUp(form));
  return [...(isWritten ? [save] : []), form.away];
}

// Where nothing was changed there is nothing to cancel.
function sayWay(form) {
  form.away.textContent = changed(form.controls).length ? "Cancel" : "Close";
}

function row(...buttons) {
  return Object.assign(element("p", ...buttons), { className: "choices" });
}

const changed = (controls) => controls.filter((each) => !OUTSIDE.has(each.control) && !same(each.now(), each.start));

const setsOf = ({ controls }) => changed(controls).map(({ name, now, version }) => ({ do: "set", name, value: now(), version }));

// All that was filled in, as one record.
function entryOf(controls, entry = {}) {
  const filled = controls.filter((each) => !OUTSIDE.has(each.control) && (each.required || !isEmpty(each.now())));
  return { ...entry, ...Object.fromEntries(filled.map(({ key, now }) => [key, now()])) };
}

// What was typed and not saved survives the window.
function keep(form) {
  const typed = changed(form.controls);
  if (!form.dialog.isConnected) return;
  sayWay(form);
  if (!typed.length) return drafts.drop(form.key);
  const values = Object.fromEntries(typed.map(({ name, now, version, html }) => [name, { value: now(), version, html: html() }]));
  drafts.keep(form.key, { values, form: form.key.form, words: typed.map(({ called, now }) => `${called}: ${inWords(now())}`).join("\n") });
}

async function giveUp(form) {
  if (changed(form.controls).length) {
    const choices = [["away", "Throw it away"], ["on", "Go on editing"]];
    if ((await choose("Throw away what you typed?", [], choices)) === "on") return;
  }
  drafts.drop(form.key);
  end(form, form.back);
}

function end(form, next) {
  if (!form.dialog.isConnected) return;
  form.letGo();
  form.dialog.remove();
  if (next) next();
  else dispatchEvent(new Event("filled"));
}

// Everything that was changed, as one; then whatever comes next.
async function saveAll(form, next = form.back) {
  if (!changed(form.controls).length) return done(form, next);
  const answer = await write(form.editsOf(form).map((edit) => ({ file: form.file, ...edit })));
  if (answer.conflicts?.length) return settleAll(answer.conflicts, form, next);
  if (answer.status !== 200) return tell(form, answer);
  byId("source").value = `Saved: ${form.called}`;
  done(form, next);
}

function done(form, next) {
  drafts.drop(form.key);
  end(form, next);
}

function tell({ found }, answer) {
  found.replaceChildren(element("strong", "Not saved:"), element("ul", ...reasons(answer).map((each) => element("li", each))));
  found.scrollIntoView({ block: "nearest" });
}

// What somebody else has changed meanwhile, one after the other; theirs is taken, or mine is saved over it.
async function settleAll(conflicts, form, next) {
  for (const theirs of conflicts) {
    const field = form.controls.find((each) => each.name === theirs.name);
    const isGone = !field || theirs.version === "gone";
    const [mine, other] = [field?.now(), theirs.words ?? theirs.value].map(inWords);
    const chosen = await settle({ called: field?.called ?? form.called, mine, theirs: other, isGone, isWhole: true });
    if (chosen === "on") return;
    if (chosen === "theirs") return done(form, next);
    field.version = theirs.version;
  }
  saveAll(form, next);
}

function inWords(value) {
  if (Array.isArray(value)) return value.map(inWords).join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value ?? "");
}

// Where the record stands among others of its kind: moved, taken out, another one behind it.
function placed(form, name, list) {
  if (!list) return [];
  const { at, count } = list;
  const act = (label, edit, next) => button(label, () => arrange(form, { name, ...edit }, next), label);
  return [
    element("h3", `Number ${at + 1} of ${count} in its list`),
    row(
      ...(at > 0 ? [act("Move it up", { do: "move", to: at - 1 }, form.again)] : []),
      ...(at < count - 1 ? [act("Move it down", { do: "move", to: at + 1 }, form.again)] : []),
      button("another", () => saveAll(form, () => another(list.name, at + 1, form.file, form.back)), "Add another after it"),
      act("Take it out", { do: "remove" }, form.back),
    ),
  ];
}

async function arrange(form, edit, next) {
  const answer = await write([{ file: form.file, ...edit }]);
  if (answer.status !== 200) return tell(form, answer);
  byId("source").value = edit.do === "remove" ? `Taken out: ${form.called}. Undo puts it back.` : `Moved: ${form.called}`;
  if (edit.do === "remove") drafts.drop(form.key);
  end(form, next);
}
