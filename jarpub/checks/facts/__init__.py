"""What a publication tells is what the plan holds."""
