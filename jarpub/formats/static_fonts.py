"""Static faces of variable fonts: whoever makes a PDF from a variable one makes an instance of it each time."""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from jarpub.formats.kept_files import is_whole, short_digest, write_whole


def static_faces(path: Path, weights: Iterable[int], folder: Path) -> Path:
    """The folder that has a variable font as static fonts of these weights; raises OSError where they cannot be kept.

    A damaged font is taken away, since fontconfig would show it.
    """
    own = folder / f"{path.stem}-{short_digest(path.read_bytes())}-{version('uharfbuzz')}"
    own.mkdir(parents=True, exist_ok=True)
    kept = {each.name for each in own.iterdir() if is_whole(each)}
    for weight in weights:
        if not any(name.startswith(f"{weight}-") for name in kept):
            content = _instance(path, weight)
            write_whole(own / f"{weight}-{short_digest(content)}.ttf", content)
    return own


@cache
def _instance(path: Path, weight: int) -> bytes:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)
