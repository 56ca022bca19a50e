"""Publications in other languages: each says what it says in its language, and is held to the plan in it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY, TESTS, project_in
from every_checker import found_in
from test_docx import W, part

from jarpub.build import pipeline
from jarpub.build.edits.approve import approve
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import Edition, Release, release_of
from jarpub.build.start.translations import complete
from jarpub.checks.facts.held import facts_of
from jarpub.checks.reading.formulas import counted_words
from jarpub.checks.reading.letters import whole_words
from jarpub.checks.reading.limits import banned_words
from jarpub.diagnostics import Diagnostic, DiagnosticsError, Location
from jarpub.formats import reader
from jarpub.pages.languages.catalogue import catalogue_of
from jarpub.pages.languages.voice import Voice
from jarpub.pages.page_tree import Element
from jarpub.pages.text_blocks import Block, Run, blocks
from jarpub.project.approvals_file import Consent
from jarpub.project.paths import Project
from jarpub.project.plan.named_months import months_in
from jarpub.project.plan.named_numbers import numbers_in
from jarpub.project.plan.wording import all_wording
from jarpub.project.sources import Sources

HERE = TESTS / "other-languages"
CODES = ("cy", "bn", "ar")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# What stands in the way of finals of plans that nobody has answered, approved or read yet.
EXPECTED = {
    "gaps.open", "language.unread", "reading.no-formula", "wording.never-approved", "wording.not-recorded",
    "wording.not-told", "fairness.no-weakness",
}  # fmt: skip
Changed = Callable[..., Release]


def laid_out(name: str, root: Path) -> Project:
    """One of the plans of this folder, with the templates of today."""
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    (root / "source").mkdir()
    shutil.copyfile(HERE / name / "plan.yaml", root / "source" / "plan.yaml")
    shutil.copyfile(HERE / name / "publications.yaml", root / "templates" / "publications.yaml")
    brand = HERE / name / "brand.yaml"
    target = root / "templates" / "brand.yaml"
    text = (brand if brand.exists() else root / "templates" / "starter" / "brand.yaml").read_text("utf-8")
    target.write_text(text.replace("{organisation}", "Example Council"), "utf-8")
    return project_in(root)


@pytest.fixture(scope="session")
def london(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A plan in English that is told in Welsh and Bengali, too."""
    return laid_out("london-and-wales", tmp_path_factory.mktemp("london"))


@pytest.fixture(scope="session")
def palms(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A plan in Arabic."""
    return laid_out("arabic", tmp_path_factory.mktemp("palms"))


def changed(project: Project, find: str = "", put: str = "", file: str = "plan") -> Sources:
    """The project's sources with one place of a file changed that is not saved."""
    path = project.source if file == "plan" else project.templates / file
    text = path.read_text("utf-8")
    assert find in text
    return load_sources(project, unsaved={path: text.replace(find, put, 1).encode()})


def released(project: Project, sources: Sources, key: str) -> Release:
    publication = next(each for each in sources.settings.publications if each.key == key)
    return release_of(project, sources, facts_of(sources.plan, sources.brand.language), publication, ["html"])


def codes(release: Release) -> set[str]:
    return {diagnostic.code.name for diagnostic in release.diagnostics}


def found(release: Release, code: str) -> list[Diagnostic]:
    return [diagnostic for diagnostic in release.diagnostics if diagnostic.code.name == code]


def words_of(release: Release) -> str:
    return "\n".join(block.words.strip() for block in blocks(release.page, without=frozenset()))


def refused(project: Project, **change: str) -> Diagnostic:
    with pytest.raises(DiagnosticsError) as error:
        changed(project, **change)
    (diagnostic,) = error.value.diagnostics
    return diagnostic


# What templates say


@pytest.mark.parametrize("code", CODES)
def test_all_that_templates_say_is_translated_and_what_is_new_is_asked_for(
    code: str, tmp_path: Path, london: Project
) -> None:
    project = laid_out("london-and-wales", tmp_path)
    file = project.templates / "languages" / f"{code}.po"
    before = file.read_bytes()
    assert (complete(project, code).missing, file.read_bytes()) == (0, before), f"give: build.py translate {code}"
    posts = project.templates / "posts.html"
    posts.write_text(posts.read_text("utf-8") + "{% trans %}Nobody has said this yet.{% endtrans %}", "utf-8")
    assert complete(project, code).missing == 1
    assert before.count(b"\nmsgid ") + 1 == file.read_bytes().count(b"\nmsgid ")
    assert london.templates != project.templates  # which stands still


SUMMARIES = {
    "young-peoples-summary-cy": ("cy", "I'w wneud erbyn Mawrth 2009.", "DRAFFT", "I'w wneud yn ystod Ebrill ac Awst 2009."),
    "young-peoples-summary-bn": ("bn", "শেষ করার সময়: মার্চ 2009।", "খসড়া", "শেষ করার সময়: এপ্রিল এবং আগস্ট 2009।"),
    "press-copy-cy": ("cy", "i'w wneud yn ystod Mawrth 2009.", "DRAFFT", "Mae 1 o'r 2 argymhelliad wedi'i gyflawni, yn ôl cynllun gweithredu'r cyngor: gwrando ar bobl ifanc."),
    "press-copy-bn": ("bn", "শেষ করার সময় মার্চ 2009।", "খসড়া", "কাউন্সিলের কর্মপরিকল্পনা অনুযায়ী 2টি সুপারিশের মধ্যে 1টি সম্পন্ন হয়েছে: তরুণদের কথা শোনা।"),
}  # fmt: skip


@pytest.mark.parametrize("key", SUMMARIES)
def test_a_translation_is_in_its_language_but_for_what_is_to_be_answered(key: str, london: Project) -> None:
    language, *sentences = SUMMARIES[key]
    release = released(london, load_sources(london), key)
    assert codes(release) <= EXPECTED
    assert release.page.language == language
    told = words_of(release)
    assert [sentence for sentence in sentences if sentence not in told] == []
    written = [block for block in blocks(release.page) if block.words.strip() != "Example Council"]
    if language == "bn":  # nothing else has letters of ours but what the council is called
        latin = [ENGLISH.findall(block.words.replace("Example Council", "")) for block in written]
        assert [words for words in latin if words] == []
    said = set(catalogue_of(london.templates, "templates", language).lines)
    assert {run.words.strip(" :") for block in written for run in block.runs if not run.value_id} & said <= {
        ",",
        ".",
        "Panel",
    }


@pytest.mark.parametrize("key", ["action-plan", "young-peoples-summary", "press-copy"])
def test_a_plan_in_arabic_is_published_in_arabic(key: str, palms: Project) -> None:
    release = released(palms, load_sources(palms), key)
    assert codes(release) <= EXPECTED
    assert release.page.language == "ar"
    told = words_of(release)
    assert "مسودة، ليست للنشر" in told
    assert "مارس 2009" in told
    assert "أبريل وأغسطس 2009" in told
    assert "Not recorded" not in told
    edition = release.as_edition(Edition(2, "2009-03-31"))
    assert "الإصدار 2، 31 مارس 2009" in "\n".join(block.words for block in blocks(edition.page, without=frozenset()))
    assert ("سلمى المنصوري" in told) == (key == "action-plan")


def test_a_councils_own_settings_are_in_its_language_and_those_of_a_translation_are_not(
    palms: Project, london: Project
) -> None:
    own = changed(palms, "draft: مسودة، ليست للنشر", "draft: شيء لم يترجمه أحد", "publications.yaml")
    release = released(palms, own, "press-copy")
    assert "شيء لم يترجمه أحد" in words_of(release)
    assert found(release, "language.untranslated") == []
    other = changed(london, "draft: DRAFT, not for publication", "draft: NOT YET", "publications.yaml")
    (missing,) = found(released(london, other, "press-copy-cy"), "language.untranslated")
    assert '"NOT YET"' in missing.message


def test_without_translations_a_draft_is_in_english_and_its_final_waits(tmp_path: Path) -> None:
    project = laid_out("london-and-wales", tmp_path)
    (project.templates / "languages" / "cy.po").unlink()
    release = released(project, load_sources(project), "young-peoples-summary-cy")
    told = words_of(release)
    assert "Due by Mawrth 2009." in told
    assert "DRAFT, not for publication" in told
    (missing,) = found(release, "language.untranslated")
    assert (missing.severity, missing.location.file) == ("blocking", "templates/languages/cy.po")
    assert "Due by %(month)s." in missing.message
    assert "translate cy" in missing.hint
    assert found(release, "language.unread") == []


READ = '#, fuzzy, python-format\nmsgid "Due by %(month)s."'


def test_what_somebody_has_read_waits_for_nobody(tmp_path: Path) -> None:
    project = laid_out("london-and-wales", tmp_path)
    file = project.templates / "languages" / "cy.po"
    text = file.read_text("utf-8")
    before = released(project, load_sources(project), "young-peoples-summary-cy")
    file.write_text(re.sub(r"#, fuzzy\n", "", text.replace("#, fuzzy, ", "#, ")), "utf-8")
    after = released(project, load_sources(project), "young-peoples-summary-cy")
    assert words_of(before) == words_of(after)
    assert found(after, "language.unread") == []
    file.write_text(text.replace(READ.replace("fuzzy, ", ""), READ), "utf-8")
    (unread,) = found(released(project, load_sources(project), "young-peoples-summary-cy"), "language.unread")
    assert '"Due by %(month)s."' in unread.message
    assert unread.severity == "blocking"


@pytest.mark.parametrize(
    ("find", "put", "message", "at"),
    [
        ('msgstr "I\'w wneud erbyn %(month)s."', 'msgstr "I\'w wneud cyn hir."', "has no %(month)s", 'msgid "Due by %(month)s."'),
        ('msgstr "Am y ddogfen hon"', 'msgstr "Am %(mis)s"', 'has a place "mis"', 'msgid "About this document"'),
        ('msgstr "Am y ddogfen hon"', 'msgstr "Am y ddogfen hon', "between two quotation marks", 'msgid "About this document"'),
    ],
)  # fmt: skip
def test_a_translation_that_cannot_be_used_is_refused_at_its_line(
    find: str, put: str, message: str, at: str, tmp_path: Path
) -> None:
    text = (REPOSITORY / "templates" / "languages" / "cy.po").read_text("utf-8")
    assert find in text
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "cy.po").write_text(text.replace(find, put), "utf-8")
    with pytest.raises(DiagnosticsError) as error:
        catalogue_of(tmp_path, "templates", "cy")
    (diagnostic,) = error.value.diagnostics
    assert message in diagnostic.message
    assert diagnostic.location.file == "templates/languages/cy.po"
    line = text.splitlines().index(at) + 1
    assert line <= (diagnostic.location.line or 0) <= line + 2
    (tmp_path / "languages" / "cy.po").write_text(text, "utf-8")
    assert (
        catalogue_of(tmp_path, "templates", "cy-GB").lines["About this document"]
        == text.splitlines().index('msgid "About this document"') + 1
    )


# Months, rows and numbers


@pytest.fixture(params=CODES)
def voice(request: pytest.FixtureRequest) -> Voice:
    return speaking(request.param)


def speaking(code: str) -> Voice:
    voice = Voice(code)
    voice.begin(catalogue_of(REPOSITORY / "templates", "templates", code))
    return voice


@pytest.mark.parametrize(
    ("code", "values", "row"),
    [
        ("cy", ["Ebrill", "Awst"], "Ebrill ac Awst"),
        ("cy", ["Mawrth", "Medi"], "Mawrth a Medi"),
        ("cy", ["Mawrth", "Medi", "Ŵyl"], "Mawrth, Medi, ac Ŵyl"),
        ("bn", ["ক", "খ", "গ"], "ক, খ এবং গ"),
        ("ar", ["أ", "ب", "ج"], "أ وب وج"),
        ("en-GB", ["a", "b", "c"], "a, b and c"),
    ],
)
def test_rows_are_joined_as_the_language_joins_them(code: str, values: list[str], row: str) -> None:
    assert speaking(code).row(values) == row


DONE = (
    "%(some)s of the %(all)s recommendations is done, %(who)s says",
    "%(some)s of the %(all)s recommendations are done, %(who)s says",
)


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("cy", {1: "wedi'i gyflawni", 2: "wedi'u cyflawni", 3: "wedi'u cyflawni", 6: "wedi'u cyflawni", 7: "wedi'u cyflawni"}),
        ("bn", {1: "সম্পন্ন হয়েছে", 5: "সম্পন্ন হয়েছে"}),
        ("ar", {1: "توصية واحدة", 2: "توصيتين", 3: "من التوصيات", 11: "من التوصيات", 100: "من التوصيات"}),
        ("en-GB", {1: "is done", 2: "are done"}),
    ],
)  # fmt: skip
def test_counts_have_the_form_of_their_number(code: str, forms: dict[int, str]) -> None:
    said = {number: speaking(code).count(*DONE, number) for number in forms}
    assert [number for number, words in forms.items() if words not in said[number]] == []
    assert code == "bn" or said[1] != said[2 if 2 in said else 5]


NAMED = [
    ("cy", "erbyn 31 Mawrth 2009", 3),
    ("cy", "ym mis Mawrth 2009", 3),
    ("cy", "o Fawrth 2009", 3),
    ("cy", "yng Ngorffennaf 2009", 7),
    ("cy", "a Thachwedd 2009", 11),
    ("cy", "gwn mai 2009 oedd hi", None),
    ("bn", "মার্চ ২০০৯-এর মধ্যে", 3),
    ("bn", "২০০৯ সালের মার্চ মাসে", 3),
    ("bn", "২০০৯ সালে", None),
    ("ar", "في مارس 2009", 3),
    ("ar", "ومارس من عام ٢٠٠٩", 3),
    ("ar", "الممارسة 2009", None),
    ("es", "en marzo de 2009", 3),
    ("pl", "do marca 2009", 3),
    ("ja", "2009年3月", 3),
    ("cy", "March 2009", None),
]


@pytest.mark.parametrize(("code", "words", "number"), NAMED)
def test_months_are_found_in_the_forms_that_sentences_have(code: str, words: str, number: int | None) -> None:
    assert [(each.number, each.year) for each in months_in(words, code)] == ([(number, 2009)] if number else [])


TOLD = {
    "young-peoples-summary-cy": "Dylai'r help wella.",
    "young-peoples-summary-bn": "সাহায্য আরও ভালো হওয়ার কথা।",
    "young-peoples-summary": "ستتحسن المساعدة.",
}


@pytest.mark.parametrize(
    ("key", "right", "wrong", "code"),
    [
        ("young-peoples-summary-cy", "Dylai'r help wella erbyn Awst 2009.", "Dylai'r help wella ym Mai 2009.", "facts.month"),
        ("young-peoples-summary-cy", "Dylai'r help wella bob 3 mis.", "Dylai'r help wella bob 7 mis.", "facts.number"),
        ("young-peoples-summary-bn", "২০০৯ সালের আগস্টে সাহায্য ভালো হবে।", "২০০৯ সালের মে মাসে সাহায্য ভালো হবে।", "facts.month"),
        ("young-peoples-summary-bn", "৩ মাস পরপর দেখব।", "৭ মাস পরপর দেখব।", "facts.number"),
        ("young-peoples-summary", "ستتحسن المساعدة بأغسطس 2009.", "ستتحسن المساعدة بمايو 2009.", "facts.month"),
    ],
)  # fmt: skip
def test_wording_in_a_language_is_held_to_the_plan(
    key: str, right: str, wrong: str, code: str, london: Project, palms: Project
) -> None:
    project = london if key[-3:] in ("-cy", "-bn") else palms
    assert codes(released(project, changed(project, TOLD[key], right), key)) <= EXPECTED
    (false,) = found(released(project, changed(project, TOLD[key], wrong), key), code)
    assert false.severity == "blocking"


@pytest.mark.parametrize(
    ("words", "language", "numbers"),
    [
        ("১২ ও ৩", "bn", ["12", "3"]),
        ("١٬٢٠٠ و٤٫٥", "ar", ["1,200", "4.5"]),
        ("ten eerste, 3", "nl", ["3"]),
        ("ten, 3", "en-GB", ["3", "10"]),
    ],
)
def test_numbers_are_read_in_the_figures_of_any_script(words: str, language: str, numbers: list[str]) -> None:
    assert [number for _, number in numbers_in(words, language)] == numbers


def test_dates_of_a_plan_in_another_language_agree_with_their_months(palms: Project) -> None:
    date = "text: مارس 2009, months:"
    wrong = refused(palms, find=date, put="text: يونيو 2009, months:")
    assert wrong.code.name == "plan.text-and-value"
    assert "R1.d1" in wrong.message
    changed(palms, date, "text: قبل أبريل 2009, months:")  # "before April": the month before may be meant
    changed(palms, date, "text: بعد حين, months:")  # no month, and nothing that contradicts one


# Translations and what they translate


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = laid_out("london-and-wales", tmp_path_factory.mktemp("approved"))
    for audience in ("young-people", "young-people-cy"):
        approve(project, ["all"], audience, Consent("Ann Example", "2009-03-31", None))
    return project


def stale(sources: Sources) -> set[str]:
    audiences = ("young-people", "young-people-cy")
    return {
        wording.id
        for audience in audiences
        for wording in all_wording(sources.plan, audience)
        if wording.state == "stale"
    }


@pytest.mark.parametrize(
    ("find", "put", "ids"),
    [
        ("document:", "document:", set()),
        ("for_you: Help should get better.", "for_you: Help will get better.", {"young-people-cy.R2"}),
        ("title: Two things for us to do", "title: Two things to do", {"young-people-cy.title"}),
        ("text: Choose what is to be measured.", "text: Choose what to measure.", {"young-people.R2", "young-people-cy.R2"}),
        ("for_you: Dylai'r help wella.", "for_you: Bydd yr help yn gwella.", set()),
    ],
)  # fmt: skip
def test_a_translation_is_stale_once_what_it_translates_has_changed(
    find: str, put: str, ids: set[str], approved: Project
) -> None:
    assert stale(changed(approved, find, put)) == ids


def test_an_approval_records_what_was_translated(approved: Project) -> None:
    record = approved.approvals.read_text("utf-8")
    welsh = record[record.index("young-people-cy.R2") :]
    assert "wording.young-people.recommendations.R2.for_you: Help should get better." in welsh
    english = record[: record.index("young-people-cy.")]
    assert "wording.young-people" not in english
    release = released(approved, load_sources(approved), "young-peoples-summary-cy")
    assert codes(release) <= {"gaps.open", "language.unread", "reading.no-formula"}


# The list of publications


@pytest.mark.parametrize(
    ("find", "put", "words", "way_out"),
    [
        ("wording: young-people-cy", "wording: young-people", "is in Welsh, and tells", "young-people-cy: beside young-people:"),
        ("language: cy", "language: welsh-ish", '"welsh-ish" is no code of a language', '"cy" for Welsh'),
        ("language: cy", "language: xx", '"xx" is no code of a language', '"cy" for Welsh'),
    ],
)  # fmt: skip
def test_a_publication_in_a_language_tells_wording_in_it(
    find: str, put: str, words: str, way_out: str, london: Project
) -> None:
    diagnostic = refused(london, find=find, put=put, file="publications.yaml")
    assert diagnostic.code.name == "reference.language"
    assert words in diagnostic.message
    assert way_out in diagnostic.hint


# Reading


def block(words: str) -> Block:
    return Block((Run(words, Location("x"), "wording.young-people-bn.about"),), (Element("p", {}, ()),))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("আমরা দেখি। তোমরা কী ভাবো? বলো।", 3),
        ("ما رأيكم؟ أخبرونا.", 2),
        ("آپ کیا سوچتے ہیں؟ ہمیں بتائیں۔ شکریہ۔", 3),
        ("ما رأيكم، أخبرونا", 1),
    ],
)
def test_sentences_end_at_the_signs_of_their_script(words: str, count: int) -> None:
    assert len(list(block(words).sentences)) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [("তোমাদের মতামত জানতে চাওয়া", 4), ("هذا شيءٌ جميلٌ", 3), ("ਸਾਨੂੰ ਦੱਸੋ", 2), ("Rydyn ni'n gweithio", 3)],
)
def test_vowel_signs_belong_to_their_words(words: str, count: int) -> None:
    assert len(counted_words(words)) == count


@pytest.mark.parametrize(
    ("term", "words", "is_there"),
    [
        ("পরিদর্শকরা", "পরিদর্শকরা বলেছেন", True),
        ("পরিদর্শক", "পরিদর্শকরা বলেছেন", False),
        ("রা", "পরিদর্শকরা", False),
        ("কর", "করা হবে", False),
        ("কি", "কী", False),
        ("robust", "a Robust plan", True),
        ("robust", "robustly", False),
    ],
)
def test_a_word_is_whole_where_no_sign_of_it_goes_on(term: str, words: str, is_there: bool) -> None:
    assert bool(whole_words(re.escape(term)).search(words)) == is_there


def test_a_banned_word_is_found_with_what_is_written_as_one_with_it(palms: Project) -> None:
    put = "ستتحسن المساعدة بالاستراتيجية."
    star = changed(palms, "banned_words: [استراتيجي*", "banned_words: ['*استراتيجي*'", "publications.yaml")
    (publication,) = (each for each in star.settings.publications if each.banned_words)
    assert [found for _, found in banned_words(publication, put)] == ["بالاستراتيجية"]
    (publication,) = (each for each in load_sources(palms).settings.publications if each.banned_words)
    assert [found for _, found in banned_words(publication, put)] == []
    assert [found for _, found in banned_words(publication, "خطة استراتيجيةٌ")] == ["استراتيجيةٌ"]


LONG = "Mae " + "hyn ac " * 9 + "arall yn hir."


def test_where_no_formula_is_for_a_language_its_sentences_are_measured(london: Project) -> None:
    key = "young-peoples-summary-cy"
    release = released(london, changed(london, TOLD[key], LONG), key)
    (formula,) = found(release, "reading.no-formula")
    assert (formula.severity, "Welsh" in formula.message) == ("warning", True)
    (sentence,) = found(release, "reading.sentence")
    assert (sentence.severity, "has 22 words" in sentence.message) == ("blocking", True)
    english = released(london, changed(london), "young-peoples-summary")
    assert found(english, "reading.no-formula") == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["london", "palms"])
def test_no_checker_finds_anything_in_publications_of_other_languages(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """All publications in all formats, OpenDocument too, of plans in four languages, from either side."""
    project: Project = request.getfixturevalue(name)
    settings = project.templates / "publications.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[html, pdf, docx]", "[html, pdf, docx, odt]"), "utf-8")
    built = pipeline.build(project, BuildOptions((), ()))
    assert found_in(built.artifacts, tmp_path) == []
    for entry in built.artifacts:
        assert reader(entry.format).extract(entry.content).language == entry.release.page.language
    sides = {entry.release.page.direction for entry in built.artifacts}
    assert sides == {"rtl" if name == "palms" else "ltr"}
    for entry in built.artifacts:
        if entry.format == "docx" and name == "palms":
            document = part(entry.content, "word/document.xml")[0]
            tables = list(document.iter(f"{W}tblPr"))
            assert all(each.find(f"{W}bidiVisual") is not None for each in tables)
            assert all(each.find(f"{W}pPr/{W}bidi") is not None for each in document.iter(f"{W}p"))


def test_words_that_nobody_has_translated_are_told_and_names_are_not(london: Project) -> None:
    text = london.source.read_text("utf-8")
    welsh = text[text.index("\n  young-people-cy:") :]
    title, edition = (re.search(rf"\n    {label}: (.*)\n", welsh)[1] for label in ("title", "edition"))
    english = text[text.index("\n  young-people:") :]
    first = re.search(r"\n    edition: (.*)\n", english)[1]

    def same(sources: Sources) -> list[tuple[str, str]]:
        found = released(london, sources, "young-peoples-summary-cy").diagnostics
        return [(each.severity, each.message.split(" ")[0]) for each in found if each.code.name == "language.same"]

    assert same(load_sources(london)) == []
    assert same(changed(london, f"edition: {edition}", f"edition: {first}")) == [
        ("warning", "wording.young-people-cy.edition")
    ]
    named = load_sources(london, unsaved={london.source: text.replace(title, "Siop Jo").encode()})
    assert same(named) == []
