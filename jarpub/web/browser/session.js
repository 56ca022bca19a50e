// What the server says, and whether it still says anything; who wants to know listens for "told".

export let session = { turn: -1, publications: [], refused: [] };
export let alive = true;

// Answers may overtake one another: an older one is not taken.
export function take(told) {
  if (told.turn <= session.turn) return;
  session = told;
  dispatchEvent(new Event("told"));
}

export async function refresh() {
  try {
    const answer = await fetch("/now/session");
    alive = true;
    take(await answer.json());
  } catch {
    stopped();
  }
}

export function stopped() {
  alive = false;
  dispatchEvent(new Event("told"));
}

// It may be another preview, which counts from the beginning.
export function startAgain() {
  session.turn = -1;
}
