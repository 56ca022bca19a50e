"""The finished files in the output folder, with their report and what is remembered of them."""

from collections.abc import Iterator
from typing import Any

from jarpub import manifest, output, report, state, writers
from jarpub.account import account
from jarpub.entry import Made
from jarpub.memory import Memory
from jarpub.project import Project
from jarpub.release import digest


def put(project: Project, made: Made, memory: Memory) -> tuple[str, ...]:
    """Put what is new into the output folder; the names of files that stay there from earlier builds.

    The files of a publication that is no longer listed are taken out.
    """
    keys = {publication.key for publication in made.inputs.house.publications}
    files = {entry.name: entry.content for entry in made.entries}
    stay: dict[str, Any] = {}
    beside: dict[str, bytes] = {}

    def change() -> tuple[dict[str, bytes], set[str]]:
        before, told = manifest.earlier(project.output)
        stay.update({name: each for name, each in before.items() if each["publication"] in keys and name not in files})
        known = {key: each for key, each in told.items() if key in keys}
        whole = account(made.inputs, made.releases, made.entries, made.queries, (stay, known))
        page = report.report(whole, made.inputs.brand, project.templates, project.templates_name)
        beside.update({manifest.NAME: manifest.manifest(whole), report.NAME: page})
        return {**files, **beside}, before.keys() - files.keys() - stay.keys()

    output.change_files(project.output, change)
    sums = {name: digest(content) for name, content in beside.items()}
    made_from = {name: state.sum_of(str(project.templates / name)) for name in (report.NAME, *report.STYLES)}
    state.write(str(project.output), memory.after(made, dict(_listed(made)), {"files": sums, "sums": made_from}))
    return tuple(sorted(stay))


def _listed(made: Made) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file that there could be, with its publication and format."""
    for publication in made.inputs.house.publications:
        for name, format, _ in publication.files(writers.formats()):
            yield name, {"publication": str(publication.key), "format": format}
