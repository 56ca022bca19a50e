"""How hard a text is to read: the counts, and the formulas on texts worked out by hand."""

import pytest
from conftest import LIVE, PROJECT
from wordfreq import zipf_frequency

from jarpub.build.load_and_check import load_sources
from jarpub.checks.reading import common_words
from jarpub.checks.reading.formulas import counted_words, flesch_kincaid, long_words, mean_length, smog, syllables
from jarpub.checks.reading.known_words import is_known
from jarpub.checks.reading.limits import hard_words, instead_of
from jarpub.checks.reading.list_signs import _foreign_sign, _lone_sign
from jarpub.diagnostics import Location
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Element, Page
from jarpub.pages.text_blocks import Block, Run, blocks
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text
from jarpub.project.publications import Settings

SYLLABLES = {
    1: "a the use used made home homes moved looked asked safe rules twice spring youth schools checked reached isle real",
    2: "people website websites children council action started wanted needed places choices every safely useful "
    "statement table tables little titles something someone outside basement framework business friendly being quiet",
    3: "services area idea summary together inspectors magazine newspapers somebody understand example created "
    "agencies stakeholder safeguarding whatever",
    4: "january february regularly commissioning accessible society",
    5: "evaluation dissemination accommodation communication participation",
}  # fmt: skip


@pytest.mark.parametrize("count", SYLLABLES)
def test_syllables(count: int) -> None:
    wrong = {word: syllables(word) for word in SYLLABLES[count].split() if syllables(word) != count}
    assert wrong == {}


@pytest.mark.parametrize(("word", "count"), [("easy-to-read", 4), ("Services", 3), ("council’s", 2), ("I", 1)])
def test_syllables_of_written_forms(word: str, count: int) -> None:
    assert syllables(word) == count


def test_flesch_kincaid_by_hand() -> None:
    assert flesch_kincaid(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 6 / 6 - 15.59)
    assert flesch_kincaid(["Inspectors listed services.", "Go."]) == pytest.approx(0.39 * 2 + 11.8 * 9 / 4 - 15.59)
    assert flesch_kincaid([]) == 0


def test_smog_by_hand() -> None:
    assert smog(["It has services."] * 30) == pytest.approx(3.1291 + 1.0430 * 30**0.5)
    assert smog(["It has a word."] * 60) == pytest.approx(3.1291)
    assert smog(["It has services."] * 29) is None


def test_what_counts_as_a_word() -> None:
    assert [*counted_words("In 2009, see https://www.example.org/a or write to a@b.org: it's easy-to-read.")] == [
        "In", "see", "or", "write", "to", "it's", "easy-to-read",
    ]  # fmt: skip
    assert long_words("Some services in February 2009") == ["services", "February"]
    assert mean_length(["One two three.", "Four."]) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("No full stop", 1),
        ("It costs 9.30 now. Yes.", 2),
        ("Mr. Smith said e.g. this. Then he left.", 2),
        ("“Go.” He went.", 2),
        ("Wait… what?", 2),
        ("See www.example.org for more.", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    block = Block((Run(text, Location("x", 1), ""),), (Element("p", {}, (text,)),))
    assert len(list(block.sentences)) == count
    assert " ".join(sentence.words for sentence in block.sentences) == text


def test_a_sentence_knows_the_piece_it_begins_in() -> None:
    pieces = (Run("One. ", Location("x", 1), ""), Run("Two.", Location("x", 2), "IA1.a1"))
    block = Block(pieces, (Element("p", {}, ()),))
    assert [sentence.location.line for sentence in block.sentences] == [1, 2]


EVERYDAY = """
    activities activity already animal animals another anybody anyone anything area areas audio beautiful charity
    community computer computers dangerous decision decisions department difficult difficulty director education
    emergency energy especially evidence everybody everyone everything exercise families family favourite following
    general government holiday holidays hospital idea ideas important including internet library libraries magazine
    manager managers medicine national natural newspaper newspapers officer officers opinion probably reception regular
    regularly remember reported Saturday secretary services several somebody summary telephone television together
    tomorrow understand usually volunteer volunteers whatever yesterday
    """
HARD = """
    additional agency agencies analysis annual appropriate approximately arrangements attainment auditing
    capacity coherent commissioned communications comparable compliance consultation cooperation curriculum develop
    developed development developments disseminate dissemination ensuring evaluate evaluating evaluation evidenced
    identified identify identifying implement implementation indicator indicators influence initiative initiatives
    inspection insufficient integrated interagency mechanism monitor monitored opportunities opportunity participate
    participation performance practices preventing principles priorities priority processes protocol provision
    recommendation recommendations recruitment relationship safeguarding stability stakeholder stakeholders strategic
    strategy sufficiently suitable systematic underlying undertake undertaken utilise offender offending accommodation
    equivalent objective objectives regulatory statutory legislation regarding subsequent multi-agency partnership
    """
NAMES = """
    January February September October November December Somali Portuguese Bengali Vietnamese Yoruba Tigrinya Speakerbox
    Samaritans Camberwell Bermondsey Rotherhithe Childline's
    """


@pytest.mark.parametrize("word", f"{EVERYDAY} {NAMES} easy-to-read face-to-face long-term".split())
def test_everyday_words_and_names_are_known(word: str) -> None:
    assert is_known(word)


def test_how_common_a_word_is_is_what_wordfreq_says(monkeypatch: pytest.MonkeyPatch) -> None:
    known = common_words._levels()
    assert len(known) > 20_000
    words = [
        *known,
        *(word.title() for word in list(known)[:500]),
        "Tedifoxly",
        "co-operate",
        "children’s",
        "naïve",
        "4th",
    ]
    ours = {word: common_words.frequency(word) for word in words}
    assert ours == {word: zipf_frequency(word, "en", wordlist="small") for word in words}
    common_words.frequency.cache_clear()
    monkeypatch.setattr(common_words, "KNOWN_FORMAT", {})
    common_words._levels.cache_clear()
    assert {word: common_words.frequency(word) for word in words[:50]} == {word: ours[word] for word in words[:50]}
    common_words._levels.cache_clear()


def test_the_wording_for_young_people_has_no_other_words_than_those_listed() -> None:
    for project in (LIVE, PROJECT):
        sources = load_sources(project)
        told = [each.words for each in walk(sources.plan.wording["young-people"]) if isinstance(each, Text)]
        found = {word for words in told for word in long_words(words) if not is_known(word)}
        assert found >= {"autism", "communication"}  # the names of what the plan has
        young = [each for each in sources.settings.publications if str(each.wording) == "young-people"]
        assert [set(map(str, each.reading.long_words)) for each in young if each.reading] == [found] * len(young)


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_sources(LIVE).settings


@pytest.mark.parametrize("word", HARD.split())
def test_hard_words_are_not_known_or_have_a_plainer_one(word: str, settings: Settings) -> None:
    known = is_known(word) and not instead_of(word, settings.plainer_words)
    assert not known


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("• one\n• two", "•"),
        ("We will:\n\n•\tone\n•\ttwo", "•"),
        ("We will: • ask • tell", "•"),
        ("· one\n· two", "·"),
        ("– one\n– two", "–"),
        ("We will:\n– one\n– two", "–"),
        ("We say this.\n\n– one", "–"),
        ("\tone\n\ttwo", "\t"),
        ("o one\no two", "o"),
        ("We will\n* one\n* two", "*"),
        ("\uf0b7 one", "\uf0b7"),
        ("- one\n- two", ""),
        ("1. one\n2. two", ""),
        ("Young people – those in care\n– said this – and more.", ""),
        ("Call 020 7525 1234 • text 80010", ""),
        ("**Now** and *then*", ""),
        ("*Now* we begin", ""),
        ("– one", ""),  # one line, in which a dash is a dash
        ("Or one", ""),
        ("One\n\t\nTwo", ""),  # an empty line, as an editor leaves it
        ("10–4 and – in May – later", ""),
    ],
)
def test_signs_of_lists_that_were_pasted(words: str, sign: str) -> None:
    assert _foreign_sign(words) == sign


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("•\nYou can find it.\n•\nYou can read it.", "•"),
        ("So:\n-\n\nYou can find it.", "-"),
        ("1.\nYou can find it.", "1."),
        ("- You can\n  find it.\n- You can read it.", ""),
        ("1. You can find it.", ""),
        ("We began in\n2009.\nWe go on.", ""),
        ("One\n\t\nTwo", ""),
        ("One –\nTwo", ""),
    ],
)
def test_signs_of_lists_that_stand_alone_in_their_line(words: str, sign: str) -> None:
    assert _lone_sign(words) == sign


def test_words_of_another_language_are_none_that_a_formula_counts() -> None:
    """The others are: they are those of the page's language, also inside words of another one."""
    foreign = "Wrth gwrs, <em>llywodraethwyr</em> ymgynghoriadau. Diolch"
    body = f"<p>We say <span lang='cy'>{foreign} <span lang='en'>incomprehensibly</span></span> now.</p>"
    page = Page("x", "en-GB", "", "", parse(f"<article><h1>Title</h1>{body}</article>", Location("x")))
    first, second = next(block for block in blocks(page) if block.tag == "p").sentences
    assert (first.words, first.own.split()) == (
        "We say Wrth gwrs, llywodraethwyr ymgynghoriadau.",
        ["We", "say", ",", "."],
    )
    assert second.own.split() == ["incomprehensibly", "now."]
    assert [*hard_words(second.own, frozenset(), {})] == ["incomprehensibly"]
    assert [*hard_words(first.own, frozenset(), {})] == [] != [*hard_words(first.words, frozenset(), {})]
