// Sheets: dialogs that somebody works in for a while, such as the wording that is to be approved.

import { button, element } from "../drawing.js";

// A sheet with a title, a body, and buttons below it that stay in sight; gone when it is closed.
export function sheet(title, body, ...below) {
  const dialog = element("dialog");
  const heading = element("h2", title);
  const said = element("p");
  const close = button("close", () => dialog.close(), "Close");
  const content = element("div", ...body);
  const foot = element("footer", said, element("p", ...below, close));
  heading.id = "sheet-title";
  said.setAttribute("role", "status");
  content.className = "content";
  content.tabIndex = 0; // it scrolls
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(element("header", heading), content, foot);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, content, say: (...words) => said.replaceChildren(...words) };
}
