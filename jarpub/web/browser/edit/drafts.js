// What somebody is typing, kept in the browser until it is saved or given up: it survives a reload and a crash.

import { button, byId, element } from "../drawing.js";
import { session } from "../session.js";
import { toPlain } from "./markdown.js";
import { planOf, valueOf } from "./server.js";

const BEGINNING = "jarpub words ";
let plan = "";

export async function openDrafts() {
  plan = await planOf();
}

const keyOf = ({ file, name }) => `${BEGINNING}${JSON.stringify([plan, file, name])}`;

// The words as they are now, with the version of the words that they were written over.
export function keep(value, draft) {
  const { name, file, called } = value;
  try {
    localStorage.setItem(keyOf(value), JSON.stringify({ name, file, called, ...draft }));
  } catch {
    return; // a browser that keeps nothing, or is full: the words are on the page all the same
  }
}

export const kept = (value) => JSON.parse(localStorage.getItem(keyOf(value)));

export function drop(value) {
  localStorage.removeItem(keyOf(value));
}

// While this tab has the words in hand no other tab offers them; what comes back lets them go.
export function take(value) {
  let letGo = () => {};
  const held = new Promise((resolve) => (letGo = resolve));
  navigator.locks?.request(keyOf(value), { mode: "shared" }, () => held);
  return letGo;
}

function stored() {
  const own = Object.keys(localStorage).filter((key) => key.startsWith(BEGINNING));
  const found = own.filter((key) => JSON.parse(key.slice(BEGINNING.length))[0] === plan);
  return found.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
}

// Those that nobody has in hand, and that say something else than what is saved.
async function left() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const free = stored().filter(({ key }) => !held.some((lock) => lock.name === key));
  const found = await Promise.all(free.map(async (draft) => ({ draft, isSaved: await isSaved(draft) })));
  for (const { draft, isSaved } of found) if (isSaved) drop(draft);
  return found.filter((each) => !each.isSaved).map(({ draft }) => draft);
}

// A form is looked through by whoever takes it up.
const isSaved = async ({ form, name, file, words }) => !form && (await valueOf(name, file)).words === words;

// What was typed before and not saved, to be taken up or dropped.
export async function offer(takeUp) {
  const drafts = await left();
  byId("kept").replaceChildren(...drafts.map((draft) => offered(draft, takeUp)));
}

function offered(draft, takeUp) {
  const words = element("blockquote", toPlain(draft.words) || "(nothing)");
  const again = () => offer(takeUp);
  const taken = button(`take ${draft.name}`, () => takeUp(draft), "Take it");
  const dropped = button(`drop ${draft.name}`, () => (drop(draft), again()), "Drop it");
  const choices = element("p", taken, " ", dropped);
  choices.className = "choices";
  return element("section", element("h2", "You typed this before"), element("p", draft.called), words, choices);
}

export const pageOf = (draft) => session.publications.find((each) => each.key === draft.page)?.key;
