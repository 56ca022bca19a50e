"""Values written into the text of a file, where all else stays as it is."""
