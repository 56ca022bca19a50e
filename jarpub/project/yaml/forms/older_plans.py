"""A plan in the form that earlier versions had, as it is written now: those of finals, and of files that went out."""

from typing import cast

from jarpub.project.yaml.nodes import Node, Pairs
from jarpub.project.yaml.scalars import is_nothing

COLUMNS = ("csmt_lead", "lead_officers", "managers")  # labels of rows that are columns of the plan's own now
OWNERS = "owners"


def as_now(root: Node) -> Node:
    """The tree of a plan with the owners of each row in one list, by the names that they had; others as they are."""
    pairs = _pairs(root)
    below = {"recommendations": "strands", "weaknesses": "items"}
    return root if not pairs else root._replace(value=[
        (key, _entries(value, below[key.value]) if key.value in below else value) for key, value in pairs
    ])  # fmt: skip


def _entries(groups: Node, key: str) -> Node:
    """The recommendations, or the groups of weaknesses, with their rows as they are now."""
    if groups.kind != "list":
        return groups
    return groups._replace(value=[_with_rows(group, key) for group in groups.value])


def _with_rows(group: Node, key: str) -> Node:
    return group._replace(value=[
        (name, rows._replace(value=[_row(row) for row in rows.value]) if name.value == key and rows.kind == "list" else rows)
        for name, rows in _pairs(group)
    ]) if _pairs(group) else group  # fmt: skip


def _row(row: Node) -> Node:
    pairs = _pairs(row)
    given = [(key, value) for key, value in pairs if key.value in COLUMNS]
    if not given:
        return row
    id = next((value.value for key, value in pairs if key.value == "id"), "")
    owners = [owner for key, value in given for owner in _owners(key, value, f"{id}.{key.value}")]
    first = given[0][0]
    begun = next((pair for pair in pairs if pair[0].value == OWNERS and pair[1].kind == "list"), None)
    if begun:  # somebody has begun to write it as it is written now
        owners, given = [*begun[1].value, *owners], [*given, begun]
    listed = Node("list", owners, first.location)
    others = [pair for pair in pairs if pair not in given]
    return row._replace(value=[*others, (first._replace(value=OWNERS), listed)])


def _owners(key: Node, value: Node, id: str) -> Pairs:
    """The entries of a label: one without a name of its own, or a list of those that have one."""
    entries = value.value if value.kind == "list" else [] if is_nothing(value) else [value]
    return cast("Pairs", [_owner(key, entry, id if value.kind == "mapping" else "") for entry in entries])


def _owner(key: Node, entry: Node, id: str) -> Node:
    if entry.kind != "mapping":
        return entry
    own = [(key._replace(value="column"), key)]
    own += [(key._replace(value="id"), key._replace(value=id))] if id else []
    return entry._replace(value=[*own, *_pairs(entry)])


def _pairs(node: Node) -> Pairs:
    return [*node.pairs] if node.kind == "mapping" else []
