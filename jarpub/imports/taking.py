"""Files that come of a document: a new plan with its ledger, or a plan that is there with changes that somebody takes."""

from collections.abc import Collection
from pathlib import Path

from jarpub.build.whole_file import content_of, write_whole
from jarpub.diagnostics import CommandError
from jarpub.imports.ledger import ledger_of
from jarpub.imports.newer import BroughtIn, Difference, differences, with_id
from jarpub.imports.understanding import Understood
from jarpub.imports.written import written
from jarpub.project.edits.edit import Insert
from jarpub.project.edits.edited import edited
from jarpub.project.edits.new_ids import new_id
from jarpub.project.loader import load_plan
from jarpub.project.plan.model import Plan
from jarpub.project.schema.files import first_line


def write_new(found: Understood, to: str, templates: Path) -> tuple[str, ...]:
    """The files that were written: the plan and its ledger; raises CommandError where one is there already."""
    plan = Path(to)
    data = written(found, first_line(plan, "plan", templates))
    ledger = plan.with_name(f"{plan.stem}-ledger.csv")
    for path in (plan, ledger):
        if path.exists():
            hint = f"see what the document changes in it with --into {plan}, or name another file"
            raise CommandError(f"{path} is there already, and stays as it is", hint)
    if not plan.parent.is_dir():
        raise CommandError(f"there is no folder {plan.parent}", "make it first, or name another")
    write_whole(ledger, ledger_of(found))
    write_whole(plan, data)
    return str(plan), str(ledger)


def compare(found: Understood, into: str, take: Collection[str] = ()) -> BroughtIn:
    """What a document changes in a plan; those of its changes that are named, or all, are written into it."""
    path = Path(into)
    if not path.is_file():
        raise CommandError(f"there is no plan {path}", "write a new one with --to")
    before = content_of(path)
    load_plan(before, into)
    changes = differences(before, into, Plan, found.plan)
    wanted = [each for each in changes if each.edit and ("all" in take or each.name in take)]
    unknown = [name for name in take if name != "all" and name not in {each.name for each in wanted}]
    if unknown:
        said = f"no change that can be taken is called {unknown[0]}"
        raise CommandError(said, "take the names that stand before the changes")
    data = before
    for each in wanted:
        data = _taken(data, into, each)
    if data != before and not write_whole(path, data, instead_of=before):
        raise CommandError(f"{path} was saved meanwhile, and stays as it is", "do it again")
    return BroughtIn(found, into=into, differences=changes, taken=tuple(each.name for each in wanted))


def _taken(data: bytes, file: str, change: Difference) -> bytes:
    """The plan with one change."""
    if change.edit is None:
        return data
    is_new = isinstance(change.edit, Insert)
    id = new_id(data, file, Plan, change.edit.name) if is_new else ""
    return edited(data, file, Plan, [with_id(change.edit, id)]).data
