"""Which plan each Word file was made from, kept for the day on which somebody sends it back; and all earlier plans there are.

`output/sent/` has the plans, and `files.jsonl` with one line for each text that a Word file had. It is kept
for ever, and read by nobody but this program.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from jarpub.build.artifact import Artifact
from jarpub.build.output.editions import plans_of
from jarpub.build.output.git import git
from jarpub.build.whole_file import add_line, content_of, write_whole
from jarpub.formats.docx.sent_mark import mark_in
from jarpub.project.hashing import SHORT, digest
from jarpub.project.paths import Project

FOLDER, INDEX = "sent", "files.jsonl"
NAME = re.compile(r"[0-9a-f]{16}")
MOST = 30  # earlier plans of a kind that are looked at, the latest first


def remember(project: Project, plan: bytes, artifacts: Iterable[Artifact]) -> None:
    """Keep the plan for Word files whose texts are new; what cannot be kept stops no build."""
    remember_marks(project, plan, [mark_in(each.content) for each in artifacts if each.format == "docx"])


def remember_marks(project: Project, plan: bytes, marks: Iterable[str]) -> None:
    """Keep the plan for those marks of which none is known yet."""
    folder = project.output / FOLDER
    known = _index(folder)
    new = [mark for mark in marks if mark and mark not in known]
    if not new:
        return
    name = digest(plan)[:SHORT]
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / f"{name}.yaml.gz").exists():
            write_whole(folder / f"{name}.yaml.gz", gzip.compress(plan, mtime=0))
        lines = "\n".join(json.dumps({"file": mark, "plan": name}) for mark in new)
        add_line(folder / INDEX, lines.encode(), like=project.source)


def plan_of_mark(project: Project, mark: str) -> bytes | None:
    """The plan that a Word file was made from, by its mark; nothing where it is not kept."""
    folder = project.output / FOLDER
    name = _index(folder).get(mark)
    return _plan(folder / f"{name}.yaml.gz") if name else None


def earlier_plans(project: Project, key: str) -> Iterator[bytes]:
    """The plans that a file of a publication may have been made from, each once: kept, of its finals, and of Git."""
    seen: set[bytes] = set()
    for found in (_kept(project), plans_of(project.output, key), _of_git(project)):
        for plan in found:
            if plan and plan not in seen:
                seen.add(plan)
                yield plan


def _kept(project: Project) -> Iterator[bytes]:
    folder = project.output / FOLDER
    names = list(dict.fromkeys(reversed(_index(folder).values())))
    for name in names[:MOST]:
        yield _plan(folder / f"{name}.yaml.gz") or b""


def _of_git(project: Project) -> Iterator[bytes]:
    """The plan as each revision of Git has it, the latest first; nothing where there is no Git."""
    folder, name = project.source.parent, project.source.name
    log = git(folder, "log", f"--max-count={MOST}", "--format=%H", "--", name)
    for revision in log.stdout.decode("ascii", "replace").split() if log else ():
        shown = git(folder, "show", f"{revision}:./{name}")
        if shown and not shown.returncode:
            yield shown.stdout


def _index(folder: Path) -> dict[str, str]:
    """The name of the plan of each mark; a line that somebody spoiled is none."""
    found: dict[str, str] = {}
    for line in content_of(folder / INDEX).decode("utf-8", "replace").splitlines():
        with suppress(ValueError, KeyError, TypeError):
            entry = json.loads(line)
            if NAME.fullmatch(entry["plan"]):  # no path is taken from a file
                found[str(entry["file"])] = entry["plan"]
    return found


def _plan(path: Path) -> bytes | None:
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, gzip.BadGzipFile):
        return None
