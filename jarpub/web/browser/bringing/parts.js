// Parts of the sheet on which a document is brought in: what says the same already stays, with the focus and what is open.

import { element, redraw } from "../drawing.js";

// A section with its heading and a body, drawn again and again.
export function part() {
  const [heading, body] = [element("h3"), element("div")];
  return { section: element("section", heading, body), heading, body };
}

// Puts elements into another one; those that are there already are not moved, and keep the focus.
export function patch(parent, children) {
  for (const each of [...parent.childNodes]) if (!children.includes(each)) each.remove();
  children.forEach((each, at) => parent.childNodes[at] === each || parent.insertBefore(each, parent.childNodes[at] ?? null));
}

// What does not come into the plan, line by line, below each reason.
export function drawLeftOut(body, { left_out: left }) {
  redraw(body, left, () => {
    if (!left.length) return [element("p", "Nothing: every line of your document comes into the plan.")];
    return [...new Set(left.map(({ why }) => why))].map((why) => {
      const own = left.filter((each) => each.why === why);
      return folded(`${own.length} ${own.length === 1 ? "line" : "lines"}: ${why}`, own, ({ words }) => `“${words}”`);
    });
  });
}

export function drawTold(body, { told }) {
  redraw(body, told, () => [folded(`${told.length} ${told.length === 1 ? "note" : "notes"}, each with its place`, told, ({ said }) => said)]);
}

// Lines below a heading that opens them; there may be thousands, which are drawn only then.
function folded(title, all, said) {
  const made = element("details", element("summary", title));
  const draw = () => made.open && made.childElementCount === 1 && made.append(element("ul", ...all.map((each) => element("li", element("small", each.place), said(each)))));
  made.addEventListener("toggle", draw);
  return made;
}
