"""The ledger as a table that Excel opens: each line of a document, where it went, and what is asked."""

import csv
from io import StringIO

from jarpub.imports.understanding import Understood

FORMULA = ("=", "+", "-", "@")  # with which Excel takes words for a formula


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
