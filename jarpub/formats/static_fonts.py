"""Static faces of variable fonts: whoever makes a PDF from a variable one makes an instance of it each time."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path


def static_faces(path: Path, weights: Iterable[int], folder: Path) -> Path:
    """The folder that has a variable font as static fonts of these weights; they are made where they are missing.

    Its name tells the font and the maker, so that what stands in it is never another font's.
    """
    own = folder / f"{path.stem}-{sha256(path.read_bytes()).hexdigest()[:16]}-{version('uharfbuzz')}"
    for weight in weights:
        face = own / f"{weight}.ttf"
        if not face.exists():
            own.mkdir(parents=True, exist_ok=True)
            _write_whole(face, _instance(path, weight))
    return own


@cache
def _instance(path: Path, weight: int) -> bytes:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that others see whole or not at all."""
    descriptor, new = tempfile.mkstemp(dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        os.replace(new, path)
    except BaseException:
        with suppress(OSError):
            Path(new).unlink()
        raise
