"""Random Word files that come back: python benchmarks/returned.py [BY WORD] [BY LIBREOFFICE] [SEED]

Each file of the real plan gets one to five deeds of people, as Word writes them or through LibreOffice; what is printed
is what became of each deed, and how long a file takes once the project is read.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from conftest import LIVE  # noqa: E402
from random_returns import by_office, by_word, fate  # noqa: E402
from returned_files import as_it_stands, edits_in, written  # noqa: E402

from jarpub.formats import formats  # noqa: E402
from jarpub.web.returned.taken import Taken, returned_record  # noqa: E402


def measured(files: dict[str, bytes], seeds: range, folder: Path | None) -> tuple[Counter[str], list[float]]:
    """What became of each deed, and the seconds of each file; without a folder they are files of Word."""
    found: Counter[str] = Counter()
    seconds = []
    for seed in seeds:
        chance = random.Random(seed)
        key = chance.choice(list(files))
        back = by_office(files[key], chance, folder) if folder else by_word(files[key], chance)
        begun = time.perf_counter()
        edits = edits_in(LIVE, back.document, f"{key}.docx")
        seconds.append(time.perf_counter() - begun)
        told = returned_record(Taken(edits))
        for done in back.done:
            own = fate(done, told)
            found[own] += 1
            if own in ("lost", "wrong"):
                print(f"{key} {seed} {own}: {done}")
    return found, seconds


def main(by_word_count: int, by_office_count: int, seed: int) -> None:
    """Print what came of all of them."""
    standing, _ = as_it_stands(LIVE, LIVE.source.read_bytes())
    releases = [
        each for each in standing.releases if "docx" in {one for _, one, _ in each.publication.files(formats())}
    ]
    files = {str(each.publication.key): written(LIVE, each) for each in releases}
    with tempfile.TemporaryDirectory() as folder:
        for called, count, place in (("Word", by_word_count, None), ("LibreOffice", by_office_count, Path(folder))):
            found, seconds = measured(files, range(seed, seed + count), place)
            told = ", ".join(f"{number} {each}" for each, number in found.most_common())
            timed = (
                f"{median(seconds):.2f} s median, {quantiles(seconds, n=20)[-1]:.2f} s in 95 of 100"
                if count > 1
                else ""
            )
            print(f"{count} files of {called}, {found.total()} deeds: {told}; {timed}")


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], *("500", "100", "0")[len(sys.argv) - 1 :]]))
