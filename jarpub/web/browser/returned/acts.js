// What is done with one thing that came back: taken, left, shown, written by hand.

import { byId, element } from "../drawing.js";
import { undo } from "../edit/changes.js";
import { another } from "../edit/forms.js";
import { reasons, valueOf } from "../edit/server.js";
import { decide, listOf, load, takeInto } from "./came_back.js";

export const numbers = new Map(); // of the changes of this sitting by which something was taken, by its key

// The deeds by name; after each of them `drawn` is called with the file as it is then, and the key of what it was about.
export function actsOf(file, ways, drawn) {
  const { digest, publication, name } = file;
  const say = (words) => (byId("source").value = words);
  const after = async (answer, key, words) => {
    const isDone = answer.status === 200 && !answer.said?.length;
    await drawn(answer.status === 200 ? answer : null, key);
    tell(isDone ? words : [...reasons(answer), ...(answer.said ?? [])].join(". "));
  };
  const take = async ({ key, called }, mine, pressed) => {
    if (pressed.ariaDisabled) return; // it is being written
    pressed.ariaDisabled = "true";
    tell("The words are being written.");
    const answer = await takeInto(digest, [key], mine);
    for (const [taken, number] of Object.entries(answer.taken ?? {})) numbers.set(taken, number);
    pressed.ariaDisabled = null;
    await after(answer, key, `Taken: ${called}`);
  };
  const settle = async ({ key }, isDecided, words) => after(await decide(digest, [key], isDecided), key, words);
  const where = (each) => ({ name: each.name, file: each.file, publications: [{ key: publication }] });
  const go = (act) => (document.querySelector("dialog[open].wide")?.close(), act());
  const tell = (words) => (say(words), dispatchEvent(new CustomEvent("returnedsaid", { detail: words })));
  return {
    take: (each, pressed) => take(each, false, pressed),
    mine: (each, pressed) => take(each, true, pressed),
    leave: (each) => settle(each, true, `${["clear", "refused", "in conflict"].includes(each.state) ? "Left as it is" : "Ticked off"}: ${each.called || "a comment"}`),
    back: (each) => settle(each, false, "It waits to be decided again."),
    undo: async ({ key }) => {
      const answer = await undo(numbers.get(key));
      if (answer.status === 200) numbers.delete(key);
      await load();
      await after({ ...answer, ...(answer.status === 200 ? await listOf(digest) : {}) }, key, "It is as it was before.");
    },
    show: (each) => go(() => ways.show(where(each))),
    write: (each) => go(() => ways.write(where(each))),
    both: async (each) => {
      const draft = await bothOf(each);
      go(() => ways.write({ ...where(each), draft }));
    },
    add: (each) => go(() => another(each.list.name, each.list.at, each.file, undefined, each.now)),
    copy: async (each, pressed) => {
      await navigator.clipboard.writeText(each.now);
      pressed.textContent = "Copied";
      pressed.setAttribute("aria-label", `Copied: ${each.called}`);
      tell(`Copied from ${name}`);
    },
  };
}

// The words as they are now and those that came back behind them, to be made into one.
async function bothOf({ name, file, typed }) {
  const value = await valueOf(name, file);
  const block = /^\s*<(p|ul|ol)\b/.test(value.html) ? value.html : `<p>${value.html}</p>`;
  const html = value.control === "passage" ? `${block}${element("p", typed).outerHTML}` : undefined;
  return { ...value, words: `${value.words} ${typed}`, html };
}
