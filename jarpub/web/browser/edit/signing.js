// Who signs, and on which day: the name is typed once, and stays as long as this window.

import { element } from "../drawing.js";

const KEPT = "jarpub-name";

// Fields for a name and a day, and what stands in them.
export function signature() {
  const name = field("Your first and last name", "text", sessionStorage.getItem(KEPT) ?? "");
  name.input.autocomplete = "name";
  name.input.required = true;
  const day = field("On this day", "date", today());
  day.input.max = today();
  const fields = element("div", name.label, day.label);
  fields.className = "signature";
  return { fields, name: name.input, read: () => keep({ by: name.input.value.trim(), on: day.input.value || null }) };
}

function keep(signed) {
  sessionStorage.setItem(KEPT, signed.by);
  return signed;
}

function field(words, type, value) {
  const input = element("input");
  Object.assign(input, { type, value });
  return { input, label: element("label", `${words} `, input) };
}

function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
