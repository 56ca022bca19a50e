"""A plan as YAML, laid out and explained for who edits it; proved by reading it again."""

from jarpub.imports.understanding import Understood
from jarpub.project.edits.writing.new_values import key_lines
from jarpub.project.edits.writing.scalars import Layout
from jarpub.project.loader import load_plan
from jarpub.project.plan.model import Plan

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
ABOVE = {
    "recommendations": "# The lists in a row are independent: nothing here says which entry of one goes with which of another.",
    "people": "# Everyone the document names in full. Initials stand under unresolved until somebody says whose they are.",
}


def written(found: Understood, first_line: str = "") -> bytes:
    """The plan as a file, which begins with this line."""
    title = " ".join(str(found.plan["document"]["title"]).split())
    lines = f"{first_line}{HEAD.format(title=title, file=found.file)}".splitlines()
    for line in key_lines(found.plan, Plan, 0, Layout()):
        if not line.startswith(" "):
            lines += ["", *filter(None, [ABOVE.get(line.split(":")[0], "")])]
        lines.append(line)
    data = ("\n".join(lines) + "\n").encode()
    load_plan(data, "plan.yaml")
    return data
