"""A new project, and the templates that come along with the program."""
