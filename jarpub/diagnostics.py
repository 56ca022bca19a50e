"""A problem: which rule found it, where it is, what is wrong, the way out, and the words that it is about."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, Self

LONGEST_WORD = 64  # letters; longer ones are compared with nothing: that takes the square of their length
COMPARED = 1000  # known words, of more than which the nearest is not looked for
SHOWN = 60  # known words in a hint
# An error stops a build, what is blocking stops a final one, a warning is for somebody to look at.
Severity = Literal["error", "blocking", "warning"]


@dataclass(frozen=True)
class Code:
    """The name of a rule, such as "privacy.name", and what it means when the rule is broken.

    Each stands beside the rule that it names; docs/diagnostics.md is made from all of them.
    """

    name: str
    meaning: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, order=True)
class Location:
    """An extent of a file; lines and columns count from 1, and 0 means that they are not known."""

    file: str
    line: int = 0
    column: int = 0
    end_line: int = field(default=0, compare=False)
    end_column: int = field(default=0, compare=False)  # that of the first character behind it

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])

    @property
    def attribute(self) -> str:
        """The location as an attribute of page markup holds it; `from_attribute` reads it again."""
        return f"{self.line} {self.column} {self.end_line} {self.end_column} {self.file}"

    @classmethod
    def from_attribute(cls, written: str) -> "Location":
        """The location that an attribute of page markup holds; raises ValueError where somebody typed it."""
        *numbers, file = written.split(" ", 4)
        line, column, end_line, end_column = map(int, numbers)
        return cls(file, line, column, end_line, end_column)


@dataclass(frozen=True, order=True)
class Diagnostic:
    """What must be mended, or looked at, before publishing."""

    code: Code = field(compare=False)
    location: Location
    message: str
    hint: str  # the way out
    severity: Severity = "error"
    quote: str = field(default="", compare=False)  # the words that it is about, as they stand in the text

    def __str__(self) -> str:
        mark = "warning: " if self.severity == "warning" else ""
        return f"{self.location}: {mark}{self.message}; {self.hint} [{self.code}]"

    @property
    def record(self) -> Mapping[str, str | int | None]:
        """The diagnostic as JSON holds it."""
        location = self.location
        return {
            "code": self.code.name,
            "severity": self.severity,
            "file": location.file,
            "line": location.line or None,
            "column": location.column or None,
            "end_line": location.end_line or None,
            "end_column": location.end_column or None,
            "message": self.message,
            "hint": self.hint,
            "quote": self.quote,
        }


class Problem(Exception):
    """What is wrong with a value, said by something that does not know where the value stands."""

    def __init__(self, code: Code, message: str, hint: str, quote: str = "") -> None:
        super().__init__(code, message, hint, quote)
        self.code, self.message, self.hint, self.quote = code, message, hint, quote

    def at(self, location: Location, subject: str = "") -> Diagnostic:
        """The same as a diagnostic; `subject` is what the message is about, such as the id of the value."""
        message = f"{subject}: {self.message}" if subject else self.message
        return Diagnostic(self.code, location, message, self.hint, quote=self.quote)


class DiagnosticsError(Exception):
    """A stage could not make its value; carries every diagnostic that it had, sorted by location."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(set(diagnostics)))
        self.new: tuple[Diagnostic, ...] = ()  # those that an edit since the last build has caused, where that is known
        super().__init__("\n".join(map(str, self.diagnostics)))


class Collector:
    """Collects diagnostics over several stages, and raises DiagnosticsError with all of them at the end."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def __enter__(self) -> Self:
        return self

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Goes on after a DiagnosticsError inside, and keeps its diagnostics."""
        try:
            yield
        except DiagnosticsError as error:
            self.diagnostics += error.diagnostics

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self.diagnostics:
            raise DiagnosticsError(self.diagnostics)


class CommandError(Exception):
    """The command or the machine, and nobody's text, stands in the way: what is wrong, and the way out."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like another; nothing where none is, or where nobody would type such a word."""
    choices = {choice.lower(): choice for choice in known if len(choice) <= LONGEST_WORD}
    near = get_close_matches(word.lower(), choices, 1, 0.5) if len(word) <= LONGEST_WORD else []
    return choices[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, always: bool = False) -> str:
    """The hint for a word that is not known: the nearest known one, or all of them, or `always` both."""
    choices = sorted(known)
    near = nearest(word, choices[:COMPARED])
    more = ", …" if len(choices) > SHOWN else ""
    everything = f"known here: {', '.join(choices[:SHOWN]) or 'nothing'}{more}"
    if near is None:
        return otherwise or everything
    return f'did you mean "{near}"?' + (f" ({everything})" if always else "")
