"""The property of a Word file by which it is known again when it comes back.

Nothing hangs on it: a file that lost it is known by its words.
"""

import re
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

NAME = "docProps/custom.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTY = "jarpub"
OWN = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # under which Word keeps the properties that people add
XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    f'<property fmtid="{OWN}" pid="2" name="{PROPERTY}"><vt:lpwstr>%s</vt:lpwstr></property></Properties>'
)
MARK = re.compile(r"(?P<key>[a-z0-9-]+) (?P<sum>[0-9a-f]{16})")


def mark_of(key: str, text: str) -> str:
    """The mark of a publication by its key, with this text of a document."""
    return f"{key} {sha256(text.encode()).hexdigest()[:16]}"


def property_of(mark: str) -> bytes:
    """The part of a package that holds a mark."""
    return (XML % mark).encode()


def is_mark(content: bytes) -> bool:
    """Whether a part of a package is the mark and nothing else."""
    before, behind = (each.encode() for each in XML.split("%s"))
    inside = content.removeprefix(before).removesuffix(behind)
    return before + inside + behind == content and MARK.fullmatch(inside.decode("utf-8", "replace")) is not None


def mark_in(data: bytes) -> str:
    """The mark of a Word file that was made here; nothing where there is none."""
    try:
        with ZipFile(BytesIO(data)) as package:
            content = package.read(NAME)
    except (BadZipFile, KeyError):
        return ""
    return content.decode().partition("<vt:lpwstr>")[2].partition("<")[0] if is_mark(content) else ""
