"""What sheets to fold say: their tags have the words in the order in which the folded pages are read."""

from jarpub.formats.pdf.reader import extract

__all__ = ["extract"]
