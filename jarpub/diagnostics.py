"""A problem in somebody's text: where it stands, what is wrong and the way out."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, Self

# An error stops a build, what is blocking stops a final one, a warning is for somebody to look at.
Severity = Literal["error", "blocking", "warning"]


@dataclass(frozen=True, order=True)
class Location:
    """A position in a file; lines and columns count from 1, and 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, order=True)
class Diagnostic:
    """What must be mended, or looked at, before publishing."""

    location: Location
    message: str
    hint: str
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "warning: " if self.severity == "warning" else ""
        return f"{self.location}: {mark}{self.message}; {self.hint}"


class DiagnosticsError(Exception):
    """A stage could not make its value; carries every diagnostic that it had, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(set(diagnostics)))
        super().__init__("\n".join(map(str, self.diagnostics)))


class Collector:
    """Gathers diagnostics over several stages, and raises DiagnosticsError with all of them at the end."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def __enter__(self) -> Self:
        return self

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Goes on after a refusal inside, and keeps its diagnostics."""
        try:
            yield
        except DiagnosticsError as refused:
            self.diagnostics += refused.diagnostics

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self.diagnostics:
            raise DiagnosticsError(self.diagnostics)


class CommandError(Exception):
    """The command or the machine, and nobody's text, stands in the way: what is wrong, and the way out."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, always: bool = False) -> str:
    """The way out for a word that is not known: the nearest known one, or all of them, or `always` both."""
    choices = sorted(known)
    near = get_close_matches(word.lower(), [choice.lower() for choice in choices], 1, 0.5)
    everything = f"known here: {', '.join(choices) or 'nothing'}"
    if not near:
        return otherwise or everything
    nearest = next(choice for choice in choices if choice.lower() == near[0])
    return f'did you mean "{nearest}"?' + (f" ({everything})" if always else "")
