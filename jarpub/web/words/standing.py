"""A project as it stands: what people have written, by name, and the publications that come of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from jarpub.build.release import Release
from jarpub.diagnostics import Location
from jarpub.project.plan.values import Colour, Month, Reference, Text
from jarpub.project.plan.wording import Wording, all_wording
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources
from jarpub.web.words.called import called, phrase
from jarpub.web.words.holders import Held, held, is_record

File = Literal["plan", "brand", "settings"]
NAME = re.compile(r"(?<![\"\w-])[\w-]+(?:\.[\w-]+)*")  # such as IA1.a4; IA1 alone is what people call it


@dataclass(frozen=True)
class Printed:
    """A publication that shows a value, or says something by it."""

    key: str
    subject: str


@dataclass(frozen=True)
class Standing:
    """What people have written and the publications as they are now, with what is looked up in them again and again."""

    sources: Sources
    releases: tuple[Release, ...] = ()

    @cached_property
    def values(self) -> Mapping[File, Mapping[str, Held]]:
        """Every value of each file by its name, as it was written."""
        sources = self.sources
        return {"plan": held(sources.as_written), "brand": held(sources.brand), "settings": held(sources.settings)}

    def called(self, each: Held) -> str:
        """What a value is in plain language."""
        return called(each, self.sources.settings)

    def name(self, name: str, file: File = "plan") -> str:
        """What the value of a name is in plain language; the name itself where nothing has it."""
        each = self.values[file].get(name)
        return self.called(each) if each else name

    def plainly(self, words: str) -> str:
        """A sentence in which values and publications are called what they are, in the place of their names."""
        values, listed = self.values["plan"], {str(each.key): each for each in self.sources.settings.publications}

        def said(found: re.Match[str]) -> str:
            name = found[0]
            if name in listed:
                return listed[name].subject.words
            return phrase(values[name], self.sources.settings) if "." in name and name in values else name

        plain = NAME.sub(said, words)
        return f"{plain[:1].upper()}{plain[1:]}"

    @cached_property
    def wording(self) -> Mapping[str, Wording]:
        """The wording of which a text is a part, by the name of the text."""
        return {
            text.id: each for audience in self.audiences for each in self.wording_for(audience) for text in each.texts
        }

    def wording_for(self, audience: str) -> tuple[Wording, ...]:
        """All wording for an audience."""
        return tuple(all_wording(self.sources.plan, audience))

    @property
    def audiences(self) -> tuple[str, ...]:
        """Those for whom the plan has wording, first those whom a publication tells it."""
        return tuple(dict.fromkeys([*self.sources.audiences, *self.sources.plan.wording]))

    @cached_property
    def tags(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """By the keys of the publications, in which elements of its page each value stands."""
        return {str(release.publication.key): _tags(release) for release in self.releases}

    def printed(self, each: Held, file: File = "plan") -> tuple[Printed, ...]:
        """The publications that show a value, or say something by it, such as the status that somebody chose."""
        return tuple(_printed(one.publication) for one in self.releases if self._shows(one, each, file))

    def _shows(self, release: Release, each: Held, file: File) -> bool:
        if file == "settings":
            return each.record.value is release.publication or each.record is each.file
        if file == "brand":
            return each.name != "organisation" or each.name in self.tags[str(release.publication.key)]
        return not release.dependencies.isdisjoint(_names(each))

    def at(self, location: Location) -> tuple[File, str]:
        """The value whose words stand at a place, by its file and its name; no name where none do."""
        extents = self._extents
        place = (location.file, location.line, location.column)
        after = bisect_right(extents, place, key=lambda extent: extent.start)
        for near in extents[max(after - 1, 0) : after + 1]:
            is_inside = near.start <= place < near.end
            if is_inside or near.start[:2] == place[:2]:
                return near.of, near.name
        return "plan", ""

    @cached_property
    def _extents(self) -> tuple["_Extent", ...]:
        found = (extent for file, values in self.values.items() for extent in _extents(file, values.values()))
        return tuple(sorted(found))


def subjects(keys: Iterable[str], listed: Iterable[Publication]) -> tuple[Printed, ...]:
    """Some publications by their keys, with what each is."""
    wanted = set(keys)
    return tuple(_printed(each) for each in listed if each.key in wanted)


def _printed(publication: Publication) -> Printed:
    return Printed(str(publication.key), publication.subject.words)


def _tags(release: Release) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for page in (release.page, release.final_page):
        for element in page.body.walk():
            if "data-value" in element.attributes:
                found.setdefault(element.attributes["data-value"], set()).add(element.tag)
    return {name: frozenset(tags) for name, tags in found.items()}


def _names(each: Held) -> Iterator[str]:
    """The names by which a page asks for a value: its own, that of its list, or those of what it has."""
    yield each.name
    if each.number and each.holder and not is_record(each.value):
        yield each.holder.name
    if each.text is None and is_record(each.value):
        yield from (f"{each.name}.{key}" for key in vars(each.value))


class _Extent(NamedTuple):
    """Where the words of a value stand: the file, the line and the column of their beginning, and of what is behind."""

    start: tuple[str, int, int]
    end: tuple[str, int, int]
    of: File
    name: str


def _extents(file: File, values: Iterable[Held]) -> Iterator[_Extent]:
    for each in values:
        own = each.value if isinstance(each.value, Text | Month | Reference | Colour) else each.text
        if own is not None:
            at = own.location
            end = (at.file, at.end_line or at.line, at.end_column or at.column + 1)
            yield _Extent((at.file, at.line, at.column), end, file, each.name)
