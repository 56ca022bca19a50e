// Dialogs in front of the page: a title, what is below it, and buttons that stay in sight.

import { button, element } from "../drawing.js";
import { marked } from "./differences.js";

let count = 0;

// A dialog that is gone when it is closed; Escape does what `leave` says, and closes it where that says nothing.
export function opened(title, content, below, { kind = "", leave, closed } = {}) {
  const heading = Object.assign(element("h2", title), { id: `title-${(count += 1)}`, tabIndex: -1 });
  const body = Object.assign(element("div", ...content), { className: "content" });
  const [said, row] = [Object.assign(element("p"), { role: "status" }), element("p", ...below)];
  row.className = "choices";
  const dialog = Object.assign(element("dialog", heading, body, element("div", said, row)), { className: kind });
  if (!body.querySelector("input, select, textarea")) body.tabIndex = 0; // it may scroll
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.addEventListener("cancel", (event) => leave && (event.preventDefault(), leave()));
  dialog.addEventListener("close", () => (closed?.(), dialog.remove()));
  document.body.append(dialog);
  dialog.showModal();
  heading.focus(); // so that no key that was meant for the words chooses
  return { dialog, heading, content: body, say: (...words) => said.replaceChildren(...words) };
}

// A dialog that somebody works in for a while; what was done in it may be about the words beside.
export function sheet(title, content, ...below) {
  const close = button("close", () => made.dialog.close(), "Close");
  const made = opened(title, content, [...below, close], { closed: () => dispatchEvent(new Event("filled")) });
  return made;
}

// What somebody chooses before anything goes on; Escape is the last of the choices.
export function choose(title, content, choices) {
  return new Promise((resolve) => {
    const end = (key) => (resolve(key), made.dialog.close());
    const last = () => end(choices.at(-1)[0]);
    const made = opened(title, content, choices.map(([key, label]) => button(key, () => end(key), label)), { leave: last, closed: last });
    made.dialog.addEventListener("keydown", (event) => event.key === "Enter" && event.target.tagName === "INPUT" && end(choices[0][0]));
    made.content.querySelector("input")?.focus();
  });
}

// Whose words stay where two people wrote at the same time: "mine", "theirs", "both" or "on".
export function settle({ called, mine, theirs, isGone, isWhole = false }) {
  const said = isGone ? "somebody has taken this out of the plan" : "somebody else has saved other words since you began";
  const texts = isGone ? [[mine], ["(taken out)"]] : marked(mine || "(nothing)", theirs || "(nothing)");
  const content = [element("p", `${called}: ${said}.`), beside(["Your words", "The words as they are saved now"], texts)];
  const choices = [["theirs", isGone ? "Leave it out" : "Take theirs"], ["on", "Go on editing"]];
  const others = [["mine", "Keep mine"], ...(isWhole ? [] : [["both", "Put both, one after the other"]])];
  return choose("Two people changed this", content, [...(isGone ? [] : others), ...choices]);
}

function beside(titles, texts) {
  const made = element("div", ...titles.map((title, at) => element("section", element("h3", title), element("blockquote", ...texts[at]))));
  made.className = "two";
  return made;
}

// An address for a link; "" where it is to be no link any more, null where nothing is to change.
export async function askAddress(before) {
  const label = element("label", "Where does it lead? ");
  const field = Object.assign(element("input"), { value: before });
  field.placeholder = "https://www.example.org/";
  label.append(field);
  const choices = [["link", "Make the link"], ...(before ? [["none", "Take the link away"]] : []), ["cancel", "Cancel"]];
  const chosen = await choose("A link", [element("p", label)], choices);
  if (chosen === "cancel") return null;
  const address = field.value.trim();
  if (chosen === "none" || !address) return "";
  return /^(https?:|mailto:|tel:)/i.test(address) ? address : address.includes("@") ? `mailto:${address}` : `https://${address}`;
}
