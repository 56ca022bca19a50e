"""Spaces at the end of a line hang, as CSS Text has it: WeasyPrint 70 counts them where white space is kept."""

from functools import cache
from typing import Any

KEPT = "pre-wrap"  # so that words of two lines stay apart for whoever reads the file


@cache
def let_spaces_hang() -> None:
    """Have WeasyPrint break lines as if spaces at their end took no room, once for this process.

    Otherwise a line whose words fit, but not the space behind them, is broken somewhere before it.
    """
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    measured = inline.trailing_whitespace_size

    def hanging(context: Any, box: Any) -> Any:
        while isinstance(box, boxes.InlineBox | boxes.LineBox) and box.children:
            box = box.children[-1]
        if isinstance(box, boxes.TextBox) and box.style["white_space"] == KEPT:
            box = box.copy()
            box.style = box.style.copy()
            box.style["white_space"] = "normal"
        return measured(context, box)

    inline.trailing_whitespace_size = hanging
