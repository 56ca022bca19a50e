"""What a mark says of a change: words that are new or gone, by whom and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from jarpub.pages.page_tree import Child

Kind: TypeAlias = Literal["same", "del", "ins"]
BLOCK, BY, ON = "data-change", "data-by", "data-on"  # the attributes: what became of a whole block, by whom, and when


@dataclass(frozen=True)
class Signature:
    """By whom a change is, and of which day, such as 2009-03-31; nothing where nobody knows."""

    by: str
    on: str = ""


Signer: TypeAlias = Callable[[str], Signature]  # by whom a change is in the value of this name


def signed(signature: Signature) -> Mapping[str, str]:
    """The attributes of a mark."""
    return {BY: signature.by, **({ON: signature.on} if signature.on else {})}


def value_in(child: Child) -> str:
    """The name of the first value of the plan that is printed in it; nothing where there is none."""
    if isinstance(child, str):
        return ""
    return next((each.attributes["data-value"] for each in child.walk() if "data-value" in each.attributes), "")
