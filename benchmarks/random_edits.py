"""Random edits of the plan against the gates: python benchmarks/random_edits.py [EDITS] [SEED]

Each edit changes the plan with all its gaps filled: it plants a person's name in some form, or drops, doubles or
moves words, lines and values. Whatever happens, nothing may be raised but DiagnosticsError, and no final that is not to
name people may hold the planted name. Web pages and Word files are made; a PDF has the same words.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from conftest import PROJECT, with_every_gap_filled  # noqa: E402

from jarpub.build import pipeline  # noqa: E402
from jarpub.build.load_and_check import load_sources  # noqa: E402
from jarpub.build.pipeline import BuildOptions  # noqa: E402
from jarpub.diagnostics import DiagnosticsError  # noqa: E402
from jarpub.formats import reader  # noqa: E402

PUBLIC = ("young-peoples-summary", "southwark-life")
WORDS = re.compile(r"[A-Za-z]{3,}")


def planted(text: str, names: list[str], chance: random.Random) -> tuple[str, str]:
    """The text with somebody's name, or part of it, put between two words of the wording."""
    name = chance.choice(names)
    form = chance.choice(
        [
            name,
            name.upper(),
            name.lower(),
            name.split()[-1],
            " ".join(reversed(name.split())),
            name.replace(" ", "\u00a0"),
        ]
    )
    start, end = text.index("\nwording:"), len(text)
    locations = [match.end() for match in re.finditer(r"[a-z](?= [a-z])", text[start:end])]
    location = start + chance.choice(locations)
    return f"{text[:location]} {form}{text[location:]}", form


def edited(text: str, chance: random.Random) -> str:
    """The text with something dropped, doubled, moved or typed."""
    lines = text.split("\n")
    number = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[number]
        case 1:
            lines.insert(number, lines[number])
        case 2:
            other = chance.randrange(len(lines))
            lines[number], lines[other] = lines[other], lines[number]
        case 3:
            lines[number] = WORDS.sub(
                lambda _: chance.choice(["done", "May 2010", "seven", "robust", "x" * 40, ""]), lines[number], count=1
            )
        case 4:
            typed = chance.choice(
                [" TBC", " 020 7946 0000", " “quote”", " https://x.org", " é漢😀", ": ", " #", "[", '"']
            )
            lines[number] += typed
        case _:
            lines[number] = " " * chance.randrange(9) + lines[number].lstrip()
    return "\n".join(lines)


def main() -> None:
    """Count what came of each edit."""
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    complete = with_every_gap_filled(PROJECT.source.read_text("utf-8"))
    names = [person.name.words for person in load_sources(PROJECT).plan.people]
    came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        project = replace(PROJECT, source=Path(folder, "plan.yaml"), output=Path(folder, "output"))
        for _ in range(edits):
            form = ""
            if chance.random() < 0.5:
                text, form = planted(complete, names, chance)
            else:
                text = edited(complete, chance)
            project.source.write_text(text, "utf-8")
            try:
                made = pipeline.make(project, BuildOptions(PUBLIC, ["html", "docx"]))
            except DiagnosticsError:
                came["planted: refused" if form else "edited: refused"] += 1
                continue
            for entry in made.artifacts:
                told = " ".join(
                    " ".join(said.words for said in reader(entry.format).extract(entry.content).fragments).split()
                )
                name = re.escape(" ".join(form.split()))
                held = bool(form) and bool(re.search(rf"\b{name}\b", told, re.IGNORECASE))
                state = "draft" if entry.release.is_draft else "final"
                came[f"{'planted' if form else 'edited'}: {state}{' WITH THE NAME' if held else ''}"] += 1
                if held:
                    print(f"{entry.name}, {state}: {form!r}")
    for what, count in sorted(came.items()):
        print(f"{count:6} {what}")


if __name__ == "__main__":
    main()
