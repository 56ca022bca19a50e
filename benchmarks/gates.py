"""What the gates add to a build: python benchmarks/gates.py [RUNS]

Whole processes in turn, one warm-up first: the ten files with the gates, and without judging a page, reading a
file back, asking the plan's owner anything or writing the report.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
WITH = "from jarpub.cli.main import main; import pathlib, sys; sys.exit(main(sys.argv[1:], root=pathlib.Path.cwd()))"
WITHOUT = f"""
from jarpub.build import pipeline, target, worker
from jarpub.build.output import publish
from jarpub.checks import suite
suite.check_publication = lambda *_: ()
worker.is_readable = lambda _: False
pipeline.questions_of = lambda _: ()
publish.report.report = lambda *_: b""
{WITH}
"""


def seconds(code: str, folder: str) -> float:
    """The wall time of one build by this code."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, "--force", "--output", folder], cwd=ROOT, check=True, capture_output=True
    )
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio of the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(seconds(WITH, folder), seconds(WITHOUT, folder)) for _ in range(runs + 1)][1:]
    gated, bare = (median(times) for times in zip(*pairs, strict=True))
    print(f"with the gates {gated:.2f} s, without {bare:.2f} s: {gated / bare:.2f} times as long")


if __name__ == "__main__":
    main()
