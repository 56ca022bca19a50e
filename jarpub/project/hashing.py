"""Digests: bytes, texts or a file as one sha256 in hexadecimal."""

from collections.abc import Iterable
from hashlib import sha256
from os.path import isfile

SHORT = 16  # letters: enough to tell one text from another, and short in a file that people see


def digest(data: bytes) -> str:
    """The digest of some bytes."""
    return sha256(data).hexdigest()


def short_digest(text: str) -> str:
    """The beginning of the digest of a text."""
    return digest(text.encode())[:SHORT]


def digest_of_texts(texts: Iterable[str]) -> str:
    """The digest of some texts, each with its length before it, so that none can pass for two."""
    found = sha256()
    for text in texts:
        data = text.encode()
        found.update(b"%d " % len(data) + data)
    return found.hexdigest()


def digest_of_file(path: str) -> str:
    """The digest of a file; nothing where it cannot be read, or may have no end."""
    try:
        if not isfile(path):
            return ""
        with open(path, "rb") as file:
            return digest(file.read())
    except (OSError, ValueError):  # a path may have a sign that no path has
        return ""
