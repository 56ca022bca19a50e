"""Fonts cut to what is needed: the letters of a web page, and the weights of a PDF."""

import os
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from conftest import PROJECT
from fontTools.ttLib import TTFont

from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.build.target import theme_of
from jarpub.diagnostics import Location
from jarpub.formats import fonts, kept_files
from jarpub.formats import writer as writer_of
from jarpub.formats.fonts import faces, faces_behind, fontconfig, web_font
from jarpub.formats.pdf import writer
from jarpub.formats.static_fonts import static_faces
from jarpub.formats.stylesheets import font_weights
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page
from jarpub.project.publications import chosen

FAMILIES = ("Source Sans 3", "Nunito", "Atkinson Hyperlegible")
VARIABLE = faces("Source Sans 3")[0].path


@pytest.mark.parametrize("family", FAMILIES)
def test_a_web_font_has_the_letters_of_the_page_and_no_others(family: str) -> None:
    for face in faces(family):
        content = web_font(face.path, "AVfiné")
        with TTFont(BytesIO(content)) as font:
            assert sorted(map(chr, font.getBestCmap())) == sorted("AVfiné")
            assert "GPOS" in font  # letters stand as near to each other as they should
            assert ("fvar" in font) == face.is_variable
            assert len(font["glyf"][".notdef"].getCoordinates(font["glyf"])[0]) > 0
        assert content == web_font(face.path, "éfinVA")


def test_a_static_face_has_its_weight_and_all_letters(tmp_path: Path) -> None:
    folder = static_faces(VARIABLE, (400, 700), tmp_path)
    assert sorted(path.name[:4] for path in folder.iterdir()) == ["400-", "700-"]
    with TTFont(VARIABLE) as variable:
        letters = variable.getBestCmap()
    widths = []
    for weight in (400, 700):
        with TTFont(next(folder.glob(f"{weight}-*.ttf"))) as font:
            assert font["OS/2"].usWeightClass == weight
            assert "fvar" not in font
            assert font.getBestCmap() == letters
            widths.append(font["hmtx"]["m"][0])
    assert widths[0] < widths[1]


def test_static_faces_are_kept(tmp_path: Path) -> None:
    (face,) = static_faces(VARIABLE, [400], tmp_path).iterdir()
    before = face.stat()
    assert static_faces(VARIABLE, [400], tmp_path) == face.parent
    assert face.stat().st_mtime_ns == before.st_mtime_ns
    assert [*face.parent.iterdir()] == [face]


@pytest.mark.parametrize("damage", [lambda font: font[:1000], lambda _: b"", lambda font: font[:-1] + b"x"])
def test_a_damaged_face_is_made_again(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (face,) = static_faces(VARIABLE, [400], tmp_path).iterdir()
    whole = face.read_bytes()
    face.write_bytes(damage(whole))
    (again,) = static_faces(VARIABLE, [400], tmp_path).iterdir()
    assert again.read_bytes() == whole


def test_a_folder_that_cannot_be_used_stops_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / f"jarpub-fonts-{os.getuid()}").write_text("a file")
    sources = load_sources(PROJECT)
    told = writer._fontconfig(theme_of(PROJECT, sources.settings.publications[0], sources.brand), str(tmp_path / "own"))
    assert f"<dir>{tmp_path / 'own'}/SourceSans3" in told
    assert list((tmp_path / "own").glob("SourceSans3*/700-*.ttf"))


def test_fontconfig_sees_static_faces_where_a_family_is_variable(tmp_path: Path) -> None:
    shown = fontconfig(FAMILIES, [400], str(tmp_path))
    assert str(VARIABLE.parent) not in shown
    assert str(static_faces(VARIABLE, [400], tmp_path)) in shown
    assert str(faces("Atkinson Hyperlegible")[0].path.parent) in shown


def test_a_weight_that_a_style_sheet_asks_for_is_there(tmp_path: Path) -> None:
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[0], sources.brand)
    assert font_weights(theme) == (400, 700)
    sheet = tmp_path / "print.css"
    sheet.write_text(f"{theme.print_css.read_text('utf-8')}\nh1 {{ font-weight : 600 }}", "utf-8")
    assert font_weights(type(theme)(**{**vars(theme), "print_css": sheet})) == (400, 600, 700)


def test_a_folder_of_somebody_else_keeps_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files.tempfile, "gettempdir", lambda: str(tmp_path))
    own = kept_files.kept_folder()
    assert own
    assert own.stat().st_mode & 0o777 == 0o700
    own.rmdir()
    own.symlink_to(tmp_path)
    assert kept_files.kept_folder() is None
    monkeypatch.chdir(tmp_path)
    assert kept_files.kept("kind", "key", lambda: b"made") == b"made"
    assert [path.name for path in tmp_path.iterdir()] == [own.name]
    own.unlink()
    monkeypatch.setattr(os, "getuid", lambda: 54321)
    assert kept_files.kept_folder() is None


def test_files_with_the_same_fonts_share_what_pango_knows_and_come_out_as_before() -> None:
    sources = load_sources(PROJECT)
    publications = chosen(sources.settings, ["young-peoples-summary", "southwark-life"])
    releases = releases_of(PROJECT, sources, publications, ["pdf"])
    pages = {str(each.publication.key): each.page for each in releases}
    theme = theme_of(PROJECT, publications[0], sources.brand)
    writer._font_configuration.cache_clear()
    first, _, again = (
        writer.write(pages[key], theme) for key in ("southwark-life", "young-peoples-summary", "southwark-life")
    )
    assert again.content == first.content
    assert writer._font_configuration.cache_info().misses == 1
    writer.write(pages["southwark-life"], replace(theme, fonts=theme.fonts[:1]))
    assert writer._font_configuration.cache_info().misses == 2


def test_a_web_font_is_kept_and_a_damaged_one_cut_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files.tempfile, "gettempdir", lambda: str(tmp_path))
    cut: list[str] = []
    make = fonts._cut
    monkeypatch.setattr(fonts, "_cut", lambda path, letters: cut.append(letters) or make(path, letters))
    first = web_font(VARIABLE, "abc")
    assert [web_font(VARIABLE, "cab"), cut] == [first, ["abc"]]
    (kept,) = (tmp_path / f"jarpub-fonts-{os.getuid()}" / "web").iterdir()
    kept.write_bytes(first[:-1])
    assert [web_font(VARIABLE, "abc"), cut] == [first, ["abc", "abc"]]
    assert web_font(VARIABLE, "abd") != first


def test_only_so_many_files_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(kept_files, "MOST", 3)
    made = [kept_files.kept("kind", f"{number}", lambda: b"same") for number in range(5)]
    assert made == [b"same"] * 5
    assert len([*(tmp_path / f"jarpub-fonts-{os.getuid()}" / "kind").iterdir()]) == 3


def test_where_nothing_can_be_kept_a_web_font_is_cut_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = web_font(VARIABLE, "abc")
    monkeypatch.setattr(kept_files.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / f"jarpub-fonts-{os.getuid()}").write_text("a file")
    assert web_font(VARIABLE, "abc") == kept


def test_a_font_that_a_style_sheet_adds_is_in_no_other_file(tmp_path: Path) -> None:
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[2], sources.brand)
    body = parse("<article><h1>Title</h1><p>Words</p></article>", Location("x"))
    page = Page("key", "en", "subject", "council", body)
    letters = b64encode(faces("Atkinson Hyperlegible")[0].path.read_bytes()).decode()
    added = f"@font-face {{ font-family: Odd; src: url(data:font/ttf;base64,{letters}) }}"
    sheet = tmp_path / "print.css"

    def made(more: str) -> bytes:
        sheet.write_text(f"{theme.print_css.read_text('utf-8')}{more} p {{ font-family: Odd }}", "utf-8")
        return writer.write(page, replace(theme, print_css=sheet)).content

    writer._font_configuration.cache_clear()
    without = made("")
    with_it = made(added)
    assert with_it != without
    assert made(added) == with_it  # a sheet is read once, and brings its font each time
    assert made("") == without


def test_letters_of_other_scripts_are_in_a_web_page_and_signs_are_not() -> None:
    found = {path.name: own for path, own in faces_behind("Source Sans 3", "diolch ✓ 漢 é শ্ شکر \ufe0f")}
    assert found == {"NotoSansArabic[wght].ttf": "رشک", "NotoSansBengali[wght].ttf": "শ্"}
    assert [*faces_behind("Source Sans 3", "Llŷn, Ŵyl, Ελλάδα, ✓ →")] == []


def test_a_web_page_draws_other_scripts_in_the_weights_of_its_own_letters() -> None:
    sources = load_sources(PROJECT)
    for publication in sources.settings.publications:
        theme = theme_of(PROJECT, publication, sources.brand)
        body = parse("<article><h1>শ্ <em>x</em></h1></article>", Location("x"))
        page = Page("key", "en", "subject", "council", body)
        rules = re.findall(r"@font-face \{ (.*?)src:", writer_of("html").write(page, theme).content.decode())
        others, own = ([each for each in rules if ("unicode-range" in each) is is_other] for is_other in (True, False))
        assert [each.replace("unicode-range: U+9B6, U+9CD; ", "") for each in others] == own != []
