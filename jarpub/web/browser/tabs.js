// Which publication is shown, and in which format: the address says it, so that it can be kept, and gone back to.

import { button, byId, redraw } from "./drawing.js";
import { session } from "./session.js";

let chosen = { key: "", file: "" };

export function publication() {
  return session.publications.find((each) => each.key === chosen.key) ?? session.publications[0];
}

export function file() {
  const files = publication().files;
  return files.find((each) => each.name === chosen.file) ?? files.find((each) => each.format === "html") ?? files[0];
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
  const titles = session.publications.filter((each) => each.key).map((each) => [each.key, each.title]);
  drawRow(byId("publications"), titles, shown.key, (key) => choose(key, ""));
  const labels = shown.files.map((each) => [each.name, each.label]);
  drawRow(byId("formats"), labels, file()?.name, (name) => choose(shown.key, name));
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
