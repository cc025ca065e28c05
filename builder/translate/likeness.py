"""How well an English text fits a Vietnamese one: by what both state, name and define, and by their lengths. Decides nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.model import Lang
from builder.text import fold
from builder.translate import names, values
from builder.vocabulary import Term

USUAL = 1.12  # English characters for one Vietnamese, in official translations
_NAME = re.compile(r"(?<![.:;] )(?<!^)\b[A-ZĐ]\w{2,}")


class Traits(NamedTuple):
    """What can be compared of one text: its values, its bodies, the words of its names, its length."""

    stated: frozenset[str]
    bodies: frozenset[str]
    named: frozenset[str]
    length: int

    def __or__(self, other: Traits) -> Traits:
        """Of both texts together."""
        return Traits(self.stated | other.stated, self.bodies | other.bodies, self.named | other.named, self.length + other.length)


class Fit:
    """The texts of both languages, and how well any one of the first fits any one of the second."""

    def __init__(self, vietnamese: Sequence[str], english: Sequence[str]) -> None:
        self.vi = [traits(text, "vi") for text in vietnamese]
        self.en = [traits(text, "en") for text in english]
        self._terms = [names.terms(text) for text in vietnamese]
        self._plain = [f" {' '.join(names.plain(text))} " for text in english]

    def __call__(self, i: int, j: int) -> float:
        return likeness(self.vi[i], self.en[j]) + self.terms((i,), (j,))

    def terms(self, left: Sequence[int], right: Sequence[int]) -> float:
        """For each term of the Vietnamese: 1 if its English is there, -1 if not."""
        wanted: list[Term] = [term for i in left for term in self._terms[i]]
        found = sum(any(names.stands_in(term, self._plain[j]) for j in right) for term in wanted)
        return 2 * found - len(wanted)


@lru_cache(maxsize=1024)
def traits(text: str, lang: Lang) -> Traits:
    stated = {*values.numbers(text), *values.dates(text, lang), *values.figures(text, lang), *values.provisions(text, lang)}
    bodies = names.bodies_vi(text) if lang == "vi" else names.bodies_en(text)
    return Traits(frozenset(stated), bodies, frozenset(map(fold, _NAME.findall(values.bare(text)))), len(text))


def likeness(vi: Traits, en: Traits) -> float:
    shared = len(vi.stated & en.stated) + len(vi.bodies & en.bodies) + 0.5 * len(vi.named & en.named)
    lone = len(vi.stated ^ en.stated) + len(vi.bodies ^ en.bodies)
    return shared - lone - 3 * abs(math.log((en.length + 8) / (vi.length * USUAL + 8)))
