"""LibreOffice as a second program that opens Word files, accepts or rejects what is tracked in them, and edits them.

One process with a profile of its own serves a whole test session: it runs office.bas, which reads a request, does it and
answers. Nothing but LibreOffice itself is needed, and it ends when the tests do, however they end.
"""

import atexit
import functools
import html
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MACROS = Path(__file__).with_name("office.bas")
PATIENCE = 60  # seconds for one request; a big file takes one or two
WORD, ODT = "MS Word 2007 XML", "writer8"

Kind = Literal[
    "replace", "insert", "insert paragraph", "delete paragraph", "merge", "move", "insert row", "delete row",
    "type", "comment", "bold", "italic", "autocorrect", "delete cell", "split",
]  # fmt: skip
Texts = tuple[str, ...]


class OfficeError(Exception):
    """LibreOffice could not do what was asked, or says nothing any more."""


@dataclass(frozen=True)
class Deed:
    """One thing that somebody does to a file; where there is a name in `by`, it is tracked as theirs.

    All kinds but "delete cell" can be done by LibreOffice, and all by word_like.py.

    Paragraphs are numbered from 0 in reading order as the file was opened, those of cells too, as `texts` gives them.
    """

    kind: Kind
    paragraph: int
    old: str = ""  # the words that it is about: replaced, typed behind, commented on, made bold; "" is its start
    new: str = ""  # the words that are typed, or the comment; "" deletes
    by: str = ""
    on: str = "2009-04-01T10:00:00Z"
    nth: int = 0  # which of the places in the paragraph that say old
    to: int = 0  # the paragraph before which a moved one comes to stand
    cells: Texts = ()  # what the cells of a new row say
    done: bool = False  # whether a comment is ticked off


def texts(paths: Iterable[Path]) -> list[Texts]:
    """The paragraphs of each file in reading order, those of cells too; deleted words, too, as long as they are tracked."""
    return [office().ask([("open", copied(path)), ("texts",), ("close",)]) for path in paths]


def accepted_all(paths: Iterable[Path], saved_in: Path | None = None) -> list[Texts]:
    """The paragraphs of each file once all that is tracked is accepted; saved without comments in a folder, if given."""
    return _after(".uno:AcceptAllTrackedChanges", paths, saved_in)


def rejected_all(paths: Iterable[Path], saved_in: Path | None = None) -> list[Texts]:
    """The paragraphs of each file once all that is tracked is rejected; saved without comments in a folder, if given."""
    return _after(".uno:RejectAllTrackedChanges", paths, saved_in)


def returned(path: Path, deeds: Sequence[Deed], out: Path, *, through_odt: bool = False) -> Texts:
    """The paragraphs of a file in which all this was done, in this order; saved as Word, or as ODT and from that as Word.

    A file that has comments already cannot have rows or moves done to it: see `Viewed` in office.bas.
    """
    before = texts([path])[0] if any(deed.kind == "autocorrect" for deed in deeds) else ()
    remarks = [
        ("commented", f"Words{number}", deed.new, deed.by, re.sub(r"[T:]", "-", deed.on[:16]), str(deed.done))
        for number, deed in enumerate(deeds)
        if deed.kind == "comment"
    ]
    lines: list[Sequence[str]] = [("view" if any(deed.kind in VIEWED for deed in deeds) else "open", copied(path))]
    for number, deed in enumerate(deeds):
        lines += _lines(deed, before, f"Words{number}")
    lines.append(("tracked", "no"))
    if remarks:
        lines += [*_again("done.docx", WORD), *remarks]
    if through_odt:
        lines += _again("done.odt", ODT)
    after = office().ask([*lines, ("texts",), ("save", str(out), WORD), ("close",)])
    out.write_bytes(with_their_dates(out.read_bytes()))
    return after


def _again(name: str, format: str) -> list[Sequence[str]]:
    """What saves the open file and opens what was saved."""
    path = str(office().folder / name)
    return [("save", path, format), ("close",), ("open", path)]


VIEWED = ("move", "insert row", "delete row")  # what only a command does, and so only somebody who sees the file


def copied(path: Path) -> str:
    """The place of a copy that LibreOffice may open: it leaves locks beside what it has open."""
    copy = office().folder / f"opened{path.suffix}"
    copy.write_bytes(path.read_bytes())
    return str(copy)


def with_their_dates(document: bytes) -> bytes:
    """The file with the author and date that each deed had: LibreOffice has only a name for them, and its own clock."""
    return _changed(document, lambda content: SIGNED.sub(rb'\1" w:date="\2"', content))


def _changed(document: bytes, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member, change(content) if member.filename.endswith(".xml") else content)
    return target.getvalue()


@functools.cache
def office() -> "Office":
    """The one process of this test session, started when it is first asked for something."""
    return Office()


class Office:
    """A running LibreOffice that does what it is asked, request by request."""

    def __init__(self) -> None:
        command = shutil.which("soffice")
        assert command, "LibreOffice is needed for this test: sh test.sh installs it"
        self.folder = Path(tempfile.mkdtemp(prefix="jarpub-office-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        _put_profile(self.folder / "profile" / "user")
        self.connection: socket.socket | None = None
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(PATIENCE)
            macro = f'macro:///Standard.Office.Serve("{self.folder}",{server.getsockname()[1]})'
            profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
            options = ["--headless", "--norestore", "--nologo", "--nodefault"]
            self.process = subprocess.Popen(
                [command, profile, *options, macro], stderr=subprocess.DEVNULL, start_new_session=True
            )
            atexit.register(self.close)
            self.connection, _ = server.accept()
        self.connection.settimeout(PATIENCE)

    def ask(self, lines: Iterable[Sequence[str]]) -> Texts:
        """What comes back for a list of commands, one text for each paragraph that was asked for."""
        request = "\n".join("\t".join(map(_escaped, line)) for line in lines)
        (self.folder / "request").write_text(request, "utf-8", newline="")
        (self.folder / "answer").unlink(missing_ok=True)
        self._wait(request)
        answers = (self.folder / "answer").read_bytes().decode("utf-8").split("\n")[:-1]
        for answer in answers:
            if answer.startswith("!"):
                raise OfficeError(_unescaped(answer[1:]))
        return tuple(_unescaped(answer[1:]).replace("\r", "") for answer in answers)  # it ends content controls so

    def _wait(self, request: str) -> None:
        try:
            self.connection.sendall(b".")
            answered = self.connection.recv(1)
        except OSError:
            answered = b""
        if not answered:
            office.cache_clear()  # whoever asks next gets another
            self.close()
            raise OfficeError(f"LibreOffice has ended, or says nothing any more: {request}")

    def close(self) -> None:
        """Nothing comes back; the process ends by itself when nobody can ask it any more."""
        if self.connection:
            self.connection.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def _after(command: str, paths: Iterable[Path], saved_in: Path | None) -> list[Texts]:
    found = []
    for path in paths:
        copy = copied(path)
        Path(copy).write_bytes(_changed(path.read_bytes(), lambda content: COMMENTS.sub(b"", content)))
        save = [("save", str(saved_in / path.name), WORD)] if saved_in else []
        found.append(office().ask([("view", copy), ("command", command), ("texts",), *save, ("close",)]))
    return found


COMMENTS = re.compile(rb"<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*/>")


def _lines(deed: Deed, before: Texts, bookmark: str) -> list[Sequence[str]]:
    tracked = deed.by and deed.kind != "comment"
    start: list[Sequence[str]] = [("tracked", "yes" if tracked else "no")]
    if tracked:
        start.append(("signed", f"{deed.by}{BETWEEN}{deed.on}"))
    number, place = str(deed.paragraph), (deed.old, str(deed.nth))
    if deed.kind == "autocorrect":
        return start + [("replace", number, *words) for words in reversed(autocorrected(before[deed.paragraph]))]
    arguments: dict[str, Sequence[str]] = {
        "replace": (*place, deed.new),
        "insert": (*place, deed.new),
        "insert paragraph": (deed.new,),
        "move": (str(deed.to),),
        "insert row": deed.cells,
        "type": (deed.new,),
        "comment": (*place, bookmark),
        "split": place,
        "bold": place,
        "italic": place,
    }
    return [*start, (deed.kind, number, *arguments.get(deed.kind, ()))]


def autocorrected(text: str) -> list[tuple[str, str, str]]:
    """Each straight quotation mark and lonely hyphen, which of its kind it is, and what Word makes of it in typing."""
    found = []
    for sign in re.finditer(r"""["']|(?<= )-(?= )""", text):
        opens = not text[: sign.start()] or text[sign.start() - 1] in " ([“‘"
        better = {'"': "”“"[opens], "'": "’‘"[opens], "-": "–"}[sign[0]]
        found.append((sign[0], str(text[: sign.start()].count(sign[0])), better))
    return found


BETWEEN = "⁞"  # stands between an author and a date for as long as LibreOffice has them
SIGNED = re.compile(f'(w:author="[^"]*){BETWEEN}([^"]*)" w:date="[^"]*"'.encode())


def _put_profile(user: Path) -> None:
    library = user / "basic" / "Standard"
    library.mkdir(parents=True)
    macros = html.escape(MACROS.read_text("utf-8"), quote=False)
    (library / "Office.xba").write_text(MODULE.format(macros), "utf-8")
    (library / "script.xlb").write_text(LIBRARY, "utf-8")
    (user / "basic" / "script.xlc").write_text(LIBRARIES, "utf-8")
    (user / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")


XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
OPEN = 'xmlns:{0}="http://openoffice.org/2000/{0}"'
MODULE = (
    f'{XML}<script:module {OPEN.format("script")} script:name="Office" script:language="StarBasic">{{}}</script:module>'
)
LIBRARY = (
    f'{XML}<library:library {OPEN.format("library")} library:name="Standard" library:readonly="false">'
    '<library:element library:name="Office"/></library:library>'
)
LIBRARIES = (
    f'{XML}<library:libraries {OPEN.format("library")}><library:library library:name="Standard" library:link="false"/>'
    "</library:libraries>"
)
# As if it had been started before: the first start puts empty macros in the place of ours.
SETTINGS = (
    f'{XML}<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/Office">'
    '<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>'
)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\b").replace("\n", "\\n").replace("\t", "\\t")


def _unescaped(word: str) -> str:
    return word.replace("\\t", "\t").replace("\\n", "\n").replace("\\b", "\\")
