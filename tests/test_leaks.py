"""Nobody's name leaves the building: planted in each place of each format, found in the finished bytes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from conftest import PROJECT, TESTS, approve_all, copied, with_every_gap_filled

from jarpub.build import pipeline, worker
from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.output.manifest import NAME as MANIFEST
from jarpub.build.pipeline import BuildOptions
from jarpub.checks.privacy.dictionary import is_proper
from jarpub.checks.privacy.protected import HiddenPerson, Protected, protected_of
from jarpub.checks.privacy.rules import no_doubtful_names, no_secrets
from jarpub.checks.suite import check_file
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import Fragment, Rendered, reader, writer
from jarpub.formats.docx.svg_reader import fragments_of_svg
from jarpub.pages.page_tree import Element
from jarpub.pages.text_blocks import Block, Run, blocks
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text
from jarpub.project.sources import Sources

SECRET = "Rory Patterson"
KEY = "southwark-life"
SVG = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>"
SVG64 = "PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnPjx0ZXh0PlJvcnkgUGF0dGVyc29uPC90ZXh0Pjwvc3ZnPg=="
HTML_PLANTS = {
    "text": ("</main>", f"<p>{SECRET}</p></main>", "the text"),
    "text in pieces": ("</main>", "<p><b>Ro</b>ry <em>Patt</em>erson</p></main>", "the text"),
    "text as entities": ("</main>", "<p>R&#111;ry&nbsp;Patters&shy;on</p></main>", "the text"),
    "hidden text": ("</main>", f"<p hidden>{SECRET}</p></main>", "the text"),
    "a comment": ("</main>", f"<!-- {SECRET} --></main>", "a comment"),
    "a comment before the page": ("<html", f"<!-- {SECRET} --><html", "a comment"),
    "an attribute": ("<article", f'<article title="{SECRET}"', "the attribute title of article"),
    "an id": ("<article", '<article id="rory-patterson"', "the attribute id of article"),
    "an alternative text": ("</main>", f'<img alt="{SECRET}"></main>', "the attribute alt of img"),
    "the title": ("<title>", f"<title>{SECRET}: ", "the title"),
    "a meta element": ("<meta charset", f'<meta name="author" content="{SECRET}"><meta charset', "the attribute content of meta"),
    "a style": ("<style>", f'<style>p::after {{ content: "{SECRET}" }} ', "the style"),
    "linked data": ('{"@context"', '{"@type": "R\\u006fry Patterson", "@context"', "the linked data"),
    "a name of linked data": ('{"@context"', f'{{"{SECRET}": [{{"x": 1}}], "@context"', "the linked data"),
    "a list in linked data": ('{"@context"', '{"a": [["Rory Patters\\u006fn"]], "@context"', "the linked data"),
    "linked data that is none": ('{"@context"', f"{SECRET} {{", "the linked data"),
    "what is shared": ("<meta charset", f'<meta property="og:title" content="{SECRET}"><meta charset', "the attribute content of meta"),
    "a name of what is shared": ("<meta charset", f'<meta property="og:{SECRET}" content="x"><meta charset', "the attribute property of meta"),
    "the address of the page": ("<meta charset", '<link rel="canonical" href="https://x.org/rory-patterson"><meta charset', "the attribute href of link"),
    "a script": ("</body>", f"<script>var x = '{SECRET}'</script></body>", "the script"),
    "an SVG": ("</main>", f"{SVG}</main>", "the text"),
    "the title of an SVG": ("</main>", f"<svg><title>{SECRET}</title></svg></main>", "the text"),
    "a data address": ("</main>", f'<img src="data:image/svg+xml,{SVG.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")}"></main>', "a data: address in the attribute src of img"),
    "a data address in base64": ("</main>", f'<img src="data:image/svg+xml;base64,{SVG64}"></main>', "a data: address in the attribute src of img"),
    "a data address in a style": ("<style>", f"<style>p {{ background: url(data:image/svg+xml;base64,{SVG64}) }} ", "a data: address in the style"),
    "an address": ("<article", '<article data-x="mailto:r.patterson@southwark.gov.uk"', "the attribute data-x of article"),
}  # fmt: skip


def plant_html(content: bytes, find: str, put: str) -> bytes:
    text = content.decode()
    assert find in text
    return text.replace(find, put, 1).encode()


def in_word(part: str, find: str, put: str) -> Callable[[bytes, str], bytes]:
    """Plants in a part of the package; a part that is not there is added."""

    def plant(content: bytes, secret: str = SECRET) -> bytes:
        target = BytesIO()
        with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as again:
            for name in source.namelist():
                data = source.read(name)
                if name == part:
                    assert find.encode() in data
                    data = data.replace(find.encode(), put.replace(SECRET, secret).encode(), 1)
                again.writestr(name, data)
            if part not in source.namelist():
                again.writestr(part, put.replace(SECRET, secret))
        return target.getvalue()

    return plant


def paragraph(words: str) -> str:
    return f"<w:p>{words}</w:p><w:sectPr>"


def picture(inside: str, around: str = "") -> Callable[[bytes, str], bytes]:
    """Plants in an SVG picture that has shapes as those of this project have."""
    shape = '<path d="M1 2L3.5 4Z" fill="#0b4f6c" stroke-linecap="round"/>'
    return in_word(
        "word/media/picture99.svg",
        "",
        f'{around}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shape}{inside}</svg>',
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = f"<w:r><w:t>{SECRET}</w:t></w:r>"
BODY = "word/document.xml"
WORD_PLANTS = {
    "text": (in_word(BODY, "<w:sectPr>", paragraph(RUN)), BODY),
    "text in pieces": (in_word(BODY, "<w:sectPr>", paragraph("<w:r><w:t>Ro</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ry </w:t></w:r><w:r><w:t>Patterson</w:t></w:r>")), BODY),
    "hidden text": (in_word(BODY, "<w:sectPr>", paragraph(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r>")), BODY),
    "deleted text": (in_word(BODY, "<w:sectPr>", paragraph(f'<w:del w:id="9"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>')), BODY),
    "a field code": (in_word(BODY, "<w:sectPr>", paragraph(f"<w:r><w:instrText>AUTHOR {SECRET}</w:instrText></w:r>")), BODY),
    "the tag of a content control": (in_word(BODY, "<w:sectPr>", '<w:sdt><w:sdtPr><w:tag w:val="rory-patterson"/></w:sdtPr></w:sdt><w:sectPr>'), "attribute val of tag"),
    "an alternative text": (in_word(BODY, "<w:sectPr>", f'<w:p><w:r><w:drawing><docPr descr="{SECRET}"/></w:drawing></w:r></w:p><w:sectPr>'), "attribute descr of docPr"),
    "a bookmark": (in_word(BODY, "<w:sectPr>", '<w:p><w:bookmarkStart w:id="9" w:name="Rory_Patterson"/></w:p><w:sectPr>'), "attribute name of bookmarkStart"),
    "who tracked a change": (in_word(BODY, "<w:sectPr>", f'<w:p><w:ins w:id="9" w:author="{SECRET}"/></w:p><w:sectPr>'), "attribute author of ins"),
    "an XML comment": (in_word(BODY, "<w:body>", f"<w:body><!-- {SECRET} -->"), "a comment in word/document.xml"),
    "a header": (in_word("word/header9.xml", "", f"<w:hdr {W}><w:p>{RUN}</w:p></w:hdr>"), "word/header9.xml"),
    "a footer": (in_word("word/footer1.xml", "<w:p>", f"<w:p>{RUN}</w:p><w:p>"), "word/footer1.xml"),
    "the comments": (in_word("word/comments.xml", "", f'<w:comments {W}><w:comment w:author="x"><w:p>{RUN}</w:p></w:comment></w:comments>'), "word/comments.xml"),
    "initials on a comment": (in_word("word/comments.xml", "", f'<w:comments {W}><w:comment w:initials="RP"/></w:comments>'), "attribute initials of comment"),
    "the properties": (in_word("docProps/core.xml", "</cp:coreProperties>", f"<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"), "docProps/core.xml"),
    "the company": (in_word("docProps/app.xml", "</Properties>", f"<Manager>{SECRET}</Manager></Properties>"), "docProps/app.xml"),
    "custom XML": (in_word("customXml/item1.xml", "", "<plan><lead><first>Rory</first><last>Patterson</last></lead></plan>"), "customXml/item1.xml"),
    "the target of a link": (in_word("word/_rels/document.xml.rels", "</Relationships>", '<Relationship Id="x" Type="y" Target="mailto:rory%2Epatterson@example.org" TargetMode="External"/></Relationships>'), "attribute Target of Relationship"),
    "the name of a part": (in_word("word/media/rory-patterson.bin", "", "x"), "the name of a part"),
    "an embedded file": (in_word("word/embeddings/notes.txt", "", f"From {SECRET}"), "word/embeddings/notes.txt"),
    "the text of a picture": (picture(f"<text>{SECRET}</text>"), "word/media/picture99.svg"),
    "the text of a picture in pieces": (picture("<text><tspan>Ro</tspan>ry <tspan x='9'>Patter</tspan><tspan>son</tspan></text>"), "word/media/picture99.svg"),
    "the text of a picture in entities": (picture("<text>&#82;ory P&#x61;tterson</text>"), "word/media/picture99.svg"),
    "the title of a picture": (picture(f"<title>{SECRET}</title>"), "word/media/picture99.svg"),
    "the description of a picture": (picture(f"<desc>{SECRET}</desc>"), "word/media/picture99.svg"),
    "an attribute of a picture": (picture(f'<g data-name="{SECRET}"/>'), "word/media/picture99.svg"),
    "an id in a picture": (picture('<g id="rory-patterson"/>'), "word/media/picture99.svg"),
    "a class in a picture": (picture('<path class="rory-patterson" d="M1 2"/>'), "word/media/picture99.svg"),
    "the path of a picture": (picture(f'<path d="{SECRET}"/>'), "word/media/picture99.svg"),
    "the name of an element of a picture": (picture("<rory-patterson/>"), "word/media/picture99.svg"),
    "a name space of a picture": (picture('<g xmlns:x="http://example.org/rory-patterson"/>'), "word/media/picture99.svg"),
    "a comment in a picture": (picture(f"<!-- {SECRET} -->"), "word/media/picture99.svg"),
    "an instruction in a picture": (picture(f"<?{'x'} {SECRET}?>"), "word/media/picture99.svg"),
    "the document type of a picture": (picture("", f'<!DOCTYPE svg [<!ENTITY a "{SECRET}">]>'), "word/media/picture99.svg"),
    "a comment before a picture": (picture("", f"<!-- {SECRET} -->"), "word/media/picture99.svg"),
    "a style in a picture": (picture(f"<style>.{SECRET.replace(' ', '-')} {{ fill: red }}</style>"), "word/media/picture99.svg"),
    "a style of escapes in a picture": (picture(r"<style>.a { --x: '\52 ory \50 atterson' }</style>"), "a style in word/media/picture99.svg"),
    "a picture in a picture": (picture(f'<image href="data:image/svg+xml;base64,{SVG64}"/>'), "a data: address in word/media/picture99.svg"),
    "what is no picture": (in_word("word/media/picture99.svg", "", f"<svg>{SECRET}"), "word/media/picture99.svg"),
    "the metadata of a picture": (in_word("word/media/a.png", "", f"\x89PNG\x00\xff\xfeAuthor {SECRET}\x00"), "word/media/a.png"),
}  # fmt: skip


END = "</office:text>"
OPENDOCUMENT_PLANTS = {
    "text": (in_word("content.xml", END, f"<text:p>{SECRET}</text:p>{END}"), "content.xml"),
    "text in pieces": (in_word("content.xml", END, f"<text:p>Ro<text:span>ry P</text:span>atterson</text:p>{END}"), "content.xml"),
    "deleted text": (in_word("content.xml", END, f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{SECRET}</text:p></text:deletion></text:changed-region></text:tracked-changes>{END}"), "content.xml"),
    "an alternative text": (in_word("content.xml", END, f"<text:p><draw:frame><svg:desc>{SECRET}</svg:desc></draw:frame></text:p>{END}"), "content.xml"),
    "a bookmark": (in_word("content.xml", END, f'<text:p><text:bookmark text:name="Rory_Patterson"/></text:p>{END}'), "attribute name of bookmark"),
    "the target of a link": (in_word("content.xml", END, f'<text:p><text:a xlink:href="mailto:rory%2Epatterson@example.org">x</text:a></text:p>{END}'), "attribute href of a"),
    "a comment": (in_word("content.xml", END, f"<text:p><office:annotation><dc:creator>{SECRET}</dc:creator></office:annotation></text:p>{END}"), "content.xml"),
    "an XML comment": (in_word("content.xml", END, f"<!-- {SECRET} -->{END}"), "a comment in content.xml"),
    "a footer": (in_word("styles.xml", "</style:footer>", f"<text:p>{SECRET}</text:p></style:footer>"), "styles.xml"),
    "a style": (in_word("styles.xml", "</office:styles>", '<style:style style:name="Rory_20_Patterson" style:family="text"/></office:styles>'), "attribute name of style"),
    "the properties": (in_word("meta.xml", "</office:meta>", f"<meta:printed-by>{SECRET}</meta:printed-by></office:meta>"), "meta.xml"),
    "the settings": (in_word("settings.xml", "</config:config-item-set>", f'<config:config-item config:name="PrinterName" config:type="string">{SECRET}</config:config-item></config:config-item-set>'), "settings.xml"),
    "the name of a part": (in_word("Pictures/rory-patterson.bin", "", "x"), "the name of a part"),
    "the text of a picture": (in_word("Pictures/x.svg", "", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SECRET}</text></svg>'), "Pictures/x.svg"),
    "an object inside": (in_word("Object 1/content.xml", "", f"<a>{SECRET}</a>"), "Object 1/content.xml"),
}  # fmt: skip


def in_pdf(change: Callable[[Any, str], None]) -> Callable[[bytes, str], bytes]:
    def plant(content: bytes, secret: str = SECRET) -> bytes:
        target = BytesIO()
        with pikepdf.open(BytesIO(content)) as pdf:
            change(pdf, secret)
            pdf.save(target)
        return target.getvalue()

    return plant


def draw(pdf: Any, operators: str) -> None:
    page = pdf.pages[0]
    page.Resources.Font["/Plain"] = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    page.contents_add(pdf.make_stream(f"BT /Plain 12 Tf {operators} ET".encode()))


def first_element(pdf: Any, kind: str) -> Any:
    return next(
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name(kind)
    )


def annotate(pdf: Any, **entries: Any) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 1, 1], **entries)
    pdf.pages[0].Annots = pikepdf.Array([*pdf.pages[0].get("/Annots", []), pdf.make_indirect(note)])


def with_drawing(pdf: Any, secret: str) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    form = pdf.make_stream(
        f"BT /Plain 12 Tf ({secret}) Tj ET".encode(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 9, 9],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(Plain=font)),
    )
    annotate(pdf, Subtype=pikepdf.Name.Stamp, AP=pikepdf.Dictionary(N=form))


def with_xmp(pdf: Any, secret: str) -> None:
    data = pdf.Root.Metadata.read_bytes().replace(
        b"</rdf:RDF>",
        f'<rdf:Description rdf:about=""><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{secret}</dc:creator></rdf:Description></rdf:RDF>'.encode(),
    )
    pdf.Root.Metadata.write(data)


PDF_PLANTS = {
    "text on the page": (lambda pdf, secret: draw(pdf, f"({secret}) Tj"), "page 1"),
    "text in pieces": (lambda pdf, secret: draw(pdf, "[(Ro) 20 (ry P) 20 (atterson)] TJ"), "page 1"),
    "invisible text": (lambda pdf, secret: draw(pdf, f"3 Tr ({secret}) Tj"), "page 1"),
    "text said for other letters": (lambda pdf, secret: draw(pdf, f"/Span << /ActualText ({secret}) >> BDC (x) Tj EMC"), "page 1"),
    "text in the tag tree": (lambda pdf, secret: first_element(pdf, "/H1").__setitem__("/ActualText", secret), "a text that stands for drawn letters"),
    "an alternative text": (lambda pdf, secret: first_element(pdf, "/H1").__setitem__("/Alt", secret), "an alternative text"),
    "the document information": (lambda pdf, secret: pdf.docinfo.__setitem__("/Author", secret), "the author"),
    "an entry of its own": (lambda pdf, secret: pdf.docinfo.__setitem__("/Checked", secret), "the entry Checked"),
    "the metadata": (with_xmp, "the metadata (XMP)"),
    "a bookmark": (lambda pdf, secret: pdf.Root.Outlines.First.__setitem__("/Title", secret), "the title of the document or of a bookmark"),
    "the target of a link": (lambda pdf, secret: annotate(pdf, Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="mailto:rory.patterson@example.org")), "the target of a link"),
    "the words of an annotation": (lambda pdf, secret: annotate(pdf, Subtype=pikepdf.Name.Text, Contents=secret), "the words of an annotation"),
    "the drawing of an annotation": (with_drawing, "a drawing"),
    "an attachment": (lambda pdf, secret: pdf.attachments.__setitem__("notes.txt", pikepdf.AttachedFileSpec(pdf, f"From {secret}".encode(), filename="notes.txt")), "an attachment"),
    "the name of an attachment": (lambda pdf, secret: pdf.attachments.__setitem__("rory-patterson.txt", pikepdf.AttachedFileSpec(pdf, b"x", filename="rory-patterson.txt")), "the name of an attachment"),
    "a destination": (lambda pdf, secret: pdf.Root.__setitem__("/Names", pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=["rory-patterson", pdf.pages[0].obj]))), "the name of an attachment or of a place"),
}  # fmt: skip

PLANTS: dict[str, tuple[str, Callable[..., bytes], str]] = {
    **{f"html: {name}": ("html", lambda content, secret=SECRET, find=find, put=put: plant_html(content, find, put.replace(SECRET, secret)), channel) for name, (find, put, channel) in HTML_PLANTS.items()},
    **{f"docx: {name}": ("docx", plant, channel) for name, (plant, channel) in WORD_PLANTS.items()},
    **{f"odt: {name}": ("odt", plant, channel) for name, (plant, channel) in OPENDOCUMENT_PLANTS.items()},
    **{f"pdf: {name}": ("pdf", in_pdf(change), channel) for name, (change, channel) in PDF_PLANTS.items()},
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_name_stops_the_build(
    name: str, file_of: Callable[[str], Artifact], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    format, plant, channel = PLANTS[name]
    content = file_of(f"{KEY}.{format}").content
    planted = SimpleNamespace(files=writer(format).files, write=lambda page, theme: Rendered(plant(content)))
    monkeypatch.setattr(worker, "writer", lambda _: planted)
    project = Project(**{**vars(PROJECT), "output": tmp_path / "output"})
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions([KEY], [format]))
    said = [str(diagnostic) for diagnostic in refused.value.diagnostics if "Patterson" in diagnostic.message]
    assert any(f"output/{KEY}.{format}: {channel}" in each or f", {channel}" in each for each in said), said
    assert not (project.output / MANIFEST).exists()


# Each of somebody else, so that none hides another.
SPELLINGS = {
    "Rory Patterson": "the Pattersons", "Kerry Crichlow": "@kcrichlow", "Malcolm Ward": "MR WARD", "Chris Domoney": "Do-\nmoney",
    "Chris Saunders": "S a u n d e r s", "Gwen Sinnott": "G. S.", "Cliff Robinson": "img_robinson2", "Gwen Kennedy": "GwenK said; KennedyG",
    "Pauline Armour": "Armour, Pauline", "Karl Murray": "k.murray@example.org", "Terry Parkin": "%50arkin", "Victor Olissa": "Olissa's",
    "Clare Smith": "Lead: Smith", "Christine McInnes": "Mc Innes", "Johnathan Toy": "TOY, J.",
}  # fmt: skip
# Where letters of all alphabets can stand: PDF text is drawn in a font that has few.
DISGUISES = {
    "Rory Patterson": "Pаttеrsоn", "Kerry Crichlow": "ⓒⓡⓘⓒⓗⓛⓞⓦ", "Chris Domoney": "Dom\u00adon\u200bey",
    "Gwen Sinnott": "Ｓｉｎｎｏｔｔ", "Cliff Robinson": "Ŕöbïnsøn", "Gwen Kennedy": "🅚🅔🅝🅝🅔🅓🅨", "Karl Murray": "𝗠𝘂𝗿𝗿𝗮𝘆",
}  # fmt: skip
ENCODED = {
    name
    for name in PLANTS
    if "data address" in name or "entities" in name or "in pieces" in name or "in base64" in name
}
DRAWN = {
    "pdf: text on the page",
    "pdf: invisible text",
    "pdf: text said for other letters",
    "pdf: the drawing of an annotation",
}
FIXED = {"odt: a bookmark", "odt: a style", "odt: the name of a part", "odt: the target of a link", "html: an id", "html: an address", "html: linked data", "html: a list in linked data", "html: the address of the page", "docx: the tag of a content control", "docx: a bookmark", "docx: initials on a comment", "docx: custom XML",
         "docx: an id in a picture", "docx: a class in a picture", "docx: the name of an element of a picture",
         "docx: a name space of a picture", "docx: a style in a picture", "docx: a style of escapes in a picture", "docx: a picture in a picture",
         "docx: the target of a link", "docx: the name of a part", "pdf: text in pieces", "pdf: the target of a link", "pdf: the name of an attachment", "pdf: a destination"}  # fmt: skip


@pytest.fixture(scope="module")
def finals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The press copy as finals: with every gap answered, all wording approved, and made by somebody."""
    project = copied(tmp_path_factory.mktemp("answered"))
    project.source.write_text(with_every_gap_filled(project.source.read_text("utf-8")), "utf-8")
    approve_all(project)
    (final,) = pipeline.make_finals(project, [KEY], "Ann Example", "2009-03-31")
    target = SimpleNamespace(protected=protected_of(load_sources(project).plan, final.release.publication))
    return {
        path.suffix[1:]: SimpleNamespace(
            name=path.name, content=path.read_bytes(), release=final.release, target=target
        )
        for path in final.folder.iterdir()
    }


def test_a_name_is_found_in_each_picture_of_a_word_file_and_nothing_without_it(
    file_of: Callable[[str], Artifact],
) -> None:
    """Both sides, in pictures that the writer made: nothing is said of them as they are, and of one word more it is."""
    artifact = file_of("young-peoples-summary.docx")
    with ZipFile(BytesIO(artifact.content)) as package:
        pictures = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".svg")}
    assert len(pictures) == 22
    for name, svg in pictures.items():
        assert list(fragments_of_svg(svg.encode(), name)) == []
        for planted in (
            svg.replace("</svg>", f"<text>{SECRET}</text></svg>"),
            svg.replace("<svg", f"<svg id='{SECRET}'", 1),
            svg.replace(' d="', f' d="{SECRET} ', 1) if ' d="' in svg else svg.replace(' cx="', f' cx="{SECRET} ', 1),
            svg.replace(">", f"><desc>{SECRET}</desc>", 1),
        ):
            found = [each.words for each in fragments_of_svg(planted.encode(), name)]
            assert any("Rory" in words and "Patterson" in words for words in found), planted[:300]


@pytest.mark.parametrize("name", sorted(PLANTS.keys() - ENCODED - FIXED))
def test_every_spelling_is_found_in_every_channel(
    name: str, finals: dict[str, Any], file_of: Callable[[str], Artifact]
) -> None:
    format, plant, _ = PLANTS[name]
    for secrets in (SPELLINGS, *([] if name in DRAWN else [DISGUISES])):
        for artifact in (finals[format], file_of(f"{KEY}.{format}")):
            content = plant(artifact.content, " | ".join(secrets.values()))
            protected, publication, page = (
                artifact.target.protected, artifact.release.publication, artifact.release.page
            )  # fmt: skip
            extract = reader(format).extract(content)
            said = " ".join(each.message for each in check_file(protected, publication, page, artifact.name, extract))
            assert [name for name in secrets if f"of {name}, who" not in said] == []


def test_the_finals_are_finals_and_hold_nothing(finals: dict[str, Any]) -> None:
    """The other side of the plants: the same files without them."""
    for format, each in finals.items():
        assert each.release.page.mark.kind == "stamp"
        extract = reader(format).extract(each.content)
        found = check_file(each.target.protected, each.release.publication, each.release.page, each.name, extract)
        assert list(found) == []


def test_a_name_in_the_logo_is_found_where_it_is_only_an_icon(file_of: Callable[[str], Artifact]) -> None:
    artifact = file_of(f"{KEY}.html")
    page = replace(artifact.release.page, logo=Element("svg", {}, (Element("text", {}, (SECRET,)),)))
    extract = reader("html").extract(artifact.content)
    found = check_file(artifact.target.protected, artifact.release.publication, page, artifact.name, extract)
    assert ["a picture" in each.message for each in found] == [True]


WORDS = TESTS / "names"


def lines(file: str) -> list[str]:
    return [line for line in (WORDS / file).read_text("utf-8").splitlines() if not line.startswith("#")]


@cache
def ordinary_people() -> Protected:
    """People whose names are words, all of them hidden, with their initials."""
    names = lines("surnames-that-are-words.txt")
    return Protected(
        tuple(HiddenPerson(name, (name,), ("".join(re.findall("[A-Z]", name)),)) for name in names), (), (), ()
    )


@pytest.mark.parametrize("words", lines("ordinary-sentences.txt"))
def test_a_true_sentence_names_nobody(words: str) -> None:
    assert said_in(words, ordinary_people()) == []


@pytest.mark.parametrize("name", lines("surnames-that-are-words.txt"))
def test_a_name_that_is_a_word_is_found_where_it_is_a_name(name: str) -> None:
    first, last = name.split()
    for words in (
        f"Ask {name} now.", f"{name.upper()}", f"{last}, {first}", f"Mr {last} wrote it", f"MS {last.upper()}", f"{first[0]}. {last}",
        f"{last} said so", f"and then {last} told us", f"{first.lower()}.{last.lower()}@x.org", f"Ms {last} and others" if is_proper(last.lower()) else f"by {last} and others", f"{last}/KC", f"({last})",
        f"{first}{last}", f"img_{first.lower()}_{last.lower()}.png", f"Speak to {last} first",
    ):  # fmt: skip
        assert any(f"of {name}, who" in each for each in said_in(words, ordinary_people())), words


def test_colleagues_whose_names_are_words_stop_no_publication(project_with: Callable[..., Project]) -> None:
    """All of them at once, in the real publications: their files hold "young", "page", "white" and more."""
    entries = "".join(
        f"  - {{id: word-{number}, name: {name}}}\n" for number, name in enumerate(lines("surnames-that-are-words.txt"))
    )
    project = project_with(plan=("people:\n", f"people:\n{entries}"))
    made = pipeline.make(project, BuildOptions((), ["html", "docx"]))
    assert len(made.artifacts) == 2 * len(made.releases)


def test_the_unplanted_file_goes_out(file_of: Callable[[str], Artifact]) -> None:
    """The plants above are what stops the build: without them the same bytes pass."""
    assert file_of(f"{KEY}.pdf").is_read_back


@cache
def standing() -> Sources:
    return load_sources(PROJECT)


def found(words: str, key: str = "young-peoples-summary") -> list[str]:
    """What the leak gate says of some words in a file of a publication."""
    return said_in(words, secrets_of(key))


@cache
def secrets_of(key: str) -> Protected:
    sources = standing()
    publication = next(each for each in sources.settings.publications if each.key == key)
    return protected_of(sources.plan, publication)


def said_in(words: str, protected: Protected, page: Sequence[Block] = ()) -> list[str]:
    """What the gate says of some words in a file in which all of this must not be."""
    fragments = [Fragment("the text", words)]
    return [each.message for each in no_secrets(protected, SimpleNamespace(key="leaflet"), "x", fragments, page)]


@pytest.mark.parametrize(
    "words",
    [
        "Ask Rory Patterson.", "RORY PATTERSON", "Patterson, Rory", "rory.patterson", "Rory\nPatterson", "RoryPatterson",
        "Mr Patterson said", "Rory said", "ro\u00adry patter\u200bson", "Ｒｏｒｙ Ｐａｔｔｅｒｓｏｎ", "Rôry", "Maggie Donnollan", "Donnollon", "McInnes",
        "rpatterson@southwark.gov.uk", "Lead: RP", "RP leads", "R.P.", "(KC)", "KC/AW", "EA", "ask FR or GW",
        # ordinary words that are used as names
        "Mr Ward", "Malcolm Ward", "Ward, Adrian", "A. Ward", "Ward said so", "ask Ward", "by Ward", "Ms France", "Pauline France",
        "Johnathan Toy", "Toy will call", "when Toy comes", "schools, Ward and others", "Contact: CS", "CS/CD", "by CS", "CS said", "reported to PS by then", "(PS)",
        # terms of the office
        "the CSMT", "reported to SSCB", "AD's", "LAC", "VFM",
    ],
)  # fmt: skip
def test_used_as_a_name(words: str) -> None:
    assert found(words)


@pytest.mark.parametrize(
    "words",
    [
        "Your ward councillor", "Peckham Ward", "a toy", "Toy libraries", "families in France", "moved to France", "PS. Write soon.",
        "PS: we like it", "forward", "reward", "storey", "history", "rp", "Kc", "team", "bailiff", "murrayfield", "smithy",
        "gs1", "EAR", "lead", "Christ", "victory", "hr", "a lac",
    ],
)  # fmt: skip
def test_an_ordinary_word(words: str) -> None:
    assert not found(words)


@pytest.mark.parametrize("written", lines("names-in-disguise.txt"))
def test_a_name_in_disguise(written: str) -> None:
    words = re.sub(r"\\(u[0-9a-f]{4}|n)", lambda found: found[0].encode().decode("unicode_escape"), written)
    assert found(words.replace("\\\\", "\\"))


@pytest.mark.parametrize("words", lines("officers-at-work.txt"))
def test_an_officer_at_work_is_named(words: str) -> None:
    assert said_in(words, secrets_of("young-peoples-summary"), [block_of(words)]) != []


@pytest.mark.parametrize("words", lines("true-words.txt"))
def test_what_is_true_of_everybody(words: str) -> None:
    assert not found(words)


@pytest.mark.parametrize("line", lines("questions.txt"))
def test_what_may_be_somebody_elses_is_asked_about(line: str) -> None:
    """It stops nothing where it stands on a page, and somebody is asked; one question names all whom it may be."""
    words, whose = line.split(" | ")
    protected, page = secrets_of("young-peoples-summary"), [block_of(words)]
    assert said_in(words, protected, page) == []
    assert any(whose in each.message for each in no_doubtful_names(protected, LEAFLET, page))


@pytest.mark.parametrize("words", ["Karl Marx Library", "Patterson Sans", "Rory Draft, 13"])
def test_what_may_be_somebody_elses_is_a_name_where_nobody_is_asked(words: str) -> None:
    """In the properties of a file, or as the name of a font."""
    assert said_in(words, secrets_of("young-peoples-summary"), [block_of("Another page")])


def test_no_true_sentence_makes_a_question_of_what_is_nearly_a_name() -> None:
    """Of the ordinary sentences, all answers and the plan's own words none does."""
    answers = [line.partition(": ")[2] for line in (TESTS / "answers.txt").read_text("utf-8").splitlines()]
    own = [text.words for text in walk(standing().plan) if isinstance(text, Text) and ".name" not in text.id]
    page = [block_of(words) for words in (*lines("ordinary-sentences.txt"), *answers, *own)]
    said = list(no_doubtful_names(secrets_of("young-peoples-summary"), LEAFLET, page))
    assert [each.message for each in said if "nearly" in each.message] == []
    assert [each.quote for each in said] == ["Ward", "Toy"]


def block_of(words: str) -> Block:
    return Block((Run(words, Location("plan.yaml", 1), ""),), (Element("p", {}, (words,)),))


def test_who_may_be_named(project_with: Callable[..., Project]) -> None:
    """A publication that lists somebody may name them, and nobody else."""
    project = project_with(
        publications__yaml=("    wording: press\n", "    wording: press\n    names: [rory-patterson]\n")
    )
    sources = load_sources(project)
    publication = next(each for each in sources.settings.publications if each.key == KEY)
    protected = protected_of(sources.plan, publication)
    said = said_in("Rory Patterson and Kerry Crichlow", protected)
    assert [re.search("name of (.*), who", each)[1] for each in said] == ["Kerry Crichlow"]
    assert not said_in("Mr Patterson, RP", protected)
    assert not found("Rory Patterson, RP", "action-plan")


CONTACTS = (
    'email: "jb7@example.org, jane.b@example.org", phone: "020 7525 1234 ext 12; 07700 900123 or +44 161 496 0000"'
)


@cache
def with_contacts() -> Protected:
    """What is hidden of a plan in which somebody has two addresses and three numbers."""
    text = PROJECT.source.read_text("utf-8")
    entry = "{id: jane-bailey, name: Jane Bailey"
    plan = load_plan(text.replace(entry, f"{entry}, {CONTACTS}", 1).encode(), "plan.yaml")
    return protected_of(plan, standing().settings.publications[1])


@pytest.mark.parametrize(
    "words",
    [
        "JB7@example.org", "<jb7@Example.org>.", "mailto:jb7%40example.org", "jane.b@example.org", "ｊｂ７@example.org",
        "020 7525 1234", "(020) 7525-1234", "+44 20 7525 1234", "+44 (0)20 7525 1234", "02075251234", "00442075251234",
        "0044 20 7525 1234", "020–7525–1234", "020 7525/1234", "020.7525.1234", "020 / 7525 / 1234", "0 2 0 7 5 2 5 1 2 3 4",
        "07700900123", "+44 7700 900 123", "0161-496-0000", "tel:+441614960000", "ring 020 7525 1234!",
    ],
)  # fmt: skip
def test_addresses_and_numbers_of_people(words: str) -> None:
    assert said_in(words, with_contacts()), words


@pytest.mark.parametrize(
    "words",
    [
        "ajb7@example.org", "jb7@example.organic", "020 7525 1235", "1020 7525 12345", "2008-2009", "31-03-2009", "12",
        "in 2007 525 of 1234", "https://example.org", "jane@example.org, where nobody is",
    ],
)  # fmt: skip
def test_addresses_and_numbers_of_nobody(words: str) -> None:
    assert not [said for said in said_in(words, with_contacts()) if "address or number" in said], words


def test_a_name_in_the_wording_is_found_at_its_line(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("for_you: Services get better.", "for_you: Services get better, says Rory Patterson."))
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions(["young-peoples-summary"], ["html", "docx"]))
    lines = project.source.read_text("utf-8").splitlines()
    (location,) = {diagnostic.location for diagnostic in refused.value.diagnostics}
    assert lines[location.line - 1].strip() == "for_you: Services get better, says Rory Patterson."
    assert any(
        str(diagnostic).endswith(
            'young-peoples-summary: "Rory Patterson" is the name of Rory Patterson, who is not listed for this audience; '
            'take it out, or say who it is by their work: "a manager" [privacy.name]'
        )
        for diagnostic in refused.value.diagnostics
    )


def test_a_name_in_the_properties_of_a_word_template(project_with: Callable[..., Project]) -> None:
    """Word writes who last saved a file into it: an officer's own template carries their name."""
    project = project_with(house__css=(":root {", ":root {"))
    template = project.templates / "word" / "plain.docx"
    end = "</cp:coreProperties>"
    template.write_bytes(
        in_word("docProps/core.xml", end, f"<cp:lastModifiedBy>Jane Bailey</cp:lastModifiedBy>{end}")(
            template.read_bytes()
        )
    )
    with pytest.raises(
        DiagnosticsError, match='output/southwark-life.docx: docProps/core.xml of the file holds "Jane Bailey"'
    ):
        pipeline.build(project, BuildOptions([KEY], ["docx"]))


def test_the_record_names_its_people(file_of: Callable[[str], Artifact]) -> None:
    assert any("Rory Patterson" in block.words for block in blocks(file_of("action-plan.html").release.page))


def test_initials_that_nobody_was_matched_with_are_secret_wherever_they_lead() -> None:
    """Those of the lead as those of the officers: they are somebody's."""
    text = (TESTS / "smallest-plan.yaml").read_text("utf-8")
    for letters in ("QX", "QZ"):
        text = text.replace("AB, people: [ann-bee]", f"{letters}, unresolved: [{letters}]", 1)
    plan = load_plan(text.encode(), "plan.yaml")
    for words in ("QX leads", "ask QZ"):
        assert said_of(words, plan)


def said_of(words: str, plan: Plan) -> list[str]:
    """What the gate says of some words in a file that may name nobody."""
    return said_in(words, protected_of(plan, LEAFLET))


LEAFLET = SimpleNamespace(key="leaflet", names=(), names_everybody=False, inner_terms=())


@pytest.fixture(scope="module")
def somebody() -> Plan:
    """A plan with a person of whom everything is known."""
    text = (TESTS / "smallest-plan.yaml").read_text("utf-8")
    known = 'variants: [Nan Beasley], initials: AXB, phone: "+44 20 7525 1234", basis'
    return load_plan(text.replace("initials: AB, basis", known).encode(), "plan.yaml")


@pytest.mark.parametrize(
    "words", ["Nan", "Beasley", "nan.beasley@example.org", "AXB", "A.X.B.", "AB", "020 7525 1234", "+44 (0)20 75251234"]
)
def test_everything_that_is_known_of_somebody_is_secret(words: str, somebody: Plan) -> None:
    assert said_of(words, somebody)


@pytest.mark.parametrize("words", ["82075251234", "20752512345", "120 7525 12345", "Nancy", "AXBY"])
def test_what_only_holds_the_same_letters_or_digits_is_not(words: str, somebody: Plan) -> None:
    assert said_of(words, somebody) == []


@pytest.mark.parametrize("words", ["Bee's said so", "Bee’s told us", "as Bee hopes"])
def test_an_ordinary_word_that_owns_what_is_said_is_a_name(words: str, somebody: Plan) -> None:
    assert said_of(words, somebody)
    assert said_of("a bee's hive", somebody) == []


def test_a_whole_name_is_said_once_and_not_part_by_part(somebody: Plan) -> None:
    (message,) = said_of("by Ann Bee", somebody)
    assert '"Ann Bee", the name of Ann Bee' in message


ODD = 'name: "?", variants: ["", "()", "Ōdd"], initials: "RP)"'


def test_odd_names_and_initials_are_no_trouble(project_with: Callable[..., Project]) -> None:
    text = (TESTS / "smallest-plan.yaml").read_text("utf-8")
    text = text.replace("AB, people: [ann-bee]", 'AB, unresolved: ["?", "EA*", ""]', 1).replace(
        "initials: AB, basis", f"{ODD[11:]}, basis"
    )
    plan = load_plan(text.encode(), "plan.yaml")
    assert said_of("EA leads", plan)
    assert said_of("by RP", plan)
    assert said_of("Odd leads", plan)
    assert said_of("What is this? Nothing.", plan) == []


def test_initials_and_names_that_stand_only_in_a_lead() -> None:
    text = (TESTS / "smallest-plan.yaml").read_text("utf-8")
    plan = load_plan(
        text.replace("text: AB, people: [ann-bee]}", "text: Ida Quill/QX/HR Manager/ALL/TBC}", 1).encode(),
        "plan.yaml",
    )
    for words in ("QX leads", "Q.X.", "by Ida Quill", "QUILL, Ida"):
        assert said_of(words, plan), words
    for words in ("the HR manager", "ALL OF IT", "all", "Q&A"):
        assert said_of(words, plan) == [], words


def test_capitals_that_everybody_uses() -> None:
    """Short forms, words in capitals, postcodes and languages are nobody's initials, until something makes them so."""
    people = tuple(HiddenPerson(name, (name,), (letters,)) for name, letters in {
        "Ivy Small": "IS", "Ian Thomas": "IT", "Sam Evans": "SE", "Grace Brown": "GB", "Carl Dent": "CD", "Pat Marks": "PM",
    }.items())  # fmt: skip
    protected = Protected(people, (), (), ())
    for words in ("WHAT IS NEW", "the IT room", "London SE17 2EW", "SE1 2QH", "en-GB", "a CD of it", "at 3 PM"):
        assert said_in(words, protected) == [], words
    for words in ("IT said so", "Lead: SE", "(PM)", "CD/GB", "by IS", "GB", "I.T."):
        assert said_in(words, protected), words
