"""What the program says by itself in a publication, in its language."""
