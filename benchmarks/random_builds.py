"""Random edits, each built on top of the last and from nothing: python benchmarks/random_builds.py [EDITS] [SEED] [pdf]

Whatever an edit touches, the two must leave the same bytes, or refuse with the same sentences. Web pages and Word
files are made; with the word pdf the PDFs, too.
"""

import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from conftest import copied  # noqa: E402
from test_incremental import differences  # noqa: E402

from jarpub.build import pool as workers  # noqa: E402
from jarpub.build.pipeline import BuildOptions  # noqa: E402

AT_ONCE = 10  # edits on top of each other, before the project is a fresh copy


def main() -> None:
    """Say how many edits made a difference, and which."""
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    formats = ("docx", "html", "pdf") if "pdf" in sys.argv else ("docx", "html")
    workers.cores = lambda: 1
    found: list[str] = []
    for start in range(0, edits, AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            found += differences(copied(Path(folder)), chance, min(AT_ONCE, edits - start), BuildOptions((), formats))
        print(f"{min(start + AT_ONCE, edits)} edits, {len(found)} differences", flush=True)
    print("\n".join(found))


if __name__ == "__main__":
    main()
