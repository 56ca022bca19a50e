// The preview in the browser: tabs, the page that keeps its place, what was found, and where words come from.
"use strict";

const MARKS = `
  ::highlight(diagnostic) { background-color: #ffdf5d; color: #1d2329; text-decoration: underline wavy #8e1b1b; }
  ::highlight(chosen) { background-color: #f5a623; color: #1d2329; }
  [data-file]:hover { cursor: pointer; }
`;
const byId = (id) => document.getElementById(id);
let [frame, spare] = document.querySelectorAll("iframe");
let session = { turn: -1, publications: [] };
let chosen = { key: "", file: "" };
let loading = 0;

function publication() {
  return session.publications.find((each) => each.key === chosen.key) ?? session.publications[0];
}

function file() {
  const files = publication()?.files ?? [];
  return files.find((each) => each.name === chosen.file) ?? files.find((each) => each.format === "html");
}

function buttons(parent, entries, current, choose) {
  const made = entries.map(([key, label]) => {
    const button = document.createElement("button");
    button.textContent = label;
    button.dataset.key = key;
    if (key === current) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => choose(key));
    return button;
  });
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...made);
  made.find((button) => button.dataset.key === focused)?.focus();
}

function choose(key, name) {
  chosen = { key, file: name };
  location.hash = [key, name].filter(Boolean).join("/");
  draw();
}

function draw() {
  const shown = publication();
  if (!shown) return;
  const entries = session.publications.filter((each) => each.key).map((each) => [each.key, each.title]);
  buttons(byId("publications"), entries, shown.key, (key) => choose(key, ""));
  const report = [["report/report.html", "Report"]];
  const files = [...shown.files.map((each) => [each.name, each.label]), ...(shown.key ? report : [])];
  const name = chosen.file === "report/report.html" ? chosen.file : file()?.name;
  buttons(byId("formats"), files, name, (each) => choose(shown.key, each));
  drawFindings(shown);
  drawSheet(shown);
}

function entry(diagnostic) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const place = document.createElement("small");
  place.textContent = `${diagnostic.file}${diagnostic.line ? `, line ${diagnostic.line}` : ""}`;
  button.append(place, `${diagnostic.message}; ${diagnostic.hint}`);
  button.addEventListener("click", () => reveal(diagnostic));
  item.append(button);
  return item;
}

function list(diagnostics) {
  const made = document.createElement("ol");
  made.append(...diagnostics.map(entry));
  return made;
}

function drawFindings(shown) {
  const kinds = [["blocking", "In the way of a final"], ["warning", "To look at"]];
  byId("state").textContent = shown.is_ready ? "Draft; nothing stands in the way of a final" : "Draft";
  const made = kinds.flatMap(([severity, words]) => {
    const found = shown.diagnostics.filter((each) => each.severity === severity);
    if (!found.length) return [];
    const heading = document.createElement("h3");
    heading.textContent = `${words}: ${found.length}`;
    return [heading, list(found)];
  });
  byId("diagnostics").replaceChildren(...made);
  byId("wrong").hidden = !shown.wrong.length;
  if (!shown.wrong.length) return byId("wrong").replaceChildren();
  const words = document.createElement("p");
  words.textContent = shown.version ? "Not yet: below is the last page that could be made. Put right first:" : "Put right first:";
  byId("wrong").replaceChildren(words, list(shown.wrong));
}

function drawSheet(shown) {
  const wanted = chosen.file === "report/report.html" ? { name: chosen.file, format: "report" } : file();
  byId("instead").hidden = true;
  if (!wanted || !shown.version) return;
  if (wanted.format === "html") return load(`/pages/${shown.key}`, shown.version);
  if (wanted.format === "docx") return insteadOf(wanted.name);
  load(`/files/${wanted.name}`, files[wanted.name] ?? 0);
}

const files = {}; // how often each finished file was made since this page was opened

function insteadOf(name) {
  const link = document.createElement("a");
  link.href = `/files/${name}`;
  link.textContent = `Open ${name} in Word.`;
  byId("instead").replaceChildren("A browser does not show Word files. ", link);
  byId("instead").hidden = false;
  frame.hidden = true;
  frame.dataset.shows = "";
}

// The new page is loaded beside the old one, and takes its place and its position when it is there.
function load(address, version) {
  const shows = `${address} ${version}`;
  if (frame.dataset.shows === shows) return mark();
  const turn = ++loading;
  const same = frame.dataset.shows?.split(" ")[0] === address;
  const next = spare;
  next.onload = () => {
    if (turn !== loading) return;
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

function listen(inside) {
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
  inside.CSS.highlights?.set(name, new inside.Highlight(...ranges));
}

// The words of a diagnostic on the page: its quote, in the elements of its line; without a quote all of them.
function rangesOf(diagnostic) {
  if (!diagnostic.line) return [];
  const places = [...frame.contentDocument.querySelectorAll("[data-file]")].filter(
    ({ dataset }) => dataset.file === diagnostic.file && Number(dataset.line) === diagnostic.line,
  );
  const exact = diagnostic.quote ? places.map((element) => rangeOf(element, diagnostic.quote)).filter(Boolean) : [];
  return exact.length ? exact.slice(0, 1) : places.slice(0, 1).map((element) => rangeOf(element, ""));
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
  if (!shown || !frame.dataset.shows.startsWith("/pages/")) return;
  light("diagnostic", shown.diagnostics.flatMap(rangesOf));
}

function reveal(diagnostic) {
  if (!frame.dataset.shows?.startsWith("/pages/")) return;
  const [range] = rangesOf(diagnostic);
  if (!range) return;
  light("chosen", [range]);
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
}

// Answers may overtake one another: an older one is not taken.
function take(told) {
  if (told.turn <= session.turn) return;
  session = told;
  draw();
}

async function refresh() {
  const answer = await fetch("/now/session");
  take(await answer.json());
}

const events = new EventSource("/now/events");
events.onopen = () => { byId("alive").textContent = ""; session.turn = -1; refresh(); };
events.onerror = () => { byId("alive").textContent = "The preview has stopped; start it again."; };
events.onmessage = (event) => {
  const told = JSON.parse(event.data);
  for (const name of told.files ?? []) files[name] = (files[name] ?? 0) + 1;
  if (!told.publication || told.publication === publication()?.key || !publication()?.key) refresh();
};
[chosen.key, chosen.file] = [...location.hash.slice(1).split("/"), "", ""];
