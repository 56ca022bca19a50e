"""The preview, as somebody has it in a browser beside the file that they edit."""

import http.client
import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, faults
from conftest import ROOT, copied, started

from jarpub.build.watch import saves
from jarpub.project.paths import Project

pytestmark = pytest.mark.slow
HEADLINE = "Young people to be asked how to share inspectors' findings"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copied(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def address(project: Project) -> Iterator[str]:
    where = ("--source", project.source, "--templates", project.templates, "--output", project.output)
    words = ["preview", "--port", "0", "--no-browser", "--json", *map(str, where)]
    command = [sys.executable, str(ROOT / "build.py"), *words]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = "".join(iter(process.stdout.readline, "}\n")) + "}"
        yield json.loads(said)["address"]
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate()
    assert "Traceback" not in complaints
    assert process.returncode == 130


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Any]:
    with chromium() as launch:
        browser = launch()
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{address}#southwark-life")
        sheet(page).get_by_text(HEADLINE).first.wait_for()
        yield page
        browser.close()
        assert said == []


def sheet(page: Any) -> Any:
    return page.frame_locator("iframe:not([hidden])")


def scrolled(page: Any) -> int:
    return int(page.evaluate("frame.contentWindow.scrollY"))


def save(project: Project, find: str, put: str) -> None:
    """Save the plan as editors do: a new file in the place of the old one."""
    text = project.source.read_text("utf-8")
    assert find in text
    new = project.source.with_name(".plan.yaml.swp")
    new.write_text(text.replace(find, put, 1), "utf-8")
    new.replace(project.source)


def until(claim: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_an_edit_is_seen_and_the_page_keeps_its_place(page: Any, project: Project) -> None:
    page.evaluate("frame.contentWindow.scrollTo(0, 333)")
    save(project, HEADLINE, "Young people to be asked first")
    sheet(page).get_by_role("heading", name="Young people to be asked first").wait_for()
    assert scrolled(page) == 333
    save(project, "Young people to be asked first", HEADLINE)
    sheet(page).get_by_text(HEADLINE).first.wait_for()


def test_a_finding_appears_with_its_sentence_marked_and_goes(page: Any, project: Project) -> None:
    save(project, f"headline: {HEADLINE}", f"headline: {HEADLINE} excellent")
    diagnostic = page.locator("#diagnostics button", has_text="excellent")
    diagnostic.wait_for()
    assert "plan.yaml, line" in diagnostic.inner_text()
    until(
        lambda: page.evaluate(
            "[...frame.contentWindow.CSS.highlights.get('diagnostic')].some(r => /excellent/.test(r))"
        )
    )
    diagnostic.click()
    until(lambda: page.evaluate("[...frame.contentWindow.CSS.highlights.get('chosen')].some(r => /excellent/.test(r))"))
    save(project, " excellent", "")
    diagnostic.wait_for(state="detached")


def test_a_broken_plan_keeps_the_last_good_page(page: Any, project: Project) -> None:
    save(project, "recommendations:\n", "recommendations\n")
    page.get_by_role("alert").get_by_text("there is no colon behind").wait_for()
    assert "below is the last page that could be made" in page.get_by_role("alert").inner_text()
    assert sheet(page).get_by_text(HEADLINE).first.is_visible()
    save(project, "recommendations\n", "recommendations:\n")
    page.get_by_role("alert").wait_for(state="hidden")


def test_a_template_and_a_style_are_seen_too(page: Any, project: Project) -> None:
    template = project.templates / "southwark-life.html"
    before = template.read_text("utf-8")
    template.write_text(before.replace("</h1>", "</h1>\n<h2", 1), "utf-8")
    page.get_by_role("alert").get_by_text("southwark-life.html").first.wait_for()
    template.write_text(before, "utf-8")
    page.get_by_role("alert").wait_for(state="hidden")
    style = project.templates / "screen.css"
    style.write_text(style.read_text("utf-8") + "\nh1 { letter-spacing: 7px }\n", "utf-8")
    colour = "getComputedStyle(frame.contentDocument.querySelector('h1')).letterSpacing === '7px'"
    until(lambda: page.evaluate(colour))


def test_an_answer_that_was_overtaken_is_not_taken(page: Any) -> None:
    """Answers to the browser may come in another order than they were given, and the older one is out of date."""
    shown = page.evaluate("session.turn")
    page.evaluate("take({ turn: session.turn - 1, publications: [] })")
    assert page.evaluate("session.publications.length") > 0
    page.evaluate("take({ ...session, turn: session.turn + 1 })")
    assert page.evaluate("session.turn") > shown
    page.evaluate("session.turn -= 1")


def test_words_say_where_they_come_from(page: Any, project: Project) -> None:
    sheet(page).get_by_text(HEADLINE).first.click()
    words = page.locator("#source").inner_text()
    assert words.startswith("wording.press.headline, ")
    lines = project.source.read_text("utf-8").splitlines()
    assert f"plan.yaml, line {next(number for number, line in enumerate(lines, 1) if HEADLINE in line)}" in words


def test_the_finished_files_follow(page: Any, project: Project, address: str) -> None:
    until((project.output / "southwark-life.pdf").exists)
    before = (project.output / "southwark-life.pdf").stat().st_mtime_ns
    page.get_by_role("button", name="PDF", exact=True).click()
    until(lambda: page.evaluate("frame.src.includes('/files/southwark-life.pdf')"))
    shown = page.evaluate("frame.src")
    save(project, HEADLINE, f"{HEADLINE} soon")
    until(lambda: (project.output / "southwark-life.pdf").stat().st_mtime_ns > before)
    until(lambda: page.evaluate("frame.src") != shown)
    page.get_by_role("button", name="Word", exact=True).click()
    assert page.get_by_role("link", name="Open southwark-life.docx in Word.").is_visible()
    page.get_by_role("button", name="Report", exact=True).click()
    sheet(page).get_by_role("heading", name="What can go out").wait_for()
    page.get_by_role("button", name="Web page", exact=True).click()
    sheet(page).get_by_role("heading", name=f"{HEADLINE} soon").wait_for()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_meets_the_rules_that_the_pages_meet(page: Any, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def asked(address: str, path: str, **headers: str) -> int:
    host, port = address.removeprefix("http://").strip("/").split(":")
    connection = http.client.HTTPConnection(host, int(port))
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    connection.close()
    return answer.status


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1]", "10.0.0.1", ""])
def test_another_host_is_refused(host: str, address: str) -> None:
    assert asked(address, "/now/session", Host=host) == 400
    assert asked(address, "/now/session", Host="localhost") == 200


@pytest.mark.parametrize(
    "path",
    [
        "/files/../plan.yaml",
        "/files/..%2fplan.yaml",
        "/files/%2e%2e/plan.yaml",
        "/files/.jarpub",
        "/files/.jarpub/cache.json",
        "/files/manifest.json",
        "/files//etc/passwd",
        "/files/%2fetc%2fpasswd",
        "/fonts/..%2f..%2fplan.yaml",
        "/pages/..%2fplan",
        "/session.py",
        "/__init__.py",
        "/preview.html",
        "/server.py",
    ],
)
def test_nothing_else_is_served(path: str, address: str) -> None:
    assert asked(address, path) == 404


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="there is no list of open ports")
def test_it_listens_on_this_machine_only(address: str) -> None:
    port = f":{int(address.strip('/').rpartition(':')[2]):04X}"
    rows = [
        line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text("ascii").splitlines()
    ]
    listening = [row[1] for row in rows if row[1].endswith(port) and row[3] == "0A"]
    assert listening == [f"0100007F{port}"]


def test_a_port_that_there_is_not() -> None:
    command = [sys.executable, str(ROOT / "build.py"), "preview", "--no-files", "--port", "99999"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "name another with --port" in done.stderr


def test_a_port_that_is_taken(address: str) -> None:
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "preview",
        "--no-files",
        "--port",
        address.strip("/").rpartition(":")[2],
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "name another with --port" in done.stderr


def test_a_save_while_somebody_is_busy_is_not_missed(tmp_path: Path) -> None:
    project = copied(tmp_path)
    seen = saves(project)
    next(seen)
    save(project, HEADLINE, "Another")
    (project.templates / "~$plain.docx").write_bytes(b"Word's own note")
    next(seen)


def test_build_and_watch(tmp_path: Path) -> None:
    project = copied(tmp_path)
    where = ("--source", project.source, "--templates", project.templates, "--output", project.output)
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "southwark-life",
        "--format",
        "html",
        "--watch",
        *map(str, where),
    ]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        file = project.output / "southwark-life.html"
        until(file.exists)
        save(project, "recommendations:\n", "recommendations\n")
        assert process.stderr
        assert "there is no colon behind" in process.stderr.readline()
        save(project, "recommendations\n", "recommendations:\n")
        save(project, HEADLINE, "Another headline")
        until(lambda: b"Another headline" in file.read_bytes())
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130


def test_nothing_of_the_preview_is_sent_elsewhere(address: str) -> None:
    with urllib.request.urlopen(address) as answer:
        policy = answer.headers["Content-Security-Policy"].split("; ")
    assert set(policy) >= {"default-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"}
