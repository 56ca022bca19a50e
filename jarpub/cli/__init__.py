"""The command: its arguments, what it prints, its exit status."""
