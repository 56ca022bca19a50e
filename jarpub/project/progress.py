"""How far a recommendation has got."""

from typing import Any


def overall(strands: Any) -> str:
    """One word for all statuses of some strands: the filter `overall`, and a key that wording has a sentence for."""
    values = {status.value for strand in strands for status in strand.status}
    recorded = [bool(strand.status) for strand in strands]
    if not any(recorded):
        return "not_recorded"
    if not all(recorded):
        return "partly_recorded"
    if len(values) == 1:
        return str(*values)
    if values == {"started", "in_progress"}:
        return "in_progress"
    return "done_continuing" if values == {"done", "done_continuing"} else "partly_done"
