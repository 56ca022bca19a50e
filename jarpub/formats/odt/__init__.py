"""OpenDocument files."""

CALLED = "OpenDocument"
