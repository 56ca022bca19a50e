"""Where some tokens stand in plain words, and what stands around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jarpub.checks.privacy.letters import Token

SENTENCE_END = re.compile(r"[.!?:;•|\n\0\"“”()\[\]/]|[–—-] ")
END = "\0"  # what nothing reaches across: it stands between texts that are searched together
AROUND = 40  # letters before and behind them


@dataclass(frozen=True)
class Place:
    """Some tokens of plain words, and what stands around them."""

    words: str
    tokens: Sequence[Token]
    first: int
    last: int
    pairs: frozenset[tuple[str, str]] = frozenset()  # each two words in small letters, beside each other
    others: tuple[str, ...] = ()  # the other parts of the name, in small letters

    @property
    def initials(self) -> str:
        """The initials of the rest of the name."""
        return "".join(other[0] for other in self.others).upper()

    @property
    def before(self) -> Token | None:
        """The token before them, of the same text."""
        return self.tokens[self.first - 1] if self.first and END not in self.space_before else None

    @property
    def second_before(self) -> Token | None:
        """The token before that, if both are of the same text."""
        is_there = (
            self.first > 1 and END not in self.words[self.tokens[self.first - 2].end : self.tokens[self.first].start]
        )
        return self.tokens[self.first - 2] if is_there else None

    @property
    def behind(self) -> Token | None:
        """The token behind them, of the same text."""
        has_one = self.last + 1 < len(self.tokens) and END not in self.space_behind
        return self.tokens[self.last + 1] if has_one else None

    @property
    def space_before(self) -> str:
        """What stands between them and the token before."""
        return self.words[self.tokens[self.first - 1].end if self.first else 0 : self.tokens[self.first].start]

    @property
    def space_behind(self) -> str:
        """What stands between them and the token behind."""
        has_one = self.last + 1 < len(self.tokens)
        return self.words[self.tokens[self.last].end : self.tokens[self.last + 1].start if has_one else None]

    @property
    def text_before(self) -> str:
        """Some letters before them."""
        start = self.tokens[self.first].start
        return self.words[max(0, start - AROUND) : start]

    @property
    def text_behind(self) -> str:
        """Some letters behind them."""
        end = self.tokens[self.last].end
        return self.words[end : end + AROUND]

    @property
    def has_capital(self) -> bool:
        """Whether each word of them has a capital."""
        return all(token.written[0].isupper() or not self._begins(token) for token in self._own)

    @property
    def is_all_capitals(self) -> bool:
        """Whether they are in capitals, and so is what stands beside them."""
        beside = [token for token in (self.before, self.behind) if token and len(token.written) > 1]
        return all(token.written.isupper() for token in (*self._own, *beside))

    @property
    def begins_a_sentence(self) -> bool:
        """Whether a capital could be that of a sentence, a heading or an entry of a list."""
        return self.before is None or bool(SENTENCE_END.search(self.space_before))

    @property
    def is_set_apart(self) -> bool:
        """Whether signs stand between their words where a sentence has spaces, as in an address."""
        between = self.words[self.tokens[self.first].start : self.tokens[self.last].end]
        return self.first != self.last and not re.search(r"\s", between)

    @property
    def _own(self) -> Sequence[Token]:
        return self.tokens[self.first : self.last + 1]

    def _begins(self, token: Token) -> bool:
        return token.start == 0 or not self.words[token.start - 1].isalpha()
