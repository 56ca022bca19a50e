"""The plan through a template as a checked page."""
