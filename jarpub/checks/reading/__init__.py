"""How hard a publication is to read."""
