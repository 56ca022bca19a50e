"""Word files that came back, as they lie before somebody who edits: kept, listed, decided one by one, put away."""
