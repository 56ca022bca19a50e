"""The gates: for each rule a plan that breaks it, as a text file, with what is said of it.

A case names a publication, or "queries" for the questions to the plan's owner, and changes the plan or another
file by replacing words. Expected are the findings that the plan as it stands does not have, each behind the
line that it points to.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import PROJECT, TESTS, copied

from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.checks import fairness, gaps, parity, references
from jarpub.checks.facts.held import facts_of
from jarpub.checks.facts.rules import true_to_the_plan
from jarpub.checks.questions import questions_of
from jarpub.checks.reading.limits import easy_to_read, no_banned_words
from jarpub.checks.stale_wording import NEVER_APPROVED
from jarpub.diagnostics import Diagnostic, Location
from jarpub.pages.page_tree import Element
from jarpub.pages.text_blocks import Block, Run
from jarpub.project.command_words import as_typed
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.model import Plan
from jarpub.project.plan.values import Text, without_languages

CASES = sorted((TESTS / "gates").glob("*.txt"))


def found(project: Project, publication: str) -> list[Diagnostic]:
    sources = load_sources(project)
    if publication == "queries":
        return list(questions_of(sources.plan))
    chosen = [each for each in sources.settings.publications if each.key == publication]
    return list(releases_of(project, sources, chosen, ())[0].diagnostics)


def sections(path: Path) -> tuple[str, list[str], str]:
    head, *parts = path.read_text("utf-8").split("=== ")
    *changes, diagnostics = parts
    assert diagnostics.startswith("diagnostics\n"), path.name
    return head, changes, diagnostics.removeprefix("diagnostics\n")


def edits(changes: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each file with the words to find in it and those to put there."""
    for change, put in zip(changes[::2], changes[1::2], strict=True):
        name, find = change.split("\n", 1)
        assert put.startswith("with\n")
        yield name.removeprefix("replace in "), find.removesuffix("\n"), put.removeprefix("with\n").removesuffix("\n")


@pytest.fixture(scope="module")
def standing() -> dict[str, set[str]]:
    """What is said of the plan as it stands."""
    names = ("action-plan", "young-peoples-summary", "southwark-life", "queries")
    return {name: {diagnostic.message for diagnostic in found(PROJECT, name)} for name in names}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_gate(path: Path, accept: bool, standing: dict[str, set[str]], tmp_path: Path) -> None:
    head, changes, expected = sections(path)
    publication = head.strip().splitlines()[-1]
    project = copied(tmp_path)
    for name, find, put in edits(changes):
        file = {"plan": project.source, "approvals": project.approvals}.get(name, project.templates / name)
        text = file.read_text("utf-8")
        assert text.count(find) >= 1, f"{path.name}: {name} no longer has: {find}"
        file.write_text(text.replace(find, put, 1), "utf-8")
    new = [each for each in found(project, publication) if each.message not in standing[publication]]
    said = "".join(f"{shown(each, project)}\n" for each in sorted(new))
    if accept:
        path.write_text(head + "".join(f"=== {change}" for change in changes) + f"=== diagnostics\n{said}", "utf-8")
    assert said == expected


def shown(diagnostic: Diagnostic, project: Project) -> str:
    """The line that a finding points to, and the finding without the numbers of lines, which change with the plan."""
    named = {project.name(path): path for path in (project.source, project.approvals)}
    file = named.get(diagnostic.location.file, project.templates / Path(diagnostic.location.file).name)
    lines = file.read_text("utf-8").splitlines()
    line = lines[diagnostic.location.line - 1].strip() if diagnostic.location.line else file.name
    message = re.sub(r"(\.yaml):\d+:", r"\1:…:", diagnostic.message)
    hint = as_typed(diagnostic.hint, "jarpub")
    return f"> {line}\n{diagnostic.severity}: {message}; {hint} [{diagnostic.code}]"


def test_the_plan_as_it_stands_has_only_its_gaps(standing: dict[str, set[str]]) -> None:
    """No false alarm: what blocks a publication is what the plan does not say, and nothing else."""
    assert standing["action-plan"] == set()
    for key in ("young-peoples-summary", "southwark-life"):
        sources = load_sources(PROJECT)
        needing = {gap: [str(each.key) for each in sources.settings.needing(gap.role)] for gap in sources.plan.gaps}
        wanted = {
            f"{gap.id}, which {' and '.join(keys)} cannot do without, is not answered: {gap.question}"
            for gap, keys in needing.items()
            if gap.blocking and not gap.answer and key in keys
        }
        blocking = {
            diagnostic.message
            for diagnostic in found(PROJECT, key)
            if diagnostic.severity == "blocking" and diagnostic.code != NEVER_APPROVED  # that is people's to give
        }
        assert wanted
        assert blocking == wanted


def test_every_gate_is_shown_by_a_case() -> None:
    """A rule without a broken plan that it refuses is a rule that nobody has seen work."""
    said = "".join(path.read_text("utf-8").split("=== diagnostics\n")[1] for path in CASES)
    for words in (
        "is not answered", "has no place for it", "holds the place of something", "the mark of a gap",
        "was written from other words", "nothing says which words", "does not tell", "there is no part with the class",
        "is the limit", "and needs", "the items are", "the labels are", "is a long word", "banned words",
        "does not say whose", "is praise", "has no approval by name and date", "no weakness is stated",
        "is no month", "is no number that the plan holds for", "is no status",
        "or the name of", "is no address", "is no number that the plan holds",
    ):  # fmt: skip
        assert words in said, words


def test_a_gap_that_is_not_listed_is_warned_of_until_it_is_answered() -> None:
    leaflet = SimpleNamespace(key="leaflet", internal=False, roles=())
    (warning,) = gaps.printed(smallest(), leaflet, ["G1.answer"])
    assert warning.message == "leaflet asks for G1, and does not say that it needs the answer"
    answered = smallest("blocking: false}", "blocking: false, answer: Because}")
    assert list(gaps.printed(answered, leaflet, ["G1.answer"])) == []


@pytest.mark.parametrize("number", ["7525 1234", "75251234", "01632 960 001", "+44 20 7946 0000"])
def test_a_telephone_number_of_eight_digits_or_more_is_one_fact(number: str) -> None:
    block = Block((Run(f"Call {number} now.", Location("x"), ""),), (Element("p", {}, ()),))
    house = SimpleNamespace(status_words=())
    said = [diagnostic.message for diagnostic in true_to_the_plan(house, facts_of(smallest()), [block])]
    assert said == [f'"{number}" is no number that the plan holds']
    held = facts_of(smallest("blocking: false}", f'blocking: false, answer: "{number}"}}'))
    assert list(true_to_the_plan(house, held, [block])) == []


def smallest(find: str = "", put: str = "") -> Plan:
    """The smallest plan, with other words in the place of some."""
    text = (TESTS / "smallest-plan.yaml").read_text("utf-8")
    assert find in text
    return load_plan(text.replace(find, put, 1).encode(), "plan.yaml")


def said(checked: Iterable[Diagnostic]) -> list[str]:
    return [diagnostic.message for diagnostic in checked]


def block(words: str, *around: Element) -> Block:
    return Block((Run(words, Location("x"), "wording.leaflet.text"),), around or (Element("p", {}, ()),))


NO_STATUSES = SimpleNamespace(status_words=())


@pytest.mark.parametrize(
    ("words", "false"),
    [
        ("See https://example.org/report.", ""),
        ("See “www.example.org/report”, (example.org/report/) and HTTP://Example.ORG/report’s end.", ""),
        ("Write to Jose.Diaz@Example.org.", ""),
        ("See https://example.org/leaflet.", "https://example.org/leaflet"),
        ("See https://example.org/rep", "https://example.org/rep"),
        ("See https://example.org", "https://example.org"),
        ("See example.org/report?page=2", "example.org/report?page=2"),
        ("Write to diaz@example.org", "diaz@example.org"),
    ],
)
def test_an_address_is_the_plans_as_a_whole(words: str, false: str) -> None:
    answer = 'answer: "https://www.example.org/report, josé.diaz@example.org"'
    held = facts_of(smallest("blocking: false}", f"blocking: false, {answer}}}"))
    found = said(true_to_the_plan(NO_STATUSES, held, [block(words)]))
    assert found == ([f'"{false}" is no address that the plan holds'] if false else [])


@pytest.mark.parametrize(
    ("words", "false"),
    [
        ("Call +44 20 7525 1234, 7525 1234 or 0800 1111. In danger call 999. Text 80010.", []),
        ("Call 020 7525 1235 or 0800 1112 222.", ["020 7525 1235", "0800 1112 222"]),
        ("Call 111 or 1234 7525.", ["111", "1234", "7525"]),
    ],
)
def test_a_telephone_number_is_the_plans_as_a_whole(words: str, false: list[str]) -> None:
    answer = 'answer: "020–7525–1234, or text 80010. Childline: 0800 1111. Or 999"'
    held = facts_of(smallest("blocking: false}", f"blocking: false, {answer}}}"))
    found = said(true_to_the_plan(NO_STATUSES, held, [block(words)]))
    assert [message.split('"')[1] for message in found] == false


@pytest.mark.parametrize(("link", "count"), [("tel:+442075251234", 0), ("tel:+442075251235", 1), ("mailto:a@b.org", 1)])
def test_a_link_leads_where_the_plan_says(link: str, count: int) -> None:
    held = facts_of(smallest("blocking: false}", 'blocking: false, answer: "020 7525 1234"}'))
    told = Block((Run("Ask us", Location("x"), ""),), (Element("p", {}, (Element("a", {"href": link}, ("Ask us",)),)),))
    assert len(said(true_to_the_plan(NO_STATUSES, held, [told]))) == count


def test_the_number_of_an_item_may_stand_in_its_heading_only() -> None:
    item = Element("section", {"id": "R1"}, ())
    told = [block("1. Do it well", item, Element("h2", {}, ())), block("It takes 1 day", item, Element("p", {}, ()))]
    (message,) = said(true_to_the_plan(NO_STATUSES, facts_of(smallest()), told))
    assert message == '"1" is no number that the plan holds for R1, in "It takes 1 day"'


def test_a_fact_is_held_against_the_nearest_recommendation_around_it() -> None:
    plan = smallest("weaknesses:\n", f"{ANOTHER}weaknesses:\n")
    around = [Element("section", {"id": ref}, ()) for ref in ("R1", "R2")]
    told = [block("By March 2009", *around), block("By May 2010", *around)]
    (message,) = said(true_to_the_plan(NO_STATUSES, facts_of(plan), told))
    assert message == '"March 2009" is no month that the plan holds for R2 (May 2010)'


ANOTHER = """
  - ref: R2
    priority: {text: At once, value: immediate}
    quote: Do it again
    strands:
      - id: R2.s1
        actions: []
        outcomes: []
        due:
          - {id: R2.d1, text: May 10, months: ["2010-05"]}
        csmt_lead: null
        lead_officers: []
        review_date: null
        status: []
"""


def test_banned_words_are_found_whatever_space_is_between_them() -> None:
    leaflet = SimpleNamespace(banned_words=[Text("looked after", "x", Location("x"))])
    for space in (" ", "\u00a0", "\n"):
        (message,) = said(no_banned_words(SimpleNamespace(plainer_words={}), leaflet, [block(f"Looked{space}after")]))
        assert message.endswith(f'"Looked{space}after" is on the list of banned words')


@pytest.mark.parametrize("words", ["The inspector's list", "The inspector’s list", "Inspector"])
def test_whatever_belongs_to_a_long_word_that_is_known_is_known(words: str) -> None:
    limits = SimpleNamespace(grade=99, smog=99, mean_sentence=99, item_grade=99, long_sentence=99, longest_sentence=99)
    limits.long_words = [Text("inspector", "x", Location("x"))]
    leaflet = SimpleNamespace(reading=limits, items=None)
    assert said(easy_to_read(SimpleNamespace(plainer_words={}), leaflet, [block(words)], "en-GB")) == []


def test_an_approval_with_a_mistyped_name_is_a_warning() -> None:
    settings = SimpleNamespace(publications=[SimpleNamespace(wording=Text("young-people", "x", Location("x")))])
    plan = smallest("wording:\n", "approvals:\n  - {id: young-people.title}\n  - {id: young-people.titel}\nwording:\n")
    (warning,) = references.known_approvals(plan, settings)
    assert warning.message == 'approvals: there is no wording "young-people.titel"'
    assert warning.hint == 'did you mean "young-people.title"?'


GAP = '{id: G1, question: "Why?", ask: somebody, blocking: false'


@pytest.mark.parametrize("answer", ["", ", answer: Because"])
def test_a_gap_that_no_publication_needs_says_what_that_means(answer: str) -> None:
    plan, settings = smallest(GAP, GAP + answer), load_sources(PROJECT).settings
    asked, answered = (said(find(plan, settings)) for find in (gaps.unneeded, gaps.answered_for_nobody))
    kept = "is only kept on record, since no publication needs it"
    assert (asked, answered) == (([], [f"the answer to G1 {kept}"]) if answer else ([f"G1 {kept}: Why?"], []))
    needed = smallest(GAP, GAP + ", role: plan-date" + answer)
    assert [*gaps.unneeded(needed, settings), *gaps.answered_for_nobody(needed, settings)] == []


def test_the_wording_of_a_publication_is_in_the_plan() -> None:
    leaflet = SimpleNamespace(
        key="leaflet", names=(), wording=Text("young-peple", "x", Location("x")), translated_from=None
    )
    found = references.known_names(smallest(), SimpleNamespace(publications=[leaflet]))
    assert said(found) == ['leaflet, wording: "young-peple" is not in the plan']


@pytest.mark.parametrize("quote", ["“It is superb”", '"It is superb"', "‘It is superb’"])
def test_a_quote_is_a_quote_in_whatever_marks_it_stands(quote: str) -> None:
    fairness_terms = SimpleNamespace(praise=[Text("superb", "x", Location("x"))])
    press = SimpleNamespace(fairness=fairness_terms, wording="press")
    told = Block((Run(f"{quote}, said Ann.", Location("x"), "wording.press.quote"),), (Element("p", {}, ()),))
    assert said(fairness.no_praise(press, [told])) == []
    assert said(fairness.approved_quotes(press, [told], {"wording.press.quote"})) == []
    assert said(fairness.approved_quotes(press, [told], set())) == [
        f"the quote {quote} has no approval by name and date"
    ]


def test_the_plan_may_say_done_in_its_own_words_and_its_wording_may_not() -> None:
    settings = SimpleNamespace(
        status_words=[SimpleNamespace(words=[Text("begun", "x", Location("x"))], values=["started"])]
    )
    for value_id, count in (("R1.o1", 0), ("wording.press.R1", 1), ("", 1)):
        told = Block((Run("Begun", Location("x"), value_id),), (Element("p", {}, ()),))
        assert len(said(true_to_the_plan(settings, facts_of(smallest()), [told]))) == count


@pytest.mark.parametrize(
    ("title", "language", "right"),
    [
        ("A plan", "en-GB", True),
        ("A pl", "en-GB", True),
        ("", "en-GB", False),
        ("Plan", "en-GB", False),
        ("A plan", "en-US", False),
    ],
)
def test_a_finished_file_has_the_title_and_the_language_of_its_page(title: str, language: str, right: bool) -> None:
    page, extract = SimpleNamespace(title="A plan", language="en-GB"), SimpleNamespace(title=title, language=language)
    assert (said(parity.same_title(page, "plan.pdf", extract)) == []) is right


@pytest.mark.parametrize(("length", "severity"), [(5, None), (6, "warning"), (8, "warning"), (9, "blocking")])
def test_a_sentence_may_be_as_long_as_its_limit(length: int, severity: str | None) -> None:
    limits = SimpleNamespace(
        grade=99, smog=99, mean_sentence=length, item_grade=99, long_sentence=5, longest_sentence=8
    )
    limits.long_words = ()
    leaflet = SimpleNamespace(reading=limits, items=None)
    told = [block("word " * length)]
    found = [each.severity for each in easy_to_read(SimpleNamespace(plainer_words={}), leaflet, told, "en-GB")]
    assert found == ([severity] if severity else [])


def test_may_and_march_without_a_year_are_also_other_words() -> None:
    told = [block("May we begin? March on."), block("Not in June."), block("In May 2001.")]
    assert [message.split(" is no ")[0] for message in said(true_to_the_plan(NO_STATUSES, facts_of(smallest()), told))] == [
        '"June"', '"May 2001"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "count"), [("basis: stated", 0), ("basis: guess, approved: true", 0), ("basis: guess", 1)]
)
def test_an_acronym_is_explained_when_the_plan_or_somebody_says_what_it_means(basis: str, count: int) -> None:
    text = (TESTS / "smallest-plan.yaml").read_text("utf-8")
    text = text.replace("text: Begin\n", "text: Begin CD\n").replace(
        "term: AB, meaning: a bee, basis: guess", f"term: CD, meaning: a disc, {basis}"
    )
    asked = said(questions_of(load_plan(text.encode(), "plan.yaml")))
    assert asked.count('"CD" is never explained in the plan') == count


@pytest.mark.parametrize(("words", "count"), [("Begin with these:", 0), ("Begin with", 1), ("Begin with,", 1)])
def test_a_text_that_a_list_follows_is_no_fragment(words: str, count: int) -> None:
    asked = said(questions_of(smallest("text: Begin\n", f'text: "Now {words}"\n')))
    assert len([message for message in asked if " ends with " in message]) == count


@pytest.mark.parametrize(("version", "count"), [("1", 0), ("2 - FINAL", 1)])
def test_unfinished_work_is_asked_about_in_a_final_plan_only(version: str, count: int) -> None:
    text = (TESTS / "smallest-plan.yaml").read_text("utf-8")
    text = text.replace('version: "1"', f'version: "{version}"').replace(
        "text: Done, value: done", "text: So far, value: started"
    )
    asked = said(questions_of(load_plan(text.encode(), "plan.yaml")))
    assert len([message for message in asked if 'says "So far"' in message]) == count


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("[Begin]{lang=en-CD}", "Begin"),
        (
            "see [1] and [[Begin](https://x.org) [x]{lang=cy} now]{lang=zh-CD}",
            "see [1] and [Begin](https://x.org) x now",
        ),
        ("\\[Begin]{lang=cy}", "\\[Begin]{lang=cy}"),
    ],
)
def test_the_code_of_a_language_is_no_word_of_the_plan(words: str, printed: str) -> None:
    assert without_languages(words) == printed
    asked = said(questions_of(smallest("text: Begin\n", f"text: '{words}'\n")))
    assert '"CD" is never explained in the plan' not in asked
