"""The house stays as it was drawn: who may import whom, how large a room may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "jarpub"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Data flows one way: a module may import those that are named here, and no other of ours.
MAY_IMPORT = {
    "findings": "",
    "values": "findings",
    "brand": "findings records values",
    "plan": "values",
    "text_files": "findings",
    "yaml_nodes": "findings text_files",
    "scalars": "findings values yaml_nodes",
    "records": "findings scalars text_files values yaml_nodes",
    "source": "findings plan records values",
    "publications": "findings records values",
    "fields": "findings plan records values",
    "changes": "fields findings plan",
    "pages": "compose findings house_html inputs page project publications view",
    "since": "changes corrections findings inputs manifest pages plan project publications source",
    "view": "fields findings plan records values",
    "markdown": "",
    "progress": "",
    "printing": "findings markdown plan progress records values view",
    "compose": "brand findings printing publications text_files view",
    "page": "findings",
    "white_space": "page",
    "vocabulary": "page",
    "house_html": "findings page text_files vocabulary white_space",
    "fonts": "",
    "tables": "page",
    "writers": "findings page",
    "writers._styles": "brand writers",
    "writers.html": "fonts page writers writers._styles",
    "writers.pdf": ("findings fonts page tables writers writers.html writers._pdf_mending writers._styles"),
    "writers._pdf_mending": "writers._pdf_mending.archive writers._pdf_mending.rows writers._pdf_mending.tags",
    "writers._pdf_mending.archive": "",
    "writers._pdf_mending.headers": "",
    "writers._pdf_mending.rows": "",
    "writers._pdf_mending.tags": "writers._pdf_mending.headers",
    "writers.docx": "page writers writers._word_document",
    "writers._word_document": (
        "page tables writers writers._word_brand writers._word_package writers._word_pictures writers._word_xml"
    ),
    "writers._word_brand": "writers",
    "writers._word_pictures": "fonts page writers writers.html writers._styles writers._word_xml",
    "writers._word_xml": "page",
    "writers._word_package": "page",
    "readers": "",
    "readers._inside": "readers",
    "readers._pdf_text": "",
    "readers.html": "readers readers._inside",
    "readers.pdf": "readers readers._inside readers._pdf_text",
    "readers.docx": "readers readers._inside",
    "blocks": "findings page",
    "readability": "",
    "corrections": "plan values",
    "wording": "plan values",
    "checks": "",
    "checks.brands": "brand findings fonts values",
    "checks.characters": "findings fonts page",
    "checks.values": "corrections findings plan values",
    "checks.looks": "findings text_files",
    "checks.references": "findings plan publications records values wording",
    "checks.gaps": "blocks findings page plan publications",
    "checks.approvals": "findings plan publications wording",
    "checks.reading": "blocks findings publications readability values",
    "checks.parts": "blocks checks.reading findings page plan publications",
    "checks.fairness": "blocks findings plan publications",
    "checks.facts": "blocks findings page plan progress publications values",
    "checks.leaks": "blocks findings plan publications readers",
    "checks.agreement": "findings page readers",
    "checks.queries": "findings plan values",
    "inputs": "brand checks.facts plan publications wording",
    "judge": "blocks brand checks findings inputs page plan publications readers wording",
    "state": "",
    "project": "brand findings publications state writers",
    "release": "findings page plan publications",
    "fingerprints": "page state writers",
    "recipes": "checks.leaks fields fingerprints inputs project release writers",
    "entry": "findings inputs recipes release writers",
    "memory": "entry state",
    "reasons": "memory recipes release",
    "making": "checks.leaks findings judge page publications readers state writers",
    "workers": "findings writers",
    "watching": "project",
    "preview": "preview.server preview.session project",
    "preview.server": "findings preview.session watching",
    "preview.session": "account findings fonts inputs page pages pipeline project publications writers writers.html",
    "many": "findings pipeline project state workers writers",
    "cluster": "findings state",
    "account": "blocks checks.parts checks.reading corrections entry findings inputs plan publications release wording",
    "output": "findings",
    "manifest": "release",
    "report": "brand compose",
    "folder": ("account changes entry findings manifest memory output project release report since state writers"),
    "pipeline": (
        "brand checks corrections entry findings folder inputs judge making memory output page pages project publications"
        " reasons recipes release source state workers writers"
    ),
    "approval": "wording",
    "approving": "approval checks.values corrections findings inputs pipeline plan project source wording",
    "arguments": "state",
    "speech": "approving changes entry findings many speech.for_people speech.for_programs wording",
    "speech.for_people": "approving changes entry findings many release wording",
    "speech.for_programs": "account approving changes entry findings many wording",
    "commands": (
        "approving arguments changes cluster findings many pipeline preview project report since speech watching workers"
    ),
    "cli": "arguments commands findings speech state",
    "__main__": "cli",
}
# Each library stays behind the modules that are named here.
BEHIND = {
    "ruamel": "yaml_nodes approval",
    "markdown_it": "markdown",
    "jinja2": "compose report",
    "markupsafe": "markdown printing writers.html",
    "weasyprint": "writers.pdf writers._pdf_mending.rows writers._pdf_mending.tags",
    "pydyf": "writers._pdf_mending.archive writers._pdf_mending.headers writers._pdf_mending.tags",
    "docx": "writers._word_document writers._word_brand writers._word_package writers._word_pictures writers._word_xml",
    "resvg_py": "writers._word_pictures",
    "lxml": "writers._word_brand writers._word_package writers._word_pictures writers._word_xml readers._inside readers.html readers.docx",
    "pikepdf": "readers.pdf readers._pdf_text",
    "fontTools": "fonts",
    "fontpkg": "fonts",
    "filelock": "output",
    "distributed": "cluster",
    "starlette": "preview.server",
    "uvicorn": "preview.server",
    "sse_starlette": "preview.server",
    "watchfiles": "watching",
}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    names = {name_of(module) for module in MODULES}
    found = set()
    for name in imported(path):
        if name.startswith("jarpub."):
            parts = name.split(".")[1:]
            found.update([module for end in (3, 2, 1) if (module := ".".join(parts[:end])) in names][:1])
    return found


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p)], ids=name_of)
def test_imports(path: Path) -> None:
    allowed = set(MAY_IMPORT[name_of(path)].split())
    allowed |= {name_of(module) for module in MODULES if "checks" in allowed and name_of(module).startswith("checks.")}
    assert ours(path) <= allowed


@pytest.mark.parametrize("library", BEHIND)
def test_a_library_stays_behind_its_modules(library: str) -> None:
    users = {name_of(path) for path in MODULES if any(name.split(".")[0] == library for name in imported(path))}
    assert users == set(BEHIND[library].split())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_rooms_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 250
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


def test_only_the_pipeline_sees_all() -> None:
    widest = max(MAY_IMPORT, key=lambda name: len(MAY_IMPORT[name].split()))
    assert widest == "pipeline"


def test_no_private_word_stands_in_the_project() -> None:
    """What is read by others speaks of the project alone."""
    for path in [*MODULES, *ROOT.glob("*.md"), *ROOT.glob("*.sh"), *(ROOT / "templates").glob("*.*")]:
        text = path.read_text("utf-8")
        for word in ("/work/", "/root/", "TODO", "FIXME", "XXX"):
            assert word not in text, f"{path.name}: {word}"
