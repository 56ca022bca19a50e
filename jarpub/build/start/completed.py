"""A plan that has only its own words, completed for its publications: gaps for what they need, and wording to be written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jarpub.build.start.bundle import starter
from jarpub.project.edits.edited import values
from jarpub.project.edits.places import default
from jarpub.project.plan.model import Gap, Plan
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.publications import Settings

EXAMPLE, UNWRITTEN = "plan.yaml", "unwritten.yaml"
EACH = "each"  # the key that stands for each of those that the plan has


@dataclass(frozen=True)
class Unwritten:
    """What stands in wording where somebody has to write."""

    wording: Mapping[str, Any]


def completed(plan: Mapping[str, Any], settings: Settings, organisation: str) -> Mapping[str, Any]:
    """A plan as plain data with a gap for each role that a publication needs, and wording for each audience.

    What it has of either stays as it is.
    """
    wording = {**_wording(plan, settings, organisation), **plan["wording"]}
    return {**plan, "gaps": (*plan["gaps"], *_gaps(plan, settings)), "wording": wording}


def filled(text: str, called: Mapping[str, str], *, quoted: bool = True) -> str:
    """A text of the starter with what a project is called; in YAML it stands between quotation marks there."""
    for key, words in called.items():
        text = text.replace(f"{{{key}}}", json.dumps(words, ensure_ascii=False)[1:-1] if quoted else words)
    return text


def _gaps(plan: Mapping[str, Any], settings: Settings) -> Iterator[Mapping[str, Any]]:
    """A gap for each role that a publication needs and a plan lacks, as the settings ask for it."""
    roles, taken = ({str(gap[key]) for gap in plan["gaps"]} for key in ("role", "id"))
    ids = (id for number in range(1, 1000) if (id := f"G{number:02}") not in taken)
    blank = {key: default(Gap, key) for key in record_fields(Gap)}
    fields = {"people": _has_initials(plan), "abbreviations": bool(plan.get("abbreviations"))}
    for asked in settings.questions:
        is_needed = settings.needing(asked.role) or fields.get(asked.answered_by or "")
        if is_needed and asked.role not in roles:
            said = {"question": asked.question.words, "ask": asked.ask.words, "blocking": asked.blocking}
            by = asked.answered_by
            yield {**blank, **said, "id": next(ids), "role": str(asked.role), "answered_by": by}


def _has_initials(plan: Mapping[str, Any]) -> bool:
    """Whether initials stand in a plan of which nobody has said whose they are."""
    rows = [row for each in plan["recommendations"] for row in each["strands"]]
    rows += [item for group in plan["weaknesses"] for item in group["items"]]
    return any(owner["unresolved"] for row in rows for owner in row["owners"])


def _wording(plan: Mapping[str, Any], settings: Settings, organisation: str) -> Mapping[str, Any]:
    """The wording of the starter for the audiences that there are, in which what its example says is to be written."""
    audiences = {each.wording.words for each in settings.publications if each.wording}
    data = filled(starter(EXAMPLE), {"title": "-", "organisation": organisation}).encode()
    example: Any = values(data, EXAMPLE, Plan)["wording"]
    every: Any = values(starter(UNWRITTEN).encode(), UNWRITTEN, Unwritten)["wording"]
    refs = {
        "recommendations": [str(each["ref"]) for each in plan["recommendations"]],
        "weaknesses": [str(each["id"]) for each in plan["weaknesses"]],
    }
    return {
        audience: _to_be_written(words, every[audience], refs)
        for audience, words in example.items()
        if audience in audiences
    }


def unwritten(audience: str, ref: str) -> Mapping[str, str]:
    """What somebody has to write of a recommendation for an audience; nothing for one that the starter does not have."""
    every: Any = values(starter(UNWRITTEN).encode(), UNWRITTEN, Unwritten)["wording"]
    return _of(every[audience]["recommendations"][EACH], ref) if audience in every else {}


def _to_be_written(
    words: Mapping[str, Any], unwritten: Mapping[str, Any], refs: Mapping[str, list[str]]
) -> Mapping[str, Any]:
    """The wording for one audience."""
    found: dict[str, Any] = {}
    for key, inner in words.items():
        new = unwritten.get(key, inner)
        if key in refs and not refs[key]:
            continue
        if isinstance(new, str) or new is inner:
            found[key] = new
        elif EACH in new:
            others = {name: text for name, text in new.items() if name != EACH}
            found[key] = {**others, **{ref: _of(new[EACH], ref) for ref in refs[key]}}
        else:
            found[key] = {**inner, **new}
    return found


def _of(texts: Mapping[str, str], ref: str) -> Mapping[str, str]:
    """The texts that one recommendation, or one group of weaknesses, gets."""
    return {key: text.replace("{ref}", ref) for key, text in texts.items()}
