"""Fragments to paste into the editor of a content management system."""

CALLED = "For a CMS"
