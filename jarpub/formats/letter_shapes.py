"""Words as the shapes of their letters, for pictures that look the same where a font is not installed."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz

from jarpub.formats.fonts import Face, faces

Stroke = tuple[str, tuple[float, ...]]  # a command of a path in SVG, and its points


@dataclass(frozen=True)
class Letters:
    """Some words as strokes, from the left end of their base line, in parts of the size of the font; y grows downwards."""

    strokes: tuple[Stroke, ...]
    width: float


def letters(words: str, family: str, weight: int) -> Letters | None:
    """The shapes of some words in a family; nothing where it lacks one of their letters."""
    if not words:  # of which HarfBuzz makes no list at all
        return Letters((), 0.0)
    font = _font(*_face(family, weight))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font.harfbuzz, buffer)
    if any(glyph.codepoint == 0 for glyph in buffer.glyph_infos):
        return None
    strokes: list[Stroke] = []
    x = 0.0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        strokes += _moved(_strokes(font, glyph.codepoint), x + place.x_offset, place.y_offset, font.units)
        x += place.x_advance
    return Letters(tuple(strokes), x / font.units)


@dataclass(frozen=True)
class _Font:
    """A face that HarfBuzz has opened, and how many units its size has."""

    harfbuzz: Any
    units: int


def _face(family: str, weight: int) -> tuple[Path, int]:
    """The upright face that is nearest to a weight, and the weight that it is to have if it has several."""
    upright = [face for face in faces(family) if not face.italic]
    nearest = min(upright, key=lambda face: _distance(face, weight))
    return nearest.path, weight if nearest.is_variable else 0


def _distance(face: Face, weight: int) -> int:
    least, *_, most = (int(each) for each in [*face.weights.split(), face.weights.split()[-1]])
    return max(least - weight, weight - most, 0)


@cache
def _font(path: Path, weight: int) -> _Font:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    font = uharfbuzz.Font(face)
    if weight:
        font.set_variations({"wght": weight})
    return _Font(font, face.upem)


@lru_cache(maxsize=1024)
def _strokes(font: _Font, glyph: int) -> tuple[Stroke, ...]:
    """The shape of a letter, in the units of its font, y upwards."""
    strokes: list[Stroke] = []
    drawing = uharfbuzz.DrawFuncs()
    drawing.set_move_to_func(lambda *points: strokes.append(("M", points[:2])))
    drawing.set_line_to_func(lambda *points: strokes.append(("L", points[:2])))
    drawing.set_quadratic_to_func(lambda *points: strokes.append(("Q", points[:4])))
    drawing.set_cubic_to_func(lambda *points: strokes.append(("C", points[:6])))
    drawing.set_close_path_func(lambda *_: strokes.append(("Z", ())))
    font.harfbuzz.draw_glyph(glyph, drawing)
    return tuple(strokes)


def _moved(strokes: tuple[Stroke, ...], x: float, y: float, units: int) -> list[Stroke]:
    return [
        (command, tuple([(x + at) / units if not n % 2 else -(y + at) / units for n, at in enumerate(points)]))
        for command, points in strokes
    ]
