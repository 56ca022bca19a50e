"""A Word file that came back, dropped on the editor's page: read, taken, left, ticked off and put away, change by change."""

import re
from base64 import b64encode
from collections.abc import Iterator
from shutil import rmtree
from typing import Any

import pytest
from browser import chromium
from conftest import copied
from officer import Editing, Officer, until
from returned_files import ANN, commented, remembered, tracked, with_line_below

pytestmark = pytest.mark.slow
KEY = "southwark-life"
LEAD, STANDFIRST, WEAKNESSES = (f"wording.press.{key}" for key in ("lead", "standfirst", "weaknesses"))
DROP = """([name, data, isOnPage]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(data), (each) => each.charCodeAt(0))], name));
    const view = isOnPage ? preview.frame.contentWindow : window;
    const fire = (kind) => view.document.body.dispatchEvent(new view.DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    for (const kind of ["dragenter", "dragover"]) fire(kind);
    const isShown = document.querySelector("#drop-here").matches(":popover-open");
    fire("drop");
    return isShown;
}"""
THEIRS = "Somebody else says now in which way young people will be asked."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Officer]:
    """An officer at her window, before the editor of a project of her own."""
    with chromium() as launch, Editing(copied(tmp_path_factory.mktemp("returned"))) as editing:
        browser = launch()
        context = browser.new_context(viewport={"width": 1280, "height": 850})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        officer = Officer(editing, context.new_page())
        yield officer
        assert [each for each in officer.heard if "422" not in each] == []
        browser.close()


@pytest.fixture
def ann(desk: Officer) -> Iterator[Officer]:
    """The officer Ann, before the press copy, to whom nothing has come back yet."""
    desk.opens(KEY)
    desk.remembers()
    yield desk
    desk.leaves()
    rmtree(desk.project.returned, ignore_errors=True)


def drops(ann: Officer, name: str, data: bytes, *, on_page: bool) -> None:
    assert ann.page.evaluate(DROP, [name, b64encode(data).decode(), on_page])
    ann.dialog.get_by_role("heading", name="Came back", exact=True).wait_for()


def entry(ann: Officer, words: str) -> Any:
    """What the list has of something, by words of it."""
    return ann.dialog.locator(".returned-list > li", has_text=words)


def headed(ann: Officer, called: str) -> Any:
    """What the list has of a value, by what it is called."""
    return ann.dialog.locator(".returned-list > li", has=ann.page.get_by_role("heading", name=re.compile(f"^{called}")))


def takes_and_takes_back(ann: Officer, clear: Any) -> None:
    clear.get_by_role("button", name="Take:").click()
    clear.get_by_text("The plan says so").wait_for()
    assert ann.changed_lines == ["done: That work is done, too."]
    assert ann.page.evaluate("document.activeElement.textContent") == "New words: Standfirst"  # the next that waits
    clear.locator("summary").click()
    clear.get_by_role("button", name="Take it back").click()
    clear.get_by_text("Can be taken").wait_for()
    assert ann.changed_lines == []


def puts_away(ann: Officer) -> None:
    """In a narrow window."""
    ann.page.set_viewport_size({"width": 320, "height": 640})
    ann.page.locator("#returned-button").click()
    ann.dialog.get_by_text("all is decided").wait_for()
    entry(ann, "Ticked off").first.locator("summary").click()
    assert ann.faults("dialog") == []
    assert ann.page.evaluate("document.querySelector('dialog .content').scrollWidth <= innerWidth")
    ann.presses("Put the file away", ann.dialog)
    ann.dialog.get_by_text("returned/done").wait_for()
    assert [path.name for path in (ann.project.returned / "done").iterdir()] == [f"{KEY} – Kate.docx"]
    ann.page.set_viewport_size({"width": 1280, "height": 850})
    ann.keys("Escape")


def test_a_file_that_was_dropped_is_decided_one_by_one(ann: Officer) -> None:
    data = tracked(
        remembered(ann.project, KEY),
        ("Here, too, the work is done.", "That work is done, too."),
        ("children and young people in Southwark", "Kerry Crichlow"),
        ("how best to tell others", "whether and how to tell others"),
    )
    data = with_line_below(data, "Kerry Crichlow", "A line more, for whoever lays it out.")
    ann.rewords(LEAD, THEIRS)
    ann.remembers()
    drops(ann, f"../{KEY} – Kate.docx", commented(data, "Managers are to review", "Which managers?"), on_page=True)
    assert [path.name for path in ann.project.returned.iterdir()] == [f"{KEY} – Kate.docx"]
    until(lambda: ann.page.locator("#returned-button").inner_text() == "Came back: 5")
    clear, refused, conflict = (headed(ann, words) for words in ("Progress", "Standfirst", "Lead"))
    clear.wait_for()
    assert clear.locator("ins").all_inner_texts() == ["That ", "done, too."]
    assert ANN[0] in clear.inner_text()
    assert "is not listed for this audience" in refused.inner_text()
    assert refused.get_by_role("button", name="Take:").count() == 0
    assert conflict.locator("blockquote").all_inner_texts()[1] == THEIRS
    assert ann.faults("dialog") == []

    takes_and_takes_back(ann, clear)
    refused.get_by_role("button", name="Leave:").click()
    refused.get_by_text("Left as it is").wait_for()
    conflict.get_by_role("button", name="Take what came back").click()
    conflict.get_by_text("The plan says so").wait_for()
    assert "whether and how to tell others" in " ".join(ann.changed_lines)
    entry(ann, "A line more").get_by_role("button", name="Copy the words").click()
    assert ann.page.evaluate("navigator.clipboard.readText()") == "A line more, for whoever lays it out."
    entry(ann, "A line more").get_by_role("button", name="Tick off").click()
    ann.presses("Take all that is clear (1)", ann.dialog)
    ann.dialog.get_by_text("1 taken. Undo takes them back.").wait_for()

    ann.presses("Copy an answer to the sender", ann.dialog)
    ann.dialog.get_by_text("Copied").wait_for()
    told = ann.page.evaluate("navigator.clipboard.readText()")
    assert "Not taken:\n- Standfirst: “Inspectors made five recommendations about services for Kerry Crichlow" in told
    assert "Comments that are open:\n- “Which managers?”" in told

    entry(ann, "Which managers?").get_by_role("button", name="Show on the page").click()
    beside = ann.page.locator("#came-back")
    beside.get_by_text("Which managers?").wait_for()
    assert ann.focused == WEAKNESSES
    until(lambda: ann.text(WEAKNESSES).get_attribute("data-returned") == "comment")
    assert ann.faults("#beside") == []
    beside.get_by_role("button", name="Tick off").click()
    until(lambda: ann.text(WEAKNESSES).get_attribute("data-returned") is None)
    until(lambda: ann.page.locator("#returned-button").inner_text() == "Came back: all decided")

    puts_away(ann)


def test_a_change_is_taken_beside_its_words_and_what_is_written_by_hand_has_it_in_sight(ann: Officer) -> None:
    date = ann.page.request.get(ann.editing.at("now/value?name=MA1.d1")).json()["words"]
    plan = remembered(ann.project, "action-plan")
    above = ann.page.request.get(ann.editing.at("now/value?name=IA2.a1")).json()["words"]
    data = with_line_below(plan, above[:30], "Ask them, too.")
    data = tracked(data, (date, "Aug.08"), ("robust analysis", "thorough analysis"))
    ann.project.returned.mkdir(exist_ok=True)
    (ann.project.returned / "put there by hand.docx").write_bytes(data)
    until(lambda: ann.page.locator("#returned-button").inner_text() == "Came back: 3")
    ann.opens("action-plan")
    ann.chooses("MA1.quote")
    beside = ann.page.locator("#came-back")
    ann.remembers()
    beside.get_by_role("button", name="Take:").click()
    beside.get_by_text("All of it is decided.").wait_for()
    assert "thorough analysis" in " ".join(ann.changed_lines)
    ann.presses("Next that came back (1 more)")
    until(lambda: ann.focused == "MA1.d1")
    beside.get_by_role("button", name="The list").click()
    entry(ann, "Aug.08").get_by_role("button", name="Write there").click()
    ann.dialog.locator(".came-back-for-this").get_by_text("Aug.08").wait_for()
    assert ann.faults("dialog") == []
    ann.keys("Escape")
    ann.page.locator("#returned-button").click()
    entry(ann, "Ask them, too.").get_by_role("button", name="Add it as a new entry").click()
    ann.dialog.locator("textarea").first.wait_for()
    assert ann.dialog.locator("textarea").first.input_value() == "Ask them, too."
    ann.files_form()
    assert "Ask them, too." in " ".join(ann.changed_lines)


def test_a_file_of_somebody_else_says_why_and_is_not_kept(ann: Officer) -> None:
    before = sorted(path.name for path in ann.project.returned.rglob("*"))
    drops(ann, "minutes.docx", b"%PDF-1.7 minutes", on_page=False)
    said = ann.dialog.get_by_role("status")
    said.get_by_text("minutes.docx is not kept").wait_for()
    assert "is a PDF" in said.inner_text()
    assert sorted(path.name for path in ann.project.returned.rglob("*")) == before
    ann.keys("Escape")
