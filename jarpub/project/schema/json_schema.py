"""A JSON Schema of what a file may hold, made from the dataclasses that its reader makes of it.

It never refuses what is read: where a rule is about more than the kind of one value, a file that breaks it passes.
Draft 7 is the one that all editors know, and later ones have nothing that is needed here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from inspect import getdoc
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

from jarpub.project.plan.record_fields import RecordField, id_key, record_fields
from jarpub.project.plan.values import Colour, Id, Month, Reference, Text
from jarpub.project.schema.explained import ANY
from jarpub.project.schema.field_words import choice
from jarpub.project.yaml.expected import KINDS
from jarpub.project.yaml.forms.alike import LIKE
from jarpub.project.yaml.forms.older_plans import COLUMNS, OWNERS
from jarpub.project.yaml.records import RETIRED, is_record
from jarpub.project.yaml.scalars import COLOUR, LONGEST_NAME, MONTH, NAME, NUMBER

Schema: TypeAlias = dict[str, Any]
Explain: TypeAlias = Callable[[str, str], str]  # what a field is for, by the kind of its record and its key
DRAFT = "http://json-schema.org/draft-07/schema#"
WORDS, OLDER_OWNERS = "Words", "OlderOwners"
DIGITS = {"minimum": 0, "maximum": 10**9 - 1}  # nine
ANY_SCALAR = ["string", "number", "boolean"]  # a name may be one of these in YAML: it is taken as it is written
A_TEXT, A_LIST = f"{KINDS['scalar']} is meant here", f"{KINDS['list']} is meant here"
A_NAME = (
    f"a name has letters, digits, dots, hyphens and underscores, {LONGEST_NAME} at most, with a letter or digit first"
)
A_MONTH = 'a month is a year and a month: "2009-03" is March 2009'
A_COLOUR = 'a colour is "#" and six digits, 0 to 9 and a to f, in quotation marks: "#0b4f6c"'


def schema_of(kind: type, explain: Explain) -> Schema:
    """The schema of files that hold a record of this kind."""
    maker = _Maker(explain)
    root = maker.record(kind)
    return {"$schema": DRAFT, **root, "definitions": dict(sorted(maker.definitions.items()))}


class _Maker:
    """Makes the schemas of kinds, and keeps those that others refer to by their names."""

    def __init__(self, explain: Explain) -> None:
        self.explain = explain
        self.definitions: dict[str, Schema] = {}

    def record(self, kind: type) -> Schema:
        """The schema of a record: its keys, and which of them must be there."""
        known = record_fields(kind)
        older = {_one_of(COLUMNS): self._older_owners(known[OWNERS])} if OWNERS in known else {}
        required = [key for key, field in known.items() if field.required]
        return {
            "type": "object",
            "description": " ".join((getdoc(kind) or "").split("\n\n")[0].split()),
            "properties": {key: self._field(kind, key, field) for key, field in known.items()},
            "patternProperties": {_one_of(RETIRED): {}} | older,  # which no editor offers
            "additionalProperties": False,
            **(_unless_alike(required, id_key(kind)) if LIKE in known else {"required": required}),
        }

    def _field(self, kind: Any, key: str, field: RecordField) -> Schema:
        (free,) = (each.metadata.get("keys", ()) for each in fields(kind) if each.name == field.name)
        head = {"description": self.explain(f"{kind.__name__}.{key}", ANY)}
        heads = {"properties": {each: head | self._words() for each in free}} if free else {}
        return {"description": self.explain(kind.__name__, key)} | self._of(field.kind) | heads

    def _of(self, kind: Any) -> Schema:
        """The schema of one value of a kind."""
        origin, choices = get_origin(kind), get_args(kind)
        if origin in (UnionType, Union):
            return self._or_nothing(next(choice for choice in choices if choice is not type(None)))
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self._words()}
        if origin is tuple:
            return {"type": ["array", "null"], "errorMessage": A_LIST, "items": self._of(choices[0])}
        return self._defined(kind.__name__, lambda: self.record(kind)) if is_record(kind) else _scalar(kind)

    def _or_nothing(self, kind: Any) -> Schema:
        """The schema of a value that may be missing."""
        if is_record(kind):
            return self._defined(f"{kind.__name__}OrNothing", lambda: self.record(kind) | {"type": ["object", "null"]})
        schema = self._of(kind)
        key = "enum" if "enum" in schema else "type"
        return schema | {key: [*schema[key], None if key == "enum" else "null"]}

    def _words(self) -> Schema:
        """The schema of what stands below a label of anybody's choice: a text, or more labels."""
        return self._defined(
            WORDS, lambda: _scalar(Text) | {"type": ["string", "object"], "additionalProperties": self._words()}
        )

    def _older_owners(self, owners: RecordField) -> Schema:
        """The schema of a label that stood for some of the owners of a row: one without an id, or a list of them."""
        kind = get_args(owners.kind)[0]
        one = self.record(kind)
        one["required"] = [key for key in one["required"] if key != id_key(kind)]
        return self._defined(OLDER_OWNERS, lambda: one | {"type": ["object", "array", "null"], "items": self._of(kind)})

    def _defined(self, name: str, make: Callable[[], Schema]) -> Schema:
        """What refers to a definition, which is made once."""
        if name not in self.definitions:
            self.definitions[name] = {}  # it may hold others of its kind
            self.definitions[name] |= make()
        return {"$ref": f"#/definitions/{name}"}


def _unless_alike(required: list[str], id: str) -> Schema:
    """Which keys must be there: of an entry that is like another only its name."""
    return {"if": {"required": [LIKE]}, "then": {"required": [id]}, "else": {"required": required}}


def _scalar(kind: Any) -> Schema:
    return next(make(kind) for matches, make in SCALARS if matches(kind))


def _like(pattern: str, said: str, *kinds: str) -> Schema:
    return {"type": [*(kinds or ["string"])], "pattern": pattern, "errorMessage": said}


def _whole(pattern: re.Pattern[str]) -> str:
    return f"^({pattern.pattern})$"


def _one_of(keys: Iterable[str]) -> str:
    return f"^({'|'.join(sorted(keys))})$"


def _choice(kind: Any) -> Schema:
    values = [*get_args(kind)]
    return {"enum": values, "enumDescriptions": [choice(value) for value in values]}


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda asked: isinstance(asked, type) and issubclass(asked, kind)


# As `scalars.MAKERS` reads them. A quoted number, true or false is read as one without quotation marks.
SCALARS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Schema]], ...] = (
    (lambda kind: get_origin(kind) is Literal, _choice),
    (_is(Text), lambda _: _like(r"\S", A_TEXT)),
    (_is(Month), lambda _: _like(_whole(MONTH), A_MONTH)),
    (_is(Colour), lambda _: _like(_whole(COLOUR), A_COLOUR)),
    (_is(Reference), lambda _: {"type": ANY_SCALAR, "errorMessage": "the name of an entry is meant here"}),
    (_is(Id), lambda _: _like(_whole(NAME), A_NAME, *ANY_SCALAR) | {"maxLength": LONGEST_NAME}),
    (_is(bool), lambda _: _like("^(true|false)$", "true or false is meant here", "boolean", "string")),
    (_is(int), lambda _: _like(_whole(NUMBER), "digits are meant here", "integer", "string") | DIGITS),
    (_is(str), lambda _: {"type": [*ANY_SCALAR, "null"], "errorMessage": A_TEXT}),
)
