"""The plan of 2008 as the documents that councils keep: a Word file, an Excel workbook, a table saved as text."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

from docx import Document
from openpyxl import Workbook

SOURCE = (Path(__file__).parent / "source-document.txt").read_text("utf-8")
Cell = list[str]


def blocks() -> list[str | list[list[Cell]]]:
    """Its paragraphs, and its tables as rows of cells of paragraphs, one table a page."""
    found: list[str | list[list[Cell]]] = []
    for line in SOURCE.splitlines():
        if "\t" in line:
            row = [cell_of(cell) for cell in line.split("\t")]
            if not found or isinstance(found[-1], str):
                found.append([])
            found[-1].append(row)
        elif line.strip():
            inside = found and isinstance(found[-1], list) and len(found[-1][0]) == 3
            if inside and not line.startswith("Southwark JAR"):
                found[-1].append([[line.strip()], [], []])
            else:
                found.append(line.strip())
    return found


def cell_of(text: str) -> Cell:
    text = re.sub(r"</?i>", "", text).replace("</ul>", "")
    parts = re.split(r"</?p>|<ul[^>]*>|(?<=\S) (?=- [A-Z])", text)
    return [part.strip() for part in parts if part.strip()]


def word() -> bytes:
    document = Document()
    for block in blocks():
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        width = len(block[0])
        table = document.add_table(0, width)
        for row in block:
            cells = table.add_row().cells
            for cell, lines in zip(cells, [*row, *([[]] * (width - len(row)))], strict=True):
                cell.text = lines[0] if lines else ""
                for line in lines[1:]:
                    cell.add_paragraph(line)
    return saved(document)


def sheet_rows() -> list[list[str]]:
    rows: list[list[str]] = []
    for block in blocks():
        if isinstance(block, str):
            rows += [[block], []]
        else:
            rows += [["\n".join(cell) for cell in row] for row in block] + [[]]
    return rows


def excel() -> bytes:
    book = Workbook()
    for row in sheet_rows():
        book.active.append([cell or None for cell in row])
    return saved(book)


def text(delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(sheet_rows())
    return out.getvalue().encode(encoding)


def saved(document: object) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()
