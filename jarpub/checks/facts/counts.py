"""How many recommendations and weaknesses words say that there are, and how many there are."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jarpub.project.contact_details import Found
from jarpub.project.plan.model import Plan, Recommendation
from jarpub.project.plan.named_numbers import NUMBER_PATTERN, numbers_in
from jarpub.project.publications import Settings

NUMBER = rf"(?:\d+(?:[.,]\d+)*|{NUMBER_PATTERN}|an?\s+(?:couple|pair)(?:\s+of)?)"
ONE_OR_NONE = (
    r"(?:(?<=made )(?:no|one)|(?<=just )one|(?<=only )one|an?\s+single|no(?=\s+recommendations?\s+w(?:as|ere)\s+made))"
)
COUNTED = re.compile(
    rf"\b(?:(?P<part>(?P<about>(?:about|almost|around|less than|more than|nearly|over|under)\s+)?half|one(?=\s+of\b)|{NUMBER})\s+(?:of\s+(?:(?:all|its|our|the|their|these|those)\s+){{0,2}}|(?:all\s+)?the\s+)"
    rf"(?:(?P<whole>{NUMBER})\s+)?|(?P<all>{NUMBER}|{ONE_OR_NONE})\s+)"
    r"(?:(?!of\b)\w+\s+)?(?P<noun>recommendations?|weakness(?:es)?|things?)\b",
    re.IGNORECASE,
)
ARE = re.compile(r"\s+(?:are|have|has|is|was|were)\s+(?:(?:all|already|been|both|fully|now)\s+){0,3}", re.IGNORECASE)
FEW = {"a couple": "2", "a pair": "2", "no": "0", "one": "1", "a single": "1"}


@dataclass(frozen=True)
class Counts:
    """How many recommendations and weaknesses there are."""

    recommendations: tuple[Recommendation, ...]
    weaknesses: int
    groups: int

    @property
    def all(self) -> frozenset[str]:
        """Every number of them, by itself."""
        return self.of("things") | {str(self.groups)}

    def of(self, noun: str) -> frozenset[str]:
        """How many of these there are, of each kind and together; "things" are either."""
        numbers = {len(self.recommendations), *self._by_priority} if not noun.startswith("weakness") else set()
        numbers |= {self.weaknesses} if not noun.startswith("recommendation") else set()
        return frozenset(map(str, numbers))

    def together(self, noun: str) -> int:
        """How many of these there are at most."""
        return max(map(int, self.of(noun)))

    def with_status(self, values: Collection[str]) -> frozenset[str]:
        """How many recommendations have one of these statuses: in part, in all that is recorded, or altogether."""
        wanted = {*values}
        held = [
            {str(status.value) for strand in each.strands for status in strand.status} for each in self.recommendations
        ]
        in_part = sum(bool(each & wanted) for each in held)
        as_a_whole = sum(bool(each) and each <= wanted for each in held)
        altogether = sum(each.progress in wanted for each in self.recommendations)
        return frozenset({str(in_part), str(as_a_whole), str(altogether)})

    @property
    def _by_priority(self) -> set[int]:
        priorities = [each.priority.value or each.priority.text.words for each in self.recommendations if each.priority]
        return {priorities.count(value) for value in priorities}


def counts_of(plan: Plan) -> Counts:
    """How many recommendations and weaknesses a plan has."""
    return Counts(plan.recommendations, sum(len(group.items) for group in plan.weaknesses), len(plan.weaknesses))


def counted(told: str, counts: Counts, settings: Settings) -> tuple[list[Found], list[Found]]:
    """Words such as "five recommendations" that are true, and those that are not."""
    true: list[Found] = []
    false: list[Found] = []
    for match in COUNTED.finditer(told):
        (true if _is_true(match, counts, settings) else false).append(Found(*match.span(), match[0]))
    return true, false


def _is_true(match: re.Match[str], counts: Counts, settings: Settings) -> bool:
    noun = match["noun"].lower()
    if match["whole"] and _number(match["whole"]) not in counts.of(noun):
        return False
    together = int(_number(match["whole"] or "") or counts.together(noun))
    if match["part"] and match["part"].lower().endswith("half"):
        return bool(match["about"]) or together % 2 == 0
    number = _number(match["part"] or match["all"])
    status = _status_behind(match, settings) if noun.startswith("recommendation") else None
    if status is not None:
        return number in counts.with_status(status) or (number == "1" and bool(counts.with_status(status) - {"0"}))
    return number in (map(str, range(together + 1)) if match["part"] else counts.of(noun))


def _status_behind(match: re.Match[str], settings: Settings) -> Sequence[str] | None:
    """The statuses that recommendations are said to have: "three recommendations are done"."""
    are = ARE.match(match.string, match.end())
    for status in settings.status_words if are else ():
        for word in status.words:
            if are and re.compile(rf"{re.escape(word.words)}\b", re.IGNORECASE).match(match.string, are.end()):
                return status.values
    return None


def _number(words: str) -> str:
    few = re.sub(r"\s+(?:of)?\s*$", "", " ".join(words.lower().split()).removesuffix(" of"))
    return FEW.get(few) or next((number for _, number in numbers_in(words)), "")
