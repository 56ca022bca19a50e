"""Names that are also words of CSS or Word are in no file but where people read them; what somebody typed is found."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from conftest import KEYS
from test_leaks import W, in_word

from jarpub.build.artifact import Artifact
from jarpub.formats import reader
from jarpub.pages.page_tree import Page

WORDS = [
    "White",
    "Black",
    "Brown",
    "Green",
    "Gray",
    "Page",
    "Young",
    "Head",
    "Body",
    "Table",
    "Title",
    "Block",
    "Grid",
    "Bolder",
    "Light",
    "Roman",
    "Normal",
    "Strong",
    "Link",
    "Mark",
    "Center",
    "Left",
    "Right",
    "Day",
    "Small",
    "Large",
    "Round",
    "Field",
    "Hand",
    "Cross",
    "Bond",
    "Case",
    "Rule",
    "Frame",
    "Column",
    "Bullock",
    "Screen",
    "Price",
    "French",
    "West",
]


def said_by(page: Page) -> set[str]:
    """The words that a page says, in its pictures, its addresses and its properties, too."""
    attributes = (value for each in page.body.walk() for value in (*each.attributes.values(), *map(str, each.children)))
    return set(
        re.findall(r"[a-z]+", " ".join((page.subject, page.organisation, page.body.text(), *attributes)).lower())
    )


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("format", ["docx", "html", "odt", "pdf"])
def test_a_name_that_is_a_word_of_a_format(format: str, key: str, file_of: Callable[[str], Artifact]) -> None:
    artifact = file_of(f"{key}.{format}")
    page = artifact.release.page
    classes = {part for each in page.body.walk() for name in each.classes for part in name.split("-")}
    own = said_by(page) - (classes - set(re.findall(r"[a-z]+", f"{page.body.text()} {page.subject}".lower())))
    for fragment in reader(format).extract(artifact.content).fragments:
        there = set(re.findall(r"[a-z]+", fragment.words.lower()))
        assert [word for word in WORDS if word.lower() in there - own] == [], fragment


@pytest.mark.parametrize(
    ("part", "find", "put"),
    [
        ("word/styles.xml", "</w:styles>", '<w:style w:styleId="Rory"/></w:styles>'),
        ("word/styles.xml", "</w:styles>", '<w:style><w:name w:val="Rory Table"/></w:style></w:styles>'),
        ("word/theme/theme1.xml", 'name="House"', 'name="Rory"'),
        ("word/fontTable.xml", 'w:name="', 'w:name="Rory '),
        ("word/styles.xml", "</w:styles>", '<w:x w:ascii="Rory Sans"/></w:styles>'),
        ("word/document.xml", "<w:sectPr>", '<w:bookmarkStart w:name="Rory"/><w:sectPr>'),
        ("word/document.xml", "<w:sectPr>", '<w:sdt><w:alias w:val="Rory"/></w:sdt><w:sectPr>'),
        ("word/comments.xml", "", f'<w:comments {W}><w:comment w:author="Rory" w:initials="R"/></w:comments>'),
        ("docProps/custom.xml", "</Properties>", '<property name="Rory"/></Properties>'),
        ("docProps/custom.xml", "southwark-life ", "Rory "),
        ("word/settings.xml", "</w:settings>", '<w:docVars><w:docVar w:name="Rory"/></w:docVars></w:settings>'),
        ("word/document.xml", "<w:sectPr>", '<w:p><w:ins w:author="Rory"/></w:p><w:sectPr>'),
        ("word/Rory.xml", "", "<a/>"),
    ],
)
@pytest.mark.slow
def test_what_somebody_typed_in_word(part: str, find: str, put: str, file_of: Callable[[str], Artifact]) -> None:
    content = in_word(part, find, put)(file_of("southwark-life.docx").content)
    assert any("Rory" in fragment.words for fragment in reader("docx").extract(content).fragments)


@pytest.mark.slow
def test_built_in_names_are_the_names_of_nobody(file_of: Callable[[str], Artifact]) -> None:
    """Those that Word writes into a file that an officer saves."""
    styles = ["Normal (Web)", "Table Grid", "Light Grid Accent 1", "heading 9", "Block Text", "Strong", "HTML Cite"]
    put = "".join(f'<w:lsdException w:name="{name}"/>' for name in styles)
    put += '<w:x w:val="center"/><w:x w:ascii="Times New Roman"/><w:highlight w:val="white"/><w:rsid w:val="00BADA55"/>'
    content = in_word("word/styles.xml", "</w:styles>", f"{put}</w:styles>")(file_of("southwark-life.docx").content)
    before, after = (
        {fragment.words for fragment in reader("docx").extract(each).fragments}
        for each in (file_of("southwark-life.docx").content, content)
    )
    assert after - before == set()
    with ZipFile(BytesIO(content)) as package:
        assert b"Light Grid" in package.read("word/styles.xml")
