"""Static faces of variable fonts: whoever makes a PDF from a variable one makes an instance of it each time."""

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path


def static_faces(path: Path, weights: Iterable[int], folder: Path) -> Path:
    """The folder that has a variable font as static fonts of these weights; raises OSError where they cannot be kept.

    What is kept says in its name what it is made from and what it holds, so that a damaged font is never taken.
    """
    own = folder / f"{path.stem}-{_digest(path.read_bytes())}-{version('uharfbuzz')}"
    own.mkdir(parents=True, exist_ok=True)
    kept = {each.name for each in own.iterdir() if _is_whole(each)}
    for weight in weights:
        if not any(name.startswith(f"{weight}-") for name in kept):
            content = _instance(path, weight)
            _write_whole(own / f"{weight}-{_digest(content)}.ttf", content)
    return own


def _is_whole(face: Path) -> bool:
    """Whether a font holds what its name says; one that does not is taken away, since fontconfig would show it."""
    is_whole = face.is_file() and face.stem.endswith(f"-{_digest(face.read_bytes())}")
    if not is_whole:
        face.unlink()
    return is_whole


@cache
def _instance(path: Path, weight: int) -> bytes:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that others see whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent.parent, delete=False) as file:
        new = Path(file.name)
        file.write(content)
    try:
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
