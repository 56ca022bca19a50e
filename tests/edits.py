"""Random edits of a project, such as people make: of the plan, templates, styles, settings, and finished files."""

import random
import re
from collections.abc import Callable
from pathlib import Path

from jarpub.project.paths import Project

WORDS = ("now", "really", "March 2009", "soon", "two", "**well**", "Kerry Crichlow", "Ω")


def edit(project: Project, chance: random.Random) -> str:
    """Do something to the project's files, and say what."""
    return chance.choice(EDITS)(project, chance)


def _value_of_the_plan(project: Project, chance: random.Random) -> str:
    """A word more in some text of the plan, its wording or its answers."""
    lines = project.source.read_text("utf-8").split("\n")
    places = [n for n, line in enumerate(lines) if re.search(r"[a-z]{4,} [a-z]{3,}", line) and "#" not in line]
    number = chance.choice(places)
    match = chance.choice([*re.finditer(r"[a-z]{3,}(?= [a-z])", lines[number])])
    lines[number] = f"{lines[number][: match.end()]} {chance.choice(WORDS)}{lines[number][match.end() :]}"
    project.source.write_text("\n".join(lines), "utf-8")
    return f"the plan's line {number + 1}"


def _fact_of_the_plan(project: Project, chance: random.Random) -> str:
    """Another status, month, yes or no, name or address."""
    pattern, others = chance.choice(
        [
            (r"(?<=value: )(?:started|in_progress|done|done_continuing)\b", ["started", "done"]),
            (r"(?<=answer: )null", ['"Ask at the library."']),
            (r"(?<=approved: )(?:true|false)", ["true", "false"]),
            (r"(?<=text: )[A-Z]{2}(?:/[A-Z]{2})?(?=[,}\n])", ["KC", "EA/FR", "ZZ"]),
            (r"(?<=name: )[A-Z][a-z]+ [A-Z][a-z]+", ["Ann Example", "Bob Whoever"]),
            (r"(?<=picture: )[\w-]+", ["hearing", "one-home", "teams"]),
        ]
    )
    text = project.source.read_text("utf-8")
    found = [*re.finditer(pattern, text)]
    if not found:
        return _value_of_the_plan(project, chance)
    match = chance.choice(found)
    project.source.write_text(text[: match.start()] + chance.choice(others) + text[match.end() :], "utf-8")
    return f"{match[0]} in the plan"


def _line_order(project: Project, chance: random.Random) -> str:
    """A comment, an empty line, or a line that is gone: every place behind it is another one."""
    lines = project.source.read_text("utf-8").split("\n")
    number = chance.randrange(len(lines))
    if chance.random() < 0.5:
        lines.insert(number, "# noted")
    else:
        del lines[number]
    project.source.write_text("\n".join(lines), "utf-8")
    return f"a line more or less at {number + 1}"


def _template(project: Project, chance: random.Random) -> str:
    """Words, a comment or another condition in a template or a picture."""
    paths = [path for path in project.templates.rglob("*") if path.suffix in (".html", ".svg")]
    path = chance.choice(paths)
    find, put = chance.choice(
        [
            (r"</p>", " more</p>"),
            (r"(?=<section)", "{# noted #}"),
            (r"</h2>", " again</h2>"),
            (r"<strong>", "<em>"),
            (r'(?<= r=")\d', "4"),
            (r'(?<=width=")\d', "3"),
        ]
    )
    return _replaced(path, find, put, chance)


def _style(project: Project, chance: random.Random) -> str:
    """Another number or colour in a style sheet."""
    path = chance.choice([*project.templates.glob("*.css")])
    return _replaced(path, r"(?<=[ :])[1-9](?=(?:\.\d)?(?:mm|pt|rem|em)\b)", str(chance.randrange(1, 9)), chance)


def _settings(project: Project, chance: random.Random) -> str:
    """Another limit, font, audience or colour in the settings."""
    file, find, put = chance.choice(
        [
            ("publications.yaml", r"(?<=most: )\d+", "150"),
            ("publications.yaml", r"(?<=font: )\w+", "easy"),
            ("publications.yaml", r"(?<=subject: )\w+", "Some"),
            ("publications.yaml", r"    black_and_white: \[pdf\]\n", ""),
            ("publications.yaml", r"(?<=draft: )\w+", "PROOF"),
            ("publications.yaml", r"(?<=\n)# To add", "# noted"),
            ("brand.yaml", r"(?<=organisation: )\w+", "Northwark"),
            ("brand.yaml", r'(?<=tint: "#)\w\w', "f0"),
        ]
    )
    return _replaced(project.templates / file, find, put, chance)


def _finished_file(project: Project, chance: random.Random) -> str:
    """A finished file, or the report, is changed or gone."""
    paths = sorted(path for path in project.output.glob("*") if path.is_file())
    if not paths:
        return "nothing"
    path = chance.choice(paths)
    if chance.random() < 0.5:
        path.unlink()
        return f"{path.name} is gone"
    path.write_bytes(path.read_bytes() + b" ")
    return f"{path.name} is changed"


def _replaced(path: Path, find: str, put: str, chance: random.Random) -> str:
    text = path.read_text("utf-8")
    found = [*re.finditer(find, text)]
    if not found:
        return "nothing"
    match = chance.choice(found)
    path.write_text(text[: match.start()] + put + text[match.end() :], "utf-8")
    return f"{match[0]!r} is {put!r} in {path.name}"


EDITS: tuple[Callable[[Project, random.Random], str], ...] = (
    _value_of_the_plan,
    _value_of_the_plan,
    _fact_of_the_plan,
    _line_order,
    _template,
    _style,
    _settings,
    _finished_file,
)
