// The preview in the browser: tabs, the page that keeps its place, what was found, and where words come from.
"use strict";

const MARKS = `
  ::highlight(diagnostic) { background-color: #ffdf5d; color: #1d2329; text-decoration: underline wavy #8e1b1b; }
  ::highlight(refused) { background-color: #8e1b1b; color: #fff; text-decoration: underline double; }
  ::highlight(chosen) { background-color: #f5a623; color: #1d2329; }
  [data-file]:hover { cursor: pointer; }
`;
const PRIORITIES = ["diagnostic", "refused", "chosen"];
const byId = (id) => document.getElementById(id);
let [frame, spare] = document.querySelectorAll("iframe");
let session = { turn: -1, publications: [], refused: [] };
let chosen = { key: "", file: "" };
let sought = null; // the diagnostic whose words are to be shown as soon as the page is there
let alive = true;
let loading = 0;
let awaited = ""; // what is being loaded

function publication() {
  return session.publications.find((each) => each.key === chosen.key) ?? session.publications[0];
}

function file() {
  const files = publication().files;
  return files.find((each) => each.name === chosen.file) ?? files.find((each) => each.format === "html") ?? files[0];
}

function choose(key, name) {
  location.hash = [key, name].filter(Boolean).join("/");
  takeAddress();
}

// The address says what is shown, so that it can be kept, and gone back to.
function takeAddress() {
  const [key, ...name] = location.hash.slice(1).split("/");
  chosen = { key, file: name.join("/") };
  draw();
}

function draw() {
  const shown = publication();
  drawBanner(shown);
  if (!shown) return;
  const titles = session.publications.filter((each) => each.key).map((each) => [each.key, each.title]);
  drawTabs(byId("publications"), titles, shown.key, (key) => choose(key, ""));
  const labels = shown.files.map((each) => [each.name, each.label]);
  drawTabs(byId("formats"), labels, file()?.name, (name) => choose(shown.key, name));
  drawFindings(shown);
  drawSheet(shown, file());
}

// What says the same already stays: it keeps the focus, and is not read aloud again.
const drawn = new Map();
function redraw(parent, content, make) {
  const now = JSON.stringify(content);
  if (drawn.get(parent) === now) return;
  drawn.set(parent, now);
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...make());
  if (focused === null) return;
  const again = [...parent.querySelectorAll("button")].find((each) => each.dataset.key === focused);
  (again ?? parent.closest("[tabindex]"))?.focus();
}

function element(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

function button(key, action, ...content) {
  const made = element("button", ...content);
  made.dataset.key = key;
  made.addEventListener("click", action);
  return made;
}

function drawTabs(parent, entries, current, choose) {
  redraw(parent, [entries, current], () =>
    entries.map(([key, label]) => {
      const tab = button(key, () => choose(key), label);
      if (key === current) tab.setAttribute("aria-current", "true");
      return tab;
    }),
  );
}

const things = (count) => `${count} ${count === 1 ? "thing" : "things"}`;

function drawBanner(shown) {
  const { refused, fault, trouble } = session;
  const made = [];
  if (!alive) made.push(["The preview has stopped.", "What you see stays as it is now; start the preview again."]);
  if (refused.length) {
    const behind = shown?.is_behind ? " Below is the last page that could be made." : "";
    made.push([`Nothing can be made: ${things(refused.length)} to put right first.`, `The files in output/ stay as they were.${behind}`]);
  }
  if (fault) made.push(["The pages could not be made again:", `${fault}; trying again at your next save.`]);
  if (trouble) made.push(["The files in output/ could not be made:", `${trouble}; trying again at your next save.`]);
  document.title = made.length ? `${made[0][0]} Preview` : "Preview of the publications";
  redraw(byId("banner"), [made, refused], () => [
    ...made.map(([first, rest]) => element("p", element("strong", first), ` ${rest}`)),
    ...(refused.length ? [finding(refused[0])] : []),
    ...(refused.length > 1 ? [element("p", `${things(refused.length - 1)} more in the list of what was found.`)] : []),
  ]);
}

function finding(diagnostic) {
  const place = `${diagnostic.file}${diagnostic.line ? `, line ${diagnostic.line}` : ""}`;
  const words = `${diagnostic.message}; ${diagnostic.hint}`;
  return button(`${place} ${words}`, () => seek(diagnostic), element("small", place), words);
}

function drawFindings(shown) {
  const groups = [
    ["Put right first", session.refused],
    ["In the way of a final", shown.diagnostics.filter((each) => each.severity === "blocking")],
    ["To look at", shown.diagnostics.filter((each) => each.severity === "warning")],
  ].filter(([, found]) => found.length);
  byId("state").textContent = state(shown);
  redraw(byId("diagnostics"), groups, () =>
    groups.flatMap(([words, found]) => [
      element("h3", `${words}: ${found.length}`),
      element("ol", ...found.map((each) => element("li", finding(each)))),
    ]),
  );
}

function state(shown) {
  if (session.refused.length) return "Nothing can be made";
  if (!shown.is_ready) return "Draft";
  const read = shown.files.every((each) => !each.is_old);
  return `Draft; nothing stands in the way of a final${read ? "" : ", if its files say what its page says"}`;
}

function drawSheet(shown, wanted) {
  const isPage = !wanted || wanted.format === "html";
  drawAge(isPage ? null : wanted);
  byId("instead").hidden = true;
  if (isPage) return shown.page ? load(`/pages/${shown.key}`, shown.page, shown.title) : undefined;
  if (!wanted.made) return insteadOf(`${wanted.name} has not been made yet.`);
  if (wanted.format === "docx") return insteadOf("A browser does not show Word files. ", wanted.name);
  load(`/files/${wanted.name}`, wanted.made, `${shown.title}, ${wanted.label}`);
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
    return mark();
  }
  if (awaited === shows) return; // it is on its way already
  awaited = shows;
  const turn = ++loading;
  const same = frame.dataset.shows?.split(" ")[0] === address;
  const next = spare;
  next.title = title;
  next.onload = () => {
    if (turn !== loading) return;
    awaited = "";
    const inside = next.contentWindow;
    const page = address.startsWith("/pages/");
    const [left, top] = same && page ? [frame.contentWindow.scrollX, frame.contentWindow.scrollY] : [0, 0];
    [frame, spare] = [next, frame];
    frame.hidden = false;
    spare.hidden = true;
    frame.dataset.shows = shows;
    spare.dataset.shows = "";
    if (!page) return;
    listen(inside);
    inside.scrollTo({ left, top, behavior: "instant" });
    mark();
  };
  next.src = `${address}?${version}`;
}

// Words that were edited alone are shown at once, and the page that is being made takes the place of this one.
function showEdited({ name, was, now }) {
  if (!frame.dataset.shows?.startsWith("/pages/")) return;
  const written = (words) => words.replace(/\s+/g, " ").trim();
  for (const each of frame.contentDocument.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)) {
    if (each.childElementCount || written(each.textContent) !== written(was)) continue;
    each.textContent = now;
    frame.dataset.shows += " edited";
  }
}

let places = new Map(); // the elements of the page by the line that their words come from

function listen(inside) {
  places = new Map();
  for (const each of inside.document.querySelectorAll("[data-file]")) {
    const place = `${each.dataset.line} ${each.dataset.file}`;
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(MARKS);
  inside.document.adoptedStyleSheets = [sheet];
  inside.document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
    const said = event.target.closest("[data-file]");
    if (!said) return;
    const name = event.target.closest("[data-name]:not([data-name=''])")?.dataset.name;
    const { file, line } = said.dataset;
    byId("source").value = [name, file, line !== "0" && `line ${line}`].filter(Boolean).join(", ");
    light("chosen", [rangeOf(said, "")]);
  });
}

function light(name, ranges) {
  const inside = frame.contentWindow;
  if (!inside.CSS.highlights) return; // a browser of before 2025 shows no marks
  const highlight = new inside.Highlight(...ranges);
  highlight.priority = PRIORITIES.indexOf(name);
  inside.CSS.highlights.set(name, highlight);
}

// The words of a diagnostic on the page: its quote, in the elements of its line; without a quote all of them.
function rangesOf(diagnostic) {
  const found = places.get(`${diagnostic.line} ${diagnostic.file}`) ?? [];
  const exact = diagnostic.quote ? found.map((each) => rangeOf(each, diagnostic.quote)).filter(Boolean) : [];
  return exact.length ? exact.slice(0, 1) : found.slice(0, 1).map((each) => rangeOf(each, ""));
}

function rangeOf(element, quoted) {
  const range = frame.contentDocument.createRange();
  range.selectNodeContents(element);
  if (!quoted) return range;
  const nodes = [];
  const walker = frame.contentDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const start = nodes.map((node) => node.data).join("").indexOf(quoted);
  if (start < 0) return null;
  range.setStart(...pointAt(nodes, start));
  range.setEnd(...pointAt(nodes, start + quoted.length));
  return range;
}

function pointAt(nodes, offset) {
  for (const node of nodes) {
    if (offset <= node.length) return [node, offset];
    offset -= node.length;
  }
  return [nodes.at(-1), nodes.at(-1).length];
}

function mark() {
  const shown = publication();
  if (!frame.dataset.shows.startsWith("/pages/")) return;
  light("diagnostic", shown.diagnostics.flatMap(rangesOf));
  light("refused", shown.is_behind ? [] : session.refused.flatMap(rangesOf)); // an earlier page has other lines
  if (!sought) return;
  const [range] = rangesOf(sought);
  byId("source").value = range ? `${sought.file}, line ${sought.line}` : "These words are not on this page.";
  light("chosen", range ? [range] : []);
  range?.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  sought = null;
}

function seek(diagnostic) {
  sought = diagnostic;
  choose(publication().key, "");
}

// Answers may overtake one another: an older one is not taken.
function take(told) {
  if (told.turn <= session.turn) return;
  session = told;
  draw();
}

async function refresh() {
  try {
    const answer = await fetch("/now/session");
    alive = true;
    take(await answer.json());
  } catch {
    stopped();
  }
}

function stopped() {
  alive = false;
  draw();
}

addEventListener("hashchange", takeAddress);
takeAddress();
const news = new BroadcastChannel("news");
news.onmessage = ({ data }) => {
  if (data.stopped) return stopped();
  if (data.opened) session.turn = -1; // it may be another preview, which counts from the beginning
  if (data.edited) return showEdited(data.edited);
  if (!data.key || data.key === publication()?.key) refresh();
};
document.addEventListener("visibilitychange", () => document.hidden || refresh()); // a tab that slept heard nothing
const worker = new SharedWorker("/preview.worker.js");
refresh();
