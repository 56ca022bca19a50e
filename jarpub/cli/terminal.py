"""Sentences for people; on a terminal with a line of progress and a table."""

import sys
from collections.abc import Sequence
from pathlib import Path
from traceback import print_exception

from jarpub.build.approve import Approvals, Approved
from jarpub.build.artifact import Artifact, Built, Made
from jarpub.build.many_plans import PlanResult
from jarpub.build.output.editions import Final
from jarpub.build.release import Release
from jarpub.cli.reporter import REPORT_IT
from jarpub.cli.speech import say
from jarpub.diagnostics import Diagnostic
from jarpub.project.paths import Project
from jarpub.project.plan.diff import Change, PublicationChanges
from jarpub.project.plan.wording import Wording

NEW = "New since your last build"
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

    def built(self, built: Built, project: Project, finals: Sequence[Final]) -> None:
        folder = project.output
        self._end_progress()
        for final in finals:
            self._say(_made_final(final))
        new = [artifact for artifact in built.artifacts if not artifact.stays]
        rows = [(artifact.name, *_figures(artifact)) for artifact in new]
        if self.terminal and rows:
            self._say(_table((HEAD, *rows)))
        else:
            for name, pages, words, size, gaps in rows:
                paged = f"{pages} pages, " if pages else ""
                self._say(
                    f"{folder.name}/{name}: draft, {paged}{words} words, {size}, {_counted(int(gaps), 'open gap')}"
                )
        self._found(built.warnings, built.new)
        for note in built.notes:
            self._warn(f"{note}.")
        if rows or not finals:
            self._say(f"Made {_counted(len(rows), 'file')} in {folder}.")
        if len(new) < len(built.artifacts) and not finals:
            self._say(f"{_counted(len(built.artifacts) - len(new), 'file')} there stayed as before.")
        if built.earlier and not finals:
            self._say(f"{_counted(len(built.earlier), 'other file')} there came from earlier builds.")
        for release in built.releases:
            self._say(f"{release.publication.key}: {_in_the_way(release)}.")
        self._say(
            f"{folder.name}/report/report.html says more, and has {_counted(len(built.questions), 'question')} for the plan's owner."
        )

    def built_many(self, told: Sequence[PlanResult], folder: Path) -> None:
        self._end_progress()
        wrong = [each for each in told if each.wrong]
        for each in sorted(told, key=lambda each: each.name):
            if not each.wrong:
                drafts = f"; a draft: {', '.join(each.drafts)}" if each.drafts else ""
                self._say(f"{each.name}: {_counted(each.made, 'file')} made, {each.stay} stayed as before{drafts}")
                for note in each.notes:
                    self._warn(f"  {note}.")
        for each in sorted(wrong, key=lambda each: each.name):
            self._warn(f"{each.name}: nothing was made, {_counted(len(each.wrong), 'thing')} to put right")
            for message in each.wrong:
                self._warn(f"  {message}")
        self._say(f"{len(told) - len(wrong)} of {_counted(len(told), 'plan')} built in {folder}.")

    def changes(self, found: Sequence[PublicationChanges]) -> None:
        for each in found:
            self._say(f"{each.title}: {_summed(each)}")
            for change in each.changes:
                self._say(f"  {change.name}, {change.location}\n    {_marked(change)}")

    def shown(self, address: str) -> None:
        self._say(f"The preview is at {address} (Ctrl-C ends it).")
        sys.stdout.flush()

    def explained(self, built: Built) -> None:
        self._end_progress()
        for artifact in built.artifacts:
            self._say(f"{artifact.name}: {artifact.why}")

    def checked(self, made: Made, _: Project, new: Sequence[Diagnostic]) -> None:
        self._end_progress()
        if new:
            self._say(f"{NEW}: {len(new)}")
            for diagnostic in new:
                self._say(f"  {diagnostic}")
        for release in made.releases:
            words = _counted(len(release.page.word_list), "word")
            self._say(f"{release.publication.key}: {_in_the_way(release)}; {words}")
            for diagnostic in sorted(release.diagnostics, key=lambda each: each.severity):
                self._say(f"  {diagnostic}")
        for diagnostic in made.warnings:
            self._say(diagnostic)
        self._say(f"{_counted(len(made.questions), 'question')} for the plan's owner")
        for diagnostic in made.questions:
            self._say(f"  {diagnostic}")

    def status(self, wording: Sequence[Wording]) -> None:
        rows = [(each.id, each.state, _approval(each)) for each in wording]
        self._say(_table((("wording", "state", "approved"), *rows)))

    def approved(self, approvals: Approvals) -> None:
        for each in approvals.approved:
            self._say(_beside_the_plan(each))
        for each in approvals.approved:
            self._say(f"{each.now.id} is approved by {_approval(each.now)}.")
            if each.told:
                self._say(
                    f"It is recorded as telling {', '.join(each.told)}: if one is left out, say so in {approvals.file}."
                )
        if not approvals.approved:
            self._say("All of it is approved already, and nothing was written.")
        if approvals.moved:
            self._say(f"All approvals have moved from the plan into {approvals.file}, which this command keeps.")

    def refused(self, diagnostics: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> None:
        self._end_progress()
        self._found(diagnostics, new)
        self._warn(f"Nothing was made: {_counted(len(diagnostics), 'thing')} to put right first.")

    def failed(self, error: Exception) -> None:
        self._end_progress()
        self._warn(f"This is a fault of jarpub, not of your files: {type(error).__name__}: {error}; {REPORT_IT}")
        print_exception(error)

    def blocked(self, message: str, hint: str) -> None:
        self._end_progress()
        self._warn(f"{message}; {hint}")

    def _found(self, diagnostics: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> None:
        """What this edit has caused, first and by itself, and then what was there before."""
        if new:
            self._warn(f"{NEW}: {len(new)}")
        for diagnostic in new:
            self._warn(diagnostic)
        others = [each for each in diagnostics if each not in new]
        if new and others:
            self._warn(f"There before: {len(others)}")
        for diagnostic in others:
            self._warn(diagnostic)

    def _end_progress(self) -> None:
        if self.terminal:
            print("\r\x1b[K", end="", flush=True)


def _beside_the_plan(approved: Approved) -> str:
    """The wording as it is approved, the plan's words, and how those were when it was written."""
    lines = [f"{approved.now.id} says:", *(f"  {_in_one_row(text.words)}" for text in approved.now.texts)]
    if approved.now.formal:
        lines.append("The plan says:")
    lines += [f"  {name}: {_in_one_row(text.words)}" for name, text in approved.now.formal.items()]
    for name, (was, now) in approved.before.differences.items():
        if was:
            lines.append(f'{name} said "{was}" when it was written, and says "{now or "nothing"}" now')
    return "\n".join([*lines, ""])


def _in_one_row(words: str) -> str:
    return " ".join(words.split())


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _summed(each: PublicationChanges) -> str:
    if not each.since:
        return "never final, so there is nothing to compare it with"
    count = len(each.changes)
    return f"{_counted(count, 'place')} changed since {each.since}" if count else f"nothing changed since {each.since}"


def _marked(change: Change) -> str:
    """The words in one row: [-those that are gone-] and {+those that are new+}."""
    signs = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    parts = []
    for segment in change.segments:
        words = segment.words.rstrip()
        before, behind = signs[segment.kind]
        parts.append(f"{before}{words}{behind}{segment.words[len(words) :]}")
    return "".join(parts).strip()


def _in_the_way(release: Release) -> str:
    if release.is_ready:
        return "nothing in the way of a final"
    return f"{_counted(len(release.reasons), 'thing')} in the way of a final"


def _made_final(final: Final) -> str:
    """What came of a final that somebody asked for."""
    record, files = final.record, _counted(len(final.missing), "file")
    if final.is_new:
        return f"{record.publication}: {record.edition} is made, {files} in {final.folder}."
    again = f"; what was missing of it is made again: {files}" if final.missing else ", and nothing was made"
    return f"{record.publication}: nothing has changed since {record.edition}, by {record.by}{again}. It is in {final.folder}."


def _approval(wording: Wording) -> str:
    approval = wording.approval
    return f"{approval.by}, {approval.on}" if approval and approval.by else "nobody"


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
