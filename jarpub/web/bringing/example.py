"""The example that a new project starts with, and what of it stays when a plan is put in its place."""

from collections.abc import Mapping
from typing import Any

from jarpub.checks.gaps import PLACEHOLDER
from jarpub.imports.brought_in import Told
from jarpub.project.plan.model import Plan


def is_example(plan: Plan) -> bool:
    """Whether nobody has put recommendations of their own into a plan yet."""
    return all(each.quote is not None and PLACEHOLDER.search(each.quote.words) for each in plan.recommendations)


def with_what_stays(said: Told, values: Mapping[str, Any]) -> Told:
    """What somebody says, with the gaps of the example and its wording that is about no recommendation."""
    return Told(said.columns, said.answers, tuple(values["gaps"]), values["wording"])
