"""The form of a record: its fields as its dataclass has them, with what can be chosen, and the list that it is in."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args, get_origin

from jarpub.project.plan.model import RECOMMENDATION, Recommendation, Weakness
from jarpub.project.plan.record_fields import RecordField, id_key, record_fields
from jarpub.project.plan.rows import Owner, Passage, Status
from jarpub.project.plan.values import Colour, Month, PersonReference, Reference, Role
from jarpub.project.schema.field_words import choice, help_for, label
from jarpub.web.words.holders import Held, is_record, is_record_kind, own_name, plain, without_nothing
from jarpub.web.words.new_entries import ASKED, COLUMN, empty_entry, entry_kind
from jarpub.web.words.places import File
from jarpub.web.words.standing import Standing

Control = Literal[
    "text", "passage", "months", "choice", "flag", "people", "references", "words", "colour", "number",
    "record", "entries",
]  # fmt: skip
LONG = frozenset(
    {"Passage.text", "Weakness.text", "Gap.answer", "Feedback.said", "Feedback.did", "Recommendation.quote"}
)
OF_BOTH = (Owner, Status, Passage)  # entries that rows of both tables have
FIXED = (*RECOMMENDATION, "issue", "review_date", "see")  # columns of which no entry says that it stands there
SELDOM = frozenset(
    {
        "actual", "baseline", "column", "confidence", "force", "group", "response", "revised", "see", "source_ref", "target",
        "vacant", "withdrawn",
    }
)  # fmt: skip
REFERRED_TO = (Recommendation, Passage, Weakness)
SINGLE = frozenset({"text", "colour", "number"})
CONTROLS: Mapping[Any, Control] = {bool: "flag", int: "number", Colour: "colour", Role: "choice"}
LISTS: Mapping[Any, Control] = {Month: "months", PersonReference: "people", Reference: "references"}


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen, as the file has it, and in plain language."""

    value: str
    called: str


@dataclass(frozen=True)
class Field:
    """One field of a form: the value that it changes, by its name, and how it is filled in.

    The value is plain data: words, yes or no, the ids of people; of a record or a list of records their names, which
    have forms of their own.
    """

    key: str
    name: str
    called: str
    help: str
    control: Control
    value: Any
    choices: tuple[Choice, ...]
    required: bool  # whether it cannot be left empty
    seldom: bool  # whether few plans have it, and this record has not


@dataclass(frozen=True)
class ListPlace:
    """The list that an entry stands in, at which place, from 0, and of how many."""

    name: str
    at: int
    count: int


@dataclass(frozen=True)
class Form:
    """A record to be filled in; one that is not there yet is written as a whole."""

    name: str
    file: File
    called: str
    is_there: bool
    fields: tuple[Field, ...]
    list: ListPlace | None

    @property
    def record(self) -> Mapping[str, Any]:
        """The form as JSON holds it."""
        return asdict(self)


def form_of(standing: Standing, name: str, file: File = "plan") -> Form | None:
    """The form of the record of a name, also of one that is not there yet; nothing where the name is of no record.

    The name of a whole file is "".
    """
    values = standing.values[file]
    each = values.get(name) if name else next(iter(values.values())).file
    kind = _record_kind(each) if each else None
    if each is None or kind is None:
        return None
    fields = tuple(_fields(standing, kind, each.value, name))
    return Form(name, file, standing.called(each), each.value is not None, fields, _place(each))


def form_of_new(standing: Standing, name: str, new_id: str, file: File = "plan") -> Mapping[str, Any] | None:
    """The form of a new entry of a list, as JSON holds it, with what it has before anybody fills it in; nothing for no list."""
    each = standing.values[file].get(name)
    kind = entry_kind(each.kind) if each else None
    if each is None or kind is None:
        return None
    new = empty_entry(kind, new_id)
    own = new_id or f"{name}.{len(each.value) + 1}"
    fields = _fields(standing, kind, None, own) if is_record_kind(kind) else ()
    called = f"Something new among {standing.called(each)[:1].lower()}{standing.called(each)[1:]}"
    return {"called": called, "entry": new.entry, "fields": [asdict(field) for field in fields], "first": new.first}


def _record_kind(each: Held) -> Any:
    """The kind of a record, or of that which would be there; nothing for what is no record."""
    if is_record(each.value):
        return type(each.value)
    return each.kind if each.value is None and is_record_kind(each.kind) else None


def _place(each: Held) -> ListPlace | None:
    if not each.number or each.holder is None:
        return None
    return ListPlace(each.holder.name, each.number - 1, len(each.holder.value))


def _fields(standing: Standing, kind: Any, record: Any, name: str, above: str = "") -> Iterator[Field]:
    """The fields of a record; those of a record inside that is nothing but values stand among its own."""
    for key, field in record_fields(kind).items():
        inner, value = without_nothing(field.kind), getattr(record, field.name, None)
        own = name if key == "text" else f"{name}.{key}" if name else key
        if key == id_key(kind):
            continue
        if _is_plain_record(inner):
            yield from _fields(standing, inner, value, own, f"{above}{key}.")
        elif get_origin(inner) is not Mapping:
            yield _field(standing, kind, field, (f"{above}{key}", own, value))


def _field(standing: Standing, kind: Any, field: RecordField, what: tuple[str, str, Any]) -> Field:
    path, name, value = what
    key, inner = path.rpartition(".")[2], without_nothing(field.kind)
    control = "passage" if f"{kind.__name__}.{key}" in LONG else "choice" if key == COLUMN else control_of(inner)
    is_missing = field.required and inner is field.kind and get_origin(inner) is not tuple
    shown = _value(control, name, value)
    named = (Choice(each, standing.name(each)) for each in shown) if control == "entries" else ()
    return Field(
        key=path,
        name=name,
        called=label(kind.__name__, key),
        help=help_for(kind.__name__, key),
        control=control,
        value=shown,
        choices=(*named, *(_columns(standing, kind) if key == COLUMN else _choices(standing, inner, kind))),
        required=is_missing and control != "flag",
        seldom=path in SELDOM and not value and (kind, key) not in ASKED.items(),
    )


def control_of(kind: Any) -> Control:
    """How a value of a type is filled in."""
    is_list = get_origin(kind) is tuple
    entry = get_args(kind)[0] if is_list else kind
    if get_origin(entry) is Literal:
        return "references" if is_list else "choice"
    if is_record_kind(entry):
        return "entries" if is_list else "record"
    return LISTS.get(entry, "words") if is_list else CONTROLS.get(kind, "text")


def _is_plain_record(kind: Any) -> bool:
    """Whether a record is nothing but single values without a text of its own, such as the colours of a brand."""
    if not is_record_kind(kind):
        return False
    known = record_fields(kind)
    return "text" not in known and all(control_of(without_nothing(each.kind)) in SINGLE for each in known.values())


def _value(control: Control, name: str, value: Any) -> Any:
    if control == "entries":
        return tuple(own_name(entry) or f"{name}.{number}" for number, entry in enumerate(value or (), 1))
    if control == "record":
        return name
    if value is None and control in ("months", "people", "references", "words"):
        return ()
    return False if value is None and control == "flag" else plain(value)


def _columns(standing: Standing, kind: Any) -> Iterator[Choice]:
    """The columns of the plan's tables that an entry may say it stands in, by their headings."""
    document = standing.sources.as_written.document
    tables = (document.plan_columns, document.weaknesses_columns) if kind in OF_BOTH else (document.plan_columns,)
    listed = {key: str(heading) for table in tables for key, heading in table.items() if key not in FIXED}
    yield from (Choice(key, heading) for key, heading in listed.items())


def _choices(standing: Standing, kind: Any, holder: Any) -> Iterator[Choice]:
    entry = get_args(kind)[0] if get_origin(kind) is tuple else kind
    if get_origin(entry) is Literal:
        yield from (Choice(value, choice(value)) for value in get_args(entry))
    elif entry is PersonReference:
        yield from (Choice(str(person.id), person.name.words) for person in standing.sources.as_written.people)
    elif entry is Role:
        yield from _roles(standing)
    elif entry is Reference:
        kinds = Recommendation if holder is Weakness else REFERRED_TO
        values = standing.values["plan"].items()
        yield from (Choice(name, standing.called(each)) for name, each in values if isinstance(each.value, kinds))


def _roles(standing: Standing) -> Iterator[Choice]:
    """Each role that a publication needs, or a gap has, called by what it asks."""
    settings = standing.sources.settings
    asked = {str(each.role): each.question.words for each in settings.questions}
    needed = [role for publication in settings.publications for role in publication.roles]
    given = [str(gap.role) for gap in standing.sources.as_written.gaps if gap.role]
    yield from (Choice(role, asked.get(role, role)) for role in dict.fromkeys([*needed, *given]))
