"""Where the files of a project are that stand beside others; quick to import, like what asks for it."""

import os

SETTINGS = ("publications.yaml", "brand.yaml")  # in the folder of templates
APPROVALS = "approvals.yaml"


def approvals_beside(plan: str) -> str:
    """The path of the file that keeps the approvals of a plan: beside it, and named after it if it has another name."""
    folder, name = os.path.split(plan)
    stem = os.path.splitext(name)[0]
    return os.path.join(folder, APPROVALS if stem == "plan" else f"{stem}-{APPROVALS}")


def is_approvals(path: str) -> bool:
    """Whether a path is that of a file of approvals."""
    name = os.path.basename(path)
    return name == APPROVALS or name.endswith(f"-{APPROVALS}")
