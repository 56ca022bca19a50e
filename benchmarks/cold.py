"""How long a build takes from cold: python benchmarks/cold.py [RUNS]

Whole processes, one warm-up first, the median of several; ratios within one run can be trusted on a busy
machine, seconds cannot.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
JOBS = {
    "bare python": ["-c", ""],
    "ten files": ["build.py"],
    "three web pages": ["build.py", "--format", "html"],
    "three Word files": ["build.py", "--format", "docx"],
    "four PDFs": ["build.py", "--format", "pdf"],
}


def seconds(words: list[str], folder: str) -> float:
    """The wall time of one run of this Python with these words."""
    extra = ["--output", folder] if words[0] == "build.py" else []
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *words, *extra], cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        times = {job: [seconds(words, folder) for _ in range(runs + 1)][1:] for job, words in JOBS.items()}
    whole = median(times["ten files"])
    for job, measured in times.items():
        print(f"{job:18} {median(measured):6.2f} s   {median(measured) / whole:5.2f} of ten files")


if __name__ == "__main__":
    main()
