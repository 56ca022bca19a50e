"""The schemas of the files that people write, by which editors complete and underline."""
