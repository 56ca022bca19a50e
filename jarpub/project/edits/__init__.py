"""Edits written into the exact characters of a YAML file."""
