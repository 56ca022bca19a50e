"""The text of a file that somebody saved."""

import re

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location

ENCODING = Code("file.encoding", "A file is saved in another encoding than UTF-8.")
UNPRINTABLE_CHARACTER = Code("file.character", "A text has a character that no page can show.")
# Control characters, halves of characters, and signs that no page can show.
UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufff8\ufffc\ufffd\U00010000-\U0010ffff]")


def decode(data: bytes, file: str) -> str:
    """The text of a file saved as UTF-8, with line ends as newlines and no byte order mark; raises DiagnosticsError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        raise DiagnosticsError([_encoded_otherwise(_location(file, before, len(before)), utf_16=utf_16)]) from None
    if "\0" in text:
        raise DiagnosticsError([_encoded_otherwise(Location(file, 1, 1), utf_16=True)])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    diagnostics = [_unprintable(match, text, file) for match in UNPRINTABLE.finditer(text)]
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    return text


def _encoded_otherwise(location: Location, *, utf_16: bool) -> Diagnostic:
    kind = "UTF-16" if utf_16 else "another encoding than UTF-8"
    return Diagnostic(
        ENCODING, location, f"the file is saved as {kind}", 'save it as UTF-8 (in Notepad: Save as, Encoding "UTF-8")'
    )


def _unprintable(match: re.Match[str], text: str, file: str) -> Diagnostic:
    message = f"the character U+{ord(match[0]):04X} cannot be printed"
    location = _location(file, text, match.start())
    return Diagnostic(UNPRINTABLE_CHARACTER, location, message, "delete it or type it again", quote=match[0])


def _location(file: str, text: str, offset: int) -> Location:
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)
