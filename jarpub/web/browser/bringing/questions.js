// What the program could not know of a document: each doubt with the words, the places, and the answers to choose from.

import { button, element } from "../drawing.js";

const MOST = 100; // questions that are shown at once
const FEW = 3; // places that are named
let count = 0;

// `answer` is called with the names of a question, and with the answer, or nothing where it is taken back.
export function questionsOf({ questions }, answer) {
  if (!questions.length) return [element("p", "Nothing is asked.")];
  const shown = questions.slice(0, MOST).map((each) => question(each, answer));
  const more = questions.length - MOST;
  return more > 0 ? [...shown, element("p", `${more} more questions are not shown here: most go away once the columns are right.`)] : shown;
}

export const isOpen = ({ answer }) => answer === null;

function question(each, answer) {
  const { names, asks, words, choices, taken, answer: given } = each;
  const group = `question-${(count += 1)}`;
  const isTyped = !isOpen(each) && !choices.some(({ value, is_typed: typed }) => !typed && value === given);
  const radio = (one) => (one.is_typed ? typed(one, group, each, isTyped ? given : "", answer) : choice(one, group, each, answer));
  const quoted = words ? [element("blockquote", words)] : [];
  const state = isOpen(each) ? element("p", element("small", `Until you answer: ${taken}.`)) : answered(each, () => answer(names, null));
  const made = element("fieldset", element("legend", sentence(asks)), element("small", placesOf(each)), ...quoted, ...choices.map(radio), state);
  made.className = isOpen(each) ? "" : "answered";
  return made;
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}`;

function placesOf({ places }) {
  const [named, more] = [places.slice(0, FEW).join("; "), places.length - FEW];
  return `In your document: ${named}${more > 0 ? `; and ${more} more places` : ""}`;
}

function answered({ names, asks }, act) {
  const back = button(`back ${names[0]}`, act, "Take the answer back");
  back.setAttribute("aria-label", `Take the answer back: ${asks}`);
  return element("p", "✓ Answered. ", back);
}

function choice({ value, called }, group, { names, answer: given }, answer) {
  const box = Object.assign(element("input"), { type: "radio", name: group, value, checked: value === given });
  box.dataset.key = `${value} ${names[0]}`;
  box.addEventListener("change", () => answer(names, value));
  return element("p", element("label", box, " ", sentence(called)));
}

// An answer that somebody types.
function typed({ called }, group, { names }, given, answer) {
  const field = Object.assign(element("input"), { value: given });
  field.dataset.key = `typed ${names[0]}`;
  field.addEventListener("change", () => field.value.trim() && answer(names, field.value.trim()));
  return element("p", element("label", sentence(called), " ", field));
}
