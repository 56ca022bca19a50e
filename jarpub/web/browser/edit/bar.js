// The bar above the page while somebody writes on it: what is written, how it is set apart, saved and given up.

import { button, byId, element } from "../drawing.js";
import { choose, file, publication } from "../tabs.js";
import { askAddress } from "./dialogs.js";
import { shift } from "./lists.js";

const DEEPER = "Ctrl+] puts an entry below the one before it, Ctrl+[ takes it out again";
const SETTING = [
  ["bold", "Bold", "Ctrl+B"],
  ["italic", "Emphasis", "Ctrl+I"],
  ["link", "Link", "Ctrl+K"],
  ["insertUnorderedList", "List", DEEPER],
  ["insertOrderedList", "Numbered list", DEEPER],
];
const WRITING = "Double-click words to change them, or choose them with Tab and press Enter.";
const LOOKING = "This is only to be looked at: words are changed on the web page.";
const KEYS = { b: "bold", i: "italic", k: "link", "]": "indent", "[": "outdent" };

export function drawBar(called, field, isPassage, { save, cancel }) {
  const setting = isPassage ? settingOf(field) : [];
  const keys = `${isPassage ? "Ctrl+Enter" : "Enter"} saves, Esc gives up`;
  const saved = Object.assign(button("save", save, "Save"), { className: "first" });
  draw([element("strong", called), element("small", keys)], [...setting, saved, button("cancel", cancel, "Cancel")]);
}

// The buttons that set apart what is chosen in a field.
export const settingOf = (field) => SETTING.map(([key, label, keys]) => titled(button(key, () => set(key, field), label), keys));

// The bar stays where it is while nobody writes, so that the page does not move.
export function drawIdleBar() {
  const isPage = (file()?.format ?? "html") === "html";
  draw([element("small", isPage ? WRITING : LOOKING)], isPage ? [] : [button("page", () => choose(publication().key, ""), "Go to the web page")]);
}

function draw(said, buttons) {
  const brief = Object.assign(element("p"), { id: "brief" });
  brief.setAttribute("aria-hidden", "true"); // it is said beside the words, too
  byId("bar").replaceChildren(element("p", ...said), ...buttons, brief);
}

export const firstButton = () => byId("bar").querySelector("button");

function titled(made, keys) {
  if (keys) made.title = keys;
  return made;
}

// A button that is pressed does not take the focus from the words.
export function openBar() {
  const bar = element("div");
  bar.id = "bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Editing");
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  byId("sheet").before(bar);
  drawIdleBar();
}

// Which of the buttons say what the words at the cursor are.
export function drawPressed(field, parent = byId("bar")) {
  for (const [command] of SETTING.filter(([each]) => each !== "link")) {
    const found = [...parent.querySelectorAll("button")].find((each) => each.dataset.key === command);
    found?.setAttribute("aria-pressed", String(field.ownerDocument.queryCommandState(command)));
  }
}

export const commandOf = (event) => ((event.ctrlKey || event.metaKey) && !event.altKey ? KEYS[event.key.toLowerCase()] : undefined);

// What the browser's own editing does with what is chosen in the words.
export async function set(command, field) {
  const { ownerDocument: inside } = field;
  if (command === "link") await link(inside, field);
  else if (command.endsWith("dent")) shift(field, command);
  else inside.execCommand(command);
  field.focus();
}

async function link(inside, field) {
  const selection = inside.getSelection();
  const around = selection.anchorNode?.parentElement.closest("a");
  if (around && field.contains(around)) selection.selectAllChildren(around);
  const range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
  const address = await askAddress(around?.getAttribute("href") ?? "");
  field.focus();
  if (address === null || !range) return;
  selection.removeAllRanges();
  selection.addRange(range);
  if (!address) inside.execCommand("unlink");
  else if (range.collapsed) inside.execCommand("insertHTML", false, linked(address, inside));
  else inside.execCommand("createLink", false, address);
}

// A link of which nobody has said the words has its address for them.
function linked(address, inside) {
  const made = inside.createElement("a");
  made.href = address;
  made.textContent = address.replace(/^(https?:\/\/|mailto:|tel:)/, "");
  return made.outerHTML;
}
