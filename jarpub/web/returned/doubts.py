"""Where somebody has to say which value words are meant for, that could each be written as they are."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from jarpub.web.returned.aligned import Pair, likeness, normal
from jarpub.web.returned.base import Origin
from jarpub.web.returned.compared import Difference
from jarpub.web.returned.rewritten import Place, printed_with

FROM_ELSEWHERE = "words went from one place to another here: say which value is to have which words"
ALL_ANEW = "all of its paragraph was written anew, in which other values stand, too: say which is to have which words"
BESIDE_OTHERS = "other words beside it could not be placed: say what it is to be"
REWRITTEN = 0.5  # of a paragraph, of which less is as it was
A_FEW = 20  # letters in a row that no two texts share by chance


def doubt_of(pair: Pair, differences: Sequence[Difference]) -> str:
    """Why words that a value got may be meant for another in its paragraph; nothing where they are not."""
    values = {piece.origin for paragraph in pair.before for piece in paragraph.pieces if piece.origin.name}
    if any(len(each.origins) > 1 and not each.parts for each in differences):
        return BESIDE_OTHERS
    before, now = (" ".join(each.words for each in side) for side in (pair.before, pair.now))
    return ALL_ANEW if len(values) > 1 and likeness(before, now) < REWRITTEN else ""


def doubt_words_that_went_elsewhere(
    places: Collection[Place], gone: Iterable[tuple[str, tuple[Origin, ...]]], new: Iterable[str], page: Iterable[str]
) -> None:
    """See which values got words that are gone in another place, or lost them to it, or say now what another one says.

    `gone` and `new` are the words that are in no value any more, or in none yet; `page` are those that are no value's.
    """
    left = _by_letters((words, origin) for words, origins in gone for origin in origins)
    came = _by_letters((words, Origin(0)) for words in new)
    said: dict[str, set[str]] = {normal(words).strip(): {""} for words in page}
    for place in places:
        said.setdefault(normal(place.printed).strip(), set()).add(place.origin.name)
        _add(left, ((words, place.origin) for words in place.taken_out))
        _add(came, ((splice.words, place.origin) for splice in place.splices))
    for place in places:
        now = normal(printed_with(place.printed, place.splices)).strip()
        is_another = place.splices and said.get(now, set()) - {place.origin.name}
        got = _are_of_another(place, (splice.words for splice in place.splices), left)
        if is_another or got or _are_of_another(place, place.taken_out, came):
            place.doubt = FROM_ELSEWHERE


def _by_letters(told: Iterable[tuple[str, Origin]]) -> dict[str, set[Origin]]:
    found: dict[str, set[Origin]] = {}
    _add(found, told)
    return found


def _add(known: dict[str, set[Origin]], told: Iterable[tuple[str, Origin]]) -> None:
    for words, origin in told:
        for letters in _in_a_row(words):
            known.setdefault(letters, set()).add(origin)


def _are_of_another(place: Place, texts: Iterable[str], known: Mapping[str, Collection[Origin]]) -> bool:
    """Whether words are those of another place, and not also its own."""
    letters = (each for words in texts for each in _in_a_row(words))
    return any(each in known and place.origin not in known[each] for each in letters)


def _in_a_row(words: str) -> Iterator[str]:
    """Each few letters of a text that stand in a row."""
    plain = normal(words).strip()
    return (plain[at : at + A_FEW] for at in range(len(plain) - A_FEW + 1))
