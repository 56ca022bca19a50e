"""A web address as a QR code, drawn with one shape, for the paper on which nobody can follow a link."""

from itertools import groupby
from typing import Any
from urllib.parse import quote

import segno
from markupsafe import Markup

from jarpub.diagnostics import Problem
from jarpub.pages.printed_values import NO_WORDS, address_of
from jarpub.pages.view import unwrapped
from jarpub.project.plan.model import Gap

QUIET = 4  # modules that scanners need free on each side
SIDE = 96  # CSS pixels, an inch: from a hand's distance twice what telephones need
PICTURE = Markup(
    '<svg class="qr-code" viewBox="0 0 {whole} {whole}" width="{side}" height="{side}" {words}>'
    '<rect class="qr-ground" x="0" y="0" width="{whole}" height="{whole}"/><path class="qr-ink" d="{path}"/></svg>'
)


def qr(gap: Any, words: str = "", side: int = SIDE, *, outlet: str = "") -> Markup:
    """The function `qr`: the code of the address that answers a gap, or nothing while there is none.

    It is hidden from those who listen, since its address stands beside it, unless words are given that they hear.
    Its side is in CSS pixels, for Word and wherever no style sheet says another; 72 are read as well, from nearer.
    Where copies are taken from an outlet, the address that it leads to says which, so that visits can be told apart.
    """
    if not isinstance(unwrapped(gap), Gap):
        message = f"qr needs a gap of the plan for its address, and has a {type(unwrapped(gap)).__name__}"
        raise Problem(NO_WORDS, message, "write it like {{ qr(gaps.report_online) }}")
    target = address_of(gap)
    if not target:
        return Markup("")
    rows = segno.make_qr(_coming_from(outlet, target), error="m", boost_error=False).matrix
    heard = Markup('aria-label="{}"').format(words) if words else Markup('aria-hidden="true"')
    return PICTURE.format(whole=len(rows) + 2 * QUIET, side=side, words=heard, path=_path(rows))


def _coming_from(outlet: str, target: str) -> str:
    """The address with the outlet in its query, as a website counts its visits by it; as it is where there is none."""
    if not outlet:
        return target
    address, sign, place = target.partition("#")
    return f"{address}{'&' if '?' in address else '?'}from={quote(outlet, safe='')}{sign}{place}"


def _path(rows: Any) -> str:
    """The dark modules as one path, a rectangle for each run of them in a row."""
    pieces = []
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for is_dark, run in groupby(row, bool):
            length = len(list(run))
            pieces += [f"M{x} {y}h{length}v1h-{length}z"] if is_dark else []
            x += length
    return "".join(pieces)
