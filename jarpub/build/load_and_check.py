"""The plan, the settings and the brand of a project, read and checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TypeVar

from jarpub.checks import suite
from jarpub.diagnostics import Code, Collector, Diagnostic, Location
from jarpub.formats import formats
from jarpub.project.brand import Brand
from jarpub.project.file_names import COPY_SAID, SETTINGS, copies_beside
from jarpub.project.hashing import digest, digest_of_file
from jarpub.project.loader import Bind, load, load_plan, read_file
from jarpub.project.paths import Project
from jarpub.project.plan.corrections import corrected
from jarpub.project.plan.field_answers import with_field_answers
from jarpub.project.plan.model import Plan
from jarpub.project.plan.roles import with_roles_of
from jarpub.project.publications import Settings
from jarpub.project.reach.figures import Figure, MeasuredPlan, with_figures
from jarpub.project.reach.reading import figures_in
from jarpub.project.sources import Sources
from jarpub.project.yaml.records import bind

COPY = Code("file.copy", "A file beside the plan looks like a copy of it; nothing reads it.")
Record = TypeVar("Record")
Unsaved = Mapping[Path, bytes]  # files as they would be, by their paths
ALL_SAVED: Unsaved = MappingProxyType({})


def load_sources(project: Project, bind: Bind = bind, unsaved: Unsaved = ALL_SAVED) -> Sources:
    """Everything that a build starts from, with approved corrections made; raises DiagnosticsError with all.

    What is not saved yet takes the place of what is in the files.
    """
    digests = digests_of(project, unsaved)
    with Collector() as collector:
        with collector.catching():
            plan_file = unsaved.get(project.source) or read_file(project.source, project.source_name)
            plan = plan_of(project, plan_file, unsaved.get(project.approvals), bind)
        with collector.catching():
            figures = figures_of(project, unsaved)
        with collector.catching():
            settings = _setting(project, SETTINGS[0], Settings, unsaved)
        with collector.catching():
            brand = _setting(project, SETTINGS[1], Brand, unsaved)
    with Collector() as collector:
        measured = with_figures(plan, figures)
        collector.diagnostics += suite.check_sources(measured, settings, formats(), brand.language)
        collector.diagnostics += suite.check_brand(brand)
    return Sources(as_printed(plan, figures), settings, brand, plan_file, plan, digests)


def as_printed(plan: Plan, figures: tuple[Figure, ...]) -> MeasuredPlan:
    """A plan as pages are made of it: its approved corrections made, and its fields' answers and the figures in it."""
    return with_figures(with_field_answers(corrected(plan)), figures)


def earlier_as_printed(plan: Plan, sources: Sources) -> MeasuredPlan:
    """An earlier plan as today's pages are made of it: the roles of its gaps and the figures may be those of today."""
    return as_printed(with_roles_of(plan, sources.plan), sources.plan.reach)


def plan_of(project: Project, plan_file: bytes, approvals_file: bytes | None = None, bind: Bind = bind) -> Plan:
    """The plan in these bytes, with the approvals in those, or as the project has them; raises DiagnosticsError."""
    path = project.approvals
    if approvals_file is None and path.exists():
        approvals_file = read_file(path, project.name(path))
    return load_plan(plan_file, project.source_name, approvals_file, project.name(path), bind)


def figures_of(project: Project, unsaved: Unsaved = ALL_SAVED) -> tuple[Figure, ...]:
    """The figures that are kept beside the plan, none where there is no table; raises DiagnosticsError."""
    path = project.reach
    data = unsaved.get(path)
    if data is None and not path.exists():
        return ()
    return figures_in(read_file(path, project.name(path)) if data is None else data, project.name(path))


def copies_of_plan(project: Project) -> Iterator[Diagnostic]:
    """Warnings of files beside the plan that somebody may take for it."""
    name = project.source.name
    for copy in copies_beside(str(project.source)):
        location = Location(PurePath(project.source_name).with_name(copy).as_posix())
        message, hint = (said.format(name) for said in COPY_SAID)
        yield Diagnostic(COPY, location, message, hint, "warning")


def digests_of(project: Project, unsaved: Unsaved = ALL_SAVED) -> dict[str, str]:
    """The digests of the plan, its approvals and figures, and each file in the folder of templates, by their paths."""
    inside = (path for path in sorted(project.templates.rglob("*")) if path.is_file())
    found = {
        str(path): digest_of_file(str(path)) for path in (project.source, project.approvals, project.reach, *inside)
    }
    return found | {str(path): digest(data) for path, data in unsaved.items()}


def _setting(project: Project, file: str, kind: type[Record], unsaved: Unsaved) -> Record:
    """The record that a file of settings holds."""
    path = project.templates / file
    data = unsaved.get(path) or read_file(path, project.name(path), "--templates")
    return load(data, project.name(path), kind)


def is_as_loaded(project: Project, sources: Sources) -> bool:
    """Whether nothing was saved since the sources were loaded."""
    return digests_of(project) == sources.digests
