"""How Word writes what somebody typed: runs in pieces, marks of its proof reader, wrappers, boxes, fields, its own parts.

The functions of DRESSINGS leave every word as it is; the others say what they add.
"""

import copy
import random
from collections.abc import Callable, Sequence
from typing import Any

from word_file import (
    RELATIONS,
    WordFile,
    as_word_opens_it,
    element,
    paragraphs_in,
    parsed,
    runs_about,
    runs_of,
    set_text,
    tag,
)

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def dressed(
    file: WordFile, chance: random.Random | None = None, dressings: "Sequence[Dressing] | None" = None
) -> bytes:
    """The file as Word saves it; with a chance, each of these dressings (all, if none are given) where that has it."""
    if chance:
        for dressing in DRESSINGS if dressings is None else dressings:
            dressing(file, chance)
    as_word_saves(file)
    return file.saved()


# --- Words as they were, written otherwise ---


def in_pieces(file: WordFile, chance: random.Random) -> None:
    """Runs cut anywhere, each with the session in which it was typed, some checked by the proof reader."""
    for paragraph in paragraphs_in(file.body):
        for run in list(runs_of(paragraph)):
            pieces = [run]
            for _ in range(chance.choice((0, 0, 1, 2))):
                pieces.append(_halved(pieces[-1], chance))
            for piece in pieces:
                piece.set(tag("rsidR"), _session(chance))
            if chance.random() < 0.1 and run.getparent() is paragraph:
                run.addprevious(element("proofErr", type="spellStart"))
                run.addnext(element("proofErr", type="spellEnd"))


def _halved(run: Any, chance: random.Random) -> Any:
    """The second half of a run that is cut in two; itself where it cannot be."""
    pieces = [piece for piece in run if piece.tag in (tag("t"), tag("delText")) and len(piece.text or "") > 1]
    others = [piece for piece in run if piece.tag != tag("rPr")]
    if len(others) != 1 or not pieces:
        return run
    piece, behind = pieces[0], copy.deepcopy(run)
    place = chance.randrange(1, len(piece.text))
    set_text(behind[-1], piece.text[place:])
    set_text(piece, piece.text[:place])
    run.addnext(behind)
    return behind


def _session(chance: random.Random) -> str:
    return f"00{chance.randrange(0x100000, 0xFFFFFF):06X}"


def with_sessions(file: WordFile, chance: random.Random) -> None:
    """Paragraphs and rows with the sessions in which they were made, and the ids that Word gives them."""
    for number, paragraph in enumerate(paragraphs_in(file.body)):
        paragraph.set(tag("w14:paraId"), f"{0x20000001 + number:08X}")
        paragraph.set(tag("w14:textId"), "77777777")
        for name in ("rsidR", "rsidRDefault", "rsidP"):
            paragraph.set(tag(name), _session(chance))
    for row in file.body.iter(tag("tr")):
        row.set(tag("rsidR"), _session(chance))


def with_page_breaks(file: WordFile, chance: random.Random) -> None:
    """Marks where pages ended when it was last printed."""
    for run in list(file.body.iter(tag("r"))):
        if chance.random() < 0.03:
            properties = run.find(tag("rPr"))
            run.insert(0 if properties is None else 1, element("lastRenderedPageBreak"))


def with_the_place(file: WordFile, chance: random.Random) -> None:
    """The bookmark where the cursor was last, and bookmarks of headings."""
    for name in ("_GoBack", "_Hlk100000001", "_Toc100000002"):
        paragraph = chance.choice(file.paragraphs)
        number = next(file.ids)
        paragraph.append(element("bookmarkStart", id=number, name=name))
        paragraph.append(element("bookmarkEnd", id=number))


def in_controls(file: WordFile, chance: random.Random) -> None:
    """Some runs, and some paragraphs with all that is in them, in content controls, as a form has them."""
    for run in _some_runs(file, chance):
        _wrapped(
            run,
            element("sdt", element("sdtPr", element("id", val=next(file.ids))), element("sdtContent")),
            "sdtContent",
        )


def in_block_controls(file: WordFile, chance: random.Random) -> None:
    """Some paragraphs in content controls of their own; LibreOffice 7.4 loses track of what is tracked there."""
    for paragraph in list(file.body.findall(tag("p"))):
        if chance.random() < 0.05:
            control = element("sdt", element("sdtPr", element("id", val=next(file.ids))), element("sdtContent"))
            _wrapped(paragraph, control, "sdtContent")


def in_smart_tags(file: WordFile, chance: random.Random) -> None:
    """Some runs in smart tags, as Word 2003 left them round places and dates, and in custom XML."""
    for run in _some_runs(file, chance):
        uri = "urn:schemas-microsoft-com:office:smarttags"
        _wrapped(run, element(chance.choice(("smartTag", "customXml")), uri=uri, element="place"), None)


def _some_runs(file: WordFile, chance: random.Random) -> list[Any]:
    runs = [run for paragraph in paragraphs_in(file.body) for run in runs_of(paragraph)]
    return [run for run in runs if run.getparent().tag == tag("p") and chance.random() < 0.05]


def _wrapped(inner: Any, wrapper: Any, inside: str | None) -> None:
    inner.addprevious(wrapper)
    (wrapper.find(tag(inside)) if inside else wrapper).append(inner)


def with_languages(file: WordFile, chance: random.Random) -> None:
    """Some runs with a language, a font for symbols or no checking of their own."""
    for run in _some_runs(file, chance):
        if run.find(tag("rPr")) is None:
            run.insert(0, parsed('<w:rPr><w:noProof/><w:lang w:val="en-US" w:eastAsia="en-GB"/></w:rPr>'))


Dressing = Callable[[WordFile, random.Random], None]
LIBREOFFICE_READS: tuple[Dressing, ...] = (
    in_pieces, with_sessions, with_page_breaks, with_the_place, with_languages, in_controls, in_smart_tags,
)  # fmt: skip
DRESSINGS = (*LIBREOFFICE_READS, in_block_controls)


# --- Words that are written in another way than others, or added ---


def hyphens_kept_together(file: WordFile, paragraph: int, old: str) -> None:
    """The hyphens in some words as signs of their own at which no line ends (U+2011 to whoever reads them)."""
    for run in runs_about(file.paragraphs[paragraph], old):
        _as_signs(run, "-", lambda: element("noBreakHyphen"))


def hyphens_for_line_ends(file: WordFile, paragraph: int, old: str, after: int) -> None:
    """A hyphen inside some words that shows only at the end of a line (U+00AD to whoever reads them)."""
    run = runs_about(file.paragraphs[paragraph], old[after:])[0]
    first = next(piece for piece in run if piece.tag == tag("t"))
    first.addprevious(element("softHyphen"))


def as_symbol(file: WordFile, paragraph: int, old: str) -> None:
    """A sign from a font of symbols behind some words: a tick of Wingdings (U+F0FC to whoever reads it)."""
    run = runs_about(file.paragraphs[paragraph], old)[-1]
    run.append(element("sym", font="Wingdings", char="F0FC"))


def _as_signs(run: Any, letter: str, sign: Callable[[], Any]) -> None:
    for piece in run.findall(tag("t")):
        first, *others = (piece.text or "").split(letter)
        set_text(piece, first)
        place = piece
        for other in others:
            behind = element("t")
            set_text(behind, other)
            place.addnext(sign())
            place.getnext().addnext(behind)
            place = behind


def as_field(file: WordFile, paragraph: int, old: str, instruction: str, *, simple: bool) -> None:
    """Some words as what a field says, such as DATE or HYPERLINK, in one of the two ways in which Word writes them."""
    runs = runs_about(file.paragraphs[paragraph], old)
    if simple:
        field = element("fldSimple", instr=f" {instruction} ")
        runs[0].addprevious(field)
        field.extend(runs)
        return
    for kind in ("begin", "instr", "separate"):
        runs[0].addprevious(_field_run(kind, instruction))
    runs[-1].addnext(_field_run("end", instruction))


def _field_run(kind: str, instruction: str) -> Any:
    if kind != "instr":
        return element("r", element("fldChar", fldCharType=kind))
    code = element("instrText")
    set_text(code, f" {instruction} ")
    return element("r", code)


def with_text_box(file: WordFile, paragraph: int, words: str) -> None:
    """A text box beside a paragraph, written twice, as Word does for readers that are older."""
    content = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    file.paragraphs[paragraph].append(parsed(TEXT_BOX.format(number=next(file.ids), content=content)))


TEXT_BOX = """<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">\
<wp:extent cx="1800000" cy="600000"/><wp:docPr id="{number}" name="Text Box {number}"/>\
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">\
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>\
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>\
<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>\
<mc:Fallback><w:pict><v:shape id="box{number}" type="#_x0000_t202" style="width:141.7pt;height:47.2pt">\
<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def with_footnote(file: WordFile, paragraph: int, old: str, words: str, *, kind: str = "footnote") -> None:
    """A footnote, or an endnote, behind some words."""
    part = f"word/{kind}s.xml"
    if part not in file.parts:
        marks = "".join(
            f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
            for number, name in ((-1, "separator"), (0, "continuationSeparator"))
        )
        file.add(part, f"{TYPES}.{kind}s+xml", f"{RELATIONS}/{kind}s", parsed(f"<w:{kind}s>{marks}</w:{kind}s>"))
    notes = file.tree(part)
    number = len(notes) - 1
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    text = f'<w:p>{mark}<w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p>'
    notes.append(parsed(f'<w:{kind} w:id="{number}">{text}</w:{kind}>'))
    file.put(part, notes)
    reference = parsed(f'{mark}<w:{kind}Reference w:id="{number}"/></w:r>')
    runs_about(file.paragraphs[paragraph], old)[-1].addnext(reference)


# --- Parts that Word keeps for itself ---


def as_word_saves(file: WordFile) -> None:
    """The sessions in the settings, people.xml for those who changed or commented, and the program's name."""
    settings = file.tree("word/settings.xml")
    if file.authors and settings.find(tag("trackRevisions")) is None:
        settings.find(tag("defaultTabStop")).addprevious(element("trackRevisions"))
    sessions = sorted({value for each in file.body.iter() for key, value in each.attrib.items() if "rsid" in key})
    if sessions and settings.find(tag("rsids")) is None:
        kept = element("rsids", element("rsidRoot", val=sessions[0]), *(element("rsid", val=each) for each in sessions))
        settings.find(tag("compat")).addnext(kept)
    file.put("word/settings.xml", as_word_opens_it(settings))
    _with_people(file)
    web = "<w:webSettings><w:optimizeForBrowser/></w:webSettings>"
    file.add("word/webSettings.xml", f"{TYPES}.webSettings+xml", f"{RELATIONS}/webSettings", parsed(web))
    file.parts["docProps/app.xml"] = APP.encode()


def _with_people(file: WordFile) -> None:
    if not file.authors:
        return
    people = parsed("<w15:people/>")
    for author in file.authors:
        presence = f'<w15:presenceInfo w15:providerId="None" w15:userId="{author}"/>'
        people.append(parsed(f'<w15:person w15:author="{author}">{presence}</w15:person>'))
    relation = "http://schemas.microsoft.com/office/2011/relationships/people"
    file.add("word/people.xml", f"{TYPES}.people+xml", relation, people)


APP = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>Normal.dotm</Template>\
<TotalTime>12</TotalTime><Pages>1</Pages><Application>Microsoft Office Word</Application><DocSecurity>0</DocSecurity>\
<AppVersion>16.0000</AppVersion></Properties>"""
