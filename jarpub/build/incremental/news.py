"""What was found that the last build did not find: so it is what an edit since then has caused."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from jarpub.build.artifact import Made
from jarpub.build.incremental.last_build import Cache
from jarpub.diagnostics import Diagnostic

ELSEWHERE = ""  # the key of what was found in no publication
LINES = re.compile(r"(?<=[a-z]):\d+(?::\d+)?|\bline \d+")  # what is below a line that is added has not changed


def texts_found_in(made: Made, before: Cache | None) -> dict[str, list[str]]:
    """The texts of what was found, by publication; of one that was not made now, what was found before."""
    earlier = before.found if before else {}
    now = {str(release.publication.key): _texts(release.diagnostics) for release in made.releases}
    keys = {str(publication.key) for publication in made.sources.settings.publications}
    elsewhere = _texts(made.warnings)
    if keys - now.keys():
        elsewhere += earlier.get(ELSEWHERE, [])
    kept = {key: texts for key, texts in earlier.items() if key in keys}
    return {**kept, **now, ELSEWHERE: sorted(set(elsewhere))}


def new_in(made: Made, before: Cache | None) -> tuple[Diagnostic, ...]:
    """What was found now in publications that were made before, and was not found then."""
    found = {ELSEWHERE: made.warnings, **{str(each.publication.key): each.diagnostics for each in made.releases}}
    earlier = before.found if before else {}
    return _sorted(
        each for key in found.keys() & earlier.keys() for each in found[key] if _text(each) not in earlier[key]
    )


def new_among(refusals: Iterable[Diagnostic], before: Cache | None) -> tuple[Diagnostic, ...]:
    """What is among the reasons for which nothing can be made, and was not found before."""
    if before is None or not before.found:
        return ()
    known = {text for texts in before.found.values() for text in texts}
    return _sorted(each for each in refusals if _text(each) not in known)


def with_refusals(before: Cache, refusals: Iterable[Diagnostic]) -> Cache:
    """What is to be remembered where nothing could be made."""
    elsewhere = {*before.found.get(ELSEWHERE, []), *_texts(refusals)}
    return before._replace(found={**before.found, ELSEWHERE: sorted(elsewhere)})


def _sorted(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(diagnostics)))


def _texts(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return sorted({_text(each) for each in diagnostics})


def _text(diagnostic: Diagnostic) -> str:
    file = PurePath(diagnostic.location.file).name  # what is before it is another for each folder to build in
    return LINES.sub("", f"{file}: {diagnostic.message} [{diagnostic.code}]")
