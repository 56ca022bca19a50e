"""The text of a file that somebody saved."""

import re
import unicodedata

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location

ENCODING = Code("file.encoding", "A file is saved in another encoding than UTF-8.")
KIND = Code("file.kind", "A file is no plain text: it is a Word document, a web page or the like.")
UNPRINTABLE_CHARACTER = Code("file.character", "A text has a character that no page can show.")
# Control characters, halves of characters, and signs that no page can show.
UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufff8\ufffc\ufffd\U00010000-\U0010ffff]")
# Spaces other than the common one, and signs that nobody sees.
INVISIBLE = re.compile(
    "[\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb]"
)
NAMES = {
    "\x0b": "line break of Word",
    "\x0c": "page break",
    "\x85": "invisible line break",
    "\u2028": "line break of Word",
    "\u2029": "invisible end of a paragraph",
    "\0": "damaged character",
    "\ufeff": "invisible mark of an encoding",
}
BREAKS = "\x0b\x0c\x85\u2028\u2029"
OTHER_KINDS = (
    (re.compile(rb"\{\\rtf"), "rich text (RTF)"),
    (re.compile(rb"PK\x03\x04"), "a Word document or a ZIP archive"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of an old Word or Excel"),
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|head|body|meta)\b", re.IGNORECASE), "a web page"),
)
UNICODE_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
UNICODE_16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, file: str) -> str:
    """The text of a file saved as UTF-8, with line ends as newlines and no byte order mark; raises DiagnosticsError."""
    text, diagnostics = decoded(data, file)
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    return text


def decoded(data: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """The same with a space for each character that no page can show, and what is wrong with these."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        raise DiagnosticsError([_encoded_otherwise(_location(file, before, len(before)), _encoding(data))]) from None
    if "\0" in text:
        _refuse_zeros(data, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _unprintable(text, file) if UNPRINTABLE.search(text) else []  # nearly always there is none
    return (UNPRINTABLE.sub(" ", text) if found else text), found


def refuse_other_kinds(data: bytes, file: str) -> None:
    """Raise DiagnosticsError where a file is no plain text, or another kind of it."""
    kind = next((kind for pattern, kind in OTHER_KINDS if pattern.match(data)), None)
    if kind:
        hint = "restore the copy that was saved before, or save it once more as plain text (in Word: Plain Text, UTF-8)"
        message = f"the file is {kind}, and plain text is meant"
        raise DiagnosticsError([Diagnostic(KIND, Location(file, 1, 1), message, hint)])


def name_of(sign: str) -> str:
    """What people call a sign that they cannot see."""
    name = NAMES.get(sign) or unicodedata.name(sign, "character").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(sign):04X})"


def _encoding(data: bytes) -> str:
    if data.startswith(UNICODE_32):
        return "UTF-32"
    return "UTF-16" if data.startswith(UNICODE_16) else "another encoding than UTF-8"


def _refuse_zeros(data: bytes, file: str) -> None:
    """Raise DiagnosticsError where zero bytes are more than a slip: half of what every letter has, or all there is."""
    if not data.strip(b"\0"):
        message, hint = "the file was damaged: it has no text in it", "restore the copy that was saved before"
        raise DiagnosticsError([Diagnostic(KIND, Location(file, 1, 1), message, hint)])
    share = data.count(0) / len(data)
    if share > 0.3:  # noqa: PLR2004  # of a text in English in UTF-16 nearly the half, in UTF-32 three quarters
        encoding = "UTF-32" if share > 0.6 else "UTF-16"  # noqa: PLR2004
        raise DiagnosticsError([_encoded_otherwise(Location(file, 1, 1), encoding)])


def _encoded_otherwise(location: Location, encoding: str) -> Diagnostic:
    hint = 'save it as UTF-8 (in Notepad: Save as, Encoding "UTF-8")'
    return Diagnostic(ENCODING, location, f"the file is saved as {encoding}", hint)


def _unprintable(text: str, file: str) -> list[Diagnostic]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in UNPRINTABLE.finditer(line):
            sign, location = match[0], Location(file, number, match.start() + 1)
            hint = "type a space in its place" if sign in BREAKS else "delete it or type it again"
            found.append(
                Diagnostic(UNPRINTABLE_CHARACTER, location, f"{name_of(sign)} cannot be printed", hint, quote=sign)
            )
    return found


def _location(file: str, text: str, offset: int) -> Location:
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)
