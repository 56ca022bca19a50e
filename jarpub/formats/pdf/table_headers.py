"""The headers of a table's cells in a PDF: their ids, scopes, and which of them each cell has."""

from collections.abc import Iterator
from typing import Any

import pydyf

SCOPES = {"row": "/Row", "col": "/Column", "rowgroup": "/Row"}


def headed(table: Any, name: str) -> Iterator[tuple[Any, tuple[str, dict[str, Any]]]]:
    """Each cell of an HTML table with its id, which data cells do not have, and its table attributes.

    A cell is headed by the columns that it spans, by the heading of its group and by the head of its row.
    `name` is what ids begin with.
    """
    columns: dict[int, str] = {}
    for part_number, part in enumerate(part for part in table if part.tag in ("thead", "tbody")):
        group = ""
        for row_number, row in enumerate(part):
            cells = list(_placed(row))
            ids = {cell: f"{name}-{part_number}-{row_number}-{column}" for cell, column in cells if cell.tag == "th"}
            first = next((ids[cell] for cell, _ in cells if cell.get("scope") == "row"), "")
            for cell, column in cells:
                above = [columns.get(each, "") for each in range(column, column + _span(cell))]
                whole = cell.get("scope") in ("col", "rowgroup")
                headers = [] if whole else [first if cell.tag == "td" else "", group, *above]
                yield cell, (ids.get(cell, ""), _attributes(cell, list(dict.fromkeys(filter(None, headers)))))
                if cell.get("scope") == "col":
                    columns.update(dict.fromkeys(range(column, column + _span(cell)), ids[cell]))
                elif cell.get("scope") == "rowgroup":
                    group = ids[cell]


def _placed(row: Any) -> Iterator[tuple[Any, int]]:
    """The cells of a row, each with the number of its first column."""
    column = 0
    for cell in row:
        yield cell, column
        column += _span(cell)


def _span(cell: Any) -> int:
    return int(cell.get("colspan", "1"))


def _attributes(cell: Any, headers: list[str]) -> dict[str, Any]:
    attributes: dict[str, Any] = {"O": "/Table"}
    if cell.tag == "th":
        attributes["Scope"] = SCOPES[cell.get("scope", "col")]
    if _span(cell) > 1:
        attributes["ColSpan"] = _span(cell)
    if headers:
        attributes["Headers"] = pydyf.Array(pydyf.String(header) for header in headers)
    return attributes
