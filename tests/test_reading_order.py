"""What people get who copy from a PDF or search it, and programs that do not ask its tags: the words in reading order."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import PROJECT

from jarpub.build.artifact import Built
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.build.target import theme_of
from jarpub.diagnostics import Location
from jarpub.formats.pdf import conformance, reader
from jarpub.formats.pdf.drawn_text import drawn
from jarpub.formats.pdf.reading_order import in_order
from jarpub.formats.pdf.writer import write
from jarpub.pages.markup.parser import parse

LINE_END_OR_HYPHEN = re.compile(
    "[\u00ad\u2010\u2011\ufffe\x02-]"
)  # programs put words together again that a hyphen parts
CRAFTED_CSS = """
dt { float: left; clear: left; width: 20mm; color: #8a1c00; }
dd { margin: 0 0 2mm 25mm; background: #e8eef2; }
.columns dl { columns: 3; column-rule: 1mm solid #0b4f6c; }
.flex { display: flex; border: 1mm solid #5c3a00; background: #fff3c4; }
.raised { position: relative; top: -6mm; left: 30mm; background: #fff3c4; border: 0.5mm dotted #000; }
.placed { position: absolute; top: 40mm; right: 5mm; width: 30mm; background: #cdeac0; }
.small { transform: scale(0.8); border-radius: 3mm; background: #dddddd; }
.cut { overflow: hidden; height: 6mm; border-radius: 3mm; background: #0b4f6c; color: #ffffff; }
.inline { display: inline-block; border: 1mm solid #8a1c00; padding: 2mm; background: #e8eef2; }
strong { float: right; margin-top: 8mm; text-decoration: underline; color: #0b4f6c; }
"""
PICTURE = '<svg {} viewBox="0 0 9 9" width="40" height="40"><path class="ink" d="M0 0h9v9z"/></svg>'
LIST = "<dl><dt>One</dt><dd>The first</dd><dt>Two</dt><dd>The second</dd><dt>Three</dt><dd>The third</dd></dl>"
CRAFTED = f"""
<article>
<h1>Words that are <strong>painted</strong> late and early</h1>
<p class="raised">On top of the heading, {PICTURE.format('aria-label="A corner"')} with a picture.</p>
{LIST}
<div class="flex"><p>On the left.</p><p class="inline">On the right.</p></div>
<section class="columns">{LIST}</section>
<p class="placed">In a corner of the page.</p>
<p class="small">Smaller, with a <span class="inline">box</span> and {PICTURE.format('aria-hidden="true"')} a sign in it.</p>
<p class="cut">Cut at its edge, so that the second line of these words is seen by nobody at all, however long the
words go on and on and on and on and on and on and on.</p>
<ul><li>An entry <strong>with a float</strong></li><li>Another<ol><li>inside it</li></ol></li></ul>
<p>The end.</p>
</article>
"""


@pytest.fixture(scope="module")
def pdfs(built: Built) -> dict[str, bytes]:
    return {entry.name: entry.content for entry in built.artifacts if entry.format == "pdf"}


def crafted(folder: Path, markup: str = CRAFTED) -> bytes:
    """A page with all that CSS paints early or late, or another."""
    sources = load_sources(PROJECT)
    (release,) = releases_of(PROJECT, sources, sources.settings.publications[2:], ["pdf"])
    theme = theme_of(PROJECT, release.publication, sources.brand)
    sheet = folder / "print.css"
    sheet.write_text(theme.print_css.read_text("utf-8") + CRAFTED_CSS, "utf-8")
    rendered = write(replace(release.page, body=parse(markup, Location("x"))), replace(theme, print_css=sheet))
    assert rendered.diagnostics == ()
    return rendered.content


@pytest.fixture
def as_painted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bytes:
    """The crafted page as WeasyPrint writes it."""
    with monkeypatch.context() as patch:
        patch.setattr(conformance, "put_into_reading_order", lambda pdf: None)
        return crafted(tmp_path)


def tagged(node: Any, page: Any = None, role: str = "") -> Iterator[tuple[Any, int | None, str]]:
    """Each piece of content in the order of the tags: its page, its number and the role of its element.

    Where an element begins or ends that is not part of a line, a piece has no number.
    """
    if isinstance(node, int):
        yield page.objgen, node, role
    elif isinstance(node, pikepdf.Array):
        for child in node:
            yield from tagged(child, page, role)
    elif node.get("/Type") == "/MCR":
        yield node.Pg.objgen, int(node.MCID), role
    elif "/K" in node:
        page, role = node.get("/Pg", page), str(node.get("/S", ""))
        edge = [] if page is None or role in reader.INLINE_ROLES else [(page.objgen, None, role)]
        yield from edge
        yield from tagged(node.K, page, role)
        yield from edge


def numbers_out_of_order(content: bytes) -> list[tuple[list[int], list[int]]]:
    """The pages whose content does not stand in the order of the tags, each in both orders."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pieces = list(tagged(pdf.Root.StructTreeRoot))
        found = []
        for page in pdf.pages:
            told = [number for where, number, _ in pieces if where == page.objgen and number is not None]
            written = [
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            ]
            assert sorted(told) == sorted(written)
            assert told
            found += [] if told == written else [(told, written)]
        return found


def words(text: str) -> list[str]:
    """Words as any program gives them: letters that are drawn as one apart, no hyphens, a line may end after a slash."""
    return LINE_END_OR_HYPHEN.sub("", unicodedata.normalize("NFKC", text)).replace("/", "/ ").split()


def told(content: bytes) -> list[list[str]]:
    """The words of each page in the order of the tags, without those in pictures."""
    with pikepdf.open(BytesIO(content)) as pdf:
        marked = {page.objgen: reader._by_number(list(drawn(page, page.Resources))) for page in pdf.pages}
        pages = {page.objgen: "" for page in pdf.pages}
        for page, number, role in tagged(pdf.Root.StructTreeRoot):
            if role != "/Figure":
                pages[page] += " " if number is None else marked[page].get(number, "")
        return [words(text) for text in pages.values()]


def read_by_poppler(content: bytes) -> list[list[str]]:
    command = ["pdftotext", "-raw", "-", "-"]
    text = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return [words(page) for page in text.split("\f")[:-1]]


def read_by_pdfium(content: bytes) -> list[list[str]]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [words(page.get_textpage().get_text_range()) for page in pdf]


def missed(told: list[list[str]], read: list[list[str]]) -> list[str]:
    """The first word of each page that does not come in its turn; between them may be heads, feet and pictures."""
    assert len(told) == len(read)
    first = []
    for page_told, page_read in zip(told, read, strict=True):
        coming = iter(page_read)
        first += [next((word for word in page_told if word not in coming), "")]
    return list(filter(None, first))


READERS = pytest.mark.parametrize("read", [read_by_poppler, read_by_pdfium])


def test_content_stands_in_the_order_of_the_tags(pdfs: dict[str, bytes]) -> None:
    assert len(pdfs) == 4
    for name, content in pdfs.items():
        assert numbers_out_of_order(content) == [], name


@READERS
def test_other_programs_read_the_words_in_the_order_of_the_tags(read: Any, pdfs: dict[str, bytes]) -> None:
    for name, content in pdfs.items():
        assert sum(map(len, told(content))) > 400
        assert missed(told(content), read(content)) == [], name


@READERS
def test_in_the_order_of_painting_they_would_not(read: Any, as_painted: bytes, tmp_path: Path) -> None:
    assert numbers_out_of_order(as_painted)
    assert missed(told(as_painted), read(as_painted))
    content = crafted(tmp_path)
    assert numbers_out_of_order(content) == []
    assert missed(told(content), read(content)) == []


def test_words_that_go_on_over_a_page_stand_before_what_comes_after_them(tmp_path: Path) -> None:
    long = LIST.replace("The first", "The first has many words. " * 300)
    content = crafted(tmp_path, f"<article><h1>Long</h1>{long}</article>")
    first, *_, last = read_by_poppler(content)
    assert first[1:4] == ["One", "The", "first"]
    assert last.index("many") < last.index("Two") < last.index("third")
    assert numbers_out_of_order(content) == []


def test_the_picture_of_a_page_stays_as_it_is(as_painted: bytes, tmp_path: Path) -> None:
    content = crafted(tmp_path)
    assert content != as_painted
    painted = pictures(as_painted)
    assert painted.startswith(b"P6")
    assert pictures(content) == painted
    assert pictures(without_colours(content)) != painted


def pictures(content: bytes) -> bytes:
    command = ["pdftoppm", "-r", "60", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout


def without_colours(content: bytes) -> bytes:
    """The same file drawn in black."""
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            kept = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) != "rg"]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        saved = BytesIO()
        pdf.save(saved)
        return saved.getvalue()


def marked(number: int) -> list[Any]:
    return ["/Span", {"MCID": number}, b"BDC", b"BT", b"(x) Tj", b"ET", b"EMC"]


def test_what_is_in_order_stays_as_it_is() -> None:
    stream = [b"q", b"1 0 0 rg", *marked(0), b"Q", *marked(1)]
    assert in_order(stream, [0, 1]) is stream


def test_each_piece_takes_along_what_it_is_drawn_in() -> None:
    cut = [b"0 0 9 9 re", b"W", b"n"]
    stream = [
        b"2 0 0 2 0 0 cm",
        b"q",
        *cut,
        b"1 0 0 rg",
        b"/a1 gs",
        *marked(1),
        b"0 1 0 rg",
        *marked(2),
        b"Q",
        *marked(0),
    ]
    assert in_order(stream, [0, 1, 2]) == [
        *(b"q", b"2 0 0 2 0 0 cm", *marked(0)),
        *(b"Q", b"q", b"2 0 0 2 0 0 cm", *cut, b"1 0 0 rg", b"/a1 gs", *marked(1)),
        *(b"Q", b"q", b"2 0 0 2 0 0 cm", *cut, b"/a1 gs", b"0 1 0 rg", *marked(2)),
        b"Q",
    ]  # fmt: skip


def test_a_colour_set_in_a_piece_goes_on_after_it() -> None:
    red = ["/Span", {"MCID": 1}, b"BDC", b"1 0 0 rg", b"EMC"]
    assert in_order([*red, *marked(2), *marked(0)], [0, 1, 2]) == [
        *(b"q", b"1 0 0 rg", *marked(0)),
        *(b"Q", b"q", *red, *marked(2)),
        b"Q",
    ]  # fmt: skip


def test_what_is_no_content_stays_before_all_that_was_drawn_over_it() -> None:
    def ground(name: str) -> list[Any]:
        return ["/Artifact", b"BMC", f"/{name} Do".encode(), b"EMC"]

    stream = [
        *ground("a"),
        *marked(1),
        *ground("b"),
        b"0 0 1 1 re",
        b"f",
        *marked(2),
        *ground("c"),
        *marked(0),
        *ground("d"),
    ]
    assert in_order(stream, [0, 1, 2]) == [
        *(b"q", *ground("a"), *ground("b"), b"0 0 1 1 re", b"f", *ground("c")),
        *(*marked(0), *marked(1), *marked(2), *ground("d"), b"Q"),
    ]  # fmt: skip
