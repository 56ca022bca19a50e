// The columns of a document, table by table: heading, first cells, and what each is taken for.

import { button, element, redraw } from "../drawing.js";

const TABLES = { plan: "The table of the plan", weaknesses: "The table of weaknesses" };
const LEFT_OUT = "left_out";
let count = 0;

// `choose` is called with the place of a column and what it holds.
export function drawColumns(body, { tables, choices }, choose) {
  const shown = tables.filter((all) => all.length);
  const fixed = shown.map((all) => all.map(({ table, place, heading, cells }) => [table, place, heading, cells]));
  redraw(body, fixed, () => shown.map((all) => tableOf(all, choices, choose)));
  const entries = [...body.querySelectorAll(".brought-columns > li")];
  shown.flat().forEach((each, at) => update(entries[at], each, choose));
}

function tableOf(all, choices, choose) {
  const list = element("ol", ...all.map((each) => column(each, choices[each.table], choose)));
  list.className = "brought-columns";
  return element("section", element("h4", TABLES[all[0].table]), list);
}

function column({ heading, place, cells }, choices, choose) {
  const title = Object.assign(element("h5", heading), { id: `column-${(count += 1)}` });
  const label = Object.assign(element("label", "Taken for"), { id: `taken-${count}`, htmlFor: `holds-${count}` });
  const select = Object.assign(element("select", ...choices.map(option)), { id: `holds-${count}` });
  select.setAttribute("aria-labelledby", `${title.id} ${label.id}`);
  select.dataset.key = `column ${place}`;
  select.addEventListener("change", () => choose(place, select.value));
  const shown = cells.length ? element("ul", ...cells.map((words) => element("li", words))) : element("p", "All its cells are empty.");
  shown.className = "cells";
  return element("li", title, shown, label, select);
}

const option = ({ value, called }) => Object.assign(element("option", called), { value });

// What a column is taken for now, and whether that is sure.
function update(made, each, choose) {
  const select = made.querySelector("select");
  if (select.value !== each.holds) select.value = each.holds;
  made.className = each.holds === LEFT_OUT ? "left-out" : each.is_sure ? "" : "doubtful";
  const before = made.querySelector(".doubt");
  if (before?.contains(document.activeElement)) select.focus();
  before?.remove();
  if (!each.is_sure) made.append(doubt(each, choose));
}

// Where the heading does not say what stands below it, somebody says whether it is right.
function doubt({ heading, place, holds, doubts }, choose) {
  const right = button(`right ${place}`, () => choose(place, holds), "That is right");
  right.setAttribute("aria-label", `That is right: ${heading}`);
  const why = doubts.find(Boolean);
  return Object.assign(element("p", element("strong", "? Not sure"), why ? `: ${why}. ` : " ", right), { className: "doubt" });
}
