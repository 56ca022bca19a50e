"""What the press copy, the news release, the posts and the radio script promise, of the plan that officers keep."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from conftest import LIVE, approve_all

from jarpub.build import pipeline
from jarpub.build.edits.approve import approve
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import Release, releases_of
from jarpub.checks.facts.counts import counted, counts_of
from jarpub.checks.structure import characters, count, word_counts
from jarpub.pages.languages.read_aloud import WORDS_A_MINUTE, as_said, in_words, said_address
from jarpub.pages.page_tree import Element
from jarpub.pages.quotation_marks import curled
from jarpub.pages.text_blocks import blocks
from jarpub.project.approvals_file import Consent
from jarpub.project.plan.model import Gap, Plan
from jarpub.project.plan.rows import Status, Strand
from jarpub.project.plan.values import Text
from jarpub.project.sources import Sources
from jarpub.web.words.measures import measures_of
from jarpub.web.words.standing import Standing

PRESS, RELEASE, POSTS, RADIO = KEYS = ("southwark-life", "news-release", "posts", "radio-script")
STATES = ("not_recorded", "partly_recorded", "started", "in_progress", "partly_done", "done", "done_continuing")
SUMMARY = "https://www.southwark.gov.uk/jar-summary"
QUOTE = "“Young people will be able to see how far we have got,” said Ann Example, who answers for children's services."
HONEST = {
    "G03a": "1 February 2009",
    "G04a": "https://www.southwark.gov.uk/childrens-services/joint-area-review",
    "G04b": "https://www.southwark.gov.uk/childrens-services/jar-action-plan",
    "G04c": SUMMARY,
    "G05a": "jar@southwark.gov.uk, or www.southwark.gov.uk/tell-us",
    "G06": "For the March issue. Call Ben Example in the press office, 020 7525 5000.",
    "G14": "The council's logo and colours, and no photographs of children.",
    "G20a": "Embargoed until 00.01 on Monday 2 March 2009",
    "G20b": "Ofsted and other inspectorates, who published their report in July 2008",
    "G20c": "Southwark Council press office: 020 7525 5000; out of hours, 07700 900123; press@southwark.gov.uk",
    "G20d": "jar@southwark.gov.uk or 020 7525 5000",
}


@cache
def sources() -> Sources:
    return load_sources(LIVE)


def with_answers(plan: Plan, answers: dict[str, str]) -> Plan:
    def answered(gap: Gap) -> Gap:
        words = answers.get(str(gap.id))
        return replace(gap, answer=words and Text(words, f"{gap.id}.answer", gap.question.location))

    return replace(plan, gaps=tuple(map(answered, plan.gaps)))


def with_states(plan: Plan, states: Sequence[str]) -> Plan:
    """The plan with recommendations whose statuses together are these."""
    changed = (
        replace(each, strands=_strands(each.strands[0], state))
        for each, state in zip(plan.recommendations, states, strict=True)
    )
    return replace(plan, recommendations=tuple(changed))


def _strands(strand: Strand, state: str) -> tuple[Strand, ...]:
    values = {
        "not_recorded": [[]],
        "partly_recorded": [["done"], []],
        "partly_done": [["done", "in_progress"]],
    }.get(state, [[state]])
    words = Text("As recorded", f"{strand.id}.st", strand.due[0].text.location)
    return tuple(
        replace(strand, id=f"{strand.id}{number}", status=tuple(Status(words.id, words, each) for each in part))
        for number, part in enumerate(values)
    )


def made(plan: Plan, *keys: str) -> list[Release]:
    chosen = [each for each in sources().settings.publications if each.key in (keys or KEYS)]
    return releases_of(LIVE, replace(sources(), plan=plan), chosen, ())


@cache
def answered() -> dict[str, Release]:
    return {str(each.publication.key): each for each in made(with_answers(sources().plan, HONEST))}


def parts(release: Release, name: str) -> list[Element]:
    return [each for each in release.final_page.body.walk() if name in each.classes]


def words(element: Element) -> str:
    return " ".join(element.text().split())


def labels(release: Release) -> dict[str, str]:
    return dict(words(each).rpartition(": ")[::2] for each in parts(release, "label") if ":" in words(each))


@pytest.mark.parametrize(
    "states",
    [*([state] * 5 for state in STATES), STATES[:5], STATES[2:], ["done", *["not_recorded"] * 4]],
    ids=lambda states: "-".join(dict.fromkeys(states)),
)
def test_whatever_the_statuses_are_what_is_told_is_true_and_fits(states: Sequence[str]) -> None:
    """What a template makes of statuses is never refused: nobody could correct it."""
    for release in made(with_states(with_answers(sources().plan, HONEST), states)):
        wrong = [each for each in release.diagnostics if each.code.name.split(".")[0] not in ("wording", "gaps")]
        assert wrong == []
        done = sum(state in ("done", "done_continuing") for state in states)
        told = " ".join(block.words for block in blocks(release.final_page))
        found = re.search(r"(\w+)(?: of)?(?: the)? five recommendations[^.]* (is|are) done, ", told)
        expected = {0: None, 1: ("one", "is"), 5: ("all", "are")}.get(done, (in_words(done), "are"))
        assert (found and (found[1].lower(), found[2])) == expected


def test_no_two_stories_of_a_state_say_it_in_the_same_words_until_there_are_no_others() -> None:
    for state in STATES:
        for release in made(with_states(sources().plan, [state] * 5), PRESS, RELEASE):
            forms = sources().plan.wording[str(release.publication.wording)]["progress"]
            said = [str(form["statuses"][state]) for form in forms.values()]
            told = [[each for each in said if each in words(story)] for story in parts(release, "story")]
            assert len(set(said)) == len(said) == 3
            assert told == [[said[number % 3]] for number in range(5)]


def test_the_box_has_every_recommendation_with_its_months_and_its_state() -> None:
    (box,) = parts(answered()[PRESS], "box")
    rows = [words(each) for each in box.walk() if each.tag == "li"]
    wording = sources().plan.wording["press"]
    for row, recommendation in zip(rows, sources().plan.recommendations, strict=True):
        months = {month.name for strand in recommendation.strands for due in strand.due for month in due.months}
        assert row.startswith(f"{wording['recommendations'][str(recommendation.ref)]['title']}: due in ")
        assert all(month in row for month in months)
        assert row.endswith(str(wording["statuses"][recommendation.progress]))


def test_the_issue_and_whom_to_call_stand_above_the_headline() -> None:
    page = answered()[PRESS].final_page
    told = [block.words for block in blocks(page)]
    assert [HONEST["G06"] in words for words in told].index(True) < told.index(page.title)
    assert "Ben Example" not in page.description


def test_cuts_are_within_their_limits_and_say_how_long_they_are() -> None:
    release, limits = answered()[PRESS], {"short-version": 150, "in-brief": 80}
    for limit, found in word_counts(release.publication, blocks(release.final_page)):
        if limit.part.words in limits:
            (part,) = found
            assert limit.most == limits[limit.part.words]
            assert limit.most * 0.8 < count(limit.part.words, part) <= limit.most
            name = limit.part.words.replace("-", " ").capitalize()
            assert labels(release)[name] == f"{count(limit.part.words, part)} words, {characters(part)} characters"
    assert SUMMARY in words(parts(release, "short-version")[0])


def test_a_part_that_has_to_fit_is_measured_with_what_the_program_adds() -> None:
    """What is done is told with names that the wording has, and with a count that it has not."""
    release = answered()[PRESS]
    publication = replace(
        release.publication, parts=tuple(replace(each, most=75) for each in release.publication.parts)
    )
    chosen = [each for each in publication.parts if each.part.words == "in-brief"]
    settings = replace(sources().settings, publications=(replace(publication, parts=tuple(chosen)),))
    (found,) = releases_of(LIVE, replace(sources(), settings=settings), settings.publications, ())
    assert not [each for each in found.diagnostics if each.code.name == "structure.length"]
    settings = replace(settings, publications=(replace(publication, parts=tuple(replace(e, most=74) for e in chosen)),))
    (found,) = releases_of(LIVE, replace(sources(), settings=settings), settings.publications, ())
    assert [each for each in found.diagnostics if each.code.name == "structure.length"]


def test_each_post_fits_with_its_address_and_says_how_long_it_is() -> None:
    release = answered()[POSTS]
    posts = [words(each) for each in parts(release, "post")]
    lengths = [words(each).rpartition(": ")[2] for each in parts(release, "label")]
    assert lengths == [f"{len(post)} characters" for post in posts]
    assert 3 <= len(posts) <= 5
    assert max(map(len, posts)) <= 280
    assert all(any(post.endswith(address) for address in HONEST.values()) for post in posts)


def test_a_post_that_is_too_long_is_refused() -> None:
    long = {**HONEST, "G04a": f"https://www.southwark.gov.uk/{'joint-area-review-' * 6}"}
    (release,) = made(with_answers(sources().plan, long), POSTS)
    (found,) = [each for each in release.diagnostics if each.code.name.startswith("structure")]
    assert re.search(r'post that starts "Inspectors listed .*" has \d+ characters, and 280 is the limit', found.message)


@pytest.mark.parametrize(
    ("letters", "said", "is_within"),
    [
        (238, "1 character more fits in the post", True),
        (213, "26 characters more fit in the post", True),
        (241, "2 characters too many; the post may have 280", False),
    ],
)
def test_whoever_writes_a_post_is_told_how_much_room_is_left(letters: int, said: str, is_within: bool) -> None:
    """The address that stands behind the words has 40 characters, and a space before it."""
    plan = with_answers(sources().plan, HONEST)
    standing = Standing(replace(sources(), plan=plan), tuple(made(plan, POSTS)))
    (found,) = measures_of(standing, "wording.posts.views", "w" * letters).publications
    assert said in [remark.sentence for remark in found.remarks]
    assert found.is_within == is_within


def test_the_script_takes_thirty_seconds_and_says_its_address_aloud() -> None:
    release = answered()[RADIO]
    (script,) = parts(release, "read-aloud")
    said = words(script)
    assert 75 <= len(said.split()) <= 80
    seconds = -(-len(as_said(said).split()) * 60 // WORDS_A_MINUTE)
    assert 27 <= seconds <= 30
    assert (
        labels(release)["Script"] == f"{len(said.split())} words, {seconds} seconds at {WORDS_A_MINUTE} words a minute"
    )
    assert said.endswith("at southwark dot gov dot uk slash jar dash summary.")
    assert SUMMARY in words(parts(release, "notes")[0])


def test_a_script_without_an_address_keeps_the_mark_of_the_gap() -> None:
    (release,) = made(sources().plan, RADIO)
    assert "TO BE SUPPLIED G04c" in release.page.body.text()
    label = next(each for each in release.page.body.walk() if "still without its address" in words(each))
    (script,) = [each for each in release.page.body.walk() if "read-aloud" in each.classes]
    read = re.sub("TO BE SUPPLIED.*", "", words(script))
    assert f": {len(read.split())} words, " in words(label)


@pytest.mark.parametrize("key", [PRESS, RELEASE])
def test_a_quote_needs_the_approval_of_its_speaker(key: str) -> None:
    (release,) = made(with_answers(sources().plan, {**HONEST, "G07": QUOTE}), key)
    assert [words(each) for each in parts(release, "quote")] == [curled(QUOTE)]
    found = [each for each in release.diagnostics if each.code.name.startswith("fairness")]
    assert [each.code.name for each in found] == ["fairness.quote"]
    assert parts(answered()[key], "quote") == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nought"), (1, "one"), (12, "twelve"), (20, "twenty"), (42, "forty-two"), (100, "one hundred"),
        (105, "one hundred and five"), (2008, "two thousand and eight"), (12_345, "twelve thousand three hundred and forty-five"),
        (1_000_000, "1000000"), (-1, "-1"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, said: str) -> None:
    assert in_words(number) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("In spring 2008, five.", "In spring two thousand and eight, five."),
        ("In 1998 and 1905.", "In nineteen ninety-eight and nineteen five."),
        ("On 998 days.", "On nine hundred and ninety-eight days."),
        ("See https://www.southwark.gov.uk/jar_2/.", "See southwark dot gov dot uk slash jar underscore two."),
        ("Ask jar@southwark.gov.uk now.", "Ask jar at southwark dot gov dot uk now."),
        ("Ring 020 7525 5000.", "Ring nought two nought seven five two five five nought nought nought."),
        ("A 2nd a4 page.", "A 2nd a4 page."),
    ],
)
def test_words_as_they_are_said(written: str, said: str) -> None:
    assert as_said(written) == said


def test_an_address_is_said_without_what_nobody_says() -> None:
    assert said_address("HTTPS://www.example.org/a?b=c") == "example dot org slash a question mark b equals c"
    assert said_address("example.org/") == "example dot org"


def test_what_is_not_recorded_in_part_is_not_among_what_is_done() -> None:
    """Two are done altogether, three in all that is recorded, and four in part: each may be said."""
    plan = with_states(sources().plan, ["started", "done", "partly_recorded", "done", "partly_done"])
    for number, is_true in (("One", True), ("Two", True), ("Three", True), ("Four", True), ("Five", False)):
        told = f"{number} of the five recommendations {'is' if number == 'One' else 'are'} done."
        true, false = counted(told, counts_of(plan), sources().settings)
        assert (len(true), len(false)) == (is_true, not is_true)


@pytest.mark.slow
def test_finals_with_honest_answers_are_a_page_each_but_for_the_press_copy(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("finals")
    project = replace(LIVE, source=folder / "plan.yaml", output=folder / "output")
    text = LIVE.source.read_text("utf-8")
    for gap, answer in {**HONEST, "G07": QUOTE}.items():
        text, changed = re.subn(
            rf"(  - id: {gap}\n(?:    role: .*\n)?    question: .*\n    answer: )null", rf'\1"{answer}"', text
        )
        assert changed == 1
    project.source.write_text(text, "utf-8")
    project.approvals.write_bytes(LIVE.approvals.read_bytes())
    approve_all(project)
    for audience in ("press", "news-release"):
        approve(project, ["G07"], audience, Consent("Ann Example", "2009-03-01"))
    finals = pipeline.make_finals(project, KEYS, "Ann Example", "2009-03-31")
    pages = {}
    for final, key in zip(finals, KEYS, strict=True):
        with pikepdf.open(final.folder / f"{key}.pdf") as file:
            pages[key] = len(file.pages)
    assert pages == {PRESS: 2, RELEASE: 1, POSTS: 1, RADIO: 1}
