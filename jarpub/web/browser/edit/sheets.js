// Sheets: dialogs that somebody works in for a while, such as the wording that is to be approved.

import { button, element } from "../drawing.js";

// A sheet with a title, a body, and buttons below it that stay in sight; gone when it is closed.
export function sheet(title, body, ...below) {
  const dialog = element("dialog");
  const heading = element("h2", title);
  const said = element("p");
  const close = button("close", () => dialog.close(), "Close");
  const content = element("div", ...body);
  const [head, foot] = [element("div", heading), element("div", said, element("p", ...below, close))]; // landmarks are the page's own
  [head.className, foot.className] = ["head", "foot"];
  heading.id = "sheet-title";
  said.setAttribute("role", "status");
  content.className = "content";
  content.tabIndex = 0; // it scrolls
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(head, content, foot);
  dialog.addEventListener("close", () => (dialog.remove(), dispatchEvent(new Event("filled")))); // what was done in it may be about the words beside
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, content, say: (...words) => said.replaceChildren(...words) };
}
