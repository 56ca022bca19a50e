// What the program could not know of a document: each doubt with the words, the places, and the answers to choose from.

import { button, element } from "../drawing.js";
import { patch } from "./parts.js";

const MOST = 100; // questions that are shown at once
const FEW = 3; // places that are named
const known = new WeakMap(); // the questions that are shown, by what they ask, of each body
let count = 0;

// `answer` is called with the names of a question, and with the answer, or nothing where it is taken back.
export function drawQuestions(body, { questions }, answer) {
  const there = known.get(body) ?? new Map();
  const shown = questions.slice(0, MOST).map((each) => {
    const key = JSON.stringify([each.names, each.places, each.asks, each.choices, each.words]);
    const made = there.get(key) ?? question(each, answer);
    there.set(key, made);
    update(made, each, answer);
    return made;
  });
  known.set(body, there);
  patch(body, [...shown, ...more(questions.length)]);
}

function more(number) {
  if (!number) return [element("p", "Nothing is asked.")];
  return number > MOST ? [element("p", `${number - MOST} more questions are not shown here: most go away once the columns are right.`)] : [];
}

export const isOpen = ({ answer }) => answer === null;

function question(each, answer) {
  const { asks, words } = each;
  const choices = [...each.choices].sort((one, other) => one.is_typed - other.is_typed); // what is typed stands last
  const group = `question-${(count += 1)}`;
  const control = (one) => (one.is_typed ? typed(one, each, answer) : choice(one, group, each, answer));
  const quoted = words ? [element("blockquote", words)] : [];
  const state = Object.assign(element("p"), { className: "state" });
  return element("fieldset", element("legend", sentence(asks)), element("small", placesOf(each)), ...quoted, ...choices.map(control), state);
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}`;

function placesOf({ places }) {
  const [named, others] = [places.slice(0, FEW).join("; "), places.length - FEW];
  return `In your document: ${named}${others > 0 ? `; and ${others} more places` : ""}`;
}

function choice({ value, called }, group, { names }, answer) {
  const box = Object.assign(element("input"), { type: "radio", name: group, value });
  box.dataset.key = `${value} ${names[0]}`;
  box.addEventListener("change", () => answer(names, value));
  return element("p", element("label", box, " ", sentence(called)));
}

// An answer that somebody types.
function typed({ called }, { names }, answer) {
  const field = element("input");
  field.dataset.key = `typed ${names[0]}`;
  field.addEventListener("change", () => answer(names, field.value.trim() || null));
  return element("p", element("label", sentence(called), " ", field));
}

// How a question is answered now.
function update(made, each, answer) {
  made.className = isOpen(each) ? "" : "answered";
  const boxes = [...made.querySelectorAll('input[type="radio"]')];
  for (const box of boxes) box.checked = box.value === each.answer;
  const field = made.querySelector("input:not([type])");
  if (field && field !== document.activeElement) field.value = isOpen(each) || boxes.some((box) => box.checked) ? each.typed : each.answer;
  const state = made.querySelector(".state");
  if (state.contains(document.activeElement)) (boxes[0] ?? field).focus();
  state.replaceChildren(...(isOpen(each) ? open(each) : ["✓ Answered. ", back(each, answer)]));
}

// What is said of a question that nobody has answered: why what was typed is no answer, and what is taken until then.
function open({ refused, taken }) {
  const why = refused ? [element("strong", sentence(refused)), ". "] : [];
  return [...why, element("small", `Until you answer: ${taken}.`)];
}

function back({ names, asks }, answer) {
  const made = button(`back ${names[0]}`, () => answer(names, null), "Take the answer back");
  made.setAttribute("aria-label", `Take the answer back: ${asks}`);
  return made;
}
