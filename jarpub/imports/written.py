"""The files of a plan that was brought in: the plan as YAML, explained for who edits it, and the ledger, for Excel."""

import csv
from collections.abc import Mapping
from io import StringIO

from jarpub.imports.grid import tidy
from jarpub.imports.understanding import Understood
from jarpub.project.edits.writing.new_values import key_lines
from jarpub.project.edits.writing.scalars import Layout
from jarpub.project.loader import load_plan
from jarpub.project.plan.model import Plan

FORMULA = ("=", "+", "-", "@")  # with which Excel takes words for a formula
HEAD = """\
# {title}: the one source of every publication. Brought in from {file}.
#
# How to edit this file
#   text       the plan's own words, exactly as they stand in the document, slips and all
#   id         a name that stays the same for ever; never reuse one
#   months     "2009-03" means March 2009; keep the quotation marks, and keep to what the text beside it says
#   column     which of the columns under plan_columns or weaknesses_columns an entry stands in
# Put any text in quotation marks if it has a colon or a hash in it, or starts with a sign such as & * [ {{ > or %.
"""
BEHIND_ANSWER = "    ask:"  # the line of a gap that follows its answer
ABOVE = {
    "recommendations": "# The lists in a row are independent: nothing here says which entry of one goes with which of another.",
    "people": "# Everyone the document names in full. Initials stand under unresolved until somebody says whose they are.",
    "gaps": "# What the plan does not say, and its readers need. Type the answer in the place of null: a web address, a date, a sentence.",
    "wording": "# The plan told for other readers, from its facts alone. Write where it says [TO BE WRITTEN: …]; months and statuses come from above.",
}


def written(found: Understood, first_line: str = "") -> bytes:
    """The plan as a file, which begins with this line, proved by reading it again."""
    title = " ".join(str(found.plan["document"]["title"]).split())
    lines = f"{first_line}{HEAD.format(title=title, file=tidy(found.file))}".splitlines()
    for key, written_lines in _parts(found).items():
        lines += ["", *filter(None, [ABOVE.get(key, "")]), *written_lines]
    data = ("\n".join(lines) + "\n").encode()
    load_plan(data, "plan.yaml")
    return data


def _parts(found: Understood) -> Mapping[str, list[str]]:
    """The lines of each part of the plan by its key; gaps have one for the answer, where nobody has given it yet."""
    parts: dict[str, list[str]] = {}
    key, is_open = "", (gap["answer"] is None for gap in found.plan["gaps"])
    for line in key_lines(found.plan, Plan, 0, Layout()):
        key = key if line.startswith(" ") else line.split(":")[0]
        if key == "gaps" and line.startswith(BEHIND_ANSWER) and next(is_open):
            parts[key].append("    answer: null")
        parts.setdefault(key, []).append(line)
    return parts


def ledger_of(found: Understood) -> bytes:
    """The ledger, with what was told and every question below its lines."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(["place", "words", "what became of it"])
    for each in found.placed:
        became = f"in the plan: {each.name}" if each.name else f"left out: {each.why}"
        table.writerow([each.place, _safe(each.words), became])
    for place, said in found.told:
        table.writerow([place, "", f"told: {said}"])
    for asked in found.questions:
        choices = "; ".join(asked.choices)
        table.writerow([asked.place, _safe(asked.asks), f"question {asked.id}: {choices}; meanwhile: {asked.taken}"])
    return out.getvalue().encode("utf-8-sig")


def _safe(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words
