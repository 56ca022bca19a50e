"""OpenDocument texts: valid, read by a second program, and hostile ones refused in a sentence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from conftest import KEYS, PROJECT
from lxml import etree
from odf import grammar
from office import texts
from test_leaks import in_word

from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.target import theme_of
from jarpub.diagnostics import Location, Problem
from jarpub.formats import reader, writer
from jarpub.formats.odt.xml_elements import NAMESPACES
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Days, Mark, Page

STYLE, TEXT, DRAW, TABLE, OFFICE = (NAMESPACES[name] for name in ("style", "text", "draw", "table", "office"))
# Each name that stands in both of these is a reference to a style, by its family.
FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text", "a": "text", "frame": "graphic", "section": "section",
            "table": "table", "table-column": "table-column", "table-row": "table-row", "table-cell": "table-cell"}  # fmt: skip
# The grammar is that of version 1.2; these came with 1.3.
NEW_CHILDREN = {(STYLE, f"{name}-first"): (STYLE, name) for name in ("header", "footer")}
NEW_ATTRIBUTES = {(DRAW, "mime-type")}


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def trees(content: bytes) -> dict[str, Any]:
    return {name: etree.fromstring(data) for name, data in parts(content).items() if name.endswith(".xml")}


def made(html: str, *, mark: Mark | None = None, days: Days | None = None, language: str = "en-GB") -> bytes:
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[0], sources.brand)
    body = parse(html, Location("x"))
    rendered = writer("odt").write(Page("key", language, "subject", "council", body, mark, days=days), theme)
    assert rendered.diagnostics == ()
    return rendered.content


@pytest.fixture(params=KEYS)
def content(request: pytest.FixtureRequest, file_of: Callable[[str], Artifact]) -> bytes:
    return file_of(f"{request.param}.odt").content


def name_of(tag: Any) -> tuple[str, str]:
    name = etree.QName(tag)
    return str(name.namespace), name.localname


def faults(tree: Any) -> Iterator[str]:
    """What the grammar does not allow: elements inside others, attributes, text, and attributes that are missing."""
    for element in tree.iter(etree.Element):
        own = NEW_CHILDREN.get(name_of(element), name_of(element))
        inside = grammar.allowed_children.get(own, ())
        allowed = grammar.allowed_attributes.get(own, ())
        if inside is not None:
            yield from (
                f"{name_of(each)} in {own}" for each in element if name_of(each) not in {*inside, *NEW_CHILDREN}
            )
        if allowed is not None:
            yield from (
                f"{each} of {own}" for each in element.attrib if name_of(each) not in {*allowed, *NEW_ATTRIBUTES}
            )
        given = set(map(name_of, element.attrib))
        yield from (
            f"{each} of {own} is missing" for each in grammar.required_attributes.get(own, ()) if each not in given
        )
        words = (element.text or "") + "".join(each.tail or "" for each in element)
        if words.strip() and own not in grammar.allows_text:
            yield f"words in {own}"


def test_the_grammar_finds_nothing(content: bytes) -> None:
    for name, tree in trees(content).items():
        if name != "META-INF/manifest.xml":
            assert list(faults(tree)) == [], name


@pytest.mark.parametrize(
    "wrong",
    [
        "<text:p><text:p/></text:p>",
        '<text:p text:level="1"/>',
        "<text:list>words</text:list>",
        "<text:h/>",
        "<draw:frame><text:p/></draw:frame>",
    ],
)
def test_the_grammar_finds_what_is_wrong(wrong: str) -> None:
    declared = "".join(f' xmlns:{name}="{address}"' for name, address in NAMESPACES.items())
    assert list(faults(etree.fromstring(f"<office:text{declared}>{wrong}</office:text>")))


def test_every_style_is_defined_and_every_part_is_listed(content: bytes) -> None:
    found, files = trees(content), parts(content)
    defined = {
        (each.get(f"{{{STYLE}}}family"), each.get(f"{{{STYLE}}}name"))
        for name in ("content.xml", "styles.xml")
        for each in found[name].iter(f"{{{STYLE}}}style")
    }
    lists = {each.get(f"{{{STYLE}}}name") for each in found["styles.xml"].iter(f"{{{TEXT}}}list-style")}
    for element in (each for name in ("content.xml", "styles.xml") for each in found[name].iter(etree.Element)):
        own = etree.QName(element).localname
        for attribute, name in element.attrib.items():
            if etree.QName(attribute).localname == "style-name" and own in FAMILIES:
                assert (FAMILIES[own], name) in defined
            elif own == "list" and etree.QName(attribute).localname == "style-name":
                assert name in lists
            elif etree.QName(attribute).localname == "parent-style-name":
                assert (element.get(f"{{{STYLE}}}family"), name) in defined
    manifest = found["META-INF/manifest.xml"]
    listed = {each.get(f"{{{NAMESPACES['manifest']}}}full-path") for each in manifest}
    assert listed == {"/", *files} - {"mimetype", "META-INF/manifest.xml"}
    linked = {each.get(f"{{{NAMESPACES['xlink']}}}href") for each in found["content.xml"].iter(f"{{{DRAW}}}image")}
    assert linked == {name for name in files if name.startswith("Pictures/")}


def test_a_package_is_known_by_its_first_part_and_has_no_time_of_day(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as package:
        first, *others = package.infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert content[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
    assert {each.date_time for each in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_page_is_the_same_bytes(file_of: Callable[[str], Artifact]) -> None:
    for key in KEYS:
        artifact = file_of(f"{key}.odt")
        sources = load_sources(PROJECT)
        theme = theme_of(PROJECT, artifact.release.publication, sources.brand)
        assert writer("odt").write(artifact.release.page, theme).content == artifact.content


def test_properties() -> None:
    days = Days("2009-03-31", "2009-04-01")
    meta = trees(made("<article><h1>Title</h1></article>", days=days))["meta.xml"]
    said = {etree.QName(each).localname: each.text for each in meta[0]}
    assert said == {
        "initial-creator": "council",
        "creator": "council",
        "creation-date": "2009-03-31T00:00:00",
        "date": "2009-04-01T00:00:00",
        "language": "en-GB",
        "subject": "subject",
        "title": "Title",
    }


def test_headings_lists_tables_and_pictures_are_what_they_are(file_of: Callable[[str], Artifact]) -> None:
    for key in KEYS:
        artifact = file_of(f"{key}.odt")
        body, found = artifact.release.page.body, trees(artifact.content)["content.xml"]
        headings = [int(each.get(f"{{{TEXT}}}outline-level")) for each in found.iter(f"{{{TEXT}}}h")]
        assert headings == [int(each.tag[1]) for each in body.walk() if each.tag in ("h1", "h2", "h3", "h4")]
        assert len(list(found.iter(f"{{{TEXT}}}list"))) == sum(each.tag in ("ul", "ol") for each in body.walk())
        heads = [len(each) for each in found.iter(f"{{{TABLE}}}table-header-rows")]
        assert heads == [len(list(each.elements)) for each in body.walk() if each.tag == "thead"]
        spoken = [each.text for each in found.iter(f"{{{NAMESPACES['svg']}}}desc")]
        assert spoken == [each.spoken for each in body.walk() if each.spoken]


def test_columns_are_as_wide_as_they_are_given(file_of: Callable[[str], Artifact]) -> None:
    html = '<article><h1>T</h1><table><colgroup><col data-width="25"><col data-width="75"></colgroup><thead><tr><th scope="col">A</th>'
    html += (
        '<th scope="col">B</th></tr></thead><tbody><tr><th scope="row">C</th><td>D</td></tr></tbody></table></article>'
    )
    found = trees(made(html))["content.xml"]
    widths = [
        float(each.get(f"{{{STYLE}}}column-width")[:-2]) for each in found.iter(f"{{{STYLE}}}table-column-properties")
    ]
    assert widths[1] == pytest.approx(3 * widths[0], rel=0.01)
    assert len(list(found.iter(f"{{{TABLE}}}table-header-columns"))) == 1


def test_the_paper_is_that_of_the_word_file(file_of: Callable[[str], Artifact]) -> None:
    layout = next(trees(file_of("action-plan.odt").content)["styles.xml"].iter(f"{{{STYLE}}}page-layout-properties"))
    said = {etree.QName(name).localname: value for name, value in layout.attrib.items()}
    assert (said["page-width"], said["page-height"], said["print-orientation"]) == ("841.9pt", "595.3pt", "landscape")
    assert (said["margin-left"], said["margin-right"]) == ("28.3pt", "28.3pt")


def heads(content: bytes) -> dict[str, str]:
    master = next(trees(content)["styles.xml"].iter(f"{{{STYLE}}}master-page"))
    return {etree.QName(each).localname: " ".join("".join(each.itertext()).split()) for each in master}


def test_every_page_says_that_it_is_a_draft_and_an_edition_once_on_the_first() -> None:
    html = "<article><h1>Title</h1></article>"
    draft = heads(made(html, mark=Mark("draft", "DRAFT")))
    assert draft["header"].startswith("DRAFT")
    assert draft.get("header-first", "DRAFT").startswith("DRAFT")
    final = heads(made(html, mark=Mark("stamp", "Edition 1")))
    assert final["header"].startswith("Edition 1")
    assert "Edition" not in final["header-first"]
    assert final["footer"] == final["footer-first"] == "Page 1 of 1"


def test_a_table_in_a_list_stands_between_its_parts() -> None:
    table = '<table><thead><tr><th scope="col">Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>'
    html = f"<article><h1>Title</h1><ol><li>One</li><li>Two {table} more</li><li>Three</li></ol></article>"
    content = made(html)
    found = trees(content)["content.xml"]
    assert list(faults(found)) == []
    assert [etree.QName(each).localname for each in found.find(f".//{{{OFFICE}}}text")] == [
        "h",
        "list",
        "table",
        "list",
    ]
    assert reader("odt").extract(content).word_list == ["Title", "One", "Two", "Head", "Cell", "more", "Three"]


def test_words_from_the_right_run_from_there() -> None:
    styles = trees(made("<article><h1>עברית</h1></article>", language="he"))["styles.xml"]
    assert {each.get(f"{{{STYLE}}}writing-mode") for each in styles.iter(f"{{{STYLE}}}paragraph-properties")} >= {
        "rl-tb"
    }
    html = "<article><h1>Title</h1><p>עברית</p></article>"
    automatic = trees(made(html))["content.xml"].iter(f"{{{STYLE}}}paragraph-properties")
    assert [each.get(f"{{{STYLE}}}writing-mode") for each in automatic] == ["rl-tb"]


def test_spaces_and_signs_are_kept() -> None:
    content = made(
        "<article><h1>Fish &amp; chips &lt; 5</h1><p>one<br>two <strong> three</strong>\u00a0four</p></article>"
    )
    extract = reader("odt").extract(content)
    assert extract.title == "Fish & chips < 5"
    assert extract.blocks == ("Fish & chips < 5", "one two three\u00a0four")


@pytest.mark.slow
def test_a_second_program_reads_the_same_words(file_of: Callable[[str], Artifact], tmp_path: Path) -> None:
    paths = []
    for key in KEYS:
        paths.append(tmp_path / f"{key}.odt")
        paths[-1].write_bytes(file_of(f"{key}.odt").content)
    for key, read in zip(KEYS, texts(paths), strict=True):
        page = file_of(f"{key}.odt").release.page
        spoken = {each.spoken for each in page.body.walk() if each.spoken}
        said = page.body.text()
        for words in sorted(spoken, key=len, reverse=True):
            said = said.replace(f" {words} ", " ")
        assert "".join("".join(read).split()) == "".join(said.split())


@pytest.mark.parametrize(
    ("part", "find", "put"),
    [
        ("content.xml", "</office:text>", "<text:p>Rory</text:p></office:text>"),
        ("content.xml", "</office:text>", '<text:p><office:annotation office:name="x"><dc:creator>Rory</dc:creator></office:annotation></text:p></office:text>'),
        ("content.xml", "</office:text>", '<text:p><text:bookmark text:name="Rory"/></text:p></office:text>'),
        ("content.xml", "</office:text>", '<text:p><text:hidden-text text:string-value="Rory"/></text:p></office:text>'),
        ("content.xml", "</office:text>", '<text:section text:name="Rory"/></office:text>'),
        ("content.xml", "</office:text>", "<!-- Rory --></office:text>"),
        ("styles.xml", "</style:footer>", "<text:p>Rory</text:p></style:footer>"),
        ("styles.xml", "</office:styles>", '<style:style style:name="Rory" style:family="text"/></office:styles>'),
        ("styles.xml", "</office:font-face-decls>", '<style:font-face style:name="Rory Sans"/></office:font-face-decls>'),
        ("meta.xml", "</office:meta>", '<meta:user-defined meta:name="Rory">x</meta:user-defined></office:meta>'),
        ("meta.xml", "</office:meta>", "<dc:description>Rory</dc:description></office:meta>"),
        ("settings.xml", "</office:settings>", '<config:config-item-set config:name="Rory"/></office:settings>'),
        ("Rory.xml", "", "<a/>"),
        ("Thumbnails/x.svg", "", "<svg xmlns='http://www.w3.org/2000/svg'><desc>Rory</desc></svg>"),
    ],
)  # fmt: skip
def test_what_somebody_typed_is_found(part: str, find: str, put: str, file_of: Callable[[str], Artifact]) -> None:
    content = in_word(part, find, put)(file_of("southwark-life.odt").content)
    assert any("Rory" in fragment.words for fragment in reader("odt").extract(content).fragments)


def test_hidden_words_are_told(file_of: Callable[[str], Artifact]) -> None:
    content = file_of("southwark-life.odt").content
    assert reader("odt").extract(content).hidden == ()
    for hides in ('<text:section text:name="a" text:display="none"/>', "<text:p><text:hidden-paragraph/></text:p>"):
        changed = in_word("content.xml", "</office:text>", f"{hides}</office:text>")(content)
        assert reader("odt").extract(changed).hidden
    style = '<style:style style:name="a" style:family="text"><style:text-properties text:display="none"/></style:style>'
    changed = in_word("styles.xml", "</office:styles>", f"{style}</office:styles>")(content)
    assert reader("odt").extract(changed).hidden


def packed(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


KIND = b"application/vnd.oasis.opendocument.text"
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
WHOLE = {"mimetype": KIND, "content.xml": b"<a/>", "styles.xml": b"<a/>", "meta.xml": b"<a/>"}
HOSTILE = {
    "no file at all": b"",
    "no package": b"words",
    "half a package": packed({"mimetype": KIND, "content.xml": b"<a/>" * 99})[:90],
    "another kind": packed({"mimetype": b"application/epub+zip", "content.xml": b"<a/>"}),
    "no text": packed({"mimetype": KIND}),
    "broken XML": packed({**WHOLE, "content.xml": b"<a"}),
    "entities": packed({**WHOLE, "content.xml": ENTITIES}),
    "entities in the styles": packed({**WHOLE, "styles.xml": ENTITIES}),
    "a bomb": packed({**WHOLE, "Pictures/x": bytes(200_000_001)}),
    "many parts": packed({**WHOLE, **{f"{number}": b"" for number in range(10_001)}}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence(kind: str) -> None:
    with pytest.raises(Problem) as refused:
        reader("odt").extract(HOSTILE[kind])
    assert re.fullmatch(r"[a-z][^.\n]+", refused.value.message)
    assert refused.value.hint


def test_a_package_that_was_changed_is_refused_or_read(file_of: Callable[[str], Artifact]) -> None:
    content = file_of("southwark-life.odt").content
    for place in range(40, len(content), len(content) // 60):
        changed = content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]
        try:
            assert reader("odt").extract(changed).title
        except Problem as problem:
            assert problem.message  # either is right


def test_an_empty_template_is_told(tmp_path: Path) -> None:
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[0], sources.brand)
    path = tmp_path / "x.docx"
    path.write_bytes(b"words")
    page = Page("key", "en", "subject", "council", parse("<article><h1>Title</h1></article>", Location("x")))
    rendered = writer("odt").write(page, replace(theme, word=path))
    assert [str(each.code) for each in rendered.diagnostics] == ["word.unusable"]
