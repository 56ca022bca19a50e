"""The files that everything is made from, and what the plan among them holds."""

from dataclasses import dataclass
from functools import cached_property

from jarpub.checks.facts import Facts, facts
from jarpub.project.brand import Brand
from jarpub.project.plan import Plan
from jarpub.project.publications import Publication, Settings
from jarpub.project.wording import Piece, pieces


@dataclass(frozen=True)
class Sources:
    """A plan with its approved corrections, the list of publications, and the council's looks."""

    plan: Plan
    settings: Settings
    brand: Brand
    source: bytes  # the file of the plan

    @cached_property
    def facts(self) -> Facts:
        """The months, numbers, statuses and addresses of the plan."""
        return facts(self.plan)

    def wording_of(self, publication: Publication) -> tuple[Piece, ...]:
        """The pieces of wording that a publication tells."""
        return tuple(pieces(self.plan, publication.wording.words)) if publication.wording else ()

    @property
    def audiences(self) -> tuple[str, ...]:
        """The keys of the wording that publications tell."""
        told = (publication.wording for publication in self.settings.publications)
        return tuple(dict.fromkeys(wording.words for wording in told if wording))
