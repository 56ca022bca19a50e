"""Nobody's name and no inner term is in a finished file whose audience is not to see it, whatever way it took."""
