// What the server has of Word files that came back; who wants to know listens for "cameback".

import { refresh } from "../session.js";
import { ask, send, sendFile } from "../edit/server.js";

const MOST_BYTES = 64_000_000; // the server takes no more
export let files = [];
export let folder = "returned"; // the name of the folder beside the plan
export let marks = []; // what waits, by the values beside which it is shown
let loading = null;
let isStale = false;

// Looked at again whenever something may be another; where it is looked at just now, once more after that.
export function load() {
  if (loading) return (isStale = true), loading;
  loading = loadOnce().finally(() => (loading = null));
  return loading;
}

async function loadOnce() {
  do {
    isStale = false;
    const told = await ask("/now/returned");
    if (told.status === 200) take(told);
  } while (isStale);
}

function take(told) {
  const now = JSON.stringify([told.files, told.marks]);
  if (now === JSON.stringify([files, marks])) return;
  ({ files, marks, folder } = told);
  dispatchEvent(new Event("cameback"));
}

export const waiting = () => files.reduce((sum, each) => sum + each.waiting, 0);
export const listOf = (digest) => ask("/now/returned/list", { file: digest });

// Changes by their keys are written, or all that are clear; `mine` also over what stands there now.
export async function takeInto(digest, keys, mine = false) {
  const answer = await told("/returned/take", { file: digest, keys, mine });
  if (answer.status === 200) refresh();
  dispatchEvent(new Event("written"));
  return answer;
}

export const decide = (digest, keys, isDecided = true) => told("/returned/decide", { file: digest, keys, is_decided: isDecided });

export async function putAway(digest) {
  const answer = await send("/returned/away", { file: digest });
  await load();
  return answer;
}

// The answer says how the file stands; all others, and the marks on the page, follow.
async function told(path, body) {
  const answer = await send(path, body);
  files = files.map((each) => (each.digest === answer.digest ? { ...each, waiting: answer.waiting } : each));
  load();
  return answer;
}

// Files that somebody dropped or chose, one after another; gives the answer about each, with its name.
export async function bring(list) {
  const answers = [];
  for (const file of list) {
    const answer = file.size > MOST_BYTES ? { status: 422, message: "it has more than 64 MB, and no publication is so long", hint: "look whether it is the right file" } : await sendFile("/returned", file);
    answers.push({ ...answer, brought: file.name });
  }
  await load();
  return answers;
}
