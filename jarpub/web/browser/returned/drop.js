// A file dropped anywhere on the window, also on the page in its frame.

import { element } from "../drawing.js";

const REST = 300; // milliseconds without a file above the window until it is taken to be gone
let hint = null;
let timer = 0;

const isFile = (event) => event.dataTransfer?.types.includes("Files");

// Calls `brought` with the files; what is dropped while a dialog is open is taken, too.
export function openDrop(brought) {
  hint = Object.assign(element("div", element("p", "Drop a Word file that came back, or a plan to bring in")), { id: "drop-here", hidden: true });
  hint.setAttribute("popover", "manual"); // in front of every dialog
  document.body.append(hint);
  listen(window, brought);
  addEventListener("opened", ({ detail }) => listen(detail, brought));
}

export function listen(target, brought) {
  for (const each of ["dragenter", "dragover"]) target.addEventListener(each, over, true);
  target.addEventListener("drop", (event) => isFile(event) && dropped(event, brought), true);
}

function over(event) {
  if (!isFile(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  show(true);
  clearTimeout(timer);
  timer = setTimeout(() => show(false), REST);
}

function dropped(event, brought) {
  event.preventDefault();
  event.stopPropagation(); // words that are being written take what is dropped as words
  show(false);
  brought([...event.dataTransfer.files]);
}

function show(isShown) {
  if (hint.hidden === !isShown) return;
  hint.hidden = !isShown;
  if (isShown) hint.showPopover?.();
  else hint.hidePopover?.();
}
