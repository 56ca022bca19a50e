"""Where the files of a project are that stand beside others; quick to import, like what asks for it."""

import os
import re

SETTINGS = ("publications.yaml", "brand.yaml")  # in the folder of templates
APPROVALS = "approvals.yaml"
REACH = "reach.csv"
RETURNED = "returned"  # the folder of Word files that came back
INTERNAL = "internal/"  # the folder of what is not for the public, in that of the finished files

# What people and programs that keep files the same on two machines add to the name of a copy.
COPY = re.compile(
    r"[ _.-]*\(.*\)|[ _-]+(?i:copy|backup|old|new|[0-9])\b.*|[ _.-]+(?i:sync-)?(?i:conflict).*"
    r"|-[A-Z0-9]+(-[A-Z0-9]+)+|-(LAPTOP|DESKTOP|PC).*"
)
FIRST = re.compile(r"^(copy|backup) of[ _]+", re.IGNORECASE)
ENDING = re.compile(r"\.ya?ml(\.(?:txt|rtf|docx?|odt|html?|bak|orig|old))?$")
COPY_MARK = "[file.copy]"  # at the end of what is said of one
COPY_SAID = (
    "this looks like another copy of the plan, and only {0} is read",
    "if something in it is newer, put that into {0}; then put the copy into another folder",
)


def copies_beside(plan: str) -> list[str]:
    """The names of files beside a plan that look like copies of it."""
    folder, name = os.path.split(plan)
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return []
    return sorted(other for other in names if other != name and not is_approvals(other) and _is_copy(other, name))


def _is_copy(other: str, name: str) -> bool:
    stem, words = os.path.splitext(name)[0], FIRST.sub("", other)
    ending = ENDING.search(words)
    if not words.startswith(stem) or not ending:
        return False
    added = words[len(stem) : ending.start()]
    return not added or (not ending[1] and bool(COPY.fullmatch(added)))


def approvals_beside(plan: str) -> str:
    """The path of the file that keeps the approvals of a plan: beside it, and named after it if it has another name."""
    return _beside(plan, APPROVALS)


def reach_beside(plan: str) -> str:
    """The path of the table of how far the publications of a plan reached, named like that of its approvals."""
    return _beside(plan, REACH)


def returned_beside(plan: str) -> str:
    """The path of the folder of Word files that came back, named like the file of its approvals."""
    return _beside(plan, RETURNED)


def _beside(plan: str, other: str) -> str:
    folder, name = os.path.split(plan)
    stem = os.path.splitext(name)[0]
    return os.path.join(folder, other if stem == "plan" else f"{stem}-{other}")


def is_approvals(path: str) -> bool:
    """Whether a path is that of a file of approvals."""
    name = os.path.basename(path)
    return name == APPROVALS or name.endswith(f"-{APPROVALS}")
