"""The preview, as somebody has it in a browser beside the file that they edit."""

import http.client
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from browser import chromium, faults
from conftest import ROOT, copied, small, started, volume

from jarpub.project.paths import Project

pytestmark = pytest.mark.slow
HEADLINE = "Young people to be asked how to share inspectors' findings"
PRINTED = HEADLINE.replace("'", "’")
SHOWS_ANOTHER = """version =>
    preview.frame.dataset.shows.endsWith(preview.publication().page) && version !== preview.publication().page"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def preview(project: Project) -> Iterator[subprocess.Popen[str]]:
    with started(command_for(project), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate()
    assert "Traceback" not in complaints
    assert process.returncode == 130


@pytest.fixture(scope="module")
def address(preview: subprocess.Popen[str]) -> str:
    return address_of(preview)


def command_for(project: Project) -> list[str]:
    where = ("--source", project.source, "--templates", project.templates, "--output", project.output)
    words = ["preview", "--port", "0", "--no-browser", "--json", *map(str, where)]
    return [sys.executable, str(ROOT / "build.py"), *words]


def address_of(preview: subprocess.Popen[str]) -> str:
    assert preview.stdout
    said = "".join(iter(preview.stdout.readline, "}\n")) + "}"
    return str(json.loads(said)["address"])


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Any]:
    with chromium() as launch:
        browser = launch()
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{address}#southwark-life")
        sheet(page).get_by_text(PRINTED).first.wait_for()
        yield page
        browser.close()
        assert said == []


@pytest.fixture
def wide(page: Any, project: Project) -> Iterator[Any]:
    """The page as most people have it, before and after the test, and the plan."""
    plan = project.source.read_bytes()
    page.goto(f"{page.url.split('#')[0]}#southwark-life")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("alert").wait_for(state="hidden")
    yield page
    project.source.write_bytes(plan)
    page.goto(f"{page.url.split('#')[0]}#southwark-life")


def sheet(page: Any) -> Any:
    return page.frame_locator("iframe:not([hidden])")


def pdf_text(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


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
        time.sleep(0.05)


def test_an_edit_is_seen_and_the_page_keeps_its_place(page: Any, project: Project) -> None:
    page.evaluate("preview.frame.contentWindow.scrollTo(0, 600)")
    below = "Math.round([...preview.frame.contentDocument.querySelectorAll('h2')].at(-1).getBoundingClientRect().top)"
    place, version = page.evaluate(below), page.evaluate("preview.publication().page")
    save(project, HEADLINE, "Young people to be asked first")
    sheet(page).get_by_role("heading", name="Young people to be asked first").wait_for()
    until(lambda: page.evaluate(SHOWS_ANOTHER, version))
    assert abs(page.evaluate(below) - place) <= 1  # what is read stays where it is, though a line above it is gone
    save(project, "Young people to be asked first", HEADLINE)
    sheet(page).get_by_text(PRINTED).first.wait_for()


def test_edited_words_are_shown_before_the_page_is_made_again(page: Any, project: Project) -> None:
    said = "new BroadcastChannel('news').postMessage({edited: {name: 'wording.press.headline', was: %s, now: 'Said'}})"
    page.evaluate(said % "'Other words'")
    heading = sheet(page).get_by_role("heading", name="Said")
    until(lambda: page.evaluate(said % json.dumps(HEADLINE)) or heading.count())  # a page may just have come
    page.evaluate("preview.refresh()")  # whatever comes next takes its place, also a page that has not changed
    page.evaluate("preview.session.turn = -1; preview.refresh()")
    sheet(page).get_by_role("heading", name=PRINTED).wait_for()


def test_a_finding_appears_with_its_sentence_marked_and_goes(page: Any, project: Project) -> None:
    save(project, f"headline: {HEADLINE}", f"headline: {HEADLINE} excellent")
    diagnostic = page.locator("#diagnostics button", has_text="excellent")
    diagnostic.wait_for()
    assert "plan.yaml, line" in diagnostic.inner_text()
    until(
        lambda: page.evaluate(
            "[...preview.frame.contentWindow.CSS.highlights.get('diagnostic')].some(r => /excellent/.test(r))"
        )
    )
    diagnostic.click()
    until(
        lambda: page.evaluate(
            "[...preview.frame.contentWindow.CSS.highlights.get('chosen')].some(r => /excellent/.test(r))"
        )
    )
    save(project, " excellent", "")
    diagnostic.wait_for(state="detached")


def test_a_broken_plan_keeps_the_last_good_page(page: Any, project: Project) -> None:
    save(project, "recommendations:\n", "recommendations\n")
    page.get_by_role("alert").get_by_text("there is no colon behind").wait_for()
    page.get_by_role("alert").get_by_text("Below is the last page that could be made").wait_for()
    assert sheet(page).get_by_text(PRINTED).first.is_visible()
    save(project, "recommendations\n", "recommendations:\n")
    page.get_by_role("alert").wait_for(state="hidden")


def test_a_template_and_a_style_are_seen_too(page: Any, project: Project) -> None:
    template = project.templates / "press-copy.html"
    before = template.read_text("utf-8")
    template.write_text(before.replace("</h1>", "</h1>\n<h2", 1), "utf-8")
    page.get_by_role("alert").get_by_text("press-copy.html").first.wait_for()
    template.write_text(before, "utf-8")
    page.get_by_role("alert").wait_for(state="hidden")
    style = project.templates / "screen.css"
    style.write_text(style.read_text("utf-8") + "\nh1 { letter-spacing: 7px }\n", "utf-8")
    colour = "getComputedStyle(preview.frame.contentDocument.querySelector('h1')).letterSpacing === '7px'"
    until(lambda: page.evaluate(colour))


def test_an_answer_that_was_overtaken_is_not_taken(page: Any) -> None:
    """Answers to the browser may come in another order than they were given, and the older one is out of date."""
    shown = page.evaluate("preview.session.turn")
    page.evaluate("preview.take({ turn: preview.session.turn - 1, publications: [] })")
    assert page.evaluate("preview.session.publications.length") > 0
    page.evaluate("preview.take({ ...preview.session, turn: preview.session.turn + 1 })")
    assert page.evaluate("preview.session.turn") > shown
    page.evaluate("preview.session.turn -= 1")


def test_of_many_publications_one_is_chosen_from_a_list(wide: Any, project: Project) -> None:
    settings = project.templates / "publications.yaml"
    few = settings.read_bytes()
    assert wide.locator("#publications button").count() == 3
    copies = "".join(f"\n  - key: copy-{n}\n    like: southwark-life\n    subject: Copy {n}\n" for n in range(2))
    inside = "\n  - key: record\n    like: southwark-life\n    internal: true\n    subject: Record\n"
    settings.write_text(few.decode().rstrip() + copies + inside, "utf-8")
    choice = wide.get_by_label("Publication", exact=True)
    choice.wait_for()
    assert choice.input_value() == "southwark-life"
    choice.select_option("Formal action plan")
    sheet(wide).get_by_role("heading", name="Outcomes").wait_for()
    assert wide.locator("optgroup[label='Inside the council'] option").inner_text() == "Record"
    settings.write_bytes(few)
    wide.locator("#publications button").first.wait_for()


def test_words_say_where_they_come_from(page: Any, project: Project) -> None:
    sheet(page).get_by_text(PRINTED).first.click()
    words = page.locator("#source").inner_text()
    assert words.startswith("wording.press.headline, ")
    lines = project.source.read_text("utf-8").splitlines()
    assert f"plan.yaml, line {next(number for number, line in enumerate(lines, 1) if HEADLINE in line)}" in words


def test_the_finished_files_follow(page: Any, project: Project, address: str) -> None:
    until((project.output / "southwark-life.pdf").exists)
    before = (project.output / "southwark-life.pdf").stat().st_mtime_ns
    page.get_by_role("button", name="PDF", exact=True).click()
    until(lambda: page.evaluate("preview.frame.src.includes('/files/southwark-life.pdf')"))
    shown = page.evaluate("preview.frame.src")
    save(project, HEADLINE, f"{HEADLINE} soon")
    until(lambda: (project.output / "southwark-life.pdf").stat().st_mtime_ns > before)
    until(lambda: page.evaluate("preview.frame.src") != shown)
    page.get_by_role("button", name="Word", exact=True).click()
    assert page.get_by_role("link", name="Open southwark-life.docx in Word.").is_visible()
    page.get_by_role("button", name="Report", exact=True).click()
    sheet(page).get_by_role("heading", name="What can go out").wait_for()
    page.get_by_role("button", name="Web page", exact=True).click()
    sheet(page).get_by_role("heading", name=f"{PRINTED} soon").wait_for()


PAGE_NOW = "preview.session.publications.find((each) => each.key === 'southwark-life').page"
NAMED = f"{HEADLINE}, says Kerry Crichlow"
MARKED = "[...(preview.frame.contentWindow.CSS.highlights.get('refused') ?? [])].map(String)"


@pytest.fixture
def refused(wide: Any, project: Project) -> Iterator[Any]:
    """The page while the wording has a name in it, with a PDF that was made before."""
    until((project.output / "southwark-life.pdf").exists)
    save(project, HEADLINE, NAMED)
    wide.get_by_role("alert").get_by_text("Kerry Crichlow").wait_for()
    yield wide
    save(project, NAMED, HEADLINE)
    wide.get_by_role("alert").wait_for(state="hidden")
    wide.get_by_role("button", name="PDF", exact=True).first.click()
    until(lambda: "Old" not in wide.locator("#age").inner_text())


def test_a_refusal_cannot_be_overlooked(refused: Any, project: Project) -> None:
    banner = refused.get_by_role("alert")
    assert banner.inner_text().startswith("Nothing can be made: 1 thing to put right first. The files in output/ stay")
    first = refused.locator("#diagnostics button").first
    assert "Kerry Crichlow" in first.inner_text()
    assert refused.locator("#diagnostics h3").first.inner_text() == "Put right first: 1"
    until(lambda: refused.evaluate(MARKED) == ["Kerry Crichlow"])
    for publication in ("Formal action plan", "Southwark Life press copy"):
        refused.get_by_role("button", name=publication).click()
        for format in ("PDF", "Word", "Report", "Web page"):
            refused.get_by_role("button", name=format, exact=True).click()
            assert banner.is_visible()
            assert refused.title().startswith("Nothing can be made")
    refused.get_by_role("button", name="PDF", exact=True).click()
    age = refused.locator("#age[role=status]").inner_text()
    assert re.fullmatch(
        r"Made on \d+ \w+ at \d\d:\d\d\. Old: the plan or a template was saved on \d+ \w+ at \d\d:\d\d\. "
        "No other is made until everything is put right\\.",
        age,
    )
    assert "Crichlow" not in pdf_text(project.output / "southwark-life.pdf")


def test_a_keyboard_gets_from_the_refusal_to_its_words(refused: Any, project: Project) -> None:
    refused.get_by_role("button", name="PDF", exact=True).click()
    refused.get_by_role("alert").get_by_role("button").focus()
    before = refused.evaluate(PAGE_NOW)
    save(project, NAMED, f"{NAMED} now")  # what says the same is not put in again, nor read aloud again
    until(lambda: refused.evaluate(PAGE_NOW) != before)
    until(lambda: refused.evaluate("document.activeElement.closest('#banner') !== null"))
    refused.keyboard.press("Enter")
    chosen = "[...(preview.frame.contentWindow.CSS?.highlights.get('chosen') ?? [])].map(String)"
    until(lambda: refused.evaluate(chosen) == ["Kerry Crichlow"])
    assert "plan.yaml, line" in refused.locator("#source").inner_text()
    save(project, f"{NAMED} now", NAMED)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_refusal_meets_the_rules_that_the_pages_meet(refused: Any, width: int, scheme: str) -> None:
    for format in ("Web page", "Word"):
        refused.get_by_role("button", name=format, exact=True).click()
        refused.set_viewport_size({"width": width, "height": 800})
        refused.emulate_media(color_scheme=scheme)
        assert faults(refused) == []
        assert refused.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box = refused.get_by_role("alert").bounding_box()
        assert box["y"] + box["height"] < 800


def test_a_plan_that_is_away_is_said_and_seen_when_it_is_back(wide: Any, project: Project) -> None:
    away = project.source.with_name("away.yaml")
    project.source.rename(away)
    wide.get_by_role("alert").get_by_text("there is no such file").wait_for()
    sheet(wide).get_by_text(PRINTED).first.wait_for()  # the last page, which may just have taken the place of another
    away.rename(project.source)
    wide.get_by_role("alert").wait_for(state="hidden")


def children_of(process: int) -> list[int]:
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(each) for each in done.stdout.split()]


def is_alive(process: int) -> bool:
    """A process that ended and was not asked how is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_when_the_process_that_makes_the_files_dies_it_is_said_and_started_again(
    wide: Any, project: Project, preview: subprocess.Popen[str]
) -> None:
    (maker,) = children_of(preview.pid)
    os.kill(maker, signal.SIGKILL)
    banner = wide.get_by_role("alert")
    banner.get_by_text("The files in output/ could not be made").wait_for()
    assert "the process that makes them has died (ended by SIGKILL); trying again at your next save." in (
        banner.inner_text()
    )
    until(lambda: maker not in children_of(preview.pid))
    save(project, HEADLINE, "Made by another process")
    banner.wait_for(state="hidden")
    until(lambda: "Made by another process" in (project.output / "southwark-life.html").read_text("utf-8"))
    assert len(children_of(preview.pid)) == 1


def test_eight_tabs_follow_and_outlive_one_another(wide: Any, project: Project) -> None:
    tabs = [wide.context.new_page() for _ in range(7)]
    for tab in tabs:
        tab.goto(wide.url)
        sheet(tab).get_by_text(PRINTED).first.wait_for()
    first, *others = tabs
    first.close()
    save(project, HEADLINE, "Seen in each of them")
    for tab in (wide, *others):
        sheet(tab).get_by_role("heading", name="Seen in each of them").wait_for()
    save(project, "Seen in each of them", HEADLINE)
    for tab in others:
        sheet(tab).get_by_role("heading", name=PRINTED).wait_for()
        tab.close()


def in_pieces(path: Path, text: str) -> None:
    """Save as some editors do: empty the file, and write it in two pieces."""
    with open(path, "w", encoding="utf-8") as file:
        file.flush()
        time.sleep(0.02)
        file.write(text[:5000])
        file.flush()
        time.sleep(0.02)
        file.write(text[5000:])


def by_renaming(path: Path, text: str) -> None:
    """Save as other editors do: move the old file away first."""
    old = path.with_suffix(".bak")
    path.rename(old)
    path.write_text(text, "utf-8")
    old.unlink()


@pytest.mark.parametrize("way", [in_pieces, by_renaming])
def test_the_last_of_many_saves_is_shown(way: Callable[[Path, str], None], wide: Any, project: Project) -> None:
    """A second or more with ten saves in each; what was seen of the files half saved does not stay."""
    last = volume(12, 30) - 1
    text = project.source.read_text("utf-8")
    for number in range(last + 1):
        way(project.source, text.replace(HEADLINE, f"Number {number} of them", 1))
        time.sleep(0.06)
    sheet(wide).get_by_role("heading", name=f"Number {last} of them").wait_for()
    wide.get_by_role("alert").wait_for(state="hidden")
    until(lambda: f"Number {last} of them" in (project.output / "southwark-life.html").read_text("utf-8"))
    way(project.source, text)
    sheet(wide).get_by_role("heading", name=PRINTED).wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
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
        "/browser/../server.py",
        "/browser/%2e%2e/server.py",
        "/browser/",
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
        assert process.stderr.readline() == "New since your last build: 1\n"
        assert "there is no colon behind" in process.stderr.readline()
        save(project, "recommendations\n", "recommendations:\n")
        save(project, HEADLINE, "Another headline")
        until(lambda: b"Another headline" in file.read_bytes())
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130


def are_old(address: str) -> bool:
    """Whether a finished file is not yet what would be made now."""
    with urlopen(f"{address}now/session") as answer:
        told = json.load(answer)
    return any(file["is_old"] for publication in told["publications"] for file in publication["files"])


@pytest.mark.parametrize(("how", "at_work"), [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGHUP, True)])
def test_a_preview_that_is_ended_leaves_no_process(how: signal.Signals, at_work: bool, tmp_path: Path) -> None:
    project = small(tmp_path)
    with started(command_for(project), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = address_of(process)
        listener = urlopen(f"{address}now/events")  # as a tab that is open
        until(lambda: children_of(process.pid))
        (maker,) = children_of(process.pid)
        until(lambda: children_of(maker) if at_work else not are_old(address))
        family = [maker, *children_of(maker)]
        process.send_signal(how)
        said, complaints = process.communicate()
        listener.close()
    assert process.returncode == 130
    assert json.loads(said)["message"] == "stopped"
    assert complaints == ""
    until(lambda: not any(is_alive(each) for each in family))


def test_a_terminal_that_is_closed_leaves_no_process(tmp_path: Path) -> None:
    project = small(tmp_path)
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, command_for(project))
    said = b""
    while b"}" not in said:
        said += os.read(terminal, 1000)
    until(lambda: children_of(child))
    (maker,) = children_of(child)
    os.close(terminal)
    until(lambda: not is_alive(child) and not is_alive(maker))
    os.waitpid(child, 0)
