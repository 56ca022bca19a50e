"""The pages of a PDF on the sides of sheets that are printed on both sides, laid into one another and folded.

Four pages make one sheet: 4 and 1 stand on its front, 2 and 3 on its back. Content, links and tags move along with
their page, and stay in the order of the pages: whoever listens hears 1, 2, 3, 4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

BOXES = ("MediaBox", "TrimBox", "BleedBox")


def sides(pages: int) -> list[tuple[int, int]]:
    """The pages on each side of the sheets, left and right, counted from 1; those above the last page are blank.

    Of a side without any page nothing is said: it is the back of a single page.
    """
    last = pages + -pages % 4
    pairs = [(last - each, each + 1) for each in range(min(last // 2, pages))]
    return [(low, high) if number % 2 else (high, low) for number, (high, low) in enumerate(pairs)]


@dataclass(frozen=True)
class _Place:
    """Where a page comes to stand: on which page, how far to its right in points, and behind how many pieces of content."""

    page: Any
    right: float
    behind: int


def impose(pdf: Any) -> None:
    """Put the pages of a PDF that is about to be written, and is right in all else, onto the sides of sheets.

    A side is the first of its pages, made twice as wide, with the other one beside it.
    """
    objects = {entry.reference: entry for entry in pdf.objects}
    pages = [objects[reference] for reference in pdf.page_references]
    index = objects[objects[pdf.catalog["StructTreeRoot"]]["ParentTree"]]
    owners = dict(zip(index["Nums"][::2], index["Nums"][1::2], strict=True))
    places = dict(_places(pages, owners))
    for reference, place in places.items():
        _move(objects[reference], place, objects)
    for entry in (*objects.values(), pdf.catalog.get("Names", {}).get("Dests", {})):
        _follow(entry, places)
    for reference, place in places.items():
        _join(objects[reference], place, owners)
    index["Nums"] = pydyf.Array(part for pair in sorted(owners.items()) for part in pair)
    made = [place.page.number for reference, place in places.items() if place.page is objects[reference]]
    pdf.pages.update({"Kids": pydyf.Array(part for number in made for part in (number, 0, "R")), "Count": len(made)})


def _places(pages: list[Any], owners: Mapping[int, Any]) -> Iterator[tuple[bytes, _Place]]:
    """The place of each page by its reference, side by side."""
    for left, right in sides(len(pages)):
        first, *others = [(number, pages[number - 1]) for number in sorted((left, right)) if number <= len(pages)]
        for number, page in (first, *others):
            behind = len(owners[first[1]["StructParents"]]) if number != first[0] else 0
            yield page.reference, _Place(first[1], page["MediaBox"][2] if number == right else 0, behind)


def _move(page: Any, place: _Place, objects: Mapping[bytes, Any]) -> None:
    """Move what a page shows, and the links on it, and number its content anew."""
    content = objects[page["Contents"]]
    for item in content.stream:
        if isinstance(item, pydyf.Dictionary) and "MCID" in item:
            item["MCID"] += place.behind
    content.stream = [f"q 1 0 0 1 {place.right} 0 cm".encode(), *content.stream, b"Q"]
    for reference in page.get("Annots", ()):
        _shift(objects[reference]["Rect"], place, (0, 2))


def _follow(entry: Any, places: Mapping[bytes, _Place]) -> None:
    """Let whatever speaks of a page speak of its place: structure, and the places that links and bookmarks lead to."""
    if not isinstance(entry, pydyf.Dictionary):
        return
    for target in (entry.get("Dest"), *entry.get("Names", ())):
        if isinstance(target, pydyf.Array) and target[0] in places:
            _shift(target, places[target[0]], (2,))
            target[0] = places[target[0]].page.reference
    place = places.get(entry.get("Pg"))
    if place is None:
        return
    entry["Pg"] = place.page.reference
    if "MCID" in entry:
        entry["MCID"] += place.behind
    for number, child in enumerate(entry.get("K", ())):
        if isinstance(child, int):
            entry["K"][number] += place.behind
        _follow(child, places)
    _shift(entry.get("A", {}).get("BBox", []), place, (0, 2))


def _shift(numbers: list[Any], place: _Place, which: tuple[int, ...]) -> None:
    for each in which if numbers else ():
        numbers[each] += place.right


def _join(page: Any, place: _Place, owners: dict[int, Any]) -> None:
    """Give the side what stands on a page of it; nothing is left of a page that is not its first."""
    side = place.page
    width, height = page["MediaBox"][2:]
    if page is side:
        page["Contents"] = pydyf.Array([page["Contents"]])
        page |= {box: pydyf.Array([0, 0, 2 * width, height]) for box in BOXES}
        return
    side["Contents"].append(page["Contents"])
    if "Annots" in page:
        side["Annots"] = pydyf.Array([*side.get("Annots", ()), *page["Annots"]])
    owners[side["StructParents"]] += owners.pop(page["StructParents"])
    page.clear()
