// A document that is brought in: what the server understood of it, and what somebody said of it, kept in the browser.

import { send, sendFile } from "../edit/server.js";

const BEGINNING = "jarpub brought ";
const MOST_BYTES = 64_000_000; // the server takes no more
const KIND = "application/octet-stream";
const NOTHING = { columns: {}, answers: {}, left: [] };

// What was said of the same file before is said again; gives the record of the document, or why there is none.
export async function brought(file) {
  if (file.size > MOST_BYTES) return { status: 422, message: `${file.name} has more than 64 MB, and no plan is so long`, hint: "look whether it is the right file" };
  const answer = await sendFile("/brought", file, KIND);
  if (answer.status !== 200) return answer;
  const said = saidOf(answer.digest);
  return said === NOTHING ? answer : understood(answer.digest, said);
}

// A Word file that has a table, and does not say that it is one of the publications.
export async function mayBePlan(file) {
  if (file.size > MOST_BYTES) return false;
  return Boolean((await sendFile("/brought/kind", file, KIND)).may_be_plan);
}

const told = (path, digest, { columns, answers }, more = {}) => send(path, { file: digest, columns, answers, ...more });
export const understood = (digest, said) => told("/brought/understood", digest, said);
export const put = (digest, said) => told("/brought/put", digest, said);
export const take = (digest, said, keys, gone) => told("/brought/take", digest, said, { keys, gone });

export function saidOf(digest) {
  try {
    return JSON.parse(localStorage.getItem(`${BEGINNING}${digest}`)) ?? NOTHING;
  } catch {
    return NOTHING;
  }
}

export function keepSaid(digest, said) {
  try {
    localStorage.setItem(`${BEGINNING}${digest}`, JSON.stringify(said));
  } catch {
    // a browser that keeps nothing, or is full: it is said again where the file is chosen again
  }
}
