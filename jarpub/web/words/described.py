"""All that stands beside some words while somebody edits them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_origin

from jarpub.pages.markdown import SPECIAL
from jarpub.project.brand import Brand
from jarpub.project.plan.diff import word_diff
from jarpub.project.plan.model import Force, Gap, Plan, Priority, Response, Weakness
from jarpub.project.plan.record_fields import id_key
from jarpub.project.plan.rows import Correction, Due, Owner, Passage, Status, Update
from jarpub.project.plan.values import Month, Text
from jarpub.project.plan.wording import State, Wording
from jarpub.project.schema.field_words import choice
from jarpub.web.words.called import phrase
from jarpub.web.words.holders import Held, is_record, plain
from jarpub.web.words.places import File
from jarpub.web.words.standing import Printed, Standing, subjects

Control = Literal["line", "passage", "record", "none"]
WITH_OTHERS = (Due, Status, Owner, Priority, Force, Response)  # a text and what it means, which must say the same
ALONE = (Passage, Update, Weakness)  # a text that means nothing but itself
OF_TEMPLATE = "These words belong to the page's template, {file}"
OF_LIST = "This is a list: what stands in it is changed one by one"
OF_ID = "The file knows {of} by this name, and other places refer to it: it stays the same for ever"
OF_MONTHS = "The months are those of {of}: change them there"
OF_FIELDS = "The answer is made of the {fields} of the plan: add or confirm those there"
OF_CORRECTION = "An approved correction changed these words: change it, or the words as they were written, there"
OF_APPROVAL = "This is written when somebody approves the wording"
OF_SETTINGS = "This belongs to the settings of the publications, {file}"


@dataclass(frozen=True)
class Question:
    """What a gap asks: whom to ask for the answer, which value that is, and in whose way it is."""

    question: str
    ask: str
    answer: str
    is_answered: bool
    is_blocking: bool
    needed_by: tuple[Printed, ...]


@dataclass(frozen=True)
class Formal:
    """Words of the plan that some wording was written from, as they are now."""

    name: str
    called: str
    words: str


@dataclass(frozen=True)
class Difference:
    """Words of the plan that are others now than when some wording was written: each as same, gone or new."""

    name: str
    called: str
    was: str
    now: str
    segments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Approved:
    """How some wording stands, and who approved it on which day; where it is stale, what differs."""

    id: str
    state: State
    by: str
    on: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Proposed:
    """A correction to some words, approved or not."""

    name: str
    find: str
    replace: str
    why: str
    approved: bool


@dataclass(frozen=True)
class Description:
    """A value: what it is, how it is edited, and what stands beside it; `form` is the record in whose form it is, "" a whole file."""

    name: str
    file: File
    called: str
    control: Control
    words: str = ""
    form: str | None = None
    comes_from: str = ""
    question: Question | None = None
    formal: tuple[Formal, ...] = ()
    wording: Approved | None = None
    printed: tuple[Printed, ...] = ()
    corrections: tuple[Proposed, ...] = ()

    @property
    def record(self) -> Mapping[str, Any]:
        """The description as JSON holds it."""
        known = asdict(self)
        return {**known, "record": known.pop("form")}


def described(standing: Standing, name: str, file: File = "plan") -> Description | None:
    """All that stands beside the value of a name; nothing where there is no such value."""
    each = standing.values[file].get(name)
    if each is None:
        return None
    control, comes_from = _control(standing, each)
    wording = standing.wording.get(name) if file == "plan" else None
    return Description(
        name=name,
        file=file,
        called=standing.called(each),
        control=control,
        words=_words(each),
        form=_form(each, control),
        comes_from=comes_from,
        question=_question(standing, each),
        formal=tuple(formal_words(standing, wording)) if wording else (),
        wording=approved(standing, wording) if wording else None,
        printed=standing.printed(each, file),
        corrections=tuple(_corrections(each)),
    )


def of_template(file: str) -> Description:
    """What is to be said of words that no value has: they stand in a template."""
    return Description("", "plan", "Words of the template", "none", comes_from=OF_TEMPLATE.format(file=file))


def _control(standing: Standing, each: Held) -> tuple[Control, str]:
    """How a value is edited, and, where it cannot be, or not here, where it comes from."""
    comes_from = _comes_from(each)
    if comes_from:
        return "none", comes_from
    if any(correction.approved for correction in getattr(each.value, "corrections", ())):
        return "record", OF_CORRECTION
    if isinstance(each.value, WITH_OTHERS) or not _is_text_of_its_own(each):
        return "record", ""
    return ("passage" if _is_passage(standing, each) else "line"), ""


def _comes_from(each: Held) -> str:
    value, record, file = each.value, each.record, each.file.value
    if is_record(record.value) and each.key == id_key(record.value.__class__):
        return OF_ID.format(of=phrase(record))
    if isinstance(value, Month) or each.key == "months":
        return OF_MONTHS.format(of=phrase(record))
    if isinstance(record.value, Gap) and record.value.answered_by and each.key == "answer":
        return OF_FIELDS.format(fields=record.value.answered_by)
    if isinstance(file, Plan) and _is_below(each, "approvals"):
        return OF_APPROVAL
    if not isinstance(file, Plan | Brand) and record is not each.file:
        return OF_SETTINGS.format(file=file.draft.location.file)
    return OF_LIST if isinstance(value, tuple | Mapping) and not _is_in_form(each) else ""


def _is_below(each: Held | None, key: str) -> bool:
    return each is not None and ((each.key == key and each.holder is each.file) or _is_below(each.holder, key))


def _is_in_form(each: Held) -> bool:
    """Whether a list is filled in as one, in the form of its record: people, references, words."""
    return isinstance(each.value, tuple) and not any(map(is_record, each.value)) and each.record is not each.file


def _is_text_of_its_own(each: Held) -> bool:
    """Whether a text, or the place of one, may be changed with nothing beside it."""
    if isinstance(each.value, ALONE):
        return True
    is_text = isinstance(each.value, Text) or (each.value is None and each.kind is Text)
    holder = each.record.value
    stands_alone = not isinstance(holder, Correction) and not _is_of_a_form(holder)
    return is_text and stands_alone


def _is_of_a_form(holder: Any) -> bool:
    """Whether a record is filled in as a form: a person, an abbreviation, the fonts of a brand."""
    return type(holder).__name__ in {"Person", "Abbreviation", "Fonts", "Colours", "LeftOut"}


def _is_passage(standing: Standing, each: Held) -> bool:
    """Whether a text has, or may have, paragraphs and lists: an answer, and what a page prints as blocks."""
    if isinstance(each.record.value, Gap) and each.key == "answer":
        return True
    words = each.text.words if each.text else ""
    return bool(SPECIAL.search(words)) or any("div" in tags.get(each.name, ()) for tags in standing.tags.values())


def _words(each: Held) -> str:
    """The words of a value, or the nearest to words that it has."""
    if each.text:
        return each.text.words
    if isinstance(each.value, bool):
        return "yes" if each.value else "no"
    if is_record(each.value) or isinstance(each.value, Mapping) or each.value is None:
        return ""
    if get_origin(each.kind) is Literal:
        return choice(each.value)
    if isinstance(each.value, tuple):
        return ", ".join(str(plain(entry)) for entry in each.value if not is_record(entry))
    return str(each.value.words if isinstance(each.value, Month) else plain(each.value))


def _form(each: Held, control: Control) -> str | None:
    """The name of the record in whose form a value stands, where it has one to be filled in."""
    record = each.record
    is_plain = control in ("line", "passage") and not isinstance(record.value, Gap | Passage | Weakness)
    is_file = record is each.file and not isinstance(record.value, Brand)
    return None if is_plain or is_file or _is_below(each, "approvals") else record.name


def _question(standing: Standing, each: Held) -> Question | None:
    gap = each.record.value
    if not isinstance(gap, Gap):
        return None
    now = next((other for other in standing.sources.plan.gaps if other.id == gap.id), gap)
    settings = standing.sources.settings
    needed_by = subjects((str(each.key) for each in settings.needing(gap.role)), settings.publications)
    answer = f"{gap.id}.answer"
    return Question(gap.question.words, gap.ask.words, answer, now.answer is not None, gap.blocking, needed_by)


def formal_words(standing: Standing, wording: Wording) -> Iterator[Formal]:
    """The plan's words that some wording was written from, as they are now."""
    for name, text in wording.formal.items():
        yield Formal(name, standing.name(name), text.words)


def approved(standing: Standing, wording: Wording) -> Approved:
    """How some wording stands, and who approved it."""
    approval = wording.approval
    by, on = (str(approval.by or ""), str(approval.on or "")) if approval else ("", "")
    differences = (_difference(standing, name, *words) for name, words in wording.differences.items())
    is_recorded = wording.state not in ("not recorded", "to be written")
    return Approved(wording.id, wording.state, by, on, tuple(differences) if is_recorded else ())


def _difference(standing: Standing, name: str, was: str, now: str) -> Difference:
    segments = tuple((segment.kind, segment.words) for segment in word_diff(was, now))
    return Difference(name, standing.name(name), was, now, segments)


def _corrections(each: Held) -> Iterator[Proposed]:
    for number, one in enumerate(getattr(each.value, "corrections", ()), 1):
        name = f"{each.name}.corrections.{number}"
        yield Proposed(name, one.find, one.replace, one.why.words, one.approved)
