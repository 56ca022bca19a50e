"""The second program does what the tests say that it does: it accepts, rejects, and edits as an officer would."""

import io
import random
import re
import zipfile
from pathlib import Path

import docx
import pytest
import word_dressing
import word_like
from office import Deed, OfficeError, accepted_all, rejected_all, returned, texts
from openxml_audit import OpenXmlValidator
from word_file import WordFile

pytestmark = pytest.mark.slow

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ANN = 'w:id="{}" w:author="Ann Example" w:date="2009-04-02T09:30:00Z"'
BY_ANN = {"by": "Ann Example", "on": "2009-04-02T09:30:00Z"}
TRACKED = f"""<w:document {W}><w:body>
<w:p><w:r><w:t xml:space="preserve">Kept </w:t></w:r><w:del {ANN.format(1)}><w:r><w:delText>old</w:delText></w:r></w:del>
<w:ins {ANN.format(2)}><w:r><w:t>new</w:t></w:r></w:ins><w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve"> words</w:t></w:r>
<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del {ANN.format(3)}/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Merged </w:t></w:r></w:p>
<w:p><w:r><w:t>with this</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:ins {ANN.format(4)}/></w:rPr></w:pPr><w:ins {ANN.format(5)}><w:r><w:t>Inserted</w:t></w:r></w:ins></w:p>
<w:p><w:r><w:t>Table</w:t></w:r></w:p>
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>
<w:tr><w:tc><w:p><w:r><w:t>A1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B1</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:del {ANN.format(6)}/></w:trPr>
<w:tc><w:p><w:del {ANN.format(7)}><w:r><w:delText>A2</w:delText></w:r></w:del></w:p></w:tc>
<w:tc><w:p><w:del {ANN.format(8)}><w:r><w:delText>B2</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>End</w:t></w:r></w:p></w:body></w:document>"""


def packed(document: str) -> bytes:
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", document)
    return target.getvalue()


@pytest.fixture(scope="module")
def tracked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tracked") / "tracked.docx"
    path.write_bytes(packed(TRACKED.replace("\n", "")))
    return path


def test_all_that_is_tracked_is_accepted_or_rejected(tracked: Path) -> None:
    accepted, again = accepted_all([tracked, tracked])
    assert accepted == again == ("Kept new words", "Merged with this", "Inserted", "Table", "A1", "B1", "End")
    assert rejected_all([tracked]) == [
        ("Kept old words", "Merged ", "with this", "Table", "A1", "B1", "A2", "B2", "End")
    ]


def test_the_result_can_be_saved(tracked: Path, tmp_path: Path) -> None:
    said = accepted_all([tracked], tmp_path)
    assert texts([tmp_path / "tracked.docx"]) == said
    assert b"<w:ins " not in document_in(tmp_path / "tracked.docx")


def document_in(path: Path, part: str = "document") -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(f"word/{part}.xml")


BASE = (
    "One two three two one.", 'He said "yes" - it\'s fine.', "Third paragraph.", "First point", "Second point",
    "A1", "B1", "A2", "B2", "Last paragraph.",
)  # fmt: skip


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = docx.Document()
    for text in BASE[:5]:
        document.add_paragraph(text, style="List Bullet" if "point" in text else None)
    table = document.add_table(2, 2)
    for number, text in enumerate(BASE[5:9]):
        table.cell(number // 2, number % 2).text = text
    document.add_paragraph(BASE[9])
    path = tmp_path_factory.mktemp("sent") / "sent.docx"
    document.save(path)
    return path


# What is done, and the paragraphs that stand in the place of others afterwards: from, how many, which.
DEEDS = {
    "replaced": (Deed("replace", 0, "two", "2", nth=1), 0, 1, ["One two three 2 one."]),
    "deleted words": (Deed("replace", 0, " two"), 0, 1, ["One three two one."]),
    "inserted words": (Deed("insert", 0, "three", " and a half"), 0, 1, ["One two three and a half two one."]),
    "inserted at the start": (Deed("insert", 0, "", "Start: "), 0, 1, ["Start: One two three two one."]),
    "inserted paragraph": (Deed("insert paragraph", 0, new="New."), 1, 0, ["New."]),
    "inserted bullet": (Deed("insert paragraph", 3, new="New point"), 4, 0, ["New point"]),
    "deleted paragraph": (Deed("delete paragraph", 2), 2, 1, []),
    "deleted before a table": (Deed("delete paragraph", 4), 4, 1, []),
    "merged": (Deed("merge", 0), 0, 2, ['One two three two one.He said "yes" - it\'s fine.']),
    "split": (Deed("split", 0, "two", nth=1), 0, 1, ["One two three two", " one."]),
    "moved up": (Deed("move", 2, to=0), 0, 3, [BASE[2], BASE[0], BASE[1]]),
    "moved down": (Deed("move", 0, to=2), 0, 2, [BASE[1], BASE[0]]),
    "inserted row": (Deed("insert row", 5, cells=("x", "y")), 7, 0, ["x", "y"]),
    "deleted row": (Deed("delete row", 8), 7, 2, []),
    "typed into a cell": (Deed("type", 6, new=" typed"), 6, 1, ["B1 typed"]),
    "autocorrected": (Deed("autocorrect", 1), 1, 1, ["He said “yes” – it’s fine."]),
    "bold": (Deed("bold", 0, "two"), 0, 1, [BASE[0]]),
    "italic": (Deed("italic", 0, "two"), 0, 1, [BASE[0]]),
    "a comment": (Deed("comment", 0, "three", "Is it?"), 0, 1, [BASE[0]]),
}


def after(name: str) -> tuple[str, ...]:
    _, start, count, put = DEEDS[name]
    return (*BASE[:start], *put, *BASE[start + count :])


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_does_what_it_says(name: str, sent: Path, tmp_path: Path) -> None:
    said = returned(sent, [DEEDS[name][0]], tmp_path / "returned.docx")
    assert said == after(name) == texts([tmp_path / "returned.docx"])[0]
    assert b"Ann Example" not in document_in(tmp_path / "returned.docx")


@pytest.mark.parametrize("name", sorted(DEEDS.keys() - {"a comment"}))
def test_what_is_tracked_can_be_taken_back(name: str, sent: Path, tmp_path: Path) -> None:
    deed = DEEDS[name][0]
    path = tmp_path / "returned.docx"
    returned(sent, [Deed(**{**vars(deed), **BY_ANN})], path)
    assert accepted_all([path]) == [after(name)]
    assert rejected_all([path]) == [BASE]
    signed = re.findall(rb'w:author="([^"]*)" w:date="([^"]*)"', document_in(path))
    assert set(signed) == {(b"Ann Example", b"2009-04-02T09:30:00Z")}


def test_a_comment_is_on_its_words(sent: Path, tmp_path: Path) -> None:
    deeds = [
        Deed("comment", 0, "three", "Is it?", **BY_ANN),
        Deed("insert row", 8, cells=("x", "y"), **BY_ANN),
        Deed("comment", 6, "B1", "And here?", by="Bo Example", on="2009-04-03T10:00:00Z"),
    ]
    returned(sent, deeds, tmp_path / "returned.docx")
    document = document_in(tmp_path / "returned.docx").decode()
    about = [re.sub("<[^>]*>", "", part) for part in re.findall("<w:commentRangeStart.*?<w:commentRangeEnd", document)]
    assert [words.removesuffix("<w:commentRangeEnd") for words in about] == ["three", "B1"]
    comments = document_in(tmp_path / "returned.docx", "comments").decode()
    assert re.findall('w:author="([^"]*)" w:date="([^"]*)"', comments) == [
        ("Ann Example", "2009-04-02T09:30:00Z"), ("Bo Example", "2009-04-03T10:00:00Z"),
    ]  # fmt: skip
    assert re.findall("<w:t>(.*?)</w:t>", comments) == ["Is it?", "And here?"]


def test_bold_and_italic_are_seen(sent: Path, tmp_path: Path) -> None:
    returned(sent, [Deed("bold", 0, "two"), Deed("italic", 9, "Last")], tmp_path / "returned.docx")
    runs = [run for paragraph in docx.Document(tmp_path / "returned.docx").paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold] == ["two"]
    assert [run.text for run in runs if run.italic] == ["Last"]


def test_several_deeds_are_numbered_by_the_file_as_it_was_opened(sent: Path, tmp_path: Path) -> None:
    deeds = [
        Deed("insert paragraph", 0, new="New."),
        Deed("delete paragraph", 2, **BY_ANN),
        Deed("replace", 9, "Last", "Final", **BY_ANN),
        Deed("replace", 0, "One", "1"),
    ]
    returned(sent, deeds, tmp_path / "returned.docx")
    assert accepted_all([tmp_path / "returned.docx"]) == [
        ("1 two three two one.", "New.", BASE[1], *BASE[3:9], "Final paragraph.")
    ]


def test_a_file_can_go_through_odt(sent: Path, tmp_path: Path) -> None:
    deeds = [Deed("replace", 0, "two", "2", **BY_ANN), Deed("comment", 9, "Last", "Is it?", **BY_ANN)]
    returned(sent, deeds, tmp_path / "returned.docx", through_odt=True)
    assert accepted_all([tmp_path / "returned.docx"]) == [("One 2 three two one.", *BASE[1:])]
    assert b"Ann Example" in document_in(tmp_path / "returned.docx", "comments")


def test_words_that_are_not_there_are_said(sent: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="replace\t0\tfour"):
        returned(sent, [Deed("replace", 0, "four", "4")], tmp_path / "returned.docx")
    assert texts([sent]) == [BASE]


# --- Files as Word writes them ---


@pytest.mark.parametrize("name", DEEDS)
def test_word_does_the_same(name: str, sent: Path) -> None:
    plain = word_like.returned(sent.read_bytes(), [DEEDS[name][0]], random.Random(name))
    assert tuple(WordFile(plain).paragraphs_now()) == after(name)


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_libreoffice_takes_what_word_tracked(name: str, sent: Path, tmp_path: Path) -> None:
    deed = Deed(**{**vars(DEEDS[name][0]), **BY_ANN})
    chance = random.Random(name)
    document = word_like.returned(sent.read_bytes(), [deed], chance, word_dressing.LIBREOFFICE_READS)
    path = tmp_path / "returned.docx"
    path.write_bytes(document)
    accepted = after(name)
    if name == "deleted before a table":  # LibreOffice lets the empty paragraph stand
        accepted = (*accepted[:4], "", *accepted[4:])
    assert accepted_all([path]) == [accepted]
    assert rejected_all([path]) == [BASE]


def test_words_that_one_person_typed_and_another_took_out(sent: Path, tmp_path: Path) -> None:
    deeds = [
        Deed("insert", 0, "three", " and a half", **BY_ANN),
        Deed("replace", 0, "three and a", "four", by="Bo Example", on="2009-04-03T10:00:00Z"),
    ]
    path = tmp_path / "returned.docx"
    path.write_bytes(word_like.returned(sent.read_bytes(), deeds))
    assert accepted_all([path]) == [("One two four half two one.", *BASE[1:])]
    assert rejected_all([path]) == [BASE]


def test_each_dressing_leaves_every_word(sent: Path) -> None:
    for dressing in word_dressing.DRESSINGS:
        seen = set()
        for seed in range(20):
            file = WordFile(sent.read_bytes())
            seen.add(word_dressing.dressed(file, random.Random(seed), [dressing]))
            assert tuple(file.paragraphs_now()) == BASE, dressing
        assert len(seen) > 1, f"{dressing} does nothing"


def test_the_same_chance_gives_the_same_file(sent: Path) -> None:
    deed = Deed("comment", 0, "two", "Is it?", **BY_ANN)
    first, again = (word_like.returned(sent.read_bytes(), [deed], random.Random(1)) for _ in range(2))
    assert first == again


def test_what_word_would_write_keeps_to_the_standard(sent: Path, tmp_path: Path) -> None:
    """All deeds in one file; the checker knows no smart tags, and wants more in a row than Word writes."""
    chosen = [
        deed for name, (deed, *_) in DEEDS.items() if name not in ("moved down", "deleted words", "merged", "split")
    ]
    deeds = [Deed(**{**vars(deed), **BY_ANN}) for deed in sorted(chosen, key=lambda deed: -deed.paragraph)]
    file = WordFile(sent.read_bytes())
    file.parts = {name: part for name, part in file.parts.items() if "Effects" not in name}
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        file.parts[name] = re.sub(rb"<(?:Override|Relationship) [^>]*WithEffects[^>]*>", b"", file.parts[name])
    for deed in deeds:
        word_like.done(file, deed)
    with_signs(file)
    dressings = [each for each in word_dressing.DRESSINGS if each is not word_dressing.in_smart_tags]
    (tmp_path / "returned.docx").write_bytes(word_dressing.dressed(file, random.Random(1), dressings))
    errors = map(str, OpenXmlValidator().validate(tmp_path / "returned.docx").errors)
    assert [error for error in errors if "trPr[1]: Required" not in error] == []


LINK = 'HYPERLINK "https://www.example.org/"'


def with_signs(file: WordFile) -> None:
    word_dressing.hyphens_for_line_ends(file, 9, "paragraph", 4)
    word_dressing.as_symbol(file, 9, "Last")
    word_dressing.as_field(file, 1, "fine", LINK, simple=True)
    word_dressing.as_field(file, 1, "He", LINK, simple=False)
    word_dressing.with_text_box(file, 9, "In a box")
    word_dressing.with_footnote(file, 9, "Last", "At the foot")
    word_dressing.with_footnote(file, 9, "Last", "At the end", kind="endnote")


def test_signs_boxes_and_fields_are_where_their_words_are(sent: Path, tmp_path: Path) -> None:
    file = WordFile(sent.read_bytes())
    word_dressing.hyphens_kept_together(file, 1, " - ")
    with_signs(file)
    said = file.paragraphs_now()
    assert said[1] == 'He said "yes" \u2011 it\'s fine.'
    assert said[9].replace("\uf0fc", "*") == "Last* para\u00adgraph."
    (tmp_path / "returned.docx").write_bytes(file.saved())
    opened = texts([tmp_path / "returned.docx"])[0]
    assert opened[1].startswith('He said "yes" \u2011 it\'s ')
    assert "para\u00adgraph." in opened[9]
