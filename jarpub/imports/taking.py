"""Files that come of a document: a new plan with its ledger, or a plan that is there with changes that somebody takes."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from jarpub.build.start.completed import completed
from jarpub.build.whole_file import content_of, write_whole
from jarpub.diagnostics import CommandError
from jarpub.imports.headings import columns_before
from jarpub.imports.newer import BroughtIn, Difference, differences, with_id, withdrawn
from jarpub.imports.understanding import Understood
from jarpub.imports.written import ledger_of, written
from jarpub.project.edits.edit import Insert, Move
from jarpub.project.edits.edited import edited, values
from jarpub.project.edits.new_ids import new_id
from jarpub.project.loader import load_plan
from jarpub.project.plan.model import Plan
from jarpub.project.publications import Settings
from jarpub.project.schema.files import first_line


def new_files(found: Understood, plan: str, schema: str = "") -> Mapping[str, bytes]:
    """A new plan, which begins with the line that names its schema, and its ledger, by their paths."""
    path = PurePath(plan)
    return {str(path.with_name(f"{path.stem}-ledger.csv")): ledger_of(found), plan: written(found, schema)}


def for_publications(found: Understood, settings: Settings, organisation: str) -> Understood:
    """The same with all that publications need beside the plan's own words, as questions and as wording to be written."""
    return replace(found, plan=completed(found.plan, settings, organisation))


def write_new(found: Understood, to: str, templates: Path) -> tuple[str, ...]:
    """The files that were written: the plan and its ledger; raises CommandError where one is there already."""
    schema = first_line(Path(to), "plan", templates)
    files = {Path(name): data for name, data in new_files(found, to, schema).items()}
    for path in files:
        if path.exists():
            hint = f"see what the document changes in it with --into {to}, or name another file"
            raise CommandError(f"{path} is there already, and stays as it is", hint)
    if not Path(to).parent.is_dir():
        raise CommandError(f"there is no folder {Path(to).parent}", "make it first, or name another")
    for path, data in files.items():
        write_whole(path, data)
    return tuple(sorted(map(str, files), reverse=True))


def told_before(into: str) -> Mapping[str, Mapping[str, str]]:
    """What the columns of the plan that is there hold, by their tables and headings; nothing where there is none."""
    path = Path(into)
    return columns_before(values(content_of(path), into, Plan)) if into and path.is_file() else {}


def compare(
    found: Understood, into: str, take: Collection[str] = (), given_up: Mapping[str, str] | None = None
) -> BroughtIn:
    """What a document changes in a plan; those of its changes that are named, or all, are written into it.

    `given_up` has when or why recommendations that are gone were withdrawn, by their references.
    """
    path = Path(into)
    if not path.is_file():
        raise CommandError(f"there is no plan {path}", "write a new one with --to")
    before = content_of(path)
    load_plan(before, into)
    given_up = given_up or {}
    found_changes = differences(before, into, Plan, found)
    _must_be_gone(given_up, found_changes)
    changes = tuple(
        withdrawn(each, given_up[each.name]) if each.is_whole and each.name in given_up else each
        for each in found_changes
    )
    wanted = [each for each in changes if each.edit and ("all" in take or each.name in take or each.is_whole)]
    unknown = [name for name in take if name != "all" and name not in {each.name for each in wanted}]
    if unknown:
        said = f"no change that can be taken is called {unknown[0]}"
        raise CommandError(said, "take the names that stand before the changes")
    data = before
    for each in wanted:
        has_place = isinstance(each.edit, Insert | Move)
        data = _taken(data, into, _as_it_is_now(data, into, each, found) if has_place else each)
    if data != before and not write_whole(path, data, instead_of=before):
        raise CommandError(f"{path} was saved meanwhile, and stays as it is", "do it again")
    return BroughtIn(found, into=into, differences=changes, taken=tuple(each.name for each in wanted))


def _must_be_gone(given_up: Collection[str], changes: Collection[Difference]) -> None:
    """Raise CommandError for a recommendation that is said to be given up, and is in the newer copy, or not in the plan."""
    gone = [each.name for each in changes if each.is_whole]
    wrong = next((ref for ref in given_up if ref not in gone), None)
    if wrong:
        hint = f"those are {', '.join(gone)}" if gone else "none is"
        raise CommandError(f"{wrong} is no recommendation of the plan that is gone from the document", hint)


def _as_it_is_now(data: bytes, file: str, change: Difference, found: Understood) -> Difference:
    """A new entry for the place where it belongs by now, once others were taken."""
    key = change.name, change.was, change.now
    now = differences(data, file, Plan, found)
    return next((each for each in now if (each.name, each.was, each.now) == key), replace(change, edit=None))


def _taken(data: bytes, file: str, change: Difference) -> bytes:
    """The plan with one change."""
    if change.edit is None:
        return data
    is_new = isinstance(change.edit, Insert)
    id = new_id(data, file, Plan, change.edit.name) if is_new else ""
    return edited(data, file, Plan, [with_id(change.edit, id), *change.beside]).data
