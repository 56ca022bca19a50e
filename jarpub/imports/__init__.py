"""A document of others, read as a plan: what was understood, what is asked, and where each cell went."""
