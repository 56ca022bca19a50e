// The page or the file that is shown, in two frames: what is new is loaded beside what is old, and takes its place.
// Who wants to know listens for "closing", for "opened" (another page is there, in its detail) and for "shown".

import { byId, element, redraw, typed } from "./drawing.js";
import { session } from "./session.js";

export let [frame, spare] = document.querySelectorAll("iframe");
let loading = 0;
let awaited = ""; // what is being loaded
let isHeld = false; // while somebody writes on the page it stays
let isMissed = false; // whether another would have been shown meanwhile

export const isPage = () => Boolean(frame.dataset.shows?.startsWith("/pages/"));

export function drawSheet(shown, wanted) {
  if (isHeld) return miss(shown, wanted);
  const page = !wanted || wanted.format === "html";
  drawAge(page ? null : wanted);
  byId("instead").hidden = true;
  if (page) return shown.page ? load(`/pages/${shown.key}`, shown.page, shown.title) : undefined;
  if (!wanted.made) return insteadOf(`${wanted.name} has not been made yet.`);
  if (wanted.format === "docx") return insteadOf("A browser does not show Word files. ", wanted.name);
  load(`/files/${wanted.name}`, wanted.made, `${shown.title}, ${wanted.label}`);
}

// The page stays as it is until it is let go, whatever is made meanwhile.
export function hold() {
  isHeld = true;
  isMissed = false;
  awaited = "";
  loading += 1; // what is on its way is not wanted any more
}

function miss(shown, wanted) {
  const [address, version] = frame.dataset.shows.split(" ");
  isMissed ||= wanted?.format !== "html" || address !== `/pages/${shown.key}` || version !== shown.page;
}

// What was saved is on the page already, and another page is coming, if it has not come; else the newest is shown.
export function letGo(isSaved) {
  isHeld = false;
  if (isSaved) isEdited();
  if (isMissed || !isSaved) dispatchEvent(new Event("told"));
}

// The page says something else than when it was loaded: whatever is made next takes its place, also the same again.
function isEdited() {
  frame.dataset.shows += " edited";
}

const when = (seconds) =>
  new Date(seconds * 1000).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

function drawAge(wanted) {
  const isOld = Boolean(wanted?.made && wanted.is_old);
  byId("age").classList.toggle("old", isOld);
  const made = wanted?.made ? `Made on ${when(wanted.made)}. ` : "";
  const words = [made, isOld ? element("strong", old(wanted)) : "", isOld ? next() : ""];
  redraw(byId("age"), words.map((each) => each.textContent ?? each), () => words);
}

function old(wanted) {
  if (session.saved <= wanted.made) return "Old: it is not what would be made now. ";
  return `Old: the plan or a template was saved on ${when(session.saved)}. `;
}

function next() {
  if (session.refused.length) return "No other is made until everything is put right.";
  if (!session.makes_files) return "This preview makes no files; python3 build.py does.";
  return session.trouble ? "No other could be made." : "Another is being made.";
}

function insteadOf(words, name) {
  const link = element("a", `Open ${name} in Word.`);
  link.href = `/files/${name}`;
  byId("instead").replaceChildren(words, ...(name ? [link] : []));
  byId("instead").hidden = false;
  frame.hidden = true;
  frame.dataset.shows = "";
  awaited = "";
  loading += 1; // what is on its way is not wanted any more
}

// The new page is loaded beside the old one, and takes its place and its position when it is there.
function load(address, version, title) {
  const shows = `${address} ${version}`;
  if (frame.dataset.shows === shows) {
    loading += Boolean(awaited); // what is on its way is not wanted any more
    awaited = "";
    dispatchEvent(new Event("shown"));
    return;
  }
  if (awaited === shows) return; // it is on its way already
  awaited = shows;
  const turn = ++loading;
  const next = spare;
  next.title = title;
  next.onload = () => turn === loading && swap(address, shows);
  next.src = `${address}?${version}`;
}

function swap(address, shows) {
  awaited = "";
  const isSame = isPage() && frame.dataset.shows.split(" ")[0] === address;
  const { scrollX, scrollY } = isSame ? frame.contentWindow : { scrollX: 0, scrollY: 0 };
  dispatchEvent(new Event("closing"));
  [frame, spare] = [spare, frame];
  frame.hidden = false;
  spare.hidden = true;
  frame.dataset.shows = shows;
  spare.dataset.shows = "";
  if (!isPage()) return;
  dispatchEvent(new CustomEvent("opened", { detail: frame.contentWindow }));
  frame.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  dispatchEvent(new Event("shown"));
}

// Words that were edited alone are shown at once, and the page that is being made takes the place of this one.
export function showEdited({ name, was, now }) {
  if (!isPage()) return;
  const written = (words) => typed(words).replace(/\s+/g, " ").trim();
  for (const each of frame.contentDocument.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)) {
    if (each.childElementCount || written(each.textContent) !== written(was)) continue;
    each.textContent = now;
    isEdited();
  }
}
