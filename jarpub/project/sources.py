"""What a build starts from: the plan, the settings and the brand."""

from collections.abc import Mapping
from dataclasses import dataclass

from jarpub.project.brand import Brand
from jarpub.project.plan.model import Plan
from jarpub.project.plan.wording import Wording, all_wording
from jarpub.project.publications import Publication, Settings
from jarpub.project.reach.figures import MeasuredPlan


@dataclass(frozen=True)
class Sources:
    """A plan with its approved corrections and the figures that are kept beside it, the list of publications, and the council's brand."""

    plan: MeasuredPlan
    settings: Settings
    brand: Brand
    plan_file: bytes
    as_written: Plan  # without its corrections and figures, and without the answers that its fields give
    digests: Mapping[str, str]  # of all that they were read from, by path, as they were before anything was read

    def wording_of(self, publication: Publication) -> tuple[Wording, ...]:
        """The wording that a publication tells."""
        return tuple(all_wording(self.plan, publication.wording.words)) if publication.wording else ()

    @property
    def audiences(self) -> tuple[str, ...]:
        """The keys of the wording that publications tell."""
        told = (publication.wording for publication in self.settings.publications)
        return tuple(dict.fromkeys(wording.words for wording in told if wording))
