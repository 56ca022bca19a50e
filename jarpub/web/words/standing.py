"""A project as it stands: what people have written, by name, and the publications that come of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from jarpub.build.release import Release
from jarpub.project.plan.wording import Wording, all_wording
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources
from jarpub.web.words.called import called
from jarpub.web.words.holders import Held, held, is_record
from jarpub.web.words.places import File, Places


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

    @cached_property
    def places(self) -> Places:
        """Where each value stands."""
        return Places(self.values)

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
