"""How far the publications reached people: the figures that officers record in a table."""
