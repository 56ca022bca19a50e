// The sheet of Word files that came back: one list a file, in which each thing is taken, left or ticked off.

import { button, element } from "../drawing.js";
import { sheet } from "../edit/dialogs.js";
import { reasons } from "../edit/server.js";
import { decide, files, folder, listOf, load, putAway, takeInto } from "./came_back.js";
import { change, isOpen, note, remark, wire } from "./entry.js";
import { actsOf, numbers } from "./acts.js";
import { answerTo } from "./answer.js";

let opened = null;
let lists = new Map(); // what each file says, by its digest, as long as the sheet is open
let unfolded = new Set();

// Opens the sheet, with one file unfolded, or with the first in which something waits.
export async function openList(ways, choose, digest = "", key = "") {
  await load();
  if (opened?.dialog.isConnected) opened.dialog.close();
  lists = new Map();
  unfolded = new Set([digest || (files.find((each) => each.waiting) ?? files[0])?.digest].filter(Boolean));
  const more = Object.assign(button("choose", choose, "Open a Word file that came back"), { className: files.length ? "" : "first" });
  opened = sheet("Came back", [element("p", "It is being read.")], more);
  opened.dialog.classList.add("wide");
  opened.ways = ways;
  opened.dialog.addEventListener("close", () => (opened = null));
  await draw();
  if (key) goTo(key);
  return opened;
}

export const isListOpen = () => Boolean(opened?.dialog.isConnected);
export const sayInList = (...words) => opened?.say(...words);

// Another list of the same file takes the place of the one before; the focus goes on to what is to be decided next.
export async function redrawList(answer, key = "") {
  if (!isListOpen()) return;
  lists = new Map(answer?.digest ? [[answer.digest, answer]] : []);
  await draw();
  if (key) goTo(key);
}

// To an entry, or to the next one behind it that waits; where nothing does, to what is done with the whole file.
function goTo(key, how) {
  const all = [...(opened?.content.querySelectorAll("[data-entry]") ?? [])];
  const at = all.findIndex((each) => each.dataset.entry === key);
  if (at < 0) return;
  const next = [...all.slice(at), ...all.slice(0, at)].find((each) => each.className === "open");
  (next?.querySelector("h4") ?? all[at].closest(".returned-file").querySelector(".choices button"))?.focus(how);
}

async function draw() {
  const own = opened;
  await Promise.all(files.filter((each) => unfolded.has(each.digest) && !lists.has(each.digest)).map(async ({ digest }) => lists.set(digest, await listOf(digest))));
  if (opened !== own) return;
  const [{ scrollTop }, empty] = [own.content, element("p", `Nothing that came back lies here. When somebody sends a Word file back to you, drop it anywhere on this window, or put it into the folder “${folder}” beside the plan: it opens here as a list of what was changed in it, and you take or leave each.`)];
  const focused = own.content.contains(document.activeElement) && document.activeElement.closest("[data-entry]")?.dataset.entry;
  own.content.replaceChildren(...(files.length ? files.map(fileOf) : [empty]));
  own.content.scrollTop = scrollTop;
  if (focused) goTo(focused, { preventScroll: true });
}

function fileOf(file) {
  const count = file.trouble.length ? "cannot be read" : file.waiting ? `${file.waiting} to decide` : "all is decided";
  const summary = element("summary", element("strong", file.name), element("small", [file.subject, count].filter(Boolean).join(": ")));
  const made = element("details", summary, ...(lists.has(file.digest) ? listed(lists.get(file.digest)) : []));
  made.className = "returned-file";
  made.open = unfolded.has(file.digest);
  made.addEventListener("toggle", () => toggled(made, file.digest));
  return made;
}

async function toggled(made, digest) {
  if (made.open === unfolded.has(digest)) return;
  if (!made.open) return unfolded.delete(digest);
  unfolded.add(digest);
  if (!lists.has(digest)) await draw();
}

function listed(file) {
  if (!file.name) return [element("p", reasons(file).join(". "))];
  if (file.trouble.length) return [...file.trouble.map((each) => element("p", each)), row(away(file))];
  const made = { change: (each) => change(each, { together: togetherWith }), note, remark };
  const part = (title, kind, all) => (all.length ? [element("h3", `${title}: ${all.length}`), list(file, all, made[kind])] : []);
  const from = file.is_of_today ? "It was made from the plan as it is now." : "It was made from an earlier plan: what was changed in the plan since then stays.";
  const nothing = file.changes.length + file.notes.length + file.remarks.length ? [] : [element("p", "Nothing in it was changed.")];
  return [
    element("p", element("small", from)),
    ...nothing,
    row(...all(file)),
    ...part("Changed", "change", file.changes),
    ...(file.follows.length ? [element("p", "Once all that is clear is taken:"), element("ul", ...file.follows.map((each) => element("li", each)))] : []),
    ...part("Not to be placed", "note", file.notes),
    ...part("Comments", "remark", file.remarks),
  ];
}

// How many changes were taken with this one, itself among them; they are taken back together.
const togetherWith = ({ key }) => [...numbers.values()].filter((each) => each === numbers.get(key)).length;

function list(file, all, draw) {
  const acts = actsOf(file, opened.ways, redrawList);
  const short = (each) => ({ ...each, called: each.called.replace(`, ${file.subject}`, "") }); // the file says which it is
  const made = element("ol", ...all.map(short).map((each) => wire(draw(each), each, acts)));
  made.className = "returned-list";
  return made;
}

function row(...buttons) {
  return Object.assign(element("p", ...buttons), { className: "choices" });
}

// What is done with all of a file at once.
function all(file) {
  const clear = file.changes.filter((each) => isOpen(each) && each.state === "clear");
  const left = [...file.changes, ...file.notes, ...file.remarks].filter(isOpen);
  const take = Object.assign(button("all", () => takeAll(file), `Take all that is clear (${clear.length})`), { className: "first" });
  const leave = button("rest", () => leaveAll(file, left), `Leave the rest (${left.length - clear.length})`);
  return [...(clear.length ? [take] : []), ...(left.length > clear.length && !clear.length ? [leave] : []), ...(file.waiting ? [] : [away(file)]), answerFor(file)];
}

async function takeAll(file) {
  opened.say("The changes are being written.");
  const answer = await takeInto(file.digest, null);
  for (const [key, number] of Object.entries(answer.taken ?? {})) numbers.set(key, number);
  await redrawList(answer.status === 200 ? answer : null);
  const count = Object.keys(answer.taken ?? {}).length;
  sayInList(answer.status === 200 ? `${count} taken. Undo takes them back.` : reasons(answer).join(". "), ...(answer.said ?? []).map((each) => element("span", ` Not taken: ${each}.`)));
}

async function leaveAll(file, left) {
  const answer = await decide(file.digest, left.map(({ key }) => key));
  await redrawList(answer.status === 200 ? answer : null);
  sayInList(answer.status === 200 ? "The rest is left as it is." : reasons(answer).join(". "));
}

// What became of all of it, to be put into a mail.
function answerFor(file) {
  return button("answer", async () => {
    await navigator.clipboard.writeText(answerTo(file));
    sayInList("Copied: paste it into a mail to whoever sent the file.");
  }, "Copy an answer to the sender");
}

function away(file) {
  return button("away", async () => {
    const answer = await putAway(file.digest);
    await redrawList(null);
    sayInList(answer.status === 200 ? `${answer.name} is in the folder “${folder}/done” now.` : reasons(answer).join(". "));
    opened?.heading.focus();
  }, "Put the file away");
}
