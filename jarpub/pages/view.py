"""The part of a plan that an audience may see, and what was asked for of it."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from jarpub.diagnostics import Code, Problem, did_you_mean
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import name_of, name_under, named, shape_of
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Text

NOT_IN_THE_PLAN = Code("template.not-in-the-plan", "A template asks for a key or an entry that the plan does not have.")
NOT_FOR_THIS_AUDIENCE = Code(
    "template.not-for-this-audience", "A template asks for something that its readers may not see."
)


class View:
    """A record of the plan, seen by an audience: nothing is shown unless `visible` lists it.

    `visible` holds paths of keys such as "recommendations.strands.due"; a path shows all below it. What is asked
    for is added to `dependencies`, by its name among the named values, such as "IA1.a4" or "IA1.s1.actions".
    """

    def __init__(self, record: Any, path: str, name: str, visible: tuple[str, ...], dependencies: set[str]) -> None:
        self._record = record
        self._path = path
        self._name = name
        self._visible = visible
        self._dependencies = dependencies
        self._seen: dict[str, Any] = {}  # what was asked for before
        self._others: Mapping[str, str] = {}  # keys that mean another

    def with_others(self, others: Mapping[str, str]) -> "View":
        """The same record, in which some keys mean another: the wording that a template asks for, its translation."""
        same = View(self._record, self._path, self._name, self._visible, self._dependencies)
        same._others = others
        return same

    def __getattr__(self, key: str) -> Any:
        if not isinstance(key, str):  # as in w[5]
            raise Problem(NOT_IN_THE_PLAN, f'"{key}" is no key of "{self._path}"', "ask for it by its name")
        if key.startswith("_"):
            raise AttributeError(key)
        if key not in self._seen:
            self._seen[key] = self._value(self._others.get(key, key))
        return self._seen[key]

    def _value(self, key: str) -> Any:
        path = f"{self._path}.{key}" if self._path else key
        is_mapping = shape_of(self._record.__class__) == "words"
        known = self._record if is_mapping else record_fields(self._record.__class__)
        if key not in known:
            raise Problem(
                NOT_IN_THE_PLAN, f'"{path}" is not in the plan', did_you_mean(key, known) + self._whereabouts()
            )
        if not _is_visible(path, self._visible):
            raise Problem(
                NOT_FOR_THIS_AUDIENCE,
                f'"{path}" is not for this audience',
                'if it should be, list it under "sees" in publications.yaml',
            )
        value = self._record[key] if is_mapping else getattr(self._record, known[key].name)
        name = name_under(self._name, key, value)
        self._dependencies.add(name)
        return self._see(value, path, name)

    __getitem__ = __getattr__

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._keys()

    def __str__(self) -> str:
        return str(self.text)

    def _keys(self) -> Mapping[str, Any]:
        """The keys of a mapping; a record, whose keys are known, is no list of them."""
        if isinstance(self._record, Mapping):
            return self._record
        raise Problem(NOT_IN_THE_PLAN, f'"{self._path}" is no list', "ask for what it has by name, or for a list in it")

    def shows(self, key: str) -> bool:
        """Whether its audience may see what stands under a key."""
        return _is_visible(f"{self._path}.{key}" if self._path else key, self._visible)

    def _whereabouts(self) -> str:
        """Where the texts of a piece of wording stand: the key may be misspelt there."""
        texts = (
            [value for value in self._record.values() if isinstance(value, Text)]
            if isinstance(self._record, Mapping)
            else []
        )
        return f" If it is the plan that has it misspelt, look near {texts[0].location}" if texts else ""

    def _see(self, value: Any, path: str, name: str) -> Any:
        shape = shape_of(value.__class__)
        if shape == "list":
            return Views(self._see(entry, path, own) for entry, own in named(value, name))
        if shape in ("words", "record"):
            return View(value, path, name_of(value, name), self._visible, self._dependencies)
        return value


class Views(tuple[Any, ...]):
    """A list of the plan, seen: by position, or by the id or the role of an entry.

    `gaps["feedback-online"]` is `gaps.feedback_online`, too: what has a hyphen is no name for a template.
    """

    _others: Mapping[str, str] = MappingProxyType({})  # names that mean another entry

    def with_others(self, others: Mapping[str, str]) -> "Views":
        """The same list, in which some names mean the entry of another."""
        views = Views(self)
        views._others = others
        return views

    def __contains__(self, key: object) -> bool:
        """Whether it has an entry with a name, which is not asked for by that."""
        if not isinstance(key, str):
            return super().__contains__(key)
        by_name = dict(self._by_name())
        return self._meant(key, by_name) in by_name

    def _meant(self, key: str, names: Collection[str]) -> str:
        """The one of these names that a key means, or would."""
        name = key if key in names else key.replace("_", "-")
        return self._others.get(name, name)

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        by_name = dict(self._by_name())
        name = self._meant(key, by_name)
        if name not in by_name:
            said = f'no entry here has the id "{key}"' if not self._have_roles() else f'no gap has the role "{name}"'
            raise Problem(NOT_IN_THE_PLAN, said, did_you_mean(name, by_name))
        return by_name[name]

    def _by_name(self) -> Iterator[tuple[str, Any]]:
        for entry in self:
            record = unwrapped(entry)
            yield str(getattr(record, "id", getattr(record, "ref", ""))), entry
            if getattr(record, "role", None):
                yield str(record.role), entry

    def _have_roles(self) -> bool:
        return any(hasattr(unwrapped(entry), "role") for entry in self)


def view(plan: Plan, visible: tuple[str, ...]) -> tuple[View, set[str]]:
    """What an audience may see of the plan, and the set that the names of what is asked for will be added to."""
    dependencies: set[str] = set()
    return View(plan, "", "", visible, dependencies), dependencies


def name_in(record: View, key: str) -> str:
    """The name of what stands, or would stand, under a key of a record."""
    return name_under(record._name, key, None)


def unwrapped(value: Any) -> Any:
    """The record behind a view, for those who print it; a template cannot reach it."""
    return value._record if isinstance(value, View) else value


@lru_cache(maxsize=4096)  # a page asks for the same keys of many records
def _is_visible(path: str, visible: tuple[str, ...]) -> bool:
    return any(path == each or path.startswith(each + ".") or each.startswith(path + ".") for each in visible)
