// The words of a paragraph as runs, each with the marks that it stands in, from the outermost: strong, em, links and languages.

const TAGS = { STRONG: "strong", B: "strong", EM: "em", I: "em" };
const STARTS = /^[\p{L}\p{N}]+/u;
const ENDS = /[\p{L}\p{N}]+$/u;
const CLOSING = /^[*)\]}/,.;:!?%]/; // an asterisk before one of these looks like a footnote

const isEmphasis = (mark) => !mark.includes(" ");
const key = (run) => run.marks.join("\n");
const emphasis = (run) => run.marks.filter(isEmphasis);

// The marks are "strong", "em", "a" and the address, or "lang" and the code of a language.
export function runsOf(nodes) {
  const runs = trimmed(joined(nodes.flatMap((node) => gathered(node, []))));
  return joined(withoutMeetings(withWholeWords(joined(withoutEdges(joined(runs))))));
}

function gathered(node, marks) {
  if (node.nodeType === Node.TEXT_NODE) return [{ text: node.data, marks }];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  if (node.tagName === "BR") return [{ text: "\n", marks }];
  const mark = markOf(node);
  const inside = mark && !marks.includes(mark) ? [...marks, mark] : marks;
  return [...node.childNodes].flatMap((each) => gathered(each, inside));
}

// A link that the page makes of an address by itself is no more than its words.
function markOf(node) {
  if (node.tagName === "SPAN" && node.lang) return `lang ${node.lang}`;
  if (node.tagName !== "A") return TAGS[node.tagName];
  return node.getAttribute("href") && !node.classList.contains("spelled-out") ? `a ${node.getAttribute("href")}` : undefined;
}

function joined(runs) {
  const found = [];
  for (const run of runs) {
    if (!run.text) continue;
    const last = found.at(-1);
    if (last && key(last) === key(run)) found[found.length - 1] = { text: last.text + run.text, marks: run.marks };
    else found.push(run);
  }
  return found;
}

// Lines end alike everywhere, and nothing begins or ends with white space.
function trimmed(runs) {
  let before = "\n";
  const tidy = runs.map(({ text, marks }) => {
    let words = text.replace(/[ \t]*[\r\n\u2028]\s*/g, "\n");
    if (before === "\n") words = words.trimStart();
    before = words.at(-1) ?? before;
    return { text: words, marks };
  });
  while (tidy.length && !tidy.at(-1).text.trimEnd()) tidy.pop();
  if (tidy.length) tidy.push({ ...tidy.at(-1), text: tidy.pop().text.trimEnd() });
  return tidy;
}

// White space, and signs that would be taken for a footnote's, do not stand at the edge of what is set apart.
function withoutEdges(runs) {
  return runs.flatMap((run, at) => {
    if (!run.marks.length) return [run];
    const [before, after] = [runs[at - 1], runs[at + 1]];
    const outer = (other) => run.marks.filter((mark) => other?.marks.includes(mark));
    const opens = emphasis(run).some((mark) => !before?.marks.includes(mark));
    const closes = emphasis(run).some((mark) => !after?.marks.includes(mark));
    const [, start, words, end] = split(run.text, opens && before, closes && after);
    return [{ text: start, marks: outer(before) }, { text: words, marks: run.marks }, { text: end, marks: outer(after) }];
  });
}

function split(text, before, after) {
  let [start, end] = [text.length - text.trimStart().length, text.trimEnd().length];
  if (end <= start) return [text, text, "", ""];
  const touches = before && ENDS.test(before.text);
  const isOff = (rest) => CLOSING.test(rest) || (touches && !STARTS.test(rest));
  while (before && start < end && isOff(text.slice(start))) start += 1;
  const isTouched = after && STARTS.test(after.text);
  while (isTouched && start < end && !ENDS.test(text.slice(0, end))) end -= 1;
  return [text, text.slice(0, start), text.slice(start, end), text.slice(end)];
}

// What is set apart begins and ends with whole words: half of one cannot be written down.
function withWholeWords(runs) {
  const found = runs.map((run) => ({ ...run }));
  for (let at = 1; at < found.length; at += 1) {
    const [one, other] = [found[at - 1], found[at]];
    if (!ENDS.test(one.text) || !STARTS.test(other.text) || String(emphasis(one)) === String(emphasis(other))) continue;
    if (emphasis(one).length >= emphasis(other).length) moveForward(one, other);
    else moveBack(one, other);
  }
  return joined(found);
}

function moveForward(one, other) {
  const [rest] = other.text.match(STARTS);
  one.text += rest;
  other.text = other.text.slice(rest.length);
}

function moveBack(one, other) {
  const [rest] = one.text.match(ENDS);
  one.text = one.text.slice(0, one.text.length - rest.length);
  other.text = rest + other.text;
}

const isWithin = (one, other) => one.marks.every((mark, at) => other.marks[at] === mark);

// Where one kind of emphasis ends and another begins without a space, the first one goes on: nobody could tell them apart.
function withoutMeetings(runs) {
  const found = [];
  for (const run of runs) {
    const last = found.at(-1);
    const both = last && emphasis(last).length && emphasis(run).length;
    const isNested = both && (isWithin(last, run) || isWithin(run, last));
    found.push(both && !isNested && !/\s$/.test(last.text) ? { ...run, marks: last.marks } : run);
  }
  return found;
}
