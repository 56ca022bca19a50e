"""Each text of the publications in the editor, as somebody opens it in a browser with the server that there is."""

import difflib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from conftest import KEYS, ROOT, copied, started, volume

from jarpub.project.paths import Project

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copied(tmp_path_factory.mktemp("editor"))


@pytest.fixture(scope="module")
def editor(project: Project) -> Iterator[Any]:
    where = ("--source", project.source, "--templates", project.templates, "--output", project.output)
    words = ["edit", "--port", "0", "--no-browser", "--no-files", "--json", *map(str, where)]
    with (
        started([sys.executable, ROOT / "build.py", *words], stdout=subprocess.PIPE, text=True) as process,
        chromium() as launch,
    ):
        said = "".join(iter(process.stdout.readline, "}\n")) + "}"
        browser = launch()
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(json.loads(said)["address"])
        page.locator("#beside").wait_for()
        yield page
        browser.close()
        assert faults == []


def sheet(page: Any) -> Any:
    return page.frame_locator("iframe:not([hidden])")


def opened(page: Any, key: str) -> None:
    page.goto(f"{page.url.split('#')[0]}#{key}")
    page.wait_for_function("key => preview.frame.dataset.shows?.startsWith(`/pages/${key} `)", arg=key)
    sheet(page).locator("[data-name][tabindex]").first.wait_for()


# Begins to write each text with the keyboard, leaves it as it is, and says how it is written and whether it is the same.
EACH = """async (step) => {
    const page = preview.frame.contentDocument;
    const press = (target, key, more = {}) =>
        target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
    const soon = async (claim) => {
        for (let tries = 0; tries < 1000 && !claim(); tries += 1) await new Promise((next) => setTimeout(next, 5));
        return claim();
    };
    const found = () => page.querySelector(".editing-field") ?? document.querySelector("dialog[open]") ??
        (document.activeElement.id === "called" ? document.activeElement : null);
    const done = [];
    const texts = [...page.querySelectorAll("[data-name][tabindex]")];
    const first = new Map(texts.reverse().map((each) => [each.dataset.name, each]));
    for (const [name, each] of [...first].filter((_, at) => at % step === 0)) {
        const before = each.innerHTML;
        each.focus();
        press(each, "Enter");
        const opened = await soon(found);
        const how = opened?.localName ?? "nothing";
        if (how === "dialog") opened.close();
        else if (how !== "h2") press(opened, "Enter", { ctrlKey: true });
        await soon(() => how === "h2" || !found());
        done.push([name, how, each.innerHTML === before]);
    }
    return done;
}"""
WRITTEN = {"span", "div"}  # a line, and paragraphs


@pytest.mark.parametrize("key", KEYS)
def test_each_text_can_be_begun_and_left_as_it_was(key: str, editor: Any, project: Project) -> None:
    before = project.source.read_bytes()
    asked: list[str] = []
    editor.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    opened(editor, key)
    done = editor.evaluate(EACH, volume(4, 1))  # every fourth of the texts of a page, or all of them
    assert [name for name, _, is_same in done if not is_same] == []
    how = Counter(how for _, how, _ in done)
    assert set(how) <= {*WRITTEN, "dialog", "h2"}
    assert sum(how[each] for each in WRITTEN) > len(done) / 3
    assert [url for url in asked if url.endswith("/edits")] == []
    assert project.source.read_bytes() == before


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and not line.startswith(("---", "+++"))]


def write(page: Any, project: Project, name: str, keys: list[str]) -> list[str]:
    """The lines of the plan that are others once these keys were pressed in a text."""
    before = project.source.read_text("utf-8")
    field = sheet(page).locator(".editing-field")
    while not field.is_visible():
        with suppress(TimeoutError):  # once more where the page just gave way to another one
            sheet(page).locator(f"[data-name='{name}']").first.focus()
            page.keyboard.press("Enter")
            field.wait_for(timeout=3000)
    for key in keys:
        if key.startswith("<"):
            page.keyboard.press(key.strip("<>"))
        else:
            page.keyboard.type(key)
    page.keyboard.press("Control+Enter")
    field.wait_for(state="detached")
    return changed_lines(before, project.source.read_text("utf-8"))


def test_what_is_written_on_the_page_stands_in_the_plan(editor: Any, project: Project) -> None:
    opened(editor, "action-plan")
    lines = write(editor, project, "IA2.o2", [", ever"])
    assert [line.split("text: ")[1] for line in lines] == [
        "no breaches in safe recruitment}",
        '"no breaches in safe recruitment, ever"}',
    ]
    sheet(editor).get_by_text("no breaches in safe recruitment, ever").first.wait_for()
    lines = write(editor, project, "G03b.question", ["1 March 2009"])
    assert [line.strip("+- ") for line in lines] == ["answer: null", "answer: 1 March 2009"]
    opened(editor, "young-peoples-summary")
    doing = "wording.young-people.recommendations.IA1.doing"
    lines = write(editor, project, doing, ["<Enter>", "say ", "<Control+b>", "thanks"])
    assert [line.strip() for line in lines] == ["+          - say **thanks**"]
    editor.get_by_role("button", name="Undo").click()
    sheet(editor).get_by_text("thanks").wait_for(state="detached")
    assert "thanks" not in Path(project.source).read_text("utf-8")
