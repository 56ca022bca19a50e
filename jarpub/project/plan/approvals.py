"""What some wording was written from, and who approved it."""

from dataclasses import dataclass, field

from jarpub.project.plan.values import Id, Reference, Text, Words


@dataclass(frozen=True)
class LeftOut:
    """An action that some wording leaves out."""

    action: Reference
    why: Text


@dataclass(frozen=True)
class Approval:
    """What a piece of wording was written from, and who approved it."""

    id: Id  # such as "press.IA1"
    from_: tuple[Reference, ...] = ()
    tells: tuple[Reference, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    approved: Text | None = None  # the digest of the wording as it was approved
    by: Text | None = None
    on: Text | None = None
    note: Text | None = None
    was: Words = field(default_factory=dict)  # the plan's words at that time, by their ids


@dataclass(frozen=True)
class Approvals:
    """What the file beside the plan keeps: what wording was written from, and who approved it."""

    approvals: tuple[Approval, ...] = ()
