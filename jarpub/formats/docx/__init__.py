"""Word files."""

CALLED = "Word"
