"""The house stays as it was drawn: its rooms, how large one may be, and what it says of itself."""

import ast
from pathlib import Path

import pytest
from conftest import REPOSITORY

PACKAGE = REPOSITORY / "jarpub"
MODULES = sorted(PACKAGE.rglob("*.py"))


ROOMS = {"build", "checks", "cli", "diagnostics.py", "formats", "imports", "pages", "project", "web"}
FACES = {"__init__.py", "__main__.py", "py.typed"}
MOST = 14  # modules in a folder, its face not counted


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_there_are_nine_rooms() -> None:
    assert {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"} == ROOMS | FACES


def test_no_folder_has_more_modules_than_somebody_can_look_over() -> None:
    folders = {path.parent for path in MODULES}
    counts = {folder.name: sum(path.name != "__init__.py" for path in folder.glob("*.py")) for folder in folders}
    assert {name: count for name, count in counts.items() if count > MOST} == {}


@pytest.mark.parametrize("format", sorted(path.name for path in (PACKAGE / "formats").iterdir() if path.is_dir()))
def test_a_format_has_a_writer_and_a_reader_side_by_side(format: str) -> None:
    if format != "__pycache__":
        assert {"writer.py", "reader.py"} <= {path.name for path in (PACKAGE / "formats" / format).iterdir()}


def test_the_drawing_of_the_house_has_every_module() -> None:
    drawing = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
    assert len(drawing.splitlines()) < 200
    for path in MODULES:
        if path.name not in FACES:
            name = path.relative_to(PACKAGE).as_posix()
            assert f"`{name.split('/', 1)[-1]}`" in drawing, name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_rooms_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 300
    assert ast.get_docstring(tree), "a module opens with one sentence"
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    assert [f.name for f in functions if f.end_lineno - f.lineno >= 40] == []
    public = [
        n
        for n in [*functions, *(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef))]
        if not n.name.startswith("_")
    ]
    for node in public:
        documented = ast.get_docstring(node) or node.name.startswith(
            ("handle_", "take_", "write_", "error", "filter_", "get_", "emit", "fetch")
        )
        assert documented or node not in tree.body, f"{node.name} does not say what comes back"


def test_no_private_word_stands_in_the_project() -> None:
    """What is read by others speaks of the project alone."""
    for path in [
        *MODULES,
        *REPOSITORY.glob("*.md"),
        *REPOSITORY.glob("docs/*.md"),
        *REPOSITORY.glob("*.sh"),
        *(REPOSITORY / "templates").glob("*.*"),
    ]:
        text = path.read_text("utf-8")
        for word in ("/work/", "/root/", "TODO", "FIXME", "XXX"):
            assert word not in text, f"{path.name}: {word}"
