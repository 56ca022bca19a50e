// What the editor asks of the server, and says to it.

import { session } from "../session.js";

const SIGNED = "jarpub-signed"; // the name that somebody signed with in this window, and the server took
const NAMED = ["/edits", "/undo", "/redo", "/brought/put", "/brought/take"]; // what is kept with it where it is known
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const STOPPED = { message: "the editor does not answer", hint: "start it again; your words are kept here meanwhile" };

// The answer as a record, with its status; 0 where nobody answers.
export async function ask(path, parameters = {}) {
  return answered(`${path}?${new URLSearchParams(parameters)}`, {});
}

export async function send(path, body, signal) {
  const headers = { "Content-Type": "application/json", "X-Jarpub-Key": session.editing.key };
  const by = sessionStorage.getItem(SIGNED);
  const said = by && NAMED.includes(path) ? { ...body, by } : body;
  const answer = await answered(path, { method: "POST", headers, body: JSON.stringify(said), signal });
  if (answer.status === 200 && body.by) sessionStorage.setItem(SIGNED, body.by);
  return answer;
}

// A file is sent as it is, under the name that it has.
export async function sendFile(path, file, kind = DOCX) {
  const headers = { "Content-Type": kind, "X-Jarpub-Key": session.editing.key, "X-Jarpub-Name": encodeURIComponent(file.name.toWellFormed?.() ?? file.name) };
  return answered(path, { method: "POST", headers, body: file });
}

async function answered(path, request) {
  try {
    const answer = await fetch(path, request);
    return { status: answer.status, ...(await answer.json()) };
  } catch (error) {
    return error.name === "AbortError" ? { status: -1 } : { status: 0, ...STOPPED };
  }
}

export const valueOf = (name, file) => ask("/now/value", { name, file });
export const recordOf = (name, file) => ask("/now/record", { name, file });
export const newEntry = (name, file) => ask("/now/new", { name, file }); // an empty one for the list of this name
export const write = (edits) => send("/edits", { edits });
export const judge = (publication, edits, signal) => send("/judge", { publication, edits }, signal);
export const planOf = async () => (await ask("/now/plan")).source ?? "";

// What stands in the way, in one sentence each.
export function reasons({ findings, message, hint }) {
  const found = (findings ?? []).map((each) => [each.message, each.hint]);
  return [...found, ...(message ? [[message, hint]] : [])].map((each) => each.filter(Boolean).join("; "));
}
