"""What the last build remembered, and what follows from it."""
