"""A document that somebody brings in: read, told, and written where there is no plan yet."""

import csv
from argparse import Namespace
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from jarpub.diagnostics import CommandError
from jarpub.imports.understanding import Understood

if TYPE_CHECKING:
    from jarpub.cli.reporter import Reporter
    from jarpub.imports.newer import BroughtIn

FORMULA = ("=", "+", "-", "@")  # with which Excel takes words for a formula


def bring_in(options: Namespace, _: Path, reporter: "Reporter") -> None:
    """Read a document, say what is in it, and write what is asked for; raises CommandError."""
    from jarpub.imports.brought_in import Told, understood
    from jarpub.imports.newer import BroughtIn
    from jarpub.imports.reading import read
    from jarpub.project.loader import read_file

    if options.to and options.into or options.take and not options.into:
        raise CommandError(
            "--to is for a new plan, --into and --take are for one that is there", "leave out one of them"
        )
    path = Path(options.document)
    source = read(read_file(path, options.document), path.name)
    said = _pairs(options.columns, "--columns")
    found = understood(source, Told(said))
    answers = _pairs(options.answers, "--answers")
    if answers:
        by_number = {each.id: each.name for each in found.questions}
        unknown = next((each for each in answers if each not in by_number), None)
        if unknown:
            raise CommandError(f"nothing is asked under {unknown}", "look at the numbers of the questions again")
        found = understood(source, Told(said, {by_number[id]: answer for id, answer in answers.items()}))
    result = _into(options, found) if options.into else BroughtIn(found, _written(options, found))
    reporter.brought_in(_showing(result, options))


def _showing(result: "BroughtIn", options: Namespace) -> "BroughtIn":
    from dataclasses import replace

    return replace(result, everything=options.show_all)


def _pairs(words: Sequence[str], option: str) -> Mapping[str, str]:
    pairs = [word.rpartition("=") if option == "--columns" else word.partition("=") for word in words]
    if any(not sign or not name.strip() for name, sign, _ in pairs):
        raise CommandError(f"{option} wants a name, the sign = and a word behind it", 'such as "Lead=owners" or "Q3=several"')  # fmt: skip
    return {name.strip(): value.strip() for name, _, value in pairs}


def _written(options: Namespace, found: Understood) -> tuple[str, ...]:
    """Write the plan and its ledger; nothing that is there is overwritten."""
    from jarpub.build.whole_file import write_whole
    from jarpub.imports.written import written

    data = written(found)
    if not options.to:
        return ()
    plan = Path(options.to)
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


def ledger_of(found: Understood) -> bytes:
    """The ledger as a table that Excel opens: each line of the document, where it went, and what is asked."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(["place", "words", "what became of it"])
    for each in found.placed:
        table.writerow([each.place, _safe(each.words), f"in the plan: {each.name}" if each.name else f"left out: {each.why}"])  # fmt: skip
    for place, said in found.told:
        table.writerow([place, "", f"told: {said}"])
    for asked in found.questions:
        choices = "; ".join(asked.choices)
        table.writerow([asked.place, _safe(asked.asks), f"question {asked.id}: {choices}; meanwhile: {asked.taken}"])
    return out.getvalue().encode("utf-8-sig")


def _safe(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words


def _into(options: Namespace, found: Understood) -> "BroughtIn":
    """What the document changes in a plan that is there, and what of it is taken."""
    from jarpub.build.whole_file import content_of, write_whole
    from jarpub.imports.newer import BroughtIn, differences, with_id
    from jarpub.project.edits.edited import edited
    from jarpub.project.edits.new_ids import new_id
    from jarpub.project.loader import load_plan
    from jarpub.project.plan.model import Plan

    path = Path(options.into)
    if not path.is_file():
        raise CommandError(f"there is no plan {path}", "write a new one with --to")
    before = data = content_of(path)
    load_plan(data, options.into)
    changes = differences(data, options.into, Plan, found.plan)
    wanted = [each for each in changes if each.edit and ("all" in options.take or each.name in options.take)]
    unknown = [name for name in options.take if name != "all" and name not in {each.name for each in wanted}]
    if unknown:
        raise CommandError(f"no change that can be taken is called {unknown[0]}", "take the names that stand before the changes")  # fmt: skip
    for each in wanted:
        edit = each.edit
        if edit is not None:
            name = getattr(edit, "name", "")
            id = new_id(data, options.into, Plan, name) if hasattr(edit, "entry") else ""
            data = edited(data, options.into, Plan, [with_id(edit, id)]).data
    if data != before:
        load_plan(data, options.into)
        write_whole(path, data, instead_of=before)
    return BroughtIn(found, into=options.into, differences=changes, taken=tuple(each.name for each in wanted))
