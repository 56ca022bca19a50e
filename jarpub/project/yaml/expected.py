"""What to type where a text, a list or an entry with labels is meant and another of them stands."""

import re
from typing import Any

from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Text
from jarpub.project.yaml.nodes import LIST_SIGN, Node
from jarpub.project.yaml.scalars import cut, is_nothing

KINDS = {"scalar": "a text", "list": "a list", "mapping": "an entry with labels"}
GLUED = re.compile(r"(\w[\w.-]*):(\S.*)")
MARKS = "put the text in quotation marks if it starts with [ or {"


def way_out(node: Node, wanted: str, kind: Any) -> str:
    """What to do about a node that is not of the wanted kind."""
    if is_nothing(node):
        return "put back what stood under it"
    if wanted == "scalar":
        return _text_wanted(node) if kind is Text else "type one word, without brackets, braces or a hyphen"
    return _list_wanted(node) if wanted == "list" else _entry_wanted(node, kind)


def _text_wanted(node: Node) -> str:
    if not node.plain:
        return MARKS
    if node.kind == "list":
        return 'delete the hyphen before the text, or type "|" behind the colon above it if the text is a list'
    return "put the text in quotation marks if it has a colon in it"


def _list_wanted(node: Node) -> str:
    if node.kind == "mapping":
        return 'type "- " before the first label of each entry, and begin the others below that one'
    words = str(node.value)
    if words[:1] == "(":
        return f"type square brackets: [{cut(words.strip('()'))}]"
    if LIST_SIGN.match(words) or words[:1] in ("–", "—"):
        return f'begin each entry with "- " in the place of "{words[0]}"'
    return "write each entry on a line of its own behind a hyphen and a space"


def _entry_wanted(node: Node, kind: Any) -> str:
    known = record_fields(kind) if isinstance(kind, type) else {}
    glued = GLUED.fullmatch(node.value) if node.kind == "scalar" else None
    if glued and glued[1] in known:
        return f'type a space behind the colon: "{glued[1]}: {cut(glued[2])}"'
    if node.kind == "list":
        return "delete the hyphen, and begin each label below the other"
    keys = [key for key, field in known.items() if field.required][:2]
    return "write " + " and below it ".join(f'"{key}: …"' for key in keys or ["label"])
