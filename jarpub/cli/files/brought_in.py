"""A document that somebody brings in: read, written where there is no plan yet, and told in sentences."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jarpub.cli.findings import number
from jarpub.cli.parser import found_root
from jarpub.diagnostics import CommandError, did_you_mean

if TYPE_CHECKING:
    from jarpub.imports.newer import BroughtIn, Difference
    from jarpub.imports.understanding import Placed, Understood

FEW = 4  # lines that are told one by one


def bring_in(options: Namespace) -> "BroughtIn":
    """What a document is, and what was written of it; raises CommandError."""
    from jarpub.imports.newer import BroughtIn
    from jarpub.imports.taking import compare, write_new
    from jarpub.imports.written import written

    if (options.to and options.into) or ((options.take or options.withdrawn) and not options.into):
        said = "--to is for a new plan, --into, --take and --withdrawn are for one that is there"
        raise CommandError(said, "leave out one of them")
    found = found_in(options)
    if options.into:
        given_up = _pairs(options.withdrawn, "--withdrawn")
        return replace(compare(found, options.into, options.take, given_up), everything=options.show_all)
    written(found)
    if not options.to:
        return BroughtIn(found, everything=options.show_all)
    templates = Path(options.templates or Path(found_root(str(Path(options.to).absolute().parent)), "templates"))
    files = write_new(_for_its_project(found, templates), options.to, templates)
    return BroughtIn(found, files, everything=options.show_all)


def _for_its_project(found: "Understood", templates: Path) -> "Understood":
    """What was understood, completed for the publications of the project that its plan is for; as it is outside of one."""
    from jarpub.imports.taking import for_publications
    from jarpub.project.brand import Brand
    from jarpub.project.file_names import SETTINGS
    from jarpub.project.loader import load, read_file
    from jarpub.project.publications import Settings

    settings, brand = (templates / name for name in SETTINGS)
    if not settings.is_file():
        return found
    organisation = load(read_file(brand, str(brand)), str(brand), Brand).organisation.words
    return for_publications(found, load(read_file(settings, str(settings)), str(settings), Settings), organisation)


def found_in(options: Namespace, more: Mapping[str, str] | None = None) -> "Understood":
    """What was understood of the document, with what the options say of it, and with more answers, by their questions."""
    from jarpub.imports.brought_in import Told, understood
    from jarpub.imports.reading import read
    from jarpub.imports.taking import told_before
    from jarpub.project.loader import read_file

    source = read(read_file(Path(options.document), options.document), Path(options.document).name)
    title = " ".join((getattr(options, "title", None) or "").split())
    columns, answers = _pairs(options.columns, "--columns"), _pairs(options.answers, "--answers")
    said = Told(columns, before=told_before(getattr(options, "into", None) or ""), title=title)
    found = understood(source, said)
    _must_be_there(columns, found)
    by_number = {each.id: each for each in found.questions}
    for id, answer in answers.items():
        if id not in by_number:
            raise CommandError(f"nothing is asked under {id}", "look at the numbers of the questions again")
        if not by_number[id].may_be(answer):
            raise CommandError(f'"{answer}" is no answer to {id}', by_number[id].wants)
    given = {by_number[id].name: answer for id, answer in answers.items()}
    return understood(source, replace(said, answers={**given, **(more or {})}))


def _must_be_there(columns: Mapping[str, str], found: "Understood") -> None:
    """Raise CommandError for a heading, or the place of one, that no column of the document has."""
    headings = dict.fromkeys(each.heading for each in found.columns)
    there = {words.casefold() for each in found.columns for words in (each.heading, each.place)}
    wrong = next((name for name in columns if name.casefold() not in there), None)
    if wrong is not None:
        raise CommandError(f'no column has the heading "{wrong}"', did_you_mean(wrong, headings, always=True))


def _pairs(words: Sequence[str], option: str) -> Mapping[str, str]:
    """What stands on both sides of the sign =, of which a heading may have one itself."""
    pairs = [word.rpartition("=") if option == "--columns" else word.partition("=") for word in words]
    if any(not sign or not name.strip() for name, sign, _ in pairs):
        hint = 'type it as in "Lead=owners" or "Q3=several"'
        raise CommandError(f"{option} wants a name, the sign = and a word behind it", hint)
    return {name.strip(): value.strip() for name, _, value in pairs}


def of_brought_in(brought: "BroughtIn") -> Iterator[str]:
    """What is in a document, what was done, what is left out, what is asked, and what was written."""
    found = brought.found
    yield from _columns(found)
    for place, said in found.told:
        yield f"{place}: {said}."
    left = list(found.left_out)
    yield f"{number(len(found.placed) - len(left), 'line')} of the document in the plan, {len(left)} left out."
    if brought.everything:
        yield from (f'  {each.place}: "{each.words}" {each.why or f"is {each.name}"}' for each in found.placed)
    else:
        yield from _left_out(left)
    yield f"{number(len(found.questions), 'question')}."
    for asked in found.questions:
        also = f" (and in {number(len(asked.also), 'other place')})" if asked.also else ""
        yield f"  {asked.id}  {asked.place}{also}: {asked.asks}"
        yield f"      {', '.join(asked.choices)} (meanwhile: {asked.taken})"
    if brought.into:
        yield from _differences(brought)
    elif brought.files:
        yield f"Written: {' and '.join(brought.files)}."
    else:
        yield "Nothing is written: add --to source/plan.yaml, and answers such as --answers Q1=done."


def _left_out(left: Sequence["Placed"]) -> Iterator[str]:
    """The lines that are left out, those for the same reason together."""
    for why in dict.fromkeys(each.why for each in left):
        same = [each for each in left if each.why == why]
        if len(same) > FEW:
            yield f'  {same[0].place}, and {len(same) - 1} lines more: "{same[0].words}" {why}'
        else:
            yield from (f'  {each.place}: "{each.words}" {why}' for each in same)


def _columns(found: "Understood") -> Iterator[str]:
    for table in dict.fromkeys(each.table for each in found.columns):
        yield f"The table of {'the plan' if table == 'plan' else 'weaknesses'}:"
        for each in found.columns:
            if each.table == table:
                yield f'  "{each.heading}" holds {each.holds}' + (f" ({each.key})" if each.key != each.holds else "")


def _differences(brought: "BroughtIn") -> Iterator[str]:
    yield f"{number(len(brought.differences), 'change')} against {brought.into}."
    for each in brought.differences:
        yield f"  {each.name}: {_words(each)}"
    if brought.taken:
        yield f"Taken into {brought.into}: {', '.join(brought.taken)}."


def _words(each: "Difference") -> str:
    if each.is_whole and not each.edit:
        return f'gone: "{each.was}" (it stays; to say that it was given up, add --withdrawn "{each.name}=when or why")'
    typed = "" if each.edit else " (has to be typed)"
    if not each.was:
        return f'new: "{each.now}"{typed}'
    return f'was "{each.was}", is "{each.now}"{typed}' if each.now else f'gone: "{each.was}"{typed}'
