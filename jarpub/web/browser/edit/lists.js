// Entries of a list put below the one before them, and taken out again: browsers do it, and leave no list that is one.

// Changes the entry that the cursor is in; what follows it stays behind it.
export function shift(field, command) {
  const selection = field.ownerDocument.getSelection();
  const { anchorNode: node } = selection;
  const entry = (node instanceof node.ownerDocument.defaultView.Element ? node : node.parentElement).closest("li");
  if (!entry || !field.contains(entry)) return;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  if (command === "indent") below(entry);
  else out(entry);
  selection.collapse(startContainer, startOffset);
  field.dispatchEvent(new Event("input"));
}

function below(entry) {
  const above = entry.previousElementSibling;
  if (above) inner(above, entry.parentElement.tagName).append(entry);
}

// The list inside an entry, which may have none yet.
function inner(entry, tag) {
  const found = [...entry.children].find((each) => each.matches("ul, ol"));
  if (found) return found;
  const made = entry.ownerDocument.createElement(tag);
  entry.append(made);
  return made;
}

function out(entry) {
  const list = entry.parentElement;
  const holder = list.parentElement.closest("li");
  if (!holder || list.parentElement !== holder) return;
  const behind = [...list.children].slice([...list.children].indexOf(entry) + 1);
  if (behind.length) inner(entry, list.tagName).append(...behind);
  holder.after(entry);
  if (!list.children.length) list.remove();
}
