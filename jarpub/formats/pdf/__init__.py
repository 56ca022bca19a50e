"""PDF files."""

CALLED = "PDF"
