"""Edits put into the files of a project: by one person at a time, whole, and with nothing else changed."""
