// Which words of two texts are only in one of them.

import { element } from "../drawing.js";
import { toPlain } from "./markdown.js";

const LONGEST = 1500; // words; longer texts stand beside one another unmarked

// Both texts as nodes, with the words marked that the other one does not have.
export function marked(...texts) {
  const [left, right] = texts.map((words) => toPlain(words).split(/(?<=\s)/));
  if (Math.max(left.length, right.length) > LONGEST) return [left, right];
  const lengths = common(left, right);
  const kept = [new Set(), new Set()];
  let [at, to] = [0, 0];
  while (at < left.length && to < right.length) {
    if (same(left[at], right[to])) {
      kept[0].add(at++);
      kept[1].add(to++);
    } else if (lengths[at + 1][to] >= lengths[at][to + 1]) at += 1;
    else to += 1;
  }
  return [nodes(left, kept[0]), nodes(right, kept[1])];
}

const same = (one, other) => one.trim() === other.trim();

// How many words are common from each place on, in each of the two.
function common(left, right) {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let at = left.length - 1; at >= 0; at -= 1) {
    for (let to = right.length - 1; to >= 0; to -= 1) {
      lengths[at][to] = same(left[at], right[to]) ? lengths[at + 1][to + 1] + 1 : Math.max(lengths[at + 1][to], lengths[at][to + 1]);
    }
  }
  return lengths;
}

const nodes = (words, kept) => words.map((word, at) => (kept.has(at) ? word : element("mark", word)));
