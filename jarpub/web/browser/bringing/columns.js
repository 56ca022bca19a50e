// The columns of a document, table by table: heading, first cells, and what each is taken for.

import { button, element } from "../drawing.js";

const TABLES = { plan: "The table of the plan", weaknesses: "The table of weaknesses" };
const LEFT_OUT = "left_out";
let count = 0;

// `choose` is called with the place of a column and what it holds.
export function columnsOf({ tables, choices }, choose) {
  return tables.filter((all) => all.length).map((all) => tableOf(all, choices, choose));
}

function tableOf(all, choices, choose) {
  const list = element("ol", ...all.map((each) => column(each, choices[each.table], choose)));
  list.className = "brought-columns";
  return element("section", element("h4", TABLES[all[0].table]), list);
}

function column(each, choices, choose) {
  const { heading, place, holds, cells, is_sure: isSure } = each;
  const title = Object.assign(element("h5", heading), { id: `column-${(count += 1)}` });
  const label = Object.assign(element("label", "Taken for"), { id: `taken-${count}`, htmlFor: `holds-${count}` });
  const select = Object.assign(element("select", ...choices.map(option)), { id: `holds-${count}`, value: holds });
  select.setAttribute("aria-labelledby", `${title.id} ${label.id}`);
  select.dataset.key = `column ${place}`;
  select.addEventListener("change", () => choose(place, select.value));
  const shown = cells.length ? element("ul", ...cells.map((words) => element("li", words))) : element("p", "All its cells are empty.");
  shown.className = "cells";
  const made = element("li", title, shown, label, select, ...(isSure ? [] : [doubt(each, choose)]));
  made.className = holds === LEFT_OUT ? "left-out" : isSure ? "" : "doubtful";
  return made;
}

// Where the heading does not say what stands below it, somebody says whether it is right.
function doubt({ heading, place, holds, doubts }, choose) {
  const right = button(`right ${place}`, () => choose(place, holds), "That is right");
  right.setAttribute("aria-label", `That is right: ${heading}`);
  const why = doubts.find(Boolean);
  return Object.assign(element("p", element("strong", "? Not sure"), why ? `: ${why}. ` : " ", right), { className: "doubt" });
}

const option = ({ value, called }) => Object.assign(element("option", called), { value });
