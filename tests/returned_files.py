"""Word files as they come back: edited in their XML, as people do it in Word, with recorded changes and without."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from jarpub.build.output.sent import remember_marks
from jarpub.build.release import Release
from jarpub.build.target import theme_of
from jarpub.formats import writer
from jarpub.formats.docx.sent_mark import mark_in
from jarpub.project.paths import Project
from jarpub.web.returned.edits import Change, ReturnedEdits
from jarpub.web.returned.judged import returned_edits
from jarpub.web.returned.project_now import standing_of, typed_now
from jarpub.web.words.places import File
from jarpub.web.words.standing import Standing

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT = "word/document.xml"
ANN = ("Ann Example", "2009-04-01T10:00:00Z")


def sent(project: Project, key: str) -> bytes:
    """The Word file of a publication, as a build makes it of a draft."""
    standing, _ = as_it_stands(project, project.source.read_bytes())
    release = next(each for each in standing.releases if each.publication.key == key)
    return written(project, release)


def remembered(project: Project, key: str) -> bytes:
    """The same, of which the build has kept the plan."""
    data = sent(project, key)
    remember_of(project, data)
    return data


def written(project: Project, release: Release) -> bytes:
    """The Word file of a release."""
    theme = theme_of(project, release.publication, as_it_stands(project, project.source.read_bytes())[0].sources.brand)
    return writer("docx").write(release.page, theme).content


def remember_of(project: Project, data: bytes) -> None:
    """Keep the plan of a file as a build does."""
    remember_marks(project, project.source.read_bytes(), [mark_in(data)])


def edits_in(project: Project, data: bytes, name: str = "back.docx") -> ReturnedEdits:
    """What a file changes."""
    standing, typed = as_it_stands(project, project.source.read_bytes())
    return returned_edits(project, standing, data, name, typed)


@lru_cache(maxsize=4)
def as_it_stands(project: Project, _: bytes) -> tuple[Standing, Mapping[File, Any]]:
    """A project as it stands; most tests look at the same."""
    return standing_of(project), typed_now(project)


def change_of(edits: ReturnedEdits, name: str) -> Change:
    """The one change of a value."""
    (found,) = [each for each in edits.changes if each.name == name]
    return found


def with_part(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with another text in one of its parts, which may be new."""
    with ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts.get(part, b"").decode()).encode()
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def without_part(data: bytes, part: str) -> bytes:
    """The file without a part, as a program leaves it that does not know it; what refers to it is gone, too."""
    with ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != part}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<[^<>]*%s[^<>]*/>" % part.encode(), b"", parts[name])
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def retyped(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """The file with words in the place of others, typed over without a record."""

    def change(document: str) -> str:
        for old, new in pairs:
            assert escape(old, quote=False) in document, old
            document = document.replace(escape(old, quote=False), escape(new, quote=False), 1)
        return document

    return with_part(data, DOCUMENT, change)


def paragraph_with(root: etree._Element, words: str) -> etree._Element:
    """The paragraph that says this."""
    return next(each for each in root.iter(f"{W}p") if words in "".join(t.text or "" for t in each.iter(f"{W}t")))


def edited(data: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """The file with another tree of its text."""

    def write(document: str) -> str:
        root = etree.fromstring(document.encode())
        change(root)
        return etree.tostring(root, encoding="unicode")

    return with_part(data, DOCUMENT, write)


def tracked(data: bytes, *pairs: tuple[str, str], by: tuple[str, str] = ANN) -> bytes:
    """The file with words in the place of others, recorded as somebody's; either may be empty."""

    def change(root: etree._Element) -> None:
        for old, new in pairs:
            behind, old_words = old.partition("|")[::2] if "|" in old else ("", old)
            _track(root, behind, old_words, new, by)

    return edited(data, change)


def _track(root: etree._Element, behind: str, old: str, new: str, by: tuple[str, str]) -> None:
    text = next(each for each in root.iter(f"{W}t") if behind + old in (each.text or ""))
    run = text.getparent()
    before, _, after = (text.text or "").partition(behind + old)
    pieces = [_run(run, before + behind)]
    pieces += [_recorded("del", by, _run(run, old, "delText"))] if old else []
    pieces += [_recorded("ins", by, _run(run, new))] if new else []
    pieces.append(_run(run, after))
    for piece in pieces:
        run.addprevious(piece)
    run.getparent().remove(run)


def _run(like: etree._Element, words: str, tag: str = "t") -> etree._Element:
    run = etree.fromstring(etree.tostring(like))
    for each in run.findall(f"{W}t"):
        run.remove(each)
    run.tail = None
    etree.SubElement(run, W + tag, {SPACE: "preserve"}).text = words
    return run


def _recorded(tag: str, by: tuple[str, str], *inside: etree._Element) -> etree._Element:
    element = etree.Element(W + tag, {f"{W}id": "900", f"{W}author": by[0], f"{W}date": by[1]})
    element.extend(inside)
    return element


def commented(data: bytes, about: str, said: str, by: tuple[str, str] = ANN) -> bytes:
    """The file with a comment on some words."""
    comments = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="7" w:author="{by[0]}" w:date="{by[1]}" w:initials="AE">'
        f"<w:p><w:r><w:t>{escape(said)}</w:t></w:r></w:p></w:comment></w:comments>"
    )

    def mark(root: etree._Element) -> None:
        text = next(each for each in root.iter(f"{W}t") if about in (each.text or ""))
        run = text.getparent()
        run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": "7"}))
        run.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": "7"}))

    data = with_part(edited(data, mark), "word/comments.xml", lambda _: comments)
    related = (
        '<Relationship Id="rIdC" Target="comments.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    return with_part(data, "word/_rels/document.xml.rels", lambda each: each.replace("</Relationships>", related))


def new_paragraph(words: str, like: etree._Element) -> etree._Element:
    """A paragraph with these words and the properties of another."""
    made = etree.Element(f"{W}p")
    properties = like.find(f"{W}pPr")
    if properties is not None:
        made.append(etree.fromstring(etree.tostring(properties)))
    run = etree.SubElement(made, f"{W}r")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = words
    return made


def with_line_below(data: bytes, words: str, new: str) -> bytes:
    """The file with one more paragraph below the one that says this."""

    def change(root: etree._Element) -> None:
        above = paragraph_with(root, words)
        above.addnext(new_paragraph(new, above))

    return edited(data, change)


def names(edits: ReturnedEdits) -> Iterable[str]:
    """The values that are changed."""
    return [each.name for each in edits.changes]
