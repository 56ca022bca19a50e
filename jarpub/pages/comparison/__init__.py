"""Two versions of a page as one, in which words that are new or gone are marked."""
