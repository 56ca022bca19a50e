// What the gates say of words while they are typed: an answer about older words never takes the place of a newer one.

import { judge } from "./server.js";

const PAUSE = 250; // milliseconds without typing
let turn = 0;
let timer = 0;
let asking = null;

// Calls `tell` with the answer about these edits, unless others are asked about before it is there.
export function ask(publication, edits, tell) {
  forget();
  const own = turn;
  timer = setTimeout(async () => {
    asking = new AbortController();
    const answer = await judge(publication, edits, asking.signal);
    if (own === turn && answer.status > 0) tell(answer);
  }, PAUSE);
}

export function forget() {
  turn += 1;
  clearTimeout(timer);
  asking?.abort();
}
