// Questions that want an answer before anything goes on, in the browser's own dialogs.

import { button, element } from "../drawing.js";
import { marked } from "./differences.js";

// What somebody chooses; Escape is the last of the choices.
export function choose(title, content, choices) {
  const heading = element("h2", title);
  const dialog = element("dialog", heading, ...content);
  Object.assign(heading, { id: "dialog-title", tabIndex: -1 }); // so that no key that was meant for the words chooses
  dialog.className = "asking";
  dialog.setAttribute("aria-labelledby", heading.id);
  const chosen = new Promise((resolve) => {
    const end = (key) => (dialog.close(), dialog.remove(), resolve(key));
    const row = element("p", ...choices.map(([key, label]) => button(key, () => end(key), label)));
    row.className = "choices";
    dialog.append(row);
    dialog.addEventListener("cancel", (event) => (event.preventDefault(), end(choices.at(-1)[0])));
    dialog.addEventListener("keydown", (event) => event.key === "Enter" && event.target.tagName === "INPUT" && end(choices[0][0]));
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("input") ?? heading).focus();
  return chosen;
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
