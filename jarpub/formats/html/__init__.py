"""Web pages."""

CALLED = "Web page"
SCHEMAS = "https://schema.org"
KINDS = {"report": "Report", "article": "Article"}

# Nothing but what is inside the file: no script, no form, no request.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
)
