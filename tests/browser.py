"""Debian's Chromium, as somebody has it who reads the pages."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from conftest import REPOSITORY
from playwright.sync_api import sync_playwright

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# Without these it calls home, and a test may not reach for anything.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
URL = "http://publications.example/page.html"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Callable[..., Any]]:
    """What starts a browser with some switches; the environment variable CHROMIUM says where one is, if not on the path."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is not on this machine: run test.sh"
    with sync_playwright() as playwright:
        yield lambda *switches: playwright.chromium.launch(executable_path=path, args=[*QUIET, *switches])


# What the last test set, another one does not meet.
MEDIA = {
    "media": "null",
    "color_scheme": "light",
    "reduced_motion": "null",
    "forced_colors": "null",
    "contrast": "null",
}


@contextmanager
def opened(browser: Any, html: bytes, width: int, *, bypass_csp: bool = False, **media: Any) -> Iterator[Any]:
    """A page in a window of this width, which may ask for nothing and say nothing on its console."""
    page = _window(browser, bypass_csp)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(**{**MEDIA, **media})
    said: list[str] = []

    def hear(message: Any) -> None:
        said.append(getattr(message, "text", str(message)))

    def answer(route: Any) -> None:
        if route.request.url == URL:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            said.append(route.request.url)
            route.abort()

    page.on("console", hear)
    page.on("pageerror", hear)
    page.route("**/*", answer)
    try:
        page.goto(URL)
        page.wait_for_function("document.fonts.status === 'loaded'")
        yield page
    finally:
        page.goto("about:blank")
        page.unroute("**/*")
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", hear)
    assert said == []


@cache
def _window(browser: Any, bypass_csp: bool) -> Any:
    """One window for one page after another: a new one takes as long as all that is done in it."""
    return browser.new_context(bypass_csp=bypass_csp).new_page()


def faults(page: Any) -> list[str]:
    """What axe-core finds in the page."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


def nu_checked(pages: Iterable[Path]) -> str:
    """What the Nu HTML checker says of some web pages; nothing where it has nothing to say."""
    jar = Path(os.environ.get("VNU", REPOSITORY / ".venv" / "vnu.jar"))
    assert jar.is_file(), "the Nu HTML checker is not on this machine: run test.sh"
    assert shutil.which("java")
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]  # it does not live long enough for more
    command = ["java", *quick, "-jar", str(jar), "--format", "gnu", *map(str, pages)]
    told = subprocess.run(command, capture_output=True, check=False)
    said = told.stderr.decode().replace("Document checking completed. No errors found.", "").strip()
    return said or ("" if told.returncode == 0 else f"exit status {told.returncode}")
