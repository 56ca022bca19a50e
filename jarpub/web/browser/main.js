// The preview in the browser: tabs, the page that keeps its place, what was found, and where words come from.

import { drawBanner, drawFindings } from "./findings.js";
import { refresh, session, startAgain, stopped, take } from "./session.js";
import { drawSheet, frame, showEdited } from "./sheet.js";
import { drawTabs, file, publication, takeAddress } from "./tabs.js";
import { listen, mark } from "./words.js";

function draw() {
  const shown = publication();
  drawBanner(shown);
  if (!shown) return;
  drawTabs(shown);
  drawFindings(shown);
  drawSheet(shown, file());
}

function hear({ data }) {
  if (data.stopped) return stopped();
  if (data.opened) startAgain();
  if (data.edited) return showEdited(data.edited);
  if (!data.key || data.key === publication()?.key) refresh();
}

addEventListener("told", draw);
addEventListener("chosen", draw);
addEventListener("opened", ({ detail }) => listen(detail));
addEventListener("shown", mark);
addEventListener("hashchange", takeAddress);
takeAddress();
const news = new BroadcastChannel("news");
news.onmessage = hear;
document.addEventListener("visibilitychange", () => document.hidden || refresh()); // a tab that slept heard nothing
const worker = new SharedWorker("/browser/news.worker.js");
refresh();
addEventListener("told", openEditor);

// What is needed to write is loaded only where somebody may.
async function openEditor() {
  if (!session.editing) return;
  removeEventListener("told", openEditor);
  const { open } = await import("./edit/main.js");
  open();
}

// For whoever looks at the page from its console.
window.preview = {
  get frame() {
    return frame;
  },
  get session() {
    return session;
  },
  publication,
  refresh,
  take,
  worker,
};
