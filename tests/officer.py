"""Somebody who edits the publications in a browser, before the real server: what she looks at, and what she does."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

from browser import AXE, RULES
from conftest import ROOT, started
from playwright.sync_api import TimeoutError  # noqa: A004

from jarpub.project.paths import Project

FIELD = ".editing-field"
NAMES = "(found) => found.map((each) => each.dataset.name)"
FAULTS = """async ([within, rules]) => {
    const { violations } = await axe.run(within, { runOnly: rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}"""
FOCUSED = """() => {
    const { activeElement: outside } = document;
    const focused = outside === preview.frame ? preview.frame.contentDocument.activeElement : outside;
    return focused.dataset.name ?? (focused.dataset.key || focused.id || focused.className || focused.textContent);
}"""
COPY = """async ([plain, html]) => {
    const kinds = { "text/plain": plain, "text/html": html };
    const parts = Object.entries(kinds).map(([kind, words]) => [kind, new Blob([words], { type: kind })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
}"""


def until(claim: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.05)


class Editing:
    """The editor of a project, as a process that can be ended and started again."""

    def __init__(self, project: Project, port: int = 0) -> None:
        self.project = project
        self.port = port
        self.address = ""

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def begin(self) -> None:
        project = self.project
        where = ("--source", project.source, "--templates", project.templates, "--output", project.output)
        words = ["edit", "--port", self.port, "--no-browser", "--no-files", "--json", *where]
        self.stack = ExitStack()
        self.process = self.stack.enter_context(
            started([sys.executable, ROOT / "build.py", *words], stdout=subprocess.PIPE, text=True)
        )
        said = "".join(iter(self.process.stdout.readline, "}\n")) + "}"
        self.address = str(json.loads(said)["address"])
        self.port = int(self.address.split(":")[2].partition("/")[0])

    def end(self) -> None:
        """As a crash ends it."""
        self.stack.close()

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"


class Officer:
    """A window of a browser at the editor of a project."""

    def __init__(self, editing: Editing, page: Any) -> None:
        self.editing = editing
        self.project = editing.project
        self.page = page
        self.heard: list[str] = []  # what the console said, where nothing should be
        page.on("console", lambda message: self.heard.append(f"{message.text} {message.location}"))
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    # What is there

    @property
    def files(self) -> dict[str, bytes]:
        paths = (self.project.source, self.project.approvals, self.project.templates / "brand.yaml")
        return {str(path): path.read_bytes() for path in paths}

    @property
    def plan(self) -> str:
        return self.project.source.read_text("utf-8")

    @property
    def changed_lines(self) -> list[str]:
        """The lines of the plan that were not there at first."""
        before = self.at_first[str(self.project.source)].decode("utf-8").splitlines()
        return [line.strip() for line in self.plan.splitlines() if line not in before]

    @property
    def sheet(self) -> Any:
        return self.page.frame_locator("iframe:not([hidden])")

    @property
    def field(self) -> Any:
        return self.sheet.locator(FIELD)

    @property
    def beside(self) -> Any:
        return self.page.locator("#beside")

    @property
    def dialog(self) -> Any:
        return self.page.locator("dialog[open]")

    def text(self, name: str, at: int = 0) -> Any:
        return self.sheet.locator(f"[data-name='{name}']").nth(at)

    def told(self) -> Any:
        """What the server says of each publication: its page, and what was found."""
        shown = self.page.request.get(self.editing.at("now/session"), max_retries=2).json()
        kept = ("key", "page", "is_behind", "is_ready", "diagnostics")
        return [{key: each[key] for key in kept} for each in shown["publications"]], shown["refused"]

    def version_of(self, publication: str) -> str:
        return str(next(each["page"] for each in self.told()[0] if each["key"] == publication))

    @property
    def wording_left(self) -> int:
        """How many pieces of wording nobody has approved as they are, as the server says."""
        left = self.page.request.get(self.editing.at("now/left"), max_retries=2).json()
        return sum(each["kind"] == "wording" for each in left["items"])

    # What she does

    def opens(self, publication: str = "action-plan") -> None:
        """Comes to a publication, and waits until its page is there as it is now."""
        if not self.page.url.startswith(self.editing.at("")):
            self.page.goto(self.editing.address)
        self.page.evaluate("(key) => { location.hash = key }", publication)
        self.sees_now(publication)
        self.page.locator("#left-items section").first.wait_for(state="attached")

    def sees_now(self, publication: str) -> None:
        """Waits until what the server made last of a publication is in the window, ready to be written on."""
        until(lambda: self._shows(publication, self.version_of(publication)))

    def _shows(self, publication: str, version: str) -> bool:
        frame = f"iframe[data-shows='/pages/{publication} {version}']:not([hidden])"
        heading = self.page.frame_locator(frame).locator("h1 [tabindex], h1[tabindex]").first
        return bool(self.page.locator(frame).count() and heading.is_visible())

    def another_window(self, publication: str = "southwark-life") -> "Officer":
        """A window of the same browser at the same editor."""
        other = Officer(self.editing, self.page.context.new_page())
        other.opens(publication)
        return other

    def begins(self, name: str, at: int = 0) -> None:
        self.points_at(name, self.field, "dblclick", at)

    def points_at(self, name: str, awaited: Any, way: str = "click", at: int = 0) -> None:
        """Clicks on a text until something is there: once more where its page just gave way to another one."""
        while not awaited.is_visible():
            with suppress(TimeoutError):
                getattr(self.text(name, at), way)(timeout=1500)
                awaited.wait_for(timeout=3000)

    def types_instead(self, words: str) -> None:
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def rewords(self, name: str, words: str) -> None:
        """Double-click, type in place of what was there, Enter."""
        self.begins(name)
        self.types_instead(words)
        self.saves()

    def saves(self, key: str = "Enter") -> None:
        self.page.keyboard.press(key)
        self.field.wait_for(state="detached")

    def presses(self, name: str, within: Any = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def chooses(self, name: str) -> None:
        """Comes to a text with Tab, as it were, and does nothing with it."""
        self.text(name).focus()
        called = self.page.request.get(self.editing.at(f"now/value?name={name}")).json()["called"]
        self.beside.get_by_role("heading", name=called, exact=True).wait_for()

    def asks_for(self, name: str) -> None:
        """Double-click on what has a form."""
        self.points_at(name, self.dialog, "dblclick")

    def asks_for_more(self, name: str) -> None:
        """Opens the form of a text that is written in place."""
        self.chooses(name)
        self.presses("More that can be changed here")
        self.dialog.wait_for()

    def approves_where_it_stands(self, name: str, by: str = "") -> None:
        """Reads the piece that a text is of, and approves it; the name is given once a sitting."""
        self.chooses(name)
        self.presses("Read and approve it")
        self.dialog.get_by_role("checkbox").check()
        if by:
            self.dialog.get_by_label("Your first and last name").fill(by)
        self.presses("Approve the one that I have read", self.dialog)
        self.dialog.wait_for(state="detached")

    def reads_all(self, audience: str) -> None:
        """Opens all wording for an audience that is to be read."""
        self.page.locator(f"#left button[data-key='all {audience}']").click()
        self.dialog.wait_for()

    def left(self, title: str) -> Any:
        """The entries of what is left below one of its titles."""
        return self.page.locator("#left details", has_text=title).locator("li button")

    @property
    def focused(self) -> str:
        """The name of the text that has the focus in the page, or the key or id of what has it beside the page."""
        return str(self.page.evaluate(FOCUSED))

    @property
    def kind_of_focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.type"))

    def tabs_to(self, name: str) -> None:
        """From the top of the page with Tab to a text of it."""
        self.page.locator("body").press("F6")
        while self.focused != name:
            self.page.keyboard.press("Tab")

    def faults(self, within: str) -> list[str]:
        """What axe-core finds in an element of the window."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        return list(self.page.evaluate(FAULTS, [within, RULES]))

    def order_of(self, *names: str) -> bool:
        """Whether these texts stand on the page in this order, next to each other."""
        found = self.sheet.locator("[data-name]:not([data-name=''])").evaluate_all(NAMES)
        first = found.index(names[0]) if names[0] in found else -1
        return tuple(found[first : first + len(names)]) == names

    def files_form(self, around: str = "") -> None:
        """Saves a form; the one around it, from which it was opened, is there again, and is closed."""
        self.presses("Save", self.dialog)
        if around:
            self.dialog.get_by_role("heading", name=around, exact=True).wait_for()
            self.keys("Escape")
        self.dialog.wait_for(state="detached")

    def copies(self, plain: str, html: str) -> None:
        """As another program puts words on the clipboard."""
        heard = len(self.heard)
        self.page.evaluate(COPY, [plain, html])
        del self.heard[heard:]  # the browser takes what it is given for words of the page, and complains of its styles

    # Between two tests

    def leaves(self) -> None:
        """Nothing that she typed, and no name, stays in the browser; what stands open is closed with the window."""
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        if self.dialog.count() or self.field.count() or self.page.locator("#kept section").count():
            self.page.goto("about:blank")

    def remembers(self) -> None:
        self.at_first = self.files

    def arrives(self) -> None:
        self.arrived, self.shown = self.files, self.told()

    def puts_back(self) -> None:
        """The files as they were when she came, by another program; the server sees it."""
        for path, content in self.arrived.items():
            Path(path).write_bytes(content)
        until(lambda: self.told() == self.shown)
        self.remembers()
