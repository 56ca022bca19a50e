"""The house stays as it was drawn: how large a room may be, and what it says of itself."""

import ast
from pathlib import Path

import pytest
from conftest import REPOSITORY

PACKAGE = REPOSITORY / "jarpub"
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


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
    for path in [*MODULES, *REPOSITORY.glob("*.md"), *REPOSITORY.glob("*.sh"), *(REPOSITORY / "templates").glob("*.*")]:
        text = path.read_text("utf-8")
        for word in ("/work/", "/root/", "TODO", "FIXME", "XXX"):
            assert word not in text, f"{path.name}: {word}"
