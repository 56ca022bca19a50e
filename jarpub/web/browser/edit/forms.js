// A record in a form: all that is known of it, saved as one, and its place in a list.

import { button, element } from "../drawing.js";
import { settle } from "./dialogs.js";
import { controlOf } from "./fields.js";
import { newEntry, reasons, recordOf, valueOf, write } from "./server.js";

const OUTSIDE = new Set(["record", "entries"]); // what has forms of its own
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
const isEmpty = (value) => value === null || value === false || (Array.isArray(value) && !value.length);

// The form of the record of a name.
export async function openForm(name, file) {
  const record = await recordOf(name, file);
  if (!record.fields) return say(reasons(record));
  const again = () => openForm(name, file);
  const editsOf = record.is_there ? setsOf : (controls) => [{ do: "set", name, value: entryOf(controls) }];
  return open(record.called, { file, fields: record.fields, editsOf, place: (tell) => placed(record, file, tell, again) });
}

function say(words) {
  const dialog = dialogOf("This cannot be shown", words.map((each) => element("p", each)));
  dialog.append(row(closing(dialog, "Close")));
  dialog.showModal();
}

function dialogOf(title, content) {
  const dialog = Object.assign(element("dialog"), { className: "asking form" });
  const heading = element("h2", title);
  heading.id = "form-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading, ...content);
  document.body.append(dialog);
  dialog.addEventListener("close", () => (dialog.remove(), dispatchEvent(new Event("filled"))));
  return dialog;
}

const closing = (dialog, label) => button("close", () => dialog.close(), label);

function row(...buttons) {
  return Object.assign(element("p", ...buttons), { className: "choices" });
}

function open(called, { file, fields, editsOf, place = () => [] }) {
  const found = Object.assign(element("div"), { className: "found" });
  found.setAttribute("role", "alert");
  const tell = (answer) => found.replaceChildren(element("strong", "Not saved:"), element("ul", ...reasons(answer).map((each) => element("li", each))));
  const controls = fields.map((field) => controlOf({ ...field, ...ways(field, file) }));
  const dialog = dialogOf(called, [found, ...controls.map((each) => each.shown), ...place(tell)]);
  const save = () => saveAll({ dialog, controls, file, tell, editsOf });
  const saved = Object.assign(button("save", save, "Save"), { className: "first" });
  dialog.append(row(saved, closing(dialog, "Cancel")));
  dialog.showModal();
  return dialog;
}

// How a field gets at what has a form of its own.
function ways(field, file) {
  if (!OUTSIDE.has(field.control)) return {};
  const other = (next) => () => (document.querySelector("dialog.form")?.close(), next());
  return {
    open: (name) => other(() => openForm(name, file))(),
    add: (name, at) => other(() => another(name, at, file))(),
  };
}

const changed = (controls) => controls.filter((each) => !OUTSIDE.has(each.control) && !same(each.now(), each.value));

const setsOf = (controls) => changed(controls).map(({ name, now, version }) => ({ do: "set", name, value: now(), version }));

// All that was filled in, as one record.
function entryOf(controls, entry = {}) {
  const filled = controls.filter((each) => !OUTSIDE.has(each.control) && (each.required || !isEmpty(each.now())));
  return { ...entry, ...Object.fromEntries(filled.map(({ key, now }) => [key, now()])) };
}

async function saveAll(form) {
  const edits = form.editsOf(form.controls).map((edit) => ({ file: form.file, ...edit }));
  if (!edits.length) return form.dialog.close();
  const answer = await write(edits);
  if (answer.status === 200) return form.dialog.close();
  if (answer.conflicts?.length) return settleAll(answer.conflicts, form);
  form.tell(answer);
}

// What somebody else has changed meanwhile, one after the other; theirs is taken, or mine is saved over it.
async function settleAll(conflicts, form) {
  for (const theirs of conflicts) {
    const field = form.controls.find((each) => each.name === theirs.name);
    const isGone = !field || theirs.version === "gone";
    const [mine, other] = [field?.now(), theirs.words ?? theirs.value].map(inWords);
    const chosen = await settle({ called: field?.called ?? theirs.name, mine, theirs: other, isGone, isWhole: true });
    if (chosen === "on") return;
    if (chosen === "theirs") return form.dialog.close();
    field.version = theirs.version;
  }
  saveAll(form);
}

const inWords = (value) => (Array.isArray(value) ? value.map(inWords).join(", ") : value === true ? "yes" : value === false ? "no" : value ?? "");

// Where the record stands among others of its kind: moved, taken out, another one behind it.
function placed({ name, list }, file, tell, again) {
  if (!list) return [];
  const { at, count } = list;
  const act = (label, edit) => button(label, ({ target }) => arrange({ file, name, ...edit }, target.closest("dialog"), tell, again), label);
  const behind = ({ target }) => (target.closest("dialog").close(), another(list.name, at + 1, file));
  return [
    element("h3", `Number ${at + 1} of ${count} in its list`),
    row(
      ...(at > 0 ? [act("Move it up", { do: "move", to: at - 1 })] : []),
      ...(at < count - 1 ? [act("Move it down", { do: "move", to: at + 1 })] : []),
      button("another", behind, "Add another after it"),
      act("Take it out", { do: "remove" }),
    ),
  ];
}

async function arrange(edit, dialog, tell, again) {
  const answer = await write([edit]);
  if (answer.status !== 200) return tell(answer);
  dialog.close();
  if (edit.do === "move") again();
}

// An empty form for an entry that is not there yet; what is filled in makes it.
async function another(name, at, file) {
  const { called, entry, fields, ...trouble } = await newEntry(name, file);
  if (!fields) return say(reasons(trouble));
  const editsOf = (controls) => [{ do: "insert", name, at, entry: entryOf(controls, entry) }];
  return open(called, { file, fields, editsOf });
}
