// The columns of a document, table by table: heading, first cells, and what each is taken for.

import { button, element } from "../drawing.js";

const TABLES = { plan: "The table of the plan", weaknesses: "The table of weaknesses" };
let count = 0;

// `choose` is called with the place of a column and what it holds.
export function columnsOf({ tables, choices }, choose) {
  return tables.map((all) => tableOf(all, choices, choose));
}

function tableOf(all, choices, choose) {
  const list = element("ol", ...all.map((each) => column(each, choices[each.table], choose)));
  list.className = "brought-columns";
  return element("section", element("h4", TABLES[all[0].table]), list);
}

function column(each, choices, choose) {
  const { heading, place, holds, cells, is_sure: isSure, doubts } = each;
  const select = Object.assign(element("select", ...choices.map(option)), { id: `column-${(count += 1)}`, value: holds });
  select.dataset.key = `column ${place}`;
  select.addEventListener("change", () => choose(place, select.value));
  const label = Object.assign(element("label", `What stands in “${heading}”?`), { htmlFor: select.id });
  const right = button(`right ${place}`, () => choose(place, holds), "Yes, that is right");
  right.setAttribute("aria-label", `Yes, that is right: ${heading}`);
  const doubt = element("p", element("strong", "Not sure: "), doubts.find(Boolean) ?? "please look whether this is right. ", right);
  doubt.className = "doubt";
  const shown = cells.length ? element("ul", ...cells.map((words) => element("li", words))) : element("p", "All its cells are empty.");
  shown.className = "cells";
  const made = element("li", element("h5", heading), shown, label, select, ...(isSure ? [] : [doubt]));
  if (!isSure) made.className = "doubtful";
  return made;
}

const option = ({ value, called }) => Object.assign(element("option", called), { value });
