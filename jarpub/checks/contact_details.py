"""The addresses and telephone numbers in some words, as the checks know them by this name."""

from jarpub.project.contact_details import Found, addresses, normal_address, telephone_numbers

__all__ = ["Found", "addresses", "normal_address", "telephone_numbers"]
