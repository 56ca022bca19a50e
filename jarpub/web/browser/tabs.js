// Which publication is shown, and in which format: the address says it, so that it can be kept, and gone back to.

import { button, byId, element, redraw } from "./drawing.js";
import { session } from "./session.js";

const FEW = 5; // publications that stand beside one another; of more one is chosen from a list
let chosen = { key: "", file: "" };

export function publication() {
  return session.publications.find((each) => each.key === chosen.key) ?? session.publications[0];
}

// Nothing where it is the page itself, of which a publication may have no file.
export function file() {
  const files = publication().files;
  return files.find((each) => each.name === chosen.file) ?? files.find((each) => each.format === "html");
}

export function choose(key, name) {
  location.hash = [key, name].filter(Boolean).join("/");
  takeAddress();
}

export function takeAddress() {
  const [key, ...name] = location.hash.slice(1).split("/");
  chosen = { key, file: name.join("/") };
  dispatchEvent(new Event("chosen"));
}

export function drawTabs(shown) {
  const there = session.publications.filter((each) => each.key);
  if (there.length > FEW) drawChoice(byId("publications"), there, shown.key);
  else drawRow(byId("publications"), there.map((each) => [each.key, each.title]), shown.key, (key) => choose(key, ""));
  const isOnTheWeb = shown.files.some((each) => each.format === "html");
  const labels = [...(isOnTheWeb ? [] : [["", "Page"]]), ...shown.files.map((each) => [each.name, each.label])];
  drawRow(byId("formats"), labels, file()?.name ?? "", (name) => choose(shown.key, name));
}

function drawRow(parent, entries, current, choose) {
  redraw(parent, [entries, current], () =>
    entries.map(([key, label]) => {
      const tab = button(key, () => choose(key), label);
      if (key === current) tab.setAttribute("aria-current", "true");
      return tab;
    }),
  );
}

function drawChoice(parent, there, current) {
  const named = there.map(({ key, title, is_internal }) => [key, title, is_internal]);
  redraw(parent, named, () => {
    const list = element("select", ...there.filter((each) => !each.is_internal).map(option));
    const inside = there.filter((each) => each.is_internal).map(option);
    if (inside.length) list.append(Object.assign(element("optgroup", ...inside), { label: "Inside the council" }));
    list.setAttribute("aria-label", "Publication");
    list.addEventListener("change", () => choose(list.value, ""));
    return [list];
  });
  parent.firstChild.value = current;
}

const option = ({ key, title }) => Object.assign(element("option", title), { value: key });
