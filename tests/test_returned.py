"""Word files that come back: what each change becomes, from both sides, and that nobody's words are lost."""

import gzip
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import LIVE, approve_all, copied
from lxml import etree
from returned_files import (
    ANN,
    W,
    change_of,
    commented,
    edited,
    edits_in,
    names,
    new_paragraph,
    paragraph_with,
    remember_of,
    remembered,
    retyped,
    sent,
    tracked,
    with_part,
    without_part,
    written,
)

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.output.marked import compared_publications, marked_files
from jarpub.diagnostics import DiagnosticsError
from jarpub.formats import formats
from jarpub.formats.docx.returned.reading import read
from jarpub.formats.docx.returned.text import Run, paragraphs_in
from jarpub.pages.comparison.marks import Signature
from jarpub.project.paths import Project
from jarpub.project.plan.merging import merged
from jarpub.web.returned.base import Sent, SentParagraph
from jarpub.web.returned.base import sent as as_sent
from jarpub.web.returned.edits import ReturnedEdits
from jarpub.web.returned.project_now import standing_of
from jarpub.web.returned.rewritten import Splice, rewritten
from jarpub.web.returned.rewritten import said as as_printed
from jarpub.web.returned.taken import into, take
from jarpub.web.returned.weighed import weighed

PRESS, SUMMARY, PLAN = "southwark-life", "young-peoples-summary", "action-plan"
HEADLINE = "Young people to be asked how to share inspectors’ findings"
STORY = "wording.press.headline"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that is only looked at."""
    return copied(tmp_path_factory.mktemp("returned"))


@pytest.fixture(scope="module")
def files(shared: Project) -> dict[str, bytes]:
    """Its Word files, as they are sent."""
    return {key: sent(shared, key) for key in (PRESS, SUMMARY, PLAN)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that is written into."""
    return copied(tmp_path)


def save(project: Project, find: str, put: str) -> None:
    text = project.source.read_text("utf-8")
    assert find in text
    project.source.write_text(text.replace(find, put, 1), "utf-8")


# As it was sent


def test_the_base_is_the_file_paragraph_by_paragraph() -> None:
    standing = standing_of(LIVE)
    for release in standing.releases:
        if "docx" in {format for _, format, _ in release.publication.files(formats())}:
            file = read(written(LIVE, release))
            base = as_sent(LIVE, standing.sources, release.publication, release.page)
            assert [each.words for each in paragraphs_in(file.blocks) if each.words] == list(said(base))
            assert sorted(file.beside) == sorted(base.beside)


def said(base: Sent) -> Any:
    waiting = [*base.blocks]
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, SentParagraph):
            yield from [block.words] if block.words else []
        else:
            waiting[:0] = [each for row in block.rows for cell in row.cells for each in cell]


def curled_otherwise(data: bytes) -> bytes:
    return with_part(data, "word/document.xml", lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"'))


def in_pieces(data: bytes) -> bytes:
    """Each run as three, with what Word leaves between them, and a bookmark."""

    def cut(found: re.Match[str]) -> str:
        properties, words = found[1] or "", found[2]
        thirds = [words[: len(words) // 3], words[len(words) // 3 : -3], words[-3:]] if len(words) > 6 else [words]
        mark = (
            '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="99" w:name="_GoBack"/><w:bookmarkEnd w:id="99"/>'
        )
        runs = (
            f'<w:r w:rsidR="00A77B3E">{properties}<w:lastRenderedPageBreak/><w:t xml:space="preserve">{each}</w:t></w:r>'
            for each in thirds
        )
        return mark.join(runs)

    return with_part(
        data,
        "word/document.xml",
        lambda text: re.sub(r'<w:r>(<w:rPr>.*?</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t></w:r>', cut, text),
    )


def with_empty_paragraphs(data: bytes) -> bytes:
    return with_part(data, "word/document.xml", lambda text: text.replace("</w:p>", "</w:p><w:p/>", 1))


@pytest.mark.parametrize("key", [PRESS, SUMMARY, PLAN])
@pytest.mark.parametrize(
    "done", [lambda data: data, curled_otherwise, in_pieces, with_empty_paragraphs], ids=["as it was", "other marks", "in pieces", "an empty line"]
)  # fmt: skip
def test_a_file_that_nobody_changed_changes_nothing(
    key: str, done: Callable[[bytes], bytes], shared: Project, files: dict[str, bytes]
) -> None:
    assert edits_in(shared, done(files[key])).says_nothing


# What a change becomes: the file, what was done, and what comes of it as (value, state, what is to be typed).

DUE = "IA1.d1"
DOING = "wording.young-people.recommendations.IA2.doing"
CASES: Sequence[tuple[str, str, Sequence[tuple[str, str]], Sequence[tuple[str, str, str | None]]]] = [
    ("words", PRESS, [("asked how", "asked first how")], [(STORY, "clear", "Young people to be asked first how to share inspectors' findings")]),
    ("smart quotes become straight ones", PRESS, [("asked how", "“asked” how")], [(STORY, "clear", "Young people to be \"asked\" how to share inspectors' findings")]),
    ("a dash stays", PRESS, [("asked how", "asked – how")], [(STORY, "clear", "Young people to be asked – how to share inspectors' findings")]),
    ("signs of Markdown are letters", PRESS, [("asked how", "asked *how*")], [(STORY, "clear", "Young people to be asked \\*how\\* to share inspectors' findings")]),
    ("a value of the plan", PLAN, [("no breaches in safe", "no breaches at all in safe")], [("IA2.o2", "clear", "no breaches at all in safe recruitment")]),
    ("one entry of a list", SUMMARY, [("Check some cases twice", "Check ten cases twice")], [(DOING, "clear", "- Check ten cases twice a year.")]),
    ("a sign that would begin a list", PRESS, [("Young people to be asked how", "1. Young people to be asked how")], [(STORY, "to decide", None)]),
    ("a number that begins no list", PRESS, [("Young people to be asked how", "10 young people to be asked how")], [(STORY, "clear", "10 young people to be asked how to share inspectors' findings")]),
    ("an answer over its mark", PLAN, [("TO BE SUPPLIED G03b: What is the date of the plan?", "1 March 2009")], [("G03b.answer", "clear", "1 March 2009")]),
    ("an answer behind its mark", PLAN, [("date of the plan?", "date of the plan? 1 March 2009")], [("G03b.answer", "clear", "1 March 2009")]),
    ("an answer before its mark", PLAN, [("TO BE SUPPLIED G03b", "1 March 2009 TO BE SUPPLIED G03b")], [("G03b.answer", "clear", "1 March 2009")]),
    ("an answer among the question", PLAN, [("What is the date of the plan?", "What is the date? 1 March")], [("G03b.answer", "to decide", None)]),
    ("a date that stands for months", PLAN, [("Dec.08", "Jan.09")], [("IA3.d1", "to decide", "Jan.09")]),
    ("a status that stands for a state", PLAN, [(">Done<", ">Started<")], [("IA3.st1", "to decide", "Started")]),
    ("the council's name", SUMMARY, [("Southwark Council", "Lambeth Council")], [("organisation", "clear", "Lambeth Council")]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "done", "comes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_a_change_becomes(key: str, done: Any, comes: Any, shared: Project, files: dict[str, bytes]) -> None:
    data = files[key]
    for old, new in done:
        data = with_part(data, "word/document.xml", lambda text, old=old, new=new: replaced(text, old, new))
    found = edits_in(shared, data)
    assert [(each.name, each.state) for each in found.changes] == [(name, state) for name, state, _ in comes]
    for name, _, typed in comes:
        change = change_of(found, name)
        assert (typed in change.typed) if typed and change.typed else change.typed is typed
    assert found.notes == ()


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_words_are_marked_with_whom_and_where_else(shared: Project, files: dict[str, bytes]) -> None:
    found = edits_in(shared, tracked(files[PLAN], ("no |breaches", "break")))
    (change,) = found.changes
    assert (change.author.by, change.author.on) == ("Ann Example", "2009-04-01")
    assert change.called == "Outcome 2 of IA2, the plan's own words"
    assert found.subject == "Formal action plan"


def test_what_was_recorded_and_what_was_typed_is_told_alike(shared: Project, files: dict[str, bytes]) -> None:
    by_record = edits_in(shared, tracked(files[PRESS], ("asked |how", "why")))
    by_hand = edits_in(shared, retyped(files[PRESS], ("asked how", "asked why")))
    assert [each.typed for each in by_record.changes] == [each.typed for each in by_hand.changes]


def test_a_change_that_was_taken_back_in_word_is_none(shared: Project, files: dict[str, bytes]) -> None:
    """An insertion that somebody deleted again is in neither text."""

    def change(root: etree._Element) -> None:
        run = next(each for each in root.iter(f"{W}r") if "".join(each.itertext()) == HEADLINE)
        ins = etree.Element(f"{W}ins", {f"{W}author": "Ann", f"{W}date": ANN[1]})
        gone = etree.SubElement(ins, f"{W}del", {f"{W}author": "Bob", f"{W}date": ANN[1]})
        etree.SubElement(etree.SubElement(gone, f"{W}r"), f"{W}delText").text = " now"
        run.addnext(ins)

    assert edits_in(shared, edited(files[PRESS], change)).says_nothing


def test_looks_of_the_template_are_no_edit_and_looks_of_words_are(shared: Project, files: dict[str, bytes]) -> None:
    def bold(words: str) -> Callable[[etree._Element], None]:
        def change(root: etree._Element) -> None:
            for run in paragraph_with(root, words).iter(f"{W}r"):
                if words in "".join(run.itertext()):
                    properties = etree.Element(f"{W}rPr")
                    etree.SubElement(properties, f"{W}b")
                    run.insert(0, properties)

        return change

    once_more = edits_in(shared, edited(files[SUMMARY], bold("Due by July 2008")))  # a month is set apart already
    assert once_more.changes == ()
    set_apart = edits_in(shared, edited(files[SUMMARY], bold("Check some cases")))
    assert "- **Check some cases twice a year.**" in str(change_of(set_apart, DOING).typed)


# Paragraphs, lists and tables


def test_an_entry_that_was_added_to_a_list_of_one_value_is_in_it(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        above = paragraph_with(root, "Give more training")
        above.addnext(new_paragraph("Ask who has had none.", above))

    typed = str(change_of(edits_in(shared, edited(files[SUMMARY], change)), DOING).typed)
    assert typed.endswith("- Give more training to teams that need it.\n- Ask who has had none.")


def test_an_entry_that_was_taken_out_of_such_a_list_is_out_of_it(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        gone = paragraph_with(root, "Check some cases")
        gone.getparent().remove(gone)

    found = edits_in(shared, edited(files[SUMMARY], change))
    assert "Check some cases" not in str(change_of(found, DOING).typed)
    assert str(change_of(found, DOING).typed).count("- ") == 3
    assert found.notes == ()


def test_a_new_entry_of_the_plan_is_noted_with_its_neighbours(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        above = paragraph_with(root, "no breaches in safe")
        above.addnext(new_paragraph("all of them trained", above))

    found = edits_in(shared, edited(files[PLAN], change))
    assert found.changes == ()
    (note,) = found.notes
    assert (note.kind, note.now, note.name) == ("new", "all of them trained", "IA2.o2")
    assert note.before.endswith("no breaches in safe recruitment")


def test_a_value_that_is_gone_is_noted_and_never_taken_out(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        gone = paragraph_with(root, "no breaches in safe")
        gone.getparent().remove(gone)

    found = edits_in(shared, edited(files[PLAN], change))
    assert found.changes == ()
    assert [(note.kind, note.was) for note in found.notes] == [("gone", "no breaches in safe recruitment")]


def test_a_value_that_was_emptied_is_noted_and_never_taken_out(shared: Project, files: dict[str, bytes]) -> None:
    found = edits_in(shared, retyped(files[PRESS], (HEADLINE, "")))
    assert found.changes == ()
    assert [(note.kind, note.was) for note in found.notes] == [("gone", HEADLINE)]


def test_paragraphs_that_were_joined_keep_their_values_apart(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        first = paragraph_with(root, "Check some cases")
        second = first.getnext()
        for run in [each for each in second if each.tag != f"{W}pPr"]:
            first.append(run)
        second.getparent().remove(second)

    found = edits_in(shared, edited(files[SUMMARY], change))
    assert [each.state for each in found.changes] in ([], ["to decide"])
    told = " ".join([*(note.now for note in found.notes), *(each.now for each in found.changes)])
    assert "twice a year.Give more training" in told


def test_a_paragraph_that_was_moved_is_told_once(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        body = root.find(f"{W}body")
        assert body is not None
        moved = paragraph_with(root, "Inspectors also asked for safe recruitment")
        body.insert(3, moved)

    found = edits_in(shared, edited(files[PRESS], change))
    assert found.changes == ()
    assert [note.kind for note in found.notes] == ["moved"]


def test_a_row_that_was_deleted_by_record_is_gone(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        row = next(each for each in root.iter(f"{W}tr") if "Dec.08" in "".join(each.itertext()))
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0, properties)
        etree.SubElement(properties, f"{W}del", {f"{W}author": "Ann Example", f"{W}date": ANN[1]})

    found = edits_in(shared, edited(files[PLAN], change))
    assert found.changes == ()
    assert {note.kind for note in found.notes} == {"gone"}


def test_a_row_that_word_recorded_as_new_is_not_what_became_of_one_that_is_gone(
    shared: Project, files: dict[str, bytes]
) -> None:
    def change(root: etree._Element) -> None:
        row = next(each for each in root.iter(f"{W}tr") if "Dec.08" in "".join(each.itertext()))
        new = etree.fromstring(etree.tostring(row))
        for number, text in enumerate(new.iter(f"{W}t")):
            text.text = f"cell {number} of Dec.08"
        properties = new.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            new.insert(0, properties)
        etree.SubElement(properties, f"{W}ins", {f"{W}author": "Ann Example", f"{W}date": ANN[1]})
        row.addprevious(new)
        row.getparent().remove(row)

    found = edits_in(shared, edited(files[PLAN], change))
    assert found.changes == ()
    assert {note.kind for note in found.notes} == {"gone", "new"}


def test_words_that_came_from_another_value_are_for_somebody_to_decide(
    shared: Project, files: dict[str, bytes]
) -> None:
    def change(root: etree._Element) -> None:
        gone = paragraph_with(root, "Inspectors also asked for safe recruitment")
        words = "".join(gone.itertext())
        gone.getparent().remove(gone)
        text = next(paragraph_with(root, HEADLINE).iter(f"{W}t"))
        text.text = f"{HEADLINE}. {words}"

    found = edits_in(shared, edited(files[PRESS], change))
    assert change_of(found, STORY).state == "to decide"


def swapped(first: str, second: str) -> Callable[[etree._Element], None]:
    """Two paragraphs, each in the place of the other."""

    def change(root: etree._Element) -> None:
        one, other = paragraph_with(root, first), paragraph_with(root, second)
        place, at = other.getparent(), other.getparent().index(other)
        one.addprevious(other)
        place.insert(at, one)

    return change


def test_entries_that_changed_places_are_never_taken_out(shared: Project, files: dict[str, bytes]) -> None:
    """In one text they may be told as its new order; that an entry goes is never clear because it stands elsewhere now."""
    for first, second in (
        ("Check some cases twice", "Give more training"),
        ("Where the risk is high", "Check some cases twice"),
        ("Check that every service", "Give more training"),
        ("Check some cases twice", "Look, one by one"),  # of another recommendation
    ):
        for each in edits_in(shared, edited(files[SUMMARY], swapped(first, second))).changes:
            kept = all(words in str(each.typed) for words in (first, second)) or "one by one" in second
            assert each.state == "to decide" or (each.state == "clear" and kept and "one by one" not in second)


def test_a_sentence_between_two_values_is_given_to_neither(shared: Project, files: dict[str, bytes]) -> None:
    for old, new in (
        ("No one breaks the rules for safe hiring.", "No one breaks the rules for safe hiring. We check."),
        ("an adult you trust.", "an adult you trust. Or ring us."),
    ):
        found = edits_in(shared, retyped(files[SUMMARY], (old, new)))
        assert found.changes == ()
        assert new in " ".join(note.now for note in found.notes)
    inside = edits_in(
        shared, retyped(files[SUMMARY], ("No one breaks the rules for", "No one breaks the good rules for"))
    )
    assert [each.state for each in inside.changes] == ["clear"]


def test_columns_that_changed_places_are_for_somebody_to_decide(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        for row in list(root.iter(f"{W}tbl"))[-1].iter(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            if len(cells) > 2:
                cells[0].addprevious(cells[1])

    found = edits_in(shared, edited(files[PLAN], change))
    assert [each.called for each in found.clear] == []


def test_a_paragraph_of_several_values_that_was_written_anew_is_for_somebody_to_decide(
    shared: Project, files: dict[str, bytes]
) -> None:
    def change(root: etree._Element) -> None:
        first, *others = paragraph_with(root, "The last recommendation was").iter(f"{W}t")
        first.text = "Fifth, they wanted checks. We are doing it."
        for each in others:
            each.text = ""

    found = edits_in(shared, edited(files[PRESS], change))
    assert [*found.clear] == []
    assert "Fifth" in " ".join([*(each.now for each in found.changes), *(each.now for each in found.notes)])


@pytest.mark.parametrize(
    "address", ["https://www.ofsted.gov.uk/a*b_c(d)?x=1&y=[2]#z", "www.southwark.gov.uk/action-plan"]
)
def test_an_address_is_an_answer_as_it_is(address: str, shared: Project, files: dict[str, bytes]) -> None:
    for mark in (
        "TO BE SUPPLIED G04a: What is the web address of the inspectors’ full report?",
        "What is the web address of the inspectors’ full report?",
    ):
        (change,) = edits_in(shared, retyped(files[SUMMARY], (mark, address))).changes
        assert (change.name, change.state, change.typed) == ("G04a.answer", "clear", address)


def test_words_between_the_page_and_a_value_are_of_neither_or_of_the_one_behind_a_label(
    shared: Project, files: dict[str, bytes]
) -> None:
    between = edits_in(shared, retyped(files[PRESS], ("press copy, from ", "press copy, from the former ")))
    assert between.changes == ()
    assert [note.kind for note in between.notes] == ["several"]
    labelled = edits_in(
        shared, retyped(files[SUMMARY], ("What young people tell us", "Most of all, what young people tell us"))
    )
    assert [each.state for each in labelled.changes] == ["clear"]
    assert labelled.notes == ()


def test_words_of_several_values_at_once_are_noted(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        texts = list(paragraph_with(root, "Due by December 2008").iter(f"{W}t"))
        texts[0].text = "Nobody knows when, or whether."
        for each in texts[1:]:
            each.text = ""

    found = edits_in(shared, edited(files[SUMMARY], change))
    assert found.changes == ()
    assert "Nobody knows when, or whether." in " ".join(note.now for note in found.notes)


def test_words_of_the_page_say_where_they_are_changed(shared: Project, files: dict[str, bytes]) -> None:
    found = edits_in(shared, retyped(files[PRESS], ("Southwark Life press copy, from", "Copy for the magazine, from")))
    (note,) = found.notes
    assert (note.kind, found.changes) == ("template", ())
    assert "press-copy.html" in note.why


def test_a_value_in_two_places_is_changed_in_both_or_asked_for(shared: Project, files: dict[str, bytes]) -> None:
    once = edits_in(shared, retyped(files[SUMMARY], ("Choose staff safely", "Pick staff safely")))
    title = "wording.young-people.recommendations.IA2.title"
    if title not in names(once):
        title = next(iter(names(once)))
    assert change_of(once, title).state == "clear"
    one = retyped(files[PLAN], ("appropriate way is found", "good way is found"))
    assert (
        change_of(edits_in(shared, one), "IA1.quote").state,
        change_of(edits_in(shared, one), "IA1.quote").places,
    ) == ("clear", 2)
    both = retyped(one, ("appropriate way is found", "plain way is found"))
    assert change_of(edits_in(shared, both), "IA1.quote").state == "in conflict"
    alike = retyped(one, ("appropriate way is found", "good way is found"))
    assert change_of(edits_in(shared, alike), "IA1.quote").state == "clear"


def test_a_correction_is_changed_where_it_stands(project: Project) -> None:
    text = project.source.read_text("utf-8")
    project.source.write_text(
        text.replace("why: typing slip, approved: false", "why: typing slip, approved: true", 1), "utf-8"
    )
    data = sent(project, PLAN)
    found = edits_in(
        project,
        with_part(data, "word/document.xml", lambda text: replaced(text, "will be addressed", "will be put right")),
    )
    (change,) = found.changes
    assert (change.state, "correction" in change.why) == ("to decide", True)


def test_what_stands_outside_of_the_text_is_noted(shared: Project, files: dict[str, bytes]) -> None:
    head = next(name for name in names_in(files[PRESS]) if "header" in name)
    found = edits_in(shared, with_part(files[PRESS], head, lambda text: replaced(text, "DRAFT", "My DRAFT")))
    (note,) = found.notes
    assert (note.kind, note.now) == ("beside", "My DRAFT, not for publication")


def names_in(data: bytes) -> list[str]:
    from io import BytesIO
    from zipfile import ZipFile

    return ZipFile(BytesIO(data)).namelist()


def test_comments_stand_beside_their_words(shared: Project, files: dict[str, bytes]) -> None:
    found = edits_in(shared, commented(files[PRESS], HEADLINE, "Is this so?"))
    assert found.changes == found.notes == ()
    (remark,) = found.remarks
    assert (remark.words, remark.about, remark.name, remark.author.by) == (
        "Is this so?",
        HEADLINE,
        STORY,
        "Ann Example",
    )


# Which file it is, and of which plan


@pytest.mark.parametrize("name", ["anything.docx", "young-peoples-summary.docx", "southwark-life (2).docx"])
@pytest.mark.parametrize("is_marked", [True, False])
def test_a_file_is_known_whatever_it_is_called(
    name: str, is_marked: bool, shared: Project, files: dict[str, bytes]
) -> None:
    data = files[PRESS] if is_marked else without_part(files[PRESS], "docProps/custom.xml")
    found = edits_in(shared, retyped(data, ("asked how", "asked why")), name)
    assert (found.publication, [*names(found)]) == (PRESS, [STORY])


def test_a_file_of_somebody_else_is_none(shared: Project, files: dict[str, bytes]) -> None:
    other = with_part(
        files[PRESS], "word/document.xml", lambda text: re.sub(r"(<w:t[^>]*>)[^<]*", r"\1Dear Ann,", text)
    )
    with pytest.raises(DiagnosticsError, match="is none of the publications"):
        edits_in(shared, without_part(other, "docProps/custom.xml"))


def test_a_plan_that_went_on_is_merged_or_shown(project: Project) -> None:
    old = sent(project, PRESS)
    remember_of(project, old)
    returned = retyped(old, ("asked how", "asked why"))
    save(project, "Young people to be asked how", "All young people to be asked how")
    assert (
        change_of(edits_in(project, returned), STORY).typed
        == "All young people to be asked why to share inspectors' findings"
    )
    save(project, "to be asked how", "to be asked when")
    assert change_of(edits_in(project, returned), STORY).state == "in conflict"
    save(project, "All young people to be asked when", "Young people to be asked why")
    assert change_of(edits_in(project, returned), STORY).state == "there already"


def test_an_older_plan_is_found_in_git(project: Project) -> None:
    old = without_part(sent(project, PRESS), "docProps/custom.xml")
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@b.uk", "commit", "--quiet", "-m", "A plan"],
    ):
        subprocess.run(["git", *words], cwd=project.source.parent, check=True, capture_output=True)
    save(project, "Young people to be asked how", "Children to be asked how")
    assert edits_in(project, old).says_nothing
    found = edits_in(project, retyped(old, ("findings", "report")))
    assert (found.is_of_today, change_of(found, STORY).typed) == (
        False,
        "Children to be asked how to share inspectors' report",
    )


def test_a_plan_is_kept_once_for_each_text_and_a_spoiled_list_is_no_harm(project: Project) -> None:
    data = sent(project, PRESS)
    for _ in range(2):
        remember_of(project, data)
    folder = project.output / "sent"
    assert len((folder / "files.jsonl").read_text("utf-8").splitlines()) == 1
    (plan,) = folder.glob("*.gz")
    assert gzip.decompress(plan.read_bytes()) == project.source.read_bytes()
    (folder / "files.jsonl").write_text('{"file": "x", "plan": "../../plan"}\nnothing\n', "utf-8")
    assert edits_in(project, data).says_nothing


@pytest.mark.slow
def test_the_file_of_a_final_has_no_edit_in_its_stamp(complete: Project) -> None:
    approve_all(complete)
    (final,) = pipeline.make_finals(complete, [PRESS], "Ann Example", "2009-03-31")
    data = (final.folder / "southwark-life.docx").read_bytes()
    assert edits_in(complete, data).says_nothing
    for found in (
        edits_in(complete, retyped(data, ("asked how", "asked why"))),
        edits_in(complete, retyped(without_part(data, "docProps/custom.xml"), ("asked how", "asked why"))),
    ):
        assert [*names(found)] == [STORY]
        assert found.notes == ()


# Rules, and writing


def test_a_change_is_held_to_every_rule(shared: Project, files: dict[str, bytes]) -> None:
    def judged(put: str) -> ReturnedEdits:
        return weighed(
            shared, standing_of(shared), edits_in(shared, retyped(files[SUMMARY], ("Check some cases", put)))
        )

    (named,) = judged("Kerry Crichlow checks some cases").changes
    assert named.state == "refused"
    assert "Kerry Crichlow" in " ".join(named.found)
    (true,) = judged("Look at some cases").changes
    assert (true.state, true.found) == ("clear", ())


def test_what_is_clear_is_written_and_the_rest_stays_in_the_list(project: Project) -> None:
    before = project.source.read_text("utf-8")
    data = retyped(sent(project, PLAN), ("no breaches", "never a breach"), ("Dec.08", "Jan.09"))
    taken = take(edits_in(project, data), into(project, None))
    after = project.source.read_text("utf-8")
    lines = [line for line in zip(before.splitlines(), after.splitlines(), strict=True) if line[0] != line[1]]
    assert len(lines) == 1
    assert "never a breach in safe recruitment" in lines[0][1]
    assert {each.name for each in taken.edits.changes if each.number in taken.written} == {"IA2.o2"}
    assert [each.state for each in taken.edits.changes if each.number not in taken.written] == ["to decide"]
    assert edits_in(project, data).changes[0].state in ("there already", "to decide")


def test_words_that_somebody_changes_meanwhile_are_not_written_over(project: Project) -> None:
    data = retyped(sent(project, PRESS), ("asked how", "asked why"))
    edits = edits_in(project, data)
    save(project, "Young people to be asked how", "Everybody to be asked how")
    taken = take(edits, into(project, None))
    assert taken.written == frozenset()
    assert taken.edits.changes[0].state == "in conflict"
    assert "Everybody to be asked how" in project.source.read_text("utf-8")


@pytest.mark.parametrize(
    ("some", "others", "both"),
    [
        ("a big red house", "a red house here", "a big red house here"),
        ("a house", "a red house", "a house"),
        ("a red house", "a blue house", "a blue house"),
        ("a green house", "a blue house", None),
        ("a green house", "a green house", "a green house"),
        ("a big house", "a red home", None),
    ],
)
def test_two_changes_of_one_text(some: str, others: str, both: str | None) -> None:
    assert merged("a red house", some, others) == both


# Nothing is lost


def letters(words: str) -> Counter[str]:
    return Counter("".join(words.replace("’", "'").replace("“", '"').replace("”", '"').split()))


def test_each_letter_is_as_it_was_sent_or_in_an_edit_or_in_a_note(shared: Project, files: dict[str, bytes]) -> None:
    def change(root: etree._Element) -> None:
        paragraphs = [each for each in root.iter(f"{W}p") if "".join(each.itertext()).strip()]
        for number, each in enumerate(paragraphs[3::7]):
            each.addnext(new_paragraph(f"zebra {number} quick", each))
        for number, each in enumerate([*root.iter(f"{W}t")][2::9]):
            each.text = f"{number} xylophone {(each.text or '')[:10]}"

    for data in files.values():
        back = edited(data, change)
        found = edits_in(shared, back)
        sent_letters = letters(" ".join(each.words for each in paragraphs_in(read(data).blocks)))
        told = letters(" ".join([*(each.now for each in found.changes), *(each.now for each in found.notes)]))
        came = letters(" ".join("".join(each.itertext()) for each in etree.fromstring(part(back)).iter(f"{W}p")))
        assert came - (sent_letters + told) == Counter()
        assert "xylophone" in " ".join(each.now for each in (*found.changes, *found.notes))


def part(data: bytes) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    return ZipFile(BytesIO(data)).read("word/document.xml")


def test_a_file_with_what_has_changed_comes_back_as_what_it_is_now(project: Project) -> None:
    """Its own marks are no edits, whoever takes or leaves them; what somebody wrote into it is."""
    (project.source.parent / "old.yaml").write_bytes(project.source.read_bytes())
    save(project, "Young people to be asked how", "All young people to be asked how")
    sources = load_sources(project)
    publication = next(each for each in sources.settings.publications if each.key == PRESS)
    found = compared_publications(
        project, sources, [publication], str(project.source.with_name("old.yaml")), Signature("", "")
    )
    (file,) = marked_files(project, sources, found, ["docx"])
    assert edits_in(project, file.content).says_nothing
    back = edits_in(project, retyped(file.content, ("inspectors’ findings", "inspectors’ report")))
    assert [each.typed for each in back.changes] == ["All young people to be asked how to share inspectors' report"]


def test_a_line_that_was_never_finished_costs_no_other(project: Project) -> None:
    """A build may be killed while it puts down which plan a file was made from."""
    list_of_files = project.output / "sent" / "files.jsonl"
    list_of_files.parent.mkdir(parents=True)
    list_of_files.write_bytes(b'{"file": "southwark-li')
    returned = retyped(remembered(project, PRESS), ("asked how", "asked why"))
    save(project, "Young people to be asked how", "All young people to be asked how")
    assert change_of(edits_in(project, returned), STORY).state == "clear"
    assert len(list_of_files.read_bytes().splitlines()) == 2


CYNGOR = "The council ([Cyngor *Southwark*]{lang=cy}) is here, cy and lang."
TWO = "The [Cyngor]{lang=cy} is [y *dref*]{lang=cy} end"


@pytest.mark.parametrize(
    ("typed", "old", "new", "becomes"),
    [
        (CYNGOR, "Southwark", "Bermondsey", CYNGOR.replace("Southwark", "Bermondsey")),
        ("[Cyngor Southwark]{lang=cy} is", "Cyngor Southwark", "Y dref", "[Y dref]{lang=cy} is"),
        ("[Cyngor Southwark]{lang=cy} is", "Cyngor Southwark", "", "is"),
        (CYNGOR, "Cyngor ", "", CYNGOR.replace("Cyngor ", "")),
        (CYNGOR, "(Cyngor Southwark) ", "", "The council is here, cy and lang."),
        (CYNGOR, "cy and lang", "fr and bn", CYNGOR.replace("cy and lang", "fr and bn")),
        (CYNGOR, "Southwark) is", "Bermondsey) was", None),  # which of it is Welsh is for somebody to say
        (TWO, "Cyngor ", "", "The is [y *dref*]{lang=cy} end"),
        (TWO, "is y ", "", "The [Cyngor]{lang=cy} [*dref*]{lang=cy} end"),
        (CYNGOR, "here", "[x]{lang=cy}", CYNGOR.replace("here", "\\[x]{lang=cy}")),
    ],
)
def test_words_of_another_language_stay_so_where_others_come_back(
    typed: str, old: str, new: str, becomes: str | None
) -> None:
    printed = as_printed(typed, "x")
    start = printed.index(old)
    runs = (Run(new),) if new else ()
    assert rewritten("x", typed, printed, [Splice(start, start + len(old), runs)]) == becomes


@pytest.mark.parametrize(
    ("typed", "behind", "run", "becomes"),
    [
        (CYNGOR, "Southwark", Run(" 2008"), CYNGOR.replace("{lang=cy}", "{lang=cy} 2008")),
        (CYNGOR, "Southwark", Run(" 2008", language="cy"), CYNGOR.replace("Southwark*", "Southwark 2008*")),
        (CYNGOR, "Cyngor", Run(" 2008"), CYNGOR.replace("Cyngor", "Cyngor 2008")),
        (CYNGOR, "(", Run("or "), CYNGOR.replace("(", "(or ")),
    ],
)
def test_new_words_at_the_end_of_another_language_are_of_it_if_word_says_so(
    typed: str, behind: str, run: Run, becomes: str
) -> None:
    printed = as_printed(typed, "x")
    end = printed.index(behind) + len(behind)
    assert rewritten("x", typed, printed, [Splice(end, end, (run,))]) == becomes


def test_a_new_entry_below_words_of_another_language_is_none_of_them() -> None:
    typed = "- [Cyngor]{lang=cy}\n- here"
    end = len("Cyngor")
    found = rewritten("x", typed, as_printed(typed, "x"), [Splice(end, end, (Run("new"),), is_item=True)])
    assert found == "- [Cyngor]{lang=cy}\n- new\n- here"
