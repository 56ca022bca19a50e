"""What was understood of a document, in sentences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jarpub.cli.findings import number

if TYPE_CHECKING:
    from jarpub.imports.newer import BroughtIn, Difference
    from jarpub.imports.understanding import Understood


def of_brought_in(brought: "BroughtIn") -> Iterator[str]:
    """What is in a document, what was done, what is left out, what is asked, and what was written."""
    found = brought.found
    yield from _columns(found)
    for place, said in found.told:
        yield f"{place}: {said}."
    left = list(found.left_out)
    yield f"{number(len(found.placed) - len(left), 'line')} of the document in the plan, {len(left)} left out."
    for each in found.placed if brought.everything else left:
        yield f'  {each.place}: "{each.words}" {each.why or f"is {each.name}"}'
    yield f"{number(len(found.questions), 'question')}."
    for asked in found.questions:
        yield f"  {asked.id}  {asked.place}: {asked.asks}"
        yield f"      {', '.join(asked.choices)} (meanwhile: {asked.taken})"
    if brought.into:
        yield from _differences(brought)
    elif brought.files:
        yield f"Written: {' and '.join(brought.files)}."
    else:
        yield "Nothing is written: add --to source/plan.yaml, and answers such as --answers Q1=done."


def _columns(found: "Understood") -> Iterator[str]:
    for table in dict.fromkeys(each.table for each in found.columns):
        yield f"The table of {'the plan' if table == 'plan' else 'weaknesses'}:"
        for each in found.columns:
            if each.table == table:
                yield f'  "{each.heading}" holds {each.holds}' + (f" ({each.key})" if each.key != each.holds else "")


def _differences(brought: "BroughtIn") -> Iterator[str]:
    yield f"{number(len(brought.differences), 'change')} against {brought.into}."
    for each in brought.differences:
        yield f"  {each.name}: {_words(each)}"
    if brought.taken:
        yield f"Taken into {brought.into}: {', '.join(brought.taken)}."


def _words(each: "Difference") -> str:
    typed = "" if each.edit else " (has to be typed)"
    if not each.was:
        return f'new: "{each.now}"{typed}'
    return f'was "{each.was}", is "{each.now}"{typed}' if each.now else f'gone: "{each.was}"{typed}'
