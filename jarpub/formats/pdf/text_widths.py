"""How wide a text is, measured once for all of a document: WeasyPrint 70 asks for each box that stands beside another."""

from functools import cache
from typing import Any
from weakref import WeakKeyDictionary


@cache
def measure_texts_once() -> None:
    """Have WeasyPrint remember, while it lays out a document, how texts break and how wide they are, once for this process.

    Otherwise boxes side by side are measured again for each box around them, and with each attempt at their page.
    """
    from weasyprint.layout import preferred

    measured = preferred.split_first_line
    known: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()  # by the document that is laid out

    def remembered(text: str, style: Any, context: Any, *room: Any, **options: Any) -> Any:
        found = known.setdefault(context, {})
        asked = (text, id(style), room, *options.items())
        if asked not in found:
            # Of six values only these two are used; the style stays, so that no other comes to have its number.
            _, _, resumed_at, width, _, _ = measured(text, style, context, *room, **options)
            found[asked] = ((None, None, resumed_at, width, None, None), style)
        return found[asked][0]

    preferred.split_first_line = remembered
