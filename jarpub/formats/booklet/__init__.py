"""Sheets to print on both sides and fold."""

CALLED = "To fold"
