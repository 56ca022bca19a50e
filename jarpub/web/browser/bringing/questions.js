// What the program could not know of a document: each doubt with the words, the place, and the answers to choose from.

import { button, element } from "../drawing.js";

let count = 0;

// `answer` is called with the name of a question and the answer, or nothing where it is taken back.
export function questionsOf({ questions }, answer) {
  return questions.map((each) => question(each, answer));
}

function question(each, answer) {
  const { name, place, asks, words, choices, taken_called: taken, answer: given } = each;
  const group = `question-${(count += 1)}`;
  const isAnswered = given !== null && given !== undefined;
  const isTyped = isAnswered && !choices.some(({ value, is_typed: typed }) => !typed && value === given);
  const radio = (one) => (one.is_typed ? typed(one, group, each, isTyped ? given : null, answer) : choice(one, group, each, given, answer));
  const state = isAnswered
    ? element("p", "✓ Answered. ", button(`back ${name}`, () => answer(name, null), "Take the answer back"))
    : element("p", element("small", `Until you answer: ${taken}.`));
  const quoted = words ? [element("blockquote", words)] : [];
  const made = element("fieldset", element("legend", sentence(asks)), element("small", `In your document: ${place}`), ...quoted, ...choices.map(radio), state);
  made.className = isAnswered ? "answered" : "";
  state.querySelector("button")?.setAttribute("aria-label", `Take the answer back: ${asks}`);
  return made;
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}`;

function choice({ value, called }, group, { name }, given, answer) {
  const box = Object.assign(element("input"), { type: "radio", name: group, value, checked: value === given });
  box.dataset.key = `${value} ${name}`;
  box.addEventListener("change", () => answer(name, value));
  return element("p", element("label", box, " ", sentence(called)));
}

// An answer that somebody types.
function typed({ called }, group, { name }, given, answer) {
  const field = Object.assign(element("input"), { id: `${group}-typed`, value: given ?? "" });
  field.dataset.key = `typed ${name}`;
  field.addEventListener("change", () => field.value.trim() && answer(name, field.value.trim()));
  return element("p", element("label", sentence(called), " ", field));
}
