// Parts of the sheet on which a document is brought in, drawn again and again while the focus stays.

import { element } from "../drawing.js";

export const part = (title, ...content) => element("section", element("h3", title), ...content);

// What does not come into the plan, line by line, below each reason.
export function leftOut({ left_out: left }) {
  if (!left.length) return [element("p", "Nothing: every line of your document comes into the plan.")];
  return [...new Set(left.map(({ why }) => why))].map((why) => {
    const own = left.filter((each) => each.why === why);
    return folded(`${own.length} ${own.length === 1 ? "line" : "lines"}: ${why}`, own, ({ words }) => `“${words}”`);
  });
}

export const toldOf = ({ told }) => folded(`${told.length} ${told.length === 1 ? "note" : "notes"}, each with its place`, told, ({ said }) => said);

// Lines below a heading that opens them; there may be thousands, which are drawn only then.
function folded(title, all, said) {
  const made = element("details", element("summary", title));
  const draw = () => made.open && made.childElementCount === 1 && made.append(element("ul", ...all.map((each) => element("li", element("small", each.place), said(each)))));
  made.addEventListener("toggle", draw);
  return made;
}

// The focus, what is typed and what is in sight stay, whatever is drawn again.
export function keepPlace({ content, heading }, change) {
  const own = content.contains(document.activeElement) ? document.activeElement : null;
  const before = own && { key: keyOf(own), top: own.getBoundingClientRect().top, typed: typedIn(own) };
  const unfolded = new Set([...content.querySelectorAll("details[open] > summary")].map(nameOf));
  change();
  for (const each of content.querySelectorAll("summary")) each.parentElement.open = unfolded.has(nameOf(each));
  if (!before) return;
  const again = [...content.querySelectorAll("button, select, input, summary, h4[tabindex]")].find((each) => keyOf(each) === before.key);
  if (!again) return heading.focus({ preventScroll: true });
  again.focus({ preventScroll: true });
  if (before.typed) Object.assign(again, before.typed);
  content.scrollTop += again.getBoundingClientRect().top - before.top;
}

const nameOf = (summary) => summary.textContent.replace(/^\d+ /, "");
const keyOf = (each) => each.dataset.key || each.closest("[data-entry]")?.dataset.entry || nameOf(each);
const typedIn = (each) => (each.matches("input:not([type])") ? { value: each.value, selectionStart: each.selectionStart, selectionEnd: each.selectionEnd } : null);
