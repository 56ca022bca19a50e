"""How wide the columns of a table are on paper, so that no word in them has to be broken."""

import re
from collections.abc import Sequence
from math import ceil

from markupsafe import Markup

ROW, CELL = re.compile(r"<tr\b.*?</tr>", re.DOTALL), re.compile(r"<t[dh]\b([^>]*)>(.*?)</t[dh]>", re.DOTALL)
LIST = re.compile(r"</?[uo]l\b[^>]*>")
ENDS = re.compile(r"<br>|</(?:li|p)>|[/\s\u2010-\u2015-]+")  # where a line may end
ALL, MOST = 100, 99  # per cent: of all columns, of one
LETTERS = 1.9  # to one per cent of the width of the text, at the size that tables are set in
BESIDE = 1.5  # letters that the lines of a cell take
INDENT = 2.5  # letters for each list that words stand in


def column_widths(table: Markup, usual: Sequence[float]) -> tuple[str, ...]:
    """The filter `column_widths`: the widths in per cent of the columns of some rows; none where no page is wide enough.

    `usual` are the widths that columns have where all words fit. They stay as they are where they come to 100; else
    each column gets what its longest word needs, and shares in the rest by its usual width.
    """
    least = [max(letters) / LETTERS for letters in zip(*_rows(table, len(usual)), strict=True)]
    wanted = [max(pair) for pair in zip(usual, least, strict=True)]
    if wanted != [*usual] or round(sum(usual), 1) != ALL:
        left, more = ALL - sum(least), [each - needed for each, needed in zip(wanted, least, strict=True)]
        wanted = [needed + left * own / (sum(more) or 1) for needed, own in zip(least, more, strict=True)]
        if left < 0:
            return ()
    return tuple(f"{min(round(each, 1), MOST):g}" for each in wanted)


def _rows(table: Markup, count: int) -> list[list[float]]:
    """How many letters each cell needs in one line, row by row; rows of one wide cell are left out."""
    rows = ([_letters(words) for _, words in CELL.findall(row)] for row in ROW.findall(table))
    return [row for row in rows if len(row) == count] or [[0.0] * count]


def _letters(cell: str) -> float:
    depth, longest, at = 0, 0.0, 0
    for tag in [*LIST.finditer(cell), None]:
        words = Markup(ENDS.sub(" ", cell[at : tag.start() if tag else None])).striptags().split()
        longest = max(longest, *(ceil(len(word)) + INDENT * depth for word in words), 0.0)
        depth += 0 if tag is None else -1 if tag[0].startswith("</") else 1
        at = tag.end() if tag else at
    return longest + BESIDE
