"""Changes that came back held to every rule, as they would be if they were written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from jarpub.build.edits.saving import KINDS, now_in, path_of
from jarpub.build.edits.trial import Trial, judged, tried
from jarpub.build.edits.writing import Asked
from jarpub.diagnostics import Diagnostic, DiagnosticsError
from jarpub.project.edits.edit import Set
from jarpub.project.edits.edited import edited
from jarpub.project.loader import Bind
from jarpub.project.paths import Project
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.web.returned.edits import Change, ReturnedEdits
from jarpub.web.words.places import KEYS, File
from jarpub.web.words.plain_findings import in_plain_words
from jarpub.web.words.standing import Standing


def asked_for(change: Change) -> Asked:
    """What is to be written for a change, into the words that it was held against."""
    return Asked(Set(change.name, change.typed), change.version)


def weighed(project: Project, standing: Standing, edits: ReturnedEdits) -> ReturnedEdits:
    """The same edits, in which a change that a rule does not let through is refused, and what else is found is said."""
    clear = list(edits.clear)
    if not clear:
        return edits
    bind = KnownFiles().bind  # of a large plan each change would be read anew as a whole
    trial = _tried(project, clear, bind)
    if not isinstance(trial, tuple):
        return _with_findings(project, standing, edits, trial)
    alone = {each.number: _refused(project, standing, [each], bind) for each in clear}
    changes = [_with(each, alone.get(each.number, ()), is_refused=True) for each in edits.changes]
    clear = [each for each in changes if each.is_clear]
    if not clear:
        return replace(edits, changes=tuple(changes))
    trial = _tried(project, clear, bind)
    if isinstance(trial, tuple):  # what each may be alone, all of them may not be
        said = tuple(each.message for each in in_plain_words(trial, standing, "plan"))
        return replace(edits, changes=tuple(_with(each, said, is_refused=each in clear) for each in changes))
    return _with_findings(project, standing, replace(edits, changes=tuple(changes)), trial)


def _refused(project: Project, standing: Standing, changes: Sequence[Change], bind: Bind) -> tuple[str, ...]:
    """Why some changes cannot be written."""
    trial = _tried(project, changes, bind)
    return (
        tuple(each.message for each in in_plain_words(trial, standing, changes[0].file))
        if isinstance(trial, tuple)
        else ()
    )


def _tried(project: Project, changes: Sequence[Change], bind: Bind) -> Trial | tuple[Diagnostic, ...]:
    """What would come of some changes, or what is wrong with them."""
    unsaved = {}
    try:
        for file, own in by_file(changes).items():
            key, path = KEYS[file], path_of(project, KEYS[file])
            edits = [asked_for(each).edit for each in own]
            unsaved[path] = edited(now_in(project, key), project.name(path), KINDS[key], edits, bind).data
    except DiagnosticsError as error:
        return error.diagnostics
    trial = tried(project, unsaved, bind)
    return trial.errors or trial


def by_file(changes: Iterable[Change]) -> Mapping[File, list[Change]]:
    """The changes of each file."""
    found: dict[File, list[Change]] = {}
    for each in changes:
        found.setdefault(each.file, []).append(each)
    return found


def _with_findings(project: Project, standing: Standing, edits: ReturnedEdits, trial: Trial) -> ReturnedEdits:
    """What the rules find in the publications that show the changes and did not find before, beside each change."""
    if trial.sources is None:
        return edits
    clear = list(edits.clear)
    keys = dict.fromkeys([edits.publication, *(each.key for change in clear for each in change.printed)])
    then = Standing(trial.sources, standing.releases)
    changes = {each.number: each for each in edits.changes}
    others: dict[str, None] = {}
    for key in keys:
        before = {_known(each) for each in judged(project, standing.sources, key)}
        for each in judged(project, trial.sources, key, trial.drafts.get(key)):
            if _known(each) in before:
                continue
            file, name = then.places.at(each.location)
            said = next(in_plain_words([each], then, file)).message
            own = next((change for change in clear if (change.file, change.name) == (file, name)), None)
            if own is None:
                others[said] = None
            else:
                changes[own.number] = _with(changes[own.number], [said], is_refused=each.severity == "error")
    return replace(edits, changes=tuple(changes.values()), follows=tuple(others))


def _known(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code.name, diagnostic.message, diagnostic.quote


def _with(change: Change, found: Sequence[str], *, is_refused: bool) -> Change:
    """A change with what was found in it, refused where that stops it."""
    if not found:
        return change
    all_found = tuple(dict.fromkeys([*change.found, *found]))
    if not is_refused:
        return replace(change, found=all_found)
    return replace(change, state="refused", found=all_found, why="the rules do not let this through")
