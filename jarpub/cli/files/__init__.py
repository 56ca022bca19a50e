"""Commands about files of others: Word files that came back, documents that are brought in, files with changes."""
