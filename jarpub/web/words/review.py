"""Wording as somebody reads it before approving it: beside the plan's words, and what of those is another now."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jarpub.build.release import Edition
from jarpub.diagnostics import Problem
from jarpub.pages.markdown import to_html
from jarpub.project.hashing import short_digest
from jarpub.project.plan.wording import TOLD, Wording
from jarpub.web.words.described import Difference, Formal, approved, formal_words
from jarpub.web.words.standing import Standing

HOW = {
    "approved": "{by} approved this on {on}.",
    "never approved": "Nobody has approved this yet.",
    "not recorded": "Nobody has approved this yet, and the plan's words that it was written from are not recorded.",
    "to be written": "This is still to be written.",
    "changed": "{by} approved other words on {on}: the wording has changed since.",
    "stale": "The plan has changed since this was written: compare both.",
}


@dataclass(frozen=True)
class ReadText:
    """One text of some wording, as a page shows it."""

    name: str
    called: str
    html: str


@dataclass(frozen=True)
class Piece:
    """Wording that is approved as one; `sum` is what it is known again by when it comes back as read."""

    key: str
    called: str
    state: str
    standing: str
    sum: str
    texts: tuple[ReadText, ...]
    formal: tuple[Formal, ...]
    differences: tuple[Difference, ...]
    tells: tuple[str, ...]  # the actions that an approval would record as told

    @property
    def record(self) -> Mapping[str, Any]:
        """The piece as JSON holds it."""
        return asdict(self)


def pieces(standing: Standing, audience: str, key: str = "") -> tuple[Piece, ...]:
    """The wording for an audience that is not approved, or one piece of it however it stands."""
    found = (each for each in standing.wording_for(audience) if each.texts)
    chosen = (each for each in found if (each.key == key if key else each.state not in ("approved", "to be written")))
    return tuple(_piece(standing, each) for each in chosen)


def sum_of(wording: Wording) -> str:
    """The sum of all that somebody reads before approving some wording."""
    formal = "\n".join(f"{name}\t{text.words}" for name, text in wording.formal.items())
    return short_digest(f"{wording.id}\n{wording.digest}\n{formal}")


def _piece(standing: Standing, wording: Wording) -> Piece:
    read = wording.read
    called = piece_called(standing, wording)
    given = approved(standing, wording)
    on = Edition(1, given.on).day if given.on else ""
    return Piece(
        key=wording.key,
        called=called,
        state=wording.state,
        standing=HOW[wording.state].format(by=given.by, on=on),
        sum=sum_of(wording),
        texts=tuple(ReadText(text.id, _inside(standing.name(text.id), called), html_of(text.words)) for text in read),
        formal=tuple(formal_words(standing, wording)),
        differences=given.differences,
        tells=tuple(standing.name(name) for name in wording.would_tell),
    )


def piece_called(standing: Standing, wording: Wording) -> str:
    """What a piece of wording is: a recommendation's, another key's, or the answer of a gap."""
    audience, key = wording.audience, wording.key
    names = (f"wording.{audience}.{TOLD}.{key}", f"wording.{audience}.{key}", f"{key}.answer")
    return standing.name(next((name for name in names if name in standing.values["plan"]), wording.id))


def _inside(name: str, of: str) -> str:
    """What a text is, below the heading that says of what."""
    return name.removesuffix(f", for {of}") if name != of else ""


def html_of(words: str) -> str:
    """Words as the page shows them; nothing where their signs are not clear."""
    try:
        return str(to_html(words)[0])
    except Problem:
        return ""
