"""Word files that came back: what they change, and taking it into the plan."""
