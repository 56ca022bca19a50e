"""The schemas of what people write: they are what the program makes, pass all that it reads, and refuse what it refuses by its shape."""

from conftest import REPOSITORY

from jarpub.project.schema.files import schemas

TEMPLATES = REPOSITORY / "templates"
MADE = schemas((TEMPLATES / "publications.yaml").read_text("utf-8"))


def test_the_schemas_that_come_along_are_those_that_the_program_makes(accept: bool) -> None:
    if accept:
        for name, data in MADE.items():
            (TEMPLATES / name).write_bytes(data)
    assert {path.relative_to(TEMPLATES).as_posix(): path.read_bytes() for path in TEMPLATES.glob("schema/*")} == MADE
