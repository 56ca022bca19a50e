"""Page markup: what templates write and pages are made of."""
