"""An OpenDocument package with the same bytes each time."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from jarpub.formats.docx.xml_elements import text
from jarpub.formats.odt.pictures import KINDS
from jarpub.formats.odt.xml_elements import DECLARED, NAMESPACES, VERSION, element
from jarpub.pages.page_tree import Page

MIMETYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
START = '<?xml version="1.0" encoding="UTF-8"?>\n'
MIDNIGHT = "T00:00:00"
# As Word sets text: of the spaces below and above only the larger counts, rows stay with the next where they say so, and
# none of the ways of programs of long ago, which LibreOffice takes where a file does not say.
AS_IN_WORD = {
    "AddExternalLeading": "true",
    "AddParaLineSpacingToTableCells": "true",
    "AddParaSpacingToTableCells": "true",
    "AddParaTableSpacing": "false",
    "AddParaTableSpacingAtStart": "true",
    "ConsiderTextWrapOnObjPos": "true",
    "DoNotJustifyLinesWithManualBreak": "false",
    "DoNotResetParaAttrsForNumFont": "false",
    "IgnoreFirstLineIndentInNumbering": "false",
    "IgnoreTabsAndBlanksForLineCalculation": "true",
    "PropLineSpacingShrinksFirstLine": "true",
    "TableRowKeep": "true",
    "TabsRelativeToIndent": "true",
    "UseFormerLineSpacing": "false",
    "UseFormerObjectPositioning": "false",
    "UseFormerTextWrapping": "false",
    "UseOldNumbering": "false",
}


def part(root: str, *children: str) -> bytes:
    """A part of a package, such as "document-content"."""
    inner = "".join(children)
    return f'{START}<office:{root}{DECLARED} office:version="{VERSION}">{inner}</office:{root}>'.encode()


def meta(page: Page) -> bytes:
    """The properties of a publication, with nothing that depends on the time of day."""
    days = page.days
    said = {
        "meta:initial-creator": page.organisation,
        "meta:creation-date": f"{days.created}{MIDNIGHT}" if days and days.created else "",
        "dc:creator": page.organisation,
        "dc:date": f"{days.modified}{MIDNIGHT}" if days and days.modified else "",
        "dc:language": page.language,
        "dc:subject": page.subject,
        "dc:title": page.title,
    }
    return part("document-meta", element("office:meta", {}, *(element(k, {}, text(v)) for k, v in said.items() if v)))


def settings() -> bytes:
    """How programs set the text."""
    items = [
        element("config:config-item", {"config:name": name, "config:type": "boolean"}, each)
        for name, each in AS_IN_WORD.items()
    ]
    own = element("config:config-item-set", {"config:name": "ooo:configuration-settings"}, *items)
    return part("document-settings", element("office:settings", {}, own)).replace(
        b"<office:document-settings", b'<office:document-settings xmlns:ooo="http://openoffice.org/2004/office"', 1
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a package of these parts: the kind of the file first and not packed, so that it is known by that."""
    written = {"mimetype": MIMETYPE.encode(), **dict(sorted(parts.items())), MANIFEST: _manifest(sorted(parts))}
    target = BytesIO()
    with ZipFile(target, "w") as package:
        for name, data in written.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            entry.create_system = 3
            package.writestr(entry, data)
    return target.getvalue()


def _manifest(names: list[str]) -> bytes:
    own = {"manifest:full-path": "/", "manifest:version": VERSION, "manifest:media-type": MIMETYPE}
    entries = [
        element("manifest:file-entry", own),
        *(
            element("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": _kind(name)})
            for name in names
        ),
    ]
    start = f'<manifest:manifest xmlns:manifest="{NAMESPACES["manifest"]}" manifest:version="{VERSION}">'
    return f"{START}{start}{''.join(entries)}</manifest:manifest>".encode()


def _kind(name: str) -> str:
    return KINDS.get(name.rpartition(".")[2], "text/xml")
