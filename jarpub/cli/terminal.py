"""Sentences for people; on a terminal with a line of progress and a table."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from traceback import print_exception
from typing import TYPE_CHECKING

from jarpub.build.artifact import Artifact, Built, Made
from jarpub.build.edits.approve import Approvals
from jarpub.build.edits.reach_import import Imported
from jarpub.build.incremental.found import found_in, found_in_release
from jarpub.build.many_plans import PlanResult
from jarpub.build.output.editions import Final
from jarpub.build.release import Release
from jarpub.cli.beside import approval, beside_the_plan, question, recorded
from jarpub.cli.files.brought_in import of_brought_in
from jarpub.cli.files.returned import marked, of_returned
from jarpub.cli.files.started import of_started
from jarpub.cli.findings import BEFORE, NEW, in_the_way, number, of_check, of_publication
from jarpub.cli.reporter import REPORT_IT
from jarpub.cli.speech import heard_yes, say
from jarpub.diagnostics import CommandError, Diagnostic
from jarpub.project.file_names import INTERNAL
from jarpub.project.paths import Project
from jarpub.project.plan.diff import PublicationChanges
from jarpub.project.plan.wording import Wording

NEW_FOLDER = (
    "The folder {0} was not there, and is new. If finals were in it before, put {0}/final and {0}/records back from a "
    "copy: without them editions are counted from 1 again.\n"
)
SHOWN = {
    "docx": "with tracked changes in {0}",
    "pdf": "with marks, and a bar in the margin, in {0}",
    "html": "with marks in {0}",
}

if TYPE_CHECKING:  # slow to import, and most commands need none of it
    from jarpub.build.output.marked import MarkedFile
    from jarpub.cli.files.started import NewProject
    from jarpub.imports.newer import BroughtIn
    from jarpub.web.returned.taken import Taken
HEAD = ("draft", "pages", "words", "size", "open gaps")


class TerminalReporter:
    """Sentences; on a terminal with a line of progress and a table."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.terminal = sys.stdout.isatty()

    def _say(self, text: object) -> None:
        say(str(text), self.program)

    def _warn(self, text: object) -> None:
        say(str(text), self.program, sys.stderr)

    def progress(self, step: str) -> None:
        if self.terminal:
            print(f"\r\x1b[K{step} …", end="", flush=True)

    def built(self, built: Built, project: Project, finals: Sequence[Final], *, is_new_folder: bool = False) -> None:
        folder = project.output
        self._end_progress()
        if is_new_folder:
            self._say(NEW_FOLDER.format(folder.name))
        self._alarm(built.troubles)
        for final in finals:
            self._say(_made_final(final))
        self._found(built.warnings, built.new)
        new = [artifact for artifact in built.artifacts if not artifact.stays]
        rows = [(artifact.name, *_figures(artifact)) for artifact in new]
        if self.terminal and rows:
            self._say(_table((HEAD, *rows)))
        else:
            for name, pages, words, size, gaps in rows:
                paged = f"{pages} {'page' if pages == '1' else 'pages'}, " if pages else ""
                stage, open_gaps = _stage(name), number(int(gaps), "open gap")
                self._say(f"{folder.name}/{name}: {stage}, {paged}{words} words, {size}, {open_gaps}")
        for note in built.notes[len(built.troubles) :]:
            self._warn(f"{note}.")
        if rows or not finals:
            self._say(f"Made {number(len(rows), 'file')} in {folder}.")
        if len(new) < len(built.artifacts) and not finals:
            self._say(f"{number(len(built.artifacts) - len(new), 'file')} there stayed as before.")
        if built.earlier and not finals:
            self._say(f"{number(len(built.earlier), 'other file')} there came from earlier builds.")
        for release in built.releases:
            self._say(f"{release.publication.key}: {in_the_way(found_in_release(release))}.")
        self._say(
            f"{folder.name}/report/report.html says more, and has {number(len(built.questions), 'question')} for the plan's owner."
        )

    def built_many(self, told: Sequence[PlanResult], folder: Path) -> None:
        self._end_progress()
        wrong = [each for each in told if each.wrong]
        for each in sorted(told, key=lambda each: each.name):
            if not each.wrong:
                drafts = f"; a draft: {', '.join(each.drafts)}" if each.drafts else ""
                self._say(f"{each.name}: {number(each.made, 'file')} made, {each.stay} stayed as before{drafts}")
                for note in each.notes:
                    self._warn(f"  {note}.")
        for each in sorted(wrong, key=lambda each: each.name):
            self._warn(f"{each.name}: nothing was made, {number(len(each.wrong), 'thing')} to put right")
            for message in each.wrong:
                self._warn(f"  {message}")
        self._say(f"{len(told) - len(wrong)} of {number(len(told), 'plan')} built in {folder}.")

    def changes(self, found: Sequence[PublicationChanges], files: Sequence["tuple[MarkedFile, Path]"]) -> None:
        for each in found:
            self._say(f"{each.title}: {_summed(each)}")
            for change in each.changes:
                self._say(f"  {change.name}, {change.location}\n    {marked(change.segments)}")
        for made, path in files:
            shown = SHOWN[made.format].format(number(made.marks, "place"))
            self._say(f"{path}: {made.publication} as it is now, {shown} since {made.since}")

    def shown(self, address: str) -> None:
        what = "editor" if "?key=" in address else "preview"
        self._say(f"The {what} is at {address} (Ctrl-C ends it).")
        sys.stdout.flush()

    def explained(self, built: Built) -> None:
        self._end_progress()
        for artifact in built.artifacts:
            self._say(f"{artifact.name}: {artifact.why}")

    def checked(self, made: Made, _: Project, new: Sequence[Diagnostic], *, everything: bool) -> None:
        self._end_progress()
        for line in of_check(found_in(made), new, everything=everything):
            self._say(line)

    def status(self, wording: Sequence[Wording]) -> None:
        rows = [(each.id, each.state, approval(each)) for each in wording]
        self._say(_table((("wording", "state", "approved"), *rows)))

    def wording(self, found: Sequence[Wording]) -> None:
        for each in found:
            self._say(beside_the_plan(each))
        if not found:
            self._say("All of it is approved already.")

    def agrees(self, found: Sequence[Wording], by: str, on: str, *, is_asked: bool) -> bool:
        is_somebody = is_asked and bool(found) and bool(sys.stdin) and sys.stdin.isatty()
        if is_somebody and not self.terminal:
            said = "the wording would not be shown on this terminal, where you are asked whether you approve it"
            raise CommandError(said, "add --show to write it elsewhere, or --yes to record it at once")
        for each in found:
            self._say(beside_the_plan(each))
        if not is_somebody or heard_yes(question(found, by, on)):
            return True
        self._warn("Nothing was recorded.")
        return False

    def approved(self, approvals: Approvals) -> None:
        for sentence in recorded(approvals):
            self._say(sentence)

    def imported(self, imported: Imported) -> None:
        for sentence in _imported(imported):
            self._say(sentence)

    def brought_in(self, found: "BroughtIn") -> None:
        for sentence in of_brought_in(found):
            self._say(sentence)

    def started(self, new: "NewProject") -> None:
        for sentence in (*(of_brought_in(new.brought) if new.brought else ()), *of_started(new)):
            self._say(sentence)

    def returned(self, taken: "Taken", name: str) -> None:
        for sentence in of_returned(taken, name):
            self._say(sentence)

    def changed_by_hand(self, taken: "Taken", name: str) -> None:
        self.returned(taken, name)

    def not_ready(self, releases: Sequence[Release], signed: str) -> None:
        self._end_progress()
        ready = [str(each.publication.key) for each in releases if each.is_ready]
        for release in releases:
            found = found_in_release(release)
            self._warn(f"{found.publication}: {in_the_way(found)}")
            for line in of_publication(found, (), everything=False):
                self._warn(line)
        self._warn("No final was made.")
        if ready:
            command = f"`{{command}} --final {' '.join(ready)} {signed}`"
            self._warn(f"{' and '.join(ready)} could be made now: {command}")

    def refused(self, diagnostics: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> None:
        self._end_progress()
        self._found(diagnostics, new)
        self._warn(f"Nothing was made: {number(len(diagnostics), 'thing')} to put right first.")

    def failed(self, error: Exception) -> None:
        self._end_progress()
        self._warn(f"This is a fault of jarpub, not of your files: {type(error).__name__}: {error}; {REPORT_IT}")
        print_exception(error)

    def blocked(self, message: str, hint: str) -> None:
        self._end_progress()
        self._warn(f"{message}; {hint}")

    def _alarm(self, troubles: Sequence[str]) -> None:
        """What is wrong with the finals, before anything else."""
        if troubles:
            self._warn("LOOK AT THIS FIRST: the finals are not as they were made.")
        for trouble in troubles:
            self._warn(f"  {trouble}.")
        if troubles:
            self._warn("")

    def _found(self, diagnostics: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> None:
        """What this edit has caused, first and by itself, and then what was there before."""
        if new:
            self._warn(f"{NEW}: {len(new)}")
        for diagnostic in new:
            self._warn(diagnostic)
        others = [each for each in diagnostics if each not in new]
        if new and others:
            self._warn(f"{BEFORE} {len(others)}")
        for diagnostic in others:
            self._warn(diagnostic)

    def _end_progress(self) -> None:
        if self.terminal:
            print("\r\x1b[K", end="", flush=True)


def _imported(imported: Imported) -> Iterator[str]:
    days = sorted(imported.taken, key=lambda each: each.day.iso)
    first, last = (days[at].day.words if days else "" for at in (0, -1))
    period = f", {first} to {last}" if first != last else f", {first}" if first else ""
    yield f'{number(len(days), "figure")} taken into {imported.file} as hits, from the column "{imported.column}"{period}.'
    if imported.pages > 1:
        yield f"{imported.pages} pages were added up; --only takes those with some letters in their address."
    if imported.there:
        yield f"{number(imported.there, 'figure')} there already."
    if imported.left_out:
        yield f"Left out: {number(len(imported.left_out), 'figure')}."
        yield from (f"  {each}" for each in imported.left_out)


def _summed(each: PublicationChanges) -> str:
    if not each.since:
        return "never final, so there is nothing to compare it with"
    count = len(each.changes)
    return f"{number(count, 'place')} changed since {each.since}" if count else f"nothing changed since {each.since}"


def _made_final(final: Final) -> str:
    """What came of a final that somebody asked for."""
    record, files = final.record, number(len(final.missing), "file")
    if final.is_new:
        place = f" in the place of edition {record.replaces}" if record.replaces else ""
        return f"{record.publication}: {record.edition} is made{place}, {files} in {final.folder}."
    again = f"; what was missing of it is made again: {files}" if final.missing else ", and nothing was made"
    return f"{record.publication}: nothing has changed since {record.edition}, by {record.by}{again}. It is in {final.folder}."


def _stage(name: str) -> str:
    return INTERNAL.rstrip("/") if name.startswith(INTERNAL) else "draft"


def _figures(artifact: Artifact) -> tuple[str, str, str, str]:
    size = f"{len(artifact.content) / 1000:,.0f} kB"
    return str(artifact.pages or ""), f"{artifact.word_count:,}", size, str(len(artifact.release.gaps))


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need to be; numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if cell[:1].isdigit() and column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
