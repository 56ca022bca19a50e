"""Plans that somebody brings in from a document, as they lie before somebody who edits: shown column by column, and written."""
