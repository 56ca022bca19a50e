"""A news text is fair: findings are the inspectors', weaknesses are told, praise and quotes are somebody's."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from textwrap import shorten

from jarpub.checks.reading.letters import whole_words
from jarpub.diagnostics import Code, Diagnostic
from jarpub.pages.text_blocks import Block
from jarpub.project.plan.model import Plan
from jarpub.project.publications import Publication

ATTRIBUTION = Code("fairness.attribution", "A part of a news text does not say whose finding it tells.")
PRAISE = Code("fairness.praise", "A news text praises outside a quote.")
NO_WEAKNESS = Code("fairness.no-weakness", "A news text tells no weakness.")
QUOTE = Code("fairness.quote", "A quote has no approval by name and date.")

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]{3,}’")


def attributed(publication: Publication, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """Each part that tells a finding says whose it is."""
    if publication.fairness is None:
        return
    whose = [term.words for term in publication.fairness.attribution]
    parts = [part.words for part in publication.fairness.attributed]
    for block in blocks:
        if any(block.stands_in(part) for part in parts) and not _said(whose, block.words):
            yield Diagnostic(
                ATTRIBUTION,
                block.location,
                f'"{_start(block)}" does not say whose finding this is',
                f"name the inspectors; these words do: {', '.join(whose)}",
                "blocking",
            )


def no_praise(publication: Publication, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """Praise stands only between quotation marks, where it is somebody's own."""
    for term in publication.fairness.praise if publication.fairness else ():
        for block in blocks:
            for sentence in block.sentences:
                if _said([term.words], QUOTED.sub(" ", sentence.words)):
                    message = f'"{sentence.words}": "{term}" is praise, and not in a quote'
                    yield Diagnostic(
                        PRAISE, sentence.location, message, "take it out, or quote who said it", "blocking", term.words
                    )


def states_a_weakness(plan: Plan, publication: Publication, sources: Collection[str]) -> Iterator[Diagnostic]:
    """Some of its wording was written from a weakness, if the plan has any; `sources` are the ids of what its wording was written from."""
    if publication.fairness is None:
        return
    weaknesses = {weakness.id for weakness in plan.weakness_items}
    if weaknesses and not weaknesses & set(sources):
        sentence = f"{publication.key}: no weakness is stated"
        yield Diagnostic(
            NO_WEAKNESS, publication.location, sentence, "tell one, and list it under from in approvals", "blocking"
        )


def approved_quotes(
    publication: Publication, blocks: Sequence[Block], approved: Collection[str]
) -> Iterator[Diagnostic]:
    """Words between quotation marks are those of somebody who approved them; `approved` are ids of such texts."""
    if publication.fairness is None:
        return
    for block in blocks:
        quote = QUOTED.search(block.words)
        value_id = next((run.value_id for run in block.runs if QUOTED.search(run.words)), "")
        if quote and value_id not in approved:
            key = re.sub(r"^wording\.[^.]+\.(recommendations\.)?|\.answer$", "", value_id).split(".")[0] or "WORDING"
            hint = f'when its speaker has: `{{command}} approve {key} --for {publication.wording} --by "First Last"`'
            yield Diagnostic(
                QUOTE,
                block.location,
                f"the quote {quote[0]} has no approval by name and date",
                hint,
                "blocking",
                quote[0],
            )


def _said(terms: Iterable[str], words: str) -> bool:
    return any(whole_words(re.escape(term)).search(words) for term in terms)


def _start(block: Block) -> str:
    return shorten(block.words, 60, placeholder=" …")
