"""The folder of Word files that came back: each under a safe name, and none ever written over or deleted."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from stat import S_ISREG
from threading import RLock
from typing import Any

from jarpub.diagnostics import Code, CommandError, Diagnostic, DiagnosticsError, Location
from jarpub.project.hashing import digest
from jarpub.web.returned.command import MOST_BYTES

ENDING = ".docx"
DONE = "done"  # the folder inside of it, of those that were put away
MOST_LETTERS = 120  # of a name: some systems and archives take no more than 255 bytes
TOO_LARGE = Code("returned.too-large", "A Word file that came back has more bytes than any publication.")
NO_DOCX = Code("returned.no-docx", "A file that was dropped on the editor's page is no Word document by its name.")
FORBIDDEN = re.compile(r'[<>:"|?*%\x00-\x1f\x7f]+')  # in the names of files, on one system or another
RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # names that Windows has for itself
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Kept:
    """A file in the folder: its name, the sum of its bytes, and them, where it is not put away, and not too large."""

    name: str
    digest: str
    data: bytes
    is_too_large: bool = False


@dataclass
class Folder:
    """The folder, whose files are read again only where another program changed them."""

    path: Path
    known: dict[Path, tuple[Stamp, Kept]] = field(default_factory=dict)
    turn: Any = field(default_factory=RLock)  # whose it is reads the files, or moves them

    def files(self) -> tuple[Kept, ...]:
        """The files that lie there, by name, each content once."""
        with self.turn:
            found = list(self._in(self.path))
            self.known = {
                path: self.known[path] for path in (*found, *self._in(self.path / DONE)) if path in self.known
            }
            kept = [each for path in found if (each := self._read(path))]
        return tuple({each.digest: each for each in reversed(kept)}.values())[::-1]

    def keep(self, name: str, data: bytes) -> str:
        """Keep a file; where its bytes lie there already, or were put away, it is that one. Gives its name."""
        own = digest(data)
        with self.turn:
            for path in (*self._in(self.path), *self._in(self.path / DONE)):
                known = self._read(path)
                if known and known.digest == own:
                    return known.name if path.parent == self.path else _moved(path, self.path)
            self.path.mkdir(parents=True, exist_ok=True)
            return _written(self.path, safe_name(name), data)

    def put_away(self, digest: str) -> str:
        """Move a file to those that are done, and each with the same bytes; gives its name there."""
        names = []
        with self.turn:
            for path in list(self._in(self.path)):
                known = self._read(path)
                if known and known.digest == digest:
                    (self.path / DONE).mkdir(exist_ok=True)
                    names.append(_moved(path, self.path / DONE))
        if not names:
            raise CommandError("this file is not there any more", "look into the folder of files that came back")
        return names[0]

    def _in(self, folder: Path) -> Iterator[Path]:
        """The Word files of a folder, without those that Word keeps beside an open one."""
        with suppress(OSError):  # it may not be there, or be away for a moment
            paths = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
            yield from (path for path in paths if path.suffix.lower() == ENDING and path.name[0] not in ".~")

    def _read(self, path: Path) -> Kept | None:
        """A file with its bytes; nothing for what is none, or cannot be read now."""
        try:
            found = path.lstat()
            stamp = (found.st_size, found.st_mtime_ns, found.st_ino)
            known = self.known.get(path)
            if known and known[0] == stamp:
                return known[1]
            if not S_ISREG(found.st_mode):
                return None
            is_too_large = found.st_size > MOST_BYTES
            data = b"" if is_too_large else path.read_bytes()
        except OSError:
            return None
        own = digest(f"{path.name} {stamp}".encode()) if is_too_large else digest(data)
        kept = Kept(path.name, own, data if path.parent == self.path else b"", is_too_large)
        self.known[path] = stamp, kept
        return kept


def must_be_docx(name: str) -> None:
    """Raises DiagnosticsError where a file is called as no Word document is."""
    if Path(name).suffix.lower() != ENDING:
        hint = "open it in Word, save it as a Word document (.docx), and drop that"
        raise DiagnosticsError([Diagnostic(NO_DOCX, Location(name), f"{name} is no Word document (.docx)", hint)])


def too_large(name: str) -> DiagnosticsError:
    """What is said of a file that has too many bytes."""
    said = f"{name} has more than {MOST_BYTES // 1_000_000} MB, and no publication is so long"
    return DiagnosticsError([Diagnostic(TOO_LARGE, Location(name), said, "look whether it is the right file")])


def safe_name(name: str) -> str:
    """The name under which a file is kept, whatever somebody called it: no path, and no sign that a system refuses."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    stem = " ".join(FORBIDDEN.sub("-", visible).split())
    stem = stem[: -len(ENDING)] if stem.lower().endswith(ENDING) else stem
    stem = stem.strip(" .~")[:MOST_LETTERS].strip(" .~")
    while len(stem.encode()) > MOST_LETTERS * 3 // 2:
        stem = stem[:-1]
    stem = f"_{stem}" if RESERVED.fullmatch(stem) else stem
    return f"{stem or 'came back'}{ENDING}"


def _names(name: str) -> Iterator[str]:
    """The name, and others with a number behind it."""
    yield name
    yield from (f"{Path(name).stem} {number}{ENDING}" for number in count(2))


def _written(folder: Path, name: str, data: bytes) -> str:
    """Write a file under the first of its names that is free."""
    for each in _names(name):
        try:
            _create(folder / each, data)
        except FileExistsError:
            continue
        return each
    raise AssertionError(name)  # there is no end of numbers


def _create(path: Path, data: bytes) -> None:
    """Write a file that was not there, or none."""
    with open(path, "xb") as file:
        try:
            file.write(data)
        except OSError:  # the disk may be full, and half of a file is none
            path.unlink()
            raise


def _moved(path: Path, folder: Path) -> str:
    """Move a file into a folder under the first of its names that is free there."""
    name = next(each for each in _names(path.name) if not (folder / each).exists())
    path.rename(folder / name)
    return name
