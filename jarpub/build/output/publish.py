"""The finished files in the output folder, with their report and what is remembered of them."""

from collections.abc import Iterator
from typing import Any

from jarpub import formats
from jarpub.build.artifact import Made
from jarpub.build.changes import compared
from jarpub.build.incremental import cache
from jarpub.build.incremental.memory import Memory
from jarpub.build.output import manifest, report, transaction
from jarpub.build.output.summary import account
from jarpub.build.release import digest
from jarpub.diagnostics import DiagnosticsError
from jarpub.project.diff import Changes, record
from jarpub.project.paths import Project


def put(project: Project, made: Made, memory: Memory, *, final: bool) -> tuple[str, ...]:
    """Put what is new into the output folder; the names of files that stay there from earlier builds.

    Files that no publication lists any more are taken out. A `final` build leaves the plan's file in the
    manifest, so that it can be told later what has changed since.
    """
    keys = {publication.key for publication in made.sources.settings.publications}
    listed = dict(_listed(made))
    files = {entry.name: entry.content for entry in made.entries}
    stay: dict[str, Any] = {}
    beside: dict[str, bytes] = {}
    # before the report is made: a file that is saved meanwhile must not seem to be the one that was used
    used = (report.NAME, report.CHANGES, *report.STYLES)
    made_from = {name: cache.sum_of(str(project.templates / name)) for name in used}
    now: dict[str, str] = {}  # the sum of the plan that each final was made from

    def change() -> tuple[dict[str, bytes], set[str]]:
        before, told = manifest.earlier(project.output)
        stay.update({name: each for name, each in before.items() if name in listed and name not in files})
        known = {key: each for key, each in told.items() if key in keys}
        finals = {key: each for key, each in manifest.finals(project.output / manifest.NAME).items() if key in keys}
        if final:
            finals |= {str(release.publication.key): made.sources.source for release in made.releases}
        whole = account(made.sources, made.releases, made.entries, made.queries, (stay, known))
        whole["changes"] = [record(each) for each in _changes(project, made, finals)]
        page = report.report(whole, made.sources.brand, project.templates, project.templates_name)
        beside.update({manifest.NAME: manifest.manifest({**whole, **manifest.of_finals(finals)}), report.NAME: page})
        now.update({key: digest(data) for key, data in finals.items()})
        return {**files, **beside}, before.keys() - files.keys() - stay.keys()

    transaction.change_files(project.output, change)
    sums = {name: digest(content) for name, content in beside.items()}
    where = [str(project.source), str(project.templates)]
    around = {"files": sums, "sums": made_from, "finals": now, "where": where}
    cache.write(str(project.output), memory.after(made, listed, around))
    return tuple(sorted(stay))


def _changes(project: Project, made: Made, finals: dict[str, bytes]) -> list[Changes]:
    """What has changed since the last finals; an old plan that cannot be read today is nothing to compare with."""
    try:
        return compared(project, made.sources, finals) if finals else []
    except DiagnosticsError:
        return []


def _listed(made: Made) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file that there could be, with its publication and format."""
    for publication in made.sources.settings.publications:
        for name, format, _ in publication.files(formats.formats()):
            yield name, {"publication": str(publication.key), "format": format}
