// The controls of a form, one for each kind of value: what each shows, and what it says.

import { button, element } from "../drawing.js";
import { commandOf, drawPressed, set, settingOf } from "./bar.js";
import { breakLine, fieldFor, isLines, wordsIn } from "./field.js";
import { fromPlain, isMarkdown, toPlain } from "./markdown.js";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const AROUND = 10; // years before and behind those that are chosen
const ONE_ROW = 60; // letters
const MARKED = "An empty line begins a paragraph; “- ” at the beginning of a line, an entry of a list.";
let count = 0;

// A control as what is shown, and what tells its value: nothing where it is empty.
export function controlOf(field) {
  const { shown, value, html = () => undefined } = CONTROLS[field.control](field);
  return { ...field, shown, now: value, html };
}

const LISTS = { months, words, people: several, references: several, entries };
const CONTROLS = { text: line, passage, choice, flag, colour, number, record: below, ...LISTS };

function labelled(field, control) {
  control.id = `field-${(count += 1)}`;
  const label = element("label", field.called);
  label.htmlFor = control.id;
  return element("p", label, ...help(field, control), control);
}

function help(field, control) {
  if (!field.help) return [];
  const made = Object.assign(element("small", field.help), { id: `help-${(count += 1)}` });
  control.setAttribute("aria-describedby", made.id);
  return [made];
}

function grouped(field, ...content) {
  const made = element("fieldset", element("legend", field.called));
  made.append(...help(field, made), ...content);
  return made;
}

function line(field) {
  const control = element("textarea");
  const before = folded(field.value ?? "");
  const isPlain = isMarkdown(field) && fromPlain(toPlain(before)) === before;
  const written = isPlain ? fromPlain : (words) => words;
  control.rows = before.length > ONE_ROW ? 3 : 1;
  control.value = isPlain ? toPlain(before) : before;
  control.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return { shown: labelled(field, control), value: () => written(folded(control.value)) || null };
}

const folded = (words) => words.replace(/\s*\n\s*/g, " ").trim();

// Paragraphs and lists as they are printed, with the buttons that set words apart.
function passage(field) {
  if (field.value && !field.html) return source(field);
  const value = { ...field, html: field.html ?? "" };
  const control = fieldFor(value, document);
  const setting = Object.assign(element("p", ...settingOf(control)), { className: "choices" });
  setting.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the words
  control.addEventListener("keydown", (event) => pressed(event, control, value));
  for (const each of ["keyup", "pointerup", "input"]) control.addEventListener(each, () => drawPressed(control, setting));
  return { shown: grouped(field, setting, control), value: () => wordsIn(control, value) || null, html: () => control.innerHTML };
}

function pressed(event, control, value) {
  const command = commandOf(event);
  const isBreak = event.key === "Enter" && isLines(value) && !event.shiftKey && !event.ctrlKey;
  if (!command && !isBreak) return;
  event.preventDefault();
  if (command) set(command, control);
  else breakLine(control);
}

// Words of which nobody can say how they print, as they are written.
function source(field) {
  const control = element("textarea");
  control.rows = (field.value ?? "").includes("\n") ? 8 : 3;
  control.value = (field.value ?? "").trim();
  return { shown: labelled({ ...field, help: field.help || MARKED }, control), value: () => control.value.trim() || null };
}

function number(field) {
  const control = element("input");
  control.type = "number";
  control.value = field.value ?? "";
  return { shown: labelled(field, control), value: () => (control.value ? Number(control.value) : null) };
}

function choice(field) {
  const control = chooser([...(field.value && field.required ? [] : [{ value: "", called: "Not said" }]), ...field.choices], field.value ?? "");
  return { shown: labelled(field, control), value: () => control.value || null };
}

function chooser(choices, chosen) {
  const control = element("select", ...choices.map(({ value, called }) => new Option(called, value)));
  control.value = chosen;
  return control;
}

function flag(field) {
  const control = element("input");
  control.type = "checkbox";
  control.checked = Boolean(field.value);
  const label = element("label", control, ` ${field.called}`);
  return { shown: element("p", label, ...help(field, control)), value: () => control.checked };
}

function several(field) {
  const boxes = field.choices.map(({ value, called }) => [value, flag({ called, value: (field.value ?? []).includes(value) })]);
  const box = element("div", ...boxes.map(([, { shown }]) => shown));
  box.className = "choices-of-many";
  return { shown: grouped(field, box), value: () => inOrder(field.value ?? [], boxes) };
}

// What was chosen before stays in its order.
function inOrder(before, boxes) {
  const chosen = boxes.filter(([, box]) => box.value()).map(([value]) => value);
  return [...before.filter((value) => chosen.includes(value)), ...chosen.filter((value) => !before.includes(value))];
}

// A colour as the browser lets one choose it, and as its number; both say the same.
function colour(field) {
  const [picked, typed] = [element("input"), element("input")];
  picked.type = "color";
  picked.setAttribute("aria-label", `${field.called}: choose it`);
  picked.value = typed.value = field.value ?? "";
  picked.addEventListener("input", () => (typed.value = picked.value));
  typed.addEventListener("input", () => (picked.value = typed.value));
  const shown = labelled(field, typed);
  shown.append(Object.assign(element("span", typed, picked), { className: "colour" }));
  return { shown, value: () => typed.value.trim() || null };
}

// A record inside this one has a form of its own, and so has each entry of a list.
function below(field) {
  const shown = element("p", opener(field, field.value ?? field.name, field.called));
  return { shown, value: () => field.value };
}

function entries(field) {
  const rows = (field.choices ?? []).map(({ value, called }) => element("li", opener(field, value, called)));
  const add = button("add", () => field.add?.(field.name, rows.length), "Add one");
  return { shown: grouped(field, element("ol", ...rows), ...(field.add ? [add] : [])), value: () => field.value };
}

function opener(field, name, called) {
  return button(name, () => field.open(name), called);
}

function months(field) {
  return list(field, "a month", () => field.value?.at(-1) ?? `${new Date().getFullYear()}-01`, (value, at) => {
    const year = Number(value.slice(0, 4));
    const named = chooser(MONTHS.map((called, index) => ({ value: String(index + 1).padStart(2, "0"), called })), value.slice(5));
    const years = Array.from({ length: 2 * AROUND + 1 }, (_, index) => String(year - AROUND + index));
    const dated = chooser(years.map((each) => ({ value: each, called: each })), String(year));
    named.setAttribute("aria-label", `Month ${at}`);
    dated.setAttribute("aria-label", `Year of month ${at}`);
    return { shown: [named, " ", dated], value: () => `${dated.value}-${named.value}` };
  });
}

function words(field) {
  return list(field, "a line", () => "", (value, at) => {
    const control = element("input");
    control.value = value;
    control.setAttribute("aria-label", `${field.called}, ${at}`);
    return { shown: [control], value: () => control.value.trim() };
  });
}

// Entries that can be added and taken out; the focus stays beside what was done.
function list(field, one, fresh, make) {
  let shown = [];
  const rows = element("div");
  const add = button("add", () => (draw([...values(), fresh()]), rows.lastChild.querySelector("input, select").focus()), `Add ${one}`);
  const values = () => shown.map((entry) => entry.value());
  const without = (at) => values().filter((_, index) => index !== at);
  function draw(all) {
    shown = all.map((value, index) => make(value, index + 1));
    rows.replaceChildren(...shown.map((entry, index) => row(entry.shown, index)));
  }
  function row(shown, index) {
    const out = button(`out ${index}`, () => (draw(without(index)), add.focus()), "Take out");
    out.setAttribute("aria-label", `Take out ${one}, ${index + 1}`);
    return element("p", ...shown, " ", out);
  }
  draw(field.value ?? []);
  return { shown: grouped(field, rows, add), value: () => values().filter(Boolean) };
}
