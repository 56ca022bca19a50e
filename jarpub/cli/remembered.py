"""What the command can say of the last build, where nothing has changed since; quick to import."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence

from jarpub.build.incremental import last_build
from jarpub.build.incremental.last_build import Cache, CachedFile, Folders
from jarpub.cli.parser import are_many, folders, names
from jarpub.cli.speech import say, show_what_can_be_shown
from jarpub.project.file_names import COPY_MARK, copies_beside

DONE, REFUSED = 0, 1
CHOICES = ("force", "explain", "json", "watch", "final")  # of the command, each of which is more than a look


def answered(options: Namespace, root: str) -> int | None:
    """The exit status of a build that has nothing to do, or of a check of what has not changed; otherwise nothing.

    Where there is one, all is said that the command has to say.
    """
    answer = {"build": _nothing_to_do, "check": _checked}.get(options.command)
    if answer is None or are_many(options) or any(getattr(options, each, False) for each in CHOICES):
        return None
    where = folders(options, root)
    remembered = last_build.read(where.output)
    files = last_build.up_to_date(remembered, where, options.publications, options.formats)
    if remembered is None or not files or copies_beside(where.source) != _copies_told(remembered.warnings):
        return None
    return answer(options, root, where, remembered, files)


def _nothing_to_do(
    options: Namespace, _: str, where: Folders, remembered: Cache, files: Mapping[str, CachedFile]
) -> int:
    """Say that every file asked for is there and right."""
    show_what_can_be_shown()
    for sentence in remembered.warnings:
        say(sentence, options.program, sys.stderr)
    counted = "1 file" if len(files) == 1 else f"{len(files)} files"
    say(f"Nothing to do: {counted} in {where.output}, up to date.", options.program)
    drafts = {file.publication: file.reasons for file in files.values() if file.reasons}
    for key, reasons in drafts.items():
        more = "things" if reasons > 1 else "thing"
        say(f"{key}: {reasons} {more} in the way of a final.", options.program)
    return DONE


def _checked(
    options: Namespace, root: str, where: Folders, remembered: Cache, _: Mapping[str, CachedFile]
) -> int | None:
    """Say again what was found when all was built; a check of less than all may find something else.

    What was found names files as they were called then: from another folder they have other names.
    """
    if options.publications or options.formats:
        return None
    from jarpub.build.incremental import found
    from jarpub.cli.findings import of_check

    before = found.read(where.output, remembered.checked)
    if before is None or remembered.report.names != names(options, where, root):
        return None
    show_what_can_be_shown()
    for line in of_check(before, (), everything=options.all):
        say(line, options.program)
    return DONE if before.is_ready else REFUSED


def _copies_told(warnings: Sequence[str]) -> list[str]:
    """The names of the copies of the plan that some warnings are about."""
    return [os.path.basename(each.partition(": ")[0]) for each in warnings if each.endswith(COPY_MARK)]
