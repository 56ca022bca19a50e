"""One structured plan of a public body, rendered into every publication that its readers need."""

__version__ = "0.2.0"
