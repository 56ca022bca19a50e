// Elements made and put into the page, so that what says the same already stays.

export const byId = (id) => document.getElementById(id);

// What says the same already stays: it keeps the focus, and is not read aloud again.
const drawn = new Map();
export function redraw(parent, content, make) {
  const now = JSON.stringify(content);
  if (drawn.get(parent) === now) return;
  drawn.set(parent, now);
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...make());
  if (focused === null) return;
  const again = [...parent.querySelectorAll("button")].find((each) => each.dataset.key === focused);
  (again ?? parent.closest("[tabindex]"))?.focus();
}

export function element(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

// The style sheet of a part of the page that not everybody has.
export function addStyles(address) {
  document.head.append(Object.assign(element("link"), { rel: "stylesheet", href: address }));
}

export function button(key, action, ...content) {
  const made = element("button", ...content);
  made.dataset.key = key;
  made.addEventListener("click", action);
  return made;
}

// Words as they are typed, where a page prints real quotation marks and apostrophes.
export const typed = (words) => words.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
