"""Many files and many plans: python benchmarks/scale.py [PDFS] [PLANS] [WAITING]

What it needs: pip install -e ".[bench,cluster]". PDFS files are made in one pool (1000 where nothing is said), PLANS
plans are built into ten files each (150), and WAITING plans have nothing to do (1000): by processes of this machine,
and by two workers of a Dask scheduler on it, each with one thread.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from peers import Compared, Cost, Scene, compared, prepared, run
from plans import plan_text

from jarpub import formats
from jarpub.build import pool
from jarpub.build.incremental.freshness import NOTHING_KNOWN, job_for
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.build.target import targets_of
from jarpub.build.worker import Job, carry_out
from jarpub.project.publications import chosen

ACTIONS = 20  # of a plan, as many as in the real one
PAGE = 4096 / 2**20  # MiB
ADDRESS = re.compile(r"tcp://[0-9.]+:[0-9]+")
HASH = """
import hashlib, pathlib, sys
for name in pathlib.Path(sys.argv[1]).read_text().split("\\n"):
    hashlib.sha256(pathlib.Path(name).read_bytes()).hexdigest()
"""


def memory(scene: Scene, pdfs: int, at: tuple[int, ...]) -> list[float]:
    """How many MiB the bigger one of a pool's processes has when so many PDFs of the press copy are made."""
    job = _press_job(scene)
    jobs = [replace(job, name=f"{number}.pdf") for number in range(1, pdfs + 1)]
    sizes = []
    with pool.local(jobs, {"pdf"}) as chosen_pool:
        for done, _ in enumerate(pool.carried_out(chosen_pool, carry_out, jobs, lambda _: None), 1):
            if done in at:
                sizes.append(max(_resident(process.pid) for process in chosen_pool.processes))
    return sizes


def _press_job(scene: Scene) -> Job:
    project = scene.project(scene.copy / "source" / "plan.yaml")
    sources = load_sources(project)
    releases = releases_of(project, sources, chosen(sources.settings, ["southwark-life"]), formats.chosen(["pdf"]))
    return job_for(next(targets_of(project, sources, releases, ["pdf"])), NOTHING_KNOWN, "templates")


def _resident(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE


def kept_for_each_pdf(scene: Scene) -> float:
    """How many MiB a pool's process has more after each of its PDFs, from the 10th to the 100th."""
    first, last = memory(scene, 100 * pool.cores(), (10 * pool.cores(), 100 * pool.cores()))
    return (last - first) / 90


def nothing_to_do(folder: Path, copy: Path, plans: int, *words: str) -> Compared:
    """What each of so many plans takes that has nothing to do, and what a bare hash of its files takes."""
    sources, output = waiting(folder, copy, plans)
    command = [sys.executable, "build.py", "--source", sources, "--output", output, *words]
    found = compared(lambda: run(command, copy), lambda: _bare_hash(folder, copy, plans), 3)
    return Compared(found.ours / plans, found.theirs / plans)


def _bare_hash(folder: Path, copy: Path, plans: int) -> Cost:
    """What one process takes that hashes all that says whether there is something to do, and does nothing else."""
    files = [path for path in sorted((folder / "output").rglob("*")) if path.is_file() and ".jarpub" not in path.parts]
    sheets = [path for path in sorted((copy / "templates").rglob("*")) if path.is_file()]
    names = folder / "names.txt"
    names.write_text("\n".join(map(str, [*sorted((folder / "sources").iterdir()), *files, *sheets * plans])), "utf-8")
    return run([sys.executable, "-c", HASH, names])


def waiting(folder: Path, copy: Path, plans: int) -> tuple[Path, Path]:
    """So many plans, each built: the first really, and the others as copies of it that were told so."""
    sources, output = folder / "sources", folder / "output"
    if output.exists():
        return sources, output
    sources.mkdir(parents=True)
    first = sources / "plan-0001.yaml"
    shutil.copy(copy / "source" / "plan.yaml", first)
    shutil.copy(copy / "source" / "approvals.yaml", sources / "plan-0001-approvals.yaml")
    run([sys.executable, "build.py", "--source", sources, "--output", output], copy)
    built = output / first.stem
    cache = json.loads((built / ".jarpub" / "cache.json").read_text("utf-8"))
    for number in range(2, plans + 1):
        stem = f"plan-{number:04}"
        for ending in (".yaml", "-approvals.yaml"):
            os.link(sources / f"{first.stem}{ending}", sources / f"{stem}{ending}")
        shutil.copytree(built, output / stem, copy_function=os.link)
        own = output / stem / ".jarpub" / "cache.json"
        own.unlink()
        cache["report"]["folders"][0] = str(sources / f"{stem}.yaml")
        own.write_text(json.dumps(cache), "utf-8")
    return sources, output


@contextmanager
def scheduler() -> Iterator[str]:
    """The address of a Dask scheduler on this machine with two workers of one thread, each begun anew now and then."""
    dask = [sys.executable, "-m", "dask"]
    start = [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with tempfile.TemporaryFile("w+") as said, _started(start, said) as process:
        address = _address(said, process)
        worker = [*dask, "worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
        lifetime = ["--lifetime", "10 minutes", "--lifetime-stagger", "1 minute", "--lifetime-restart"]
        with _started([*worker, *lifetime], subprocess.DEVNULL):
            time.sleep(5)
            yield address


@contextmanager
def _started(words: list[str], said: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(words, stdout=said, stderr=said, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _address(said: Any, process: subprocess.Popen[str]) -> str:
    while process.poll() is None:
        said.seek(0)
        found = ADDRESS.search(said.read())
        if found:
            return found[0]
        time.sleep(0.1)
    raise OSError("the scheduler ended")


def main() -> None:
    """Print what each takes."""
    pdfs, plans, idle = (int(word) for word in [*sys.argv[1:], *("1000", "150", "1000")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = prepared(folder, 1)
        at = tuple(number for number in (20, 100, 200, 500, 1000) if number <= pdfs)
        sizes = ", ".join(
            f"{size:.1f} after {number}" for number, size in zip(at, memory(scene, pdfs, at), strict=True)
        )
        print(f"{pdfs} PDFs in one pool, MiB of its bigger process: {sizes}", flush=True)
        (folder / "plans").mkdir()
        for number in range(plans):
            (folder / "plans" / f"plan-{number + 1:03}.yaml").write_text(plan_text(ACTIONS, number + 1), "utf-8")
        with scheduler() as address:
            for where, words in (("this machine", ()), ("two Dask workers", ("--scheduler", address))):
                command = [
                    sys.executable,
                    "build.py",
                    "--source",
                    folder / "plans",
                    "--output",
                    folder / f"made by {where}",
                ]
                cost = run([*command, *words], scene.copy)
                print(f"{plans} plans of {ACTIONS} actions, ten files each, {where}: {cost.wall:.0f} s", flush=True)
                cost = nothing_to_do(folder / "idle", scene.copy, idle, *words).ours
                print(f"{idle} plans with nothing to do, {where}: {cost.wall * 1000:.2f} ms a plan", flush=True)


if __name__ == "__main__":
    main()
