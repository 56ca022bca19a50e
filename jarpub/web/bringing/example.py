"""The example that a new project starts with, and what of it stays when a plan is put in its place."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jarpub.imports.brought_in import NO_TITLE, Told
from jarpub.imports.taking import for_publications
from jarpub.imports.understanding import Understood
from jarpub.project.sources import Sources
from jarpub.web.bringing.documents import Document

EXAMPLE = "[to be replaced]"  # what each recommendation of the example says
STAYS = ("gaps", "consultation")  # the keys of what no document has


def is_example(sources: Sources) -> bool:
    """Whether nobody has put recommendations of their own into a plan yet."""
    recommendations = sources.as_written.recommendations
    return all(each.quote is not None and EXAMPLE in each.quote.words for each in recommendations)


def named(document: Document, said: Told, sources: Sources) -> Understood:
    """What a document is as a plan; where it has no title it is called as the example is."""
    found = document.understood(said)
    if any(each.asks == NO_TITLE for each in found.questions):
        return document.understood(replace(said, title=sources.as_written.document.title.words))
    return found


def in_its_place(found: Understood, sources: Sources, values: Mapping[str, Any]) -> Understood:
    """The plan with what the example has beside its recommendations, such as answers, and wording that is to be written."""
    kept = replace(
        found, plan={**found.plan, **{key: values[key] for key in STAYS}, "abbreviations": _all(found, values)}
    )
    return for_publications(kept, sources.settings, sources.brand.organisation.words)


def _all(found: Understood, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The abbreviations of the document, and those that are there beside them."""
    own = found.plan["abbreviations"]
    terms, ids = ({str(each[key]).casefold() for each in own} for key in ("term", "id"))
    there = (each for each in values["abbreviations"] if str(each["term"]).casefold() not in terms)
    return (*own, *(each for each in there if str(each["id"]).casefold() not in ids))
