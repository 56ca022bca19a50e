"""One module for each kind of document that plans come in."""
