"""Whether two blocks look swapped: each one's English fits the other's Vietnamese better than its own. Suspects; never decides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.model import Lang
from builder.text import fold
from builder.translate import names, values

_NEAR = 6  # how many blocks further on the other one may stand
_USUAL = 1.12  # English characters for one Vietnamese, in official translations
_MARGIN = 1.5
_NAME = re.compile(r"(?<![.:;] )(?<!^)\b[A-ZĐ]\w{2,}")


class Traits(NamedTuple):
    """What can be compared of one text: its values, its bodies, the words of its names, its length."""

    stated: frozenset[str]
    bodies: frozenset[str]
    named: frozenset[str]
    length: int


def swapped(blocks: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """(block, other block) of neighbours that fit crosswise; each block once."""
    vietnamese = [_traits(vi, "vi") for _, vi, _ in blocks]
    english = [_traits(en, "en") for _, _, en in blocks]
    terms = [names.terms(vi) for _, vi, _ in blocks]
    plain = [f" {' '.join(names.plain(en))} " for _, _, en in blocks]

    def fit(i: int, j: int) -> float:
        found = sum(names.stands_in(t, plain[j]) for t in terms[i])
        return _likeness(vietnamese[i], english[j]) + 2 * found - len(terms[i])

    own = [fit(i, i) for i in range(len(blocks))]
    taken: set[int] = set()
    for i in range(len(blocks)):
        for j in range(i + 1, min(i + 1 + _NEAR, len(blocks))):
            if not {i, j} & taken and fit(i, j) + fit(j, i) > own[i] + own[j] + _MARGIN:
                taken |= {i, j}
                yield blocks[i][0], blocks[j][0]


def _traits(text: str, lang: Lang) -> Traits:
    stated = {*values.numbers(text), *values.dates(text, lang), *values.figures(text, lang), *values.provisions(text, lang)}
    bodies = names.bodies_vi(text) if lang == "vi" else names.bodies_en(text)
    return Traits(frozenset(stated), bodies, frozenset(map(fold, _NAME.findall(values.bare(text)))), len(text))


def _likeness(vi: Traits, en: Traits) -> float:
    shared = len(vi.stated & en.stated) + len(vi.bodies & en.bodies) + 0.5 * len(vi.named & en.named)
    lone = len(vi.stated ^ en.stated) + len(vi.bodies ^ en.bodies)
    return shared - lone - 3 * abs(math.log((en.length + 8) / (vi.length * _USUAL + 8)))
