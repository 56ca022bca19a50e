"""Which publication a file that came back is, and what it said when it was sent."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from jarpub.build.load_and_check import earlier_as_printed, plan_of
from jarpub.build.output.by_hand import original
from jarpub.build.output.sent import earlier_plans, plan_of_mark
from jarpub.build.release import Edition, stamp_of
from jarpub.build.target import theme_of
from jarpub.diagnostics import Code, DiagnosticsError, Problem
from jarpub.formats import writer
from jarpub.formats.docx.returned.text import VIEWS, Returned, paragraphs_in
from jarpub.formats.docx.sent_mark import PROPERTY, mark_in
from jarpub.pages.page_tree import Page
from jarpub.pages.quotation_marks import with_quotation_marks
from jarpub.pages.render import render
from jarpub.pages.stage_mark import marked
from jarpub.project.edits.edited import values
from jarpub.project.paths import Project
from jarpub.project.plan.model import Plan
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources
from jarpub.web.returned.aligned import normal
from jarpub.web.returned.base import FORMAT, Sent, SentParagraph, paragraphs, sent

OF_NOBODY = Code("returned.of-nobody", "A Word file that came back is none of the publications.")
SOME_EDITION = Edition(1, "2000-01-01")  # which one it is is told by the file
LEAST = 0.2  # of its paragraphs that it must share with what was sent
SURE = 0.6


@dataclass(frozen=True)
class Base:
    """A file as it was sent: its publication, its text, and the plan that it was made from."""

    publication: Publication
    sent: Sent
    plan: bytes
    plan_name: str
    is_of_today: bool  # whether the plan is still the one that it was made from
    is_of_mark: bool = False  # whether the file itself says that it is this one

    @cached_property
    def typed(self) -> Mapping[str, Any]:
        """The plan's values as they were typed then, by name."""
        return values(self.plan, self.plan_name, Plan)


def base_of(project: Project, sources: Sources, name: str, returned: Returned, own: str = "") -> Base:
    """What a file said when it was sent, where its `own` sum may be known; raises Problem for none of the publications."""
    mark = returned.properties.get(PROPERTY, "")
    texts = [_counted(each.words for each in paragraphs_in(returned.seen(view))) for view in VIEWS]

    def score(base: Base) -> float:
        return max(_shared(sources, base.sent, words) for words in texts)

    best = _best(_of_own(project, sources, own), score)
    if best:
        return best
    for publication in _publications(sources, name, mark.partition(" ")[0]):
        today = _of_mark(project, sources, publication, mark) or _of_plan(
            project, sources, publication, sources.plan_file
        )
        best = _best([*([best] if best else []), *today], score)
        if best and score(best) >= SURE:
            break
    if best is None or score(best) < LEAST:
        said = "this file is none of the publications: next to nothing in it is what any of them says"
        raise Problem(OF_NOBODY, said, "look whether it is the right file")
    if score(best) == 1 or best.is_of_mark:
        return best
    earlier = dict.fromkeys(earlier_plans(project, str(best.publication.key)))
    others = (each for plan in earlier for each in _of_plan(project, sources, best.publication, plan))
    return _best(chain([best], others), score) or best


def _best(found: Iterable[Base], score: Callable[[Base], float]) -> Base | None:
    """The one that is most like a file, of which nothing is looked at behind one that is the same."""
    best, most = None, -1.0
    for each in found:
        own = score(each)
        if own > most:
            best, most = each, own
        if most == 1:
            break
    return best


def _publications(sources: Sources, name: str, marked_key: str) -> Iterator[Publication]:
    """The publications, first the one that the file itself names, then the one that its name does."""
    found = [each for each in sources.settings.publications if any(each.files([FORMAT]))]
    stem = Path(original(Path(name).name)).stem.casefold()

    def likelihood(each: Publication) -> tuple[bool, int]:
        key = str(each.key)
        return key != marked_key, -len(key) if key in stem else 0

    yield from sorted(found, key=likelihood)


def _of_own(project: Project, sources: Sources, own: str) -> Iterator[Base]:
    """The publication that a file was taken for when it came, from the plan that was kept then."""
    for publication in sources.settings.publications if own else ():
        plan = plan_of_mark(project, f"{publication.key} {own}")
        if plan:
            yield from _of_plan(project, sources, publication, plan)


def _of_mark(project: Project, sources: Sources, publication: Publication, mark: str) -> list[Base]:
    """The publication from the plan of a mark: that of today, where it still has this mark, or the one that was kept."""
    if not mark.startswith(f"{publication.key} "):
        return []
    theme = theme_of(project, publication, sources.brand)
    today = _of_plan(project, sources, publication, sources.plan_file)
    same = [each for each in today if mark_in(writer(FORMAT).write(each.sent.page, theme).content) == mark]
    kept = plan_of_mark(project, mark) if not same else None
    found = same or (_of_plan(project, sources, publication, kept) if kept else ())
    return [replace(each, is_of_mark=True) for each in found]


def _of_plan(project: Project, sources: Sources, publication: Publication, plan: bytes) -> Iterator[Base]:
    """The publication as a draft and as a final of a plan; one of another day may not fit today's templates."""
    is_today = plan == sources.plan_file
    with suppress(DiagnosticsError):
        own = sources if is_today else _sources_with(project, sources, plan)
        for page in _pages(project, own, publication):
            yield Base(publication, sent(project, own, publication, page), plan, project.source_name, is_today)


def _sources_with(project: Project, sources: Sources, plan: bytes) -> Sources:
    """The sources with another plan; its approvals print nothing."""
    written = plan_of(project, plan, b"")
    return replace(sources, plan=earlier_as_printed(written, sources), plan_file=plan, as_written=written)


def _pages(project: Project, sources: Sources, publication: Publication) -> Iterator[Page]:
    """Its page as a draft, and as a final with a stamp."""
    yield with_quotation_marks(render(project, sources, publication, draft=True).page)
    if not publication.internal:
        final = render(project, sources, publication, draft=False)
        page = with_quotation_marks(final.page)
        yield marked(page, stamp_of(SOME_EDITION, final.stamp, page.language))


def _shared(sources: Sources, found: Sent, words: "Counter[str]") -> float:
    """How many paragraphs two texts share, from 0 to 1, without what a publication says of itself."""
    own = _counted(each.words for each in paragraphs(found.blocks) if not _is_mark(each))
    marks = _counted(each.words for each in paragraphs(found.blocks) if _is_mark(each))
    others = Counter({each: count for each, count in (words - marks).items() if not is_stamp(sources, each)})
    return 2 * (own & others).total() / ((own.total() + others.total()) or 1)


def is_stamp(sources: Sources, words: str) -> bool:
    """Whether this is what a final says of itself, whichever edition it is."""
    pattern = re.escape(sources.settings.final.words)
    pattern = pattern.replace(re.escape("{number}"), r"\d+").replace(re.escape("{date}"), r"\d+ \w+ \d+")
    return re.fullmatch(pattern, words.strip()) is not None


def _is_mark(paragraph: SentParagraph) -> bool:
    return bool(paragraph.pieces) and all(piece.origin.is_of_itself for piece in paragraph.pieces)


def _counted(paragraphs: Iterable[str]) -> "Counter[str]":
    return Counter(found for each in paragraphs if (found := normal(each).strip()))
