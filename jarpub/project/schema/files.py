"""The files that have a schema, and those schemas as they stand in the folder of templates."""

import json
from collections.abc import Mapping
from os.path import relpath
from pathlib import Path

from jarpub.project.brand import Brand
from jarpub.project.plan.approvals import Approvals
from jarpub.project.plan.model import Plan
from jarpub.project.publications import Publication, Settings
from jarpub.project.schema.explained import explained, in_head
from jarpub.project.schema.json_schema import Schema, schema_of

KINDS: Mapping[str, type] = {"plan": Plan, "approvals": Approvals, "publications": Settings, "brand": Brand}


def schemas(publications: str) -> Mapping[str, bytes]:
    """The schemas, by their names in the folder of templates; the head of a list of publications says what each label is for."""
    heads = in_head(publications)

    def explain(kind: str, key: str) -> str:
        words = heads.get(key, "") if kind == Publication.__name__ else ""
        return f"{words[:1].upper()}{words[1:]}" or explained(kind, key)

    return {path_of(name): _written(schema_of(kind, explain)) for name, kind in KINDS.items()}


def path_of(name: str) -> str:
    """Where the schema of a file is kept in the folder of templates."""
    return f"schema/{name}.json"


def first_line(file: Path, name: str, templates: Path) -> str:
    """The first line of a file, by which editors find its schema among the templates of its project; nothing where it is not there.

    No path is named that has white space in it: editors would take it for two.
    """
    place, schema = file.resolve().parent, templates.resolve() / path_of(name)
    path = Path(relpath(schema, place)).as_posix()
    is_found = place.is_relative_to(templates.resolve().parent) and schema.is_file() and path.split() == [path]
    return f"# yaml-language-server: $schema={path}\n" if is_found else ""


def _written(schema: Schema) -> bytes:
    return f"{json.dumps(schema, indent=1, ensure_ascii=False)}\n".encode()
