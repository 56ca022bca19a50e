"""What the command says while it works and when it is done: to a person, a pipe or a program."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from jarpub.findings import Finding
from jarpub.manifest import Entry
from jarpub.pipeline import Built

HEAD = ("file", "pages", "words", "size", "open gaps")


class Speech(Protocol):
    """The four things that the command has to say."""

    def progress(self, step: str) -> None:
        """What is being made now."""

    def built(self, built: Built, folder: Path) -> None:
        """What was made."""

    def refused(self, findings: Sequence[Finding]) -> None:
        """What must be mended in somebody's text."""

    def blocked(self, sentence: str, way_out: str) -> None:
        """Why the command could not do its work."""


def speech(*, machine: bool) -> Speech:
    """The way to speak to whoever listens."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a terminal that cannot show a letter shows a question mark instead
            reconfigure(errors="replace")
    return _Json() if machine else _Plain()


class _Plain:
    """Sentences; on a terminal with a line of progress and a table."""

    def __init__(self) -> None:
        self.terminal = sys.stdout is not None and sys.stdout.isatty()

    def progress(self, step: str) -> None:
        if self.terminal:
            print(f"\r\x1b[K{step} …", end="", flush=True)

    def built(self, built: Built, folder: Path) -> None:
        self._end_progress()
        rows = [(entry.name, *_figures(entry)) for entry in built.entries]
        if self.terminal:
            _print_table(rows)
        else:
            for name, pages, words, size, gaps in rows:
                paged = f"{pages} pages, " if pages else ""
                print(f"{folder.name}/{name}: {paged}{words} words, {size}, {gaps} open gaps")
        for finding in built.warnings:
            print(finding, file=sys.stderr)
        print(f"Made {_counted(len(rows), 'file')} in {folder}.")
        if built.earlier:
            print(f"{_counted(len(built.earlier), 'other file')} there came from earlier builds.")

    def refused(self, findings: Sequence[Finding]) -> None:
        self._end_progress()
        for finding in findings:
            print(finding, file=sys.stderr)
        print(f"Nothing was made: {_counted(len(findings), 'thing')} to put right first.", file=sys.stderr)

    def blocked(self, sentence: str, way_out: str) -> None:
        self._end_progress()
        print(f"{sentence}; {way_out}", file=sys.stderr)

    def _end_progress(self) -> None:
        if self.terminal:
            print("\r\x1b[K", end="", flush=True)


class _Json:
    """One JSON object, whatever happened."""

    def progress(self, step: str) -> None:
        """A program waits for the end."""

    def built(self, built: Built, folder: Path) -> None:
        files = {entry.name: entry.record for entry in built.entries}
        _print_json(status="built", folder=str(folder), files=files, findings=_records(built.warnings))

    def refused(self, findings: Sequence[Finding]) -> None:
        _print_json(status="refused", files={}, findings=_records(findings))

    def blocked(self, sentence: str, way_out: str) -> None:
        _print_json(status="blocked", files={}, findings=[], sentence=sentence, way_out=way_out)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _figures(entry: Entry) -> tuple[str, str, str, str]:
    size = f"{len(entry.content) / 1000:,.0f} kB"
    return str(entry.pages or ""), f"{entry.words:,}", size, str(len(entry.open_gaps))


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in (HEAD, *rows)) for column in range(len(HEAD))]
    for row in (HEAD, *rows):
        print(
            "  ".join(
                cell.ljust(width) if column == 0 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
        )


def _records(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "severity": finding.severity,
            "file": finding.place.file,
            "line": finding.place.line or None,
            "column": finding.place.column or None,
            "sentence": finding.sentence,
            "way_out": finding.way_out,
        }
        for finding in findings
    ]


def _print_json(**content: Any) -> None:
    print(json.dumps(content, indent=2, ensure_ascii=False))
