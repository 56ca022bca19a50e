"""What somebody does to a file in Microsoft Word, written as Word writes it: each kind of Deed, tracked or not.

Word itself is not to be had for tests: what stands here follows ECMA-376 and files that Word made.
"""

import copy
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import word_dressing
from lxml import etree
from office import Deed, autocorrected
from word_file import (
    RELATIONS,
    WordFile,
    element,
    parsed,
    properties_of,
    run_like,
    runs_about,
    runs_of,
    tag,
    words_of,
)


def returned(
    document: bytes,
    deeds: Sequence[Deed],
    chance: random.Random | None = None,
    dressings: Sequence[word_dressing.Dressing] | None = None,
) -> bytes:
    """The file as Word saves it once all this was done, in this order; with a chance, its runs in pieces and all."""
    file = WordFile(document)
    for deed in deeds:
        done(file, deed)
    return word_dressing.dressed(file, chance, dressings)


def done(file: WordFile, deed: Deed) -> None:
    """Nothing comes back; the file has the deed in it."""
    DEEDS[deed.kind](file, file.paragraphs[deed.paragraph], deed)


def replaced(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """Words gone, and others in their place; either may be none."""
    runs = runs_about(paragraph, deed.old, deed.nth)
    if deed.new:
        _put_behind(runs[-1], inserted_run(file, run_like(runs[-1], deed.new), deed))
    for run in runs:
        deleted_run(file, run, deed)


def inserted(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """Words behind others, or at the start."""
    if deed.old:
        behind = runs_about(paragraph, deed.old, deed.nth)[-1]
        _put_behind(behind, inserted_run(file, run_like(behind, deed.new), deed))
    else:
        first = next((run for run in runs_of(paragraph) if run.getparent() is paragraph), None)
        properties_of(paragraph).addnext(inserted_run(file, run_like(first, deed.new), deed))


def typed(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """Words at the end."""
    last = ([None] + [run for run in runs_of(paragraph) if run.find(tag("t")) is not None])[-1]
    paragraph.append(inserted_run(file, run_like(last, deed.new), deed))


def paragraph_inserted(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """A paragraph behind another, as Enter at its end makes it: it is the mark of the one before that is new."""
    made = element("p", copy.deepcopy(properties_of(paragraph)))
    for change in made.findall(f"{tag('pPr')}/{tag('rPr')}"):
        made[0].remove(change)
    made.append(inserted_run(file, run_like(None, deed.new), deed))
    if deed.by:
        _mark(file, paragraph, "ins", deed)
    paragraph.addnext(made)


def paragraph_deleted(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """A paragraph gone with its mark; the last of a cell keeps its mark."""
    last_of_cell = paragraph.getnext() is None
    if deed.by or last_of_cell:
        for run in list(runs_of(paragraph)):
            deleted_run(file, run, deed)
        if deed.by and not last_of_cell:
            _mark(file, paragraph, "del", deed)
    else:
        paragraph.getparent().remove(paragraph)


def merged(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """A paragraph that goes on in the next, whose properties win."""
    if deed.by:
        _mark(file, paragraph, "del", deed)
        return
    following = paragraph.getnext()
    place = properties_of(following)
    for child in reversed([each for each in paragraph if each.tag != tag("pPr")]):
        place.addnext(child)
    paragraph.getparent().remove(paragraph)


def split(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """A paragraph that ends behind some words, and goes on in another; it is the mark of the first that is new."""
    last = _outermost(runs_about(paragraph, deed.old, deed.nth)[-1], paragraph)
    made = element("p", copy.deepcopy(properties_of(paragraph)))
    made.extend(list(last.itersiblings()))
    paragraph.addnext(made)
    if deed.by:
        _mark(file, paragraph, "ins", deed)


def moved(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """A paragraph that stands before another, as dragging moves it."""
    before = file.paragraphs[deed.to]
    if not deed.by:
        before.addprevious(paragraph)
        return
    there = copy.deepcopy(paragraph)
    before.addprevious(there)
    name = f"move{next(file.ids)}"
    for kind, each in (("moveFrom", paragraph), ("moveTo", there)):
        for run in list(runs_of(each)):
            _wrap(run, element(kind, **file.signed(deed.by, deed.on)))
        _mark(file, each, kind, deed)
        start = element(f"{kind}RangeStart", **file.signed(deed.by, deed.on), name=name)
        properties_of(each).addnext(start)
        each.addnext(element(f"{kind}RangeEnd", id=start.get(tag("id"))))


def row_inserted(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """A row below that of the paragraph, its cells like those above."""
    above = next(paragraph.iterancestors(tag("tr")))
    row = copy.deepcopy(above)
    for number, cell in enumerate(row.findall(tag("tc"))):
        first, *others = cell.findall(tag("p"))
        for other in others:
            cell.remove(other)
        for child in [each for each in first if each.tag != tag("pPr")]:
            first.remove(child)
        text = deed.cells[number] if number < len(deed.cells) else ""
        if text:
            first.append(inserted_run(file, run_like(None, text), deed))
        if deed.by:
            _mark(file, first, "ins", deed)
    if deed.by:
        _row_properties(row).append(element("ins", **file.signed(deed.by, deed.on)))
    above.addnext(row)


def row_deleted(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """The row of the paragraph gone."""
    row = next(paragraph.iterancestors(tag("tr")))
    if not deed.by:
        row.getparent().remove(row)
        return
    _row_properties(row).append(element("del", **file.signed(deed.by, deed.on)))
    for each in row.iter(tag("p")):
        for run in list(runs_of(each)):
            deleted_run(file, run, deed)
        _mark(file, each, "del", deed)


def cell_deleted(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """The cell of the paragraph marked as deleted, its words still there, as Word tracks it."""
    cell = next(paragraph.iterancestors(tag("tc")))
    properties = cell.find(tag("tcPr"))
    if properties is None:
        properties = element("tcPr")
        cell.insert(0, properties)
    properties.append(element("cellDel", **file.signed(deed.by, deed.on)))


def commented(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """A comment on words, ticked off where the deed says so."""
    runs = runs_about(paragraph, deed.old, deed.nth)
    number = add_comment(file, deed)
    _outermost(runs[0], paragraph).addprevious(element("commentRangeStart", id=number))
    end = element("commentRangeEnd", id=number)
    _outermost(runs[-1], paragraph).addnext(end)
    end.addnext(parsed(f'<w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'))


def add_comment(file: WordFile, deed: Deed) -> int:
    """The number of a new comment in the parts that Word keeps for comments."""
    comments = _part(file, "comments", "comments", f"{RELATIONS}/comments")
    number = len(comments)
    paragraph_id = f"{0x10000001 + number:08X}"
    lines = "".join(
        f'<w:p w14:paraId="{paragraph_id}" w14:textId="77777777"><w:r>{"<w:annotationRef/></w:r><w:r>" if not each else ""}'
        f"<w:t>{line.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r></w:p>"
        for each, line in enumerate(deed.new.split("\n"))
    )
    initials = "".join(re.findall(r"\b\w", deed.by))
    signed = f'w:author="{deed.by}" w:date="{deed.on}" w:initials="{initials}"'
    comments.append(parsed(f'<w:comment w:id="{number}" {signed}>{lines}</w:comment>'))
    file.put("word/comments.xml", comments)
    extended = _part(
        file,
        "commentsExtended",
        "commentsEx",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    )
    extended.append(parsed(f'<w15:commentEx w15:paraId="{paragraph_id}" w15:done="{int(deed.done)}"/>'))
    file.put("word/commentsExtended.xml", extended)
    file.signed(deed.by, deed.on)
    return number


def _part(file: WordFile, name: str, root: str, relation: str) -> Any:
    part = f"word/{name}.xml"
    if part not in file.parts:
        tree = parsed(f"<{'w15' if root == 'commentsEx' else 'w'}:{root}/>")
        file.add(part, f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml", relation, tree)
    return file.tree(part)


def formatted(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """Words bold or italic."""
    for run in runs_about(paragraph, deed.old, deed.nth):
        properties = run.find(tag("rPr"))
        if properties is None:
            properties = element("rPr")
            run.insert(0, properties)
        before = copy.deepcopy(properties)
        first = [each for each in properties if each.tag in (tag("rStyle"), tag("rFonts"), tag("b"))]
        properties.insert(len(first), element("b" if deed.kind == "bold" else "i"))
        if deed.by and before.find(tag("rPrChange")) is None:  # what was before the first change is what counts
            properties.append(element("rPrChange", before, **file.signed(deed.by, deed.on)))


def retyped(file: WordFile, paragraph: Any, deed: Deed) -> None:
    """Quotation marks and dashes as Word makes them while somebody types."""
    for old, nth, new in reversed(autocorrected(words_of(paragraph))):
        replaced(file, paragraph, Deed("replace", 0, old, new, deed.by, deed.on, nth=int(nth)))


DEEDS: dict[str, Callable[[WordFile, Any, Deed], None]] = {
    "replace": replaced,
    "insert": inserted,
    "insert paragraph": paragraph_inserted,
    "delete paragraph": paragraph_deleted,
    "merge": merged,
    "move": moved,
    "split": split,
    "insert row": row_inserted,
    "delete row": row_deleted,
    "delete cell": cell_deleted,
    "type": typed,
    "comment": commented,
    "bold": formatted,
    "italic": formatted,
    "autocorrect": retyped,
}


def inserted_run(file: WordFile, run: Any, deed: Deed) -> Any:
    """A new run as it stands in the text: tracked where the deed has an author."""
    return element("ins", run, **file.signed(deed.by, deed.on)) if deed.by else run


def deleted_run(file: WordFile, run: Any, deed: Deed) -> None:
    """Nothing comes back; the run is gone, or marked as deleted where the deed has an author."""
    if not deed.by or run.getparent().tag == tag("ins") and run.getparent().get(tag("author")) == deed.by:
        run.getparent().remove(run)
        return
    for piece in run.findall(tag("t")):
        piece.tag = tag("delText")
    _wrap(run, element("del", **file.signed(deed.by, deed.on)))


def _mark(file: WordFile, paragraph: Any, kind: str, deed: Deed) -> None:
    """The paragraph's mark is inserted, deleted or moved; where it is several, in the order of the standard."""
    order = [tag(name) for name in ("ins", "del", "moveFrom", "moveTo")]
    properties = properties_of(paragraph, of_mark=True)
    before = [each for each in properties if each.tag in order[: order.index(tag(kind))]]
    properties.insert(len(before), element(kind, **file.signed(deed.by, deed.on)))


def _wrap(run: Any, wrapper: Any) -> None:
    run.addprevious(wrapper)
    wrapper.append(run)


def _put_behind(run: Any, made: Any) -> None:
    """What is inserted stands beside, not inside, what somebody else inserted."""
    around = run.getparent()
    if around.tag != tag("ins"):
        run.addnext(made)
        return
    behind = etree.Element(around.tag, dict(around.attrib), nsmap=around.nsmap)
    behind.extend(list(run.itersiblings()))
    around.addnext(made)
    if len(behind):
        made.addnext(behind)


def _outermost(run: Any, paragraph: Any) -> Any:
    while run.getparent() is not paragraph:
        run = run.getparent()
    return run


def _row_properties(row: Any) -> Any:
    properties = row.find(tag("trPr"))
    if properties is None:
        properties = element("trPr")
        row.insert(0 if row.find(tag("tblPrEx")) is None else 1, properties)
    return properties
