"""The publications in a browser."""
