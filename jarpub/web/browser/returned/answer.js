// What became of a file that came back, in words for whoever sent it.

import { titled } from "../edit/panel.js";
import { isOpen } from "./entry.js";

export function answerTo({ name, subject, changes, notes, remarks }) {
  const line = ({ called, was, now }) => `${called ? `${called.replace(`, ${subject}`, "")}: ` : ""}${now ? `“${now}”` : `without “${was}”`}`;
  const parts = [
    ["Taken", changes.filter((each) => each.state === "there already").map(line)],
    ["Not taken", changes.filter((each) => each.is_decided && each.state !== "there already").map((each) => line(each) + why(each))],
    ["Still to be decided", [...changes, ...notes].filter(isOpen).map(line)],
    ["Seen", notes.filter((each) => each.is_decided).map(line)],
    ["Comments that are dealt with", remarks.filter((each) => !isOpen(each)).map(({ words }) => `“${words}”`)],
    ["Comments that are open", remarks.filter(isOpen).map(({ words }) => `“${words}”`)],
  ];
  const told = parts.filter(([, lines]) => lines.length).map(([title, lines]) => `${title}:\n${lines.map((each) => `- ${each}`).join("\n")}`);
  return [`${subject} (${name})`, ...told].join("\n\n");
}

const why = ({ found = [] }) => (found.length ? ` (${found.map(titled).join("; ")})` : "");
