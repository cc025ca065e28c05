"""How often a document says a term, as one of 16 levels: BM25F's normalised frequency on a geometric scale.

Levels and scores are whole numbers of thousandths, so that every reader of the index, in any language, counts the same.
Nothing here depends on which documents there are, except the mean length, and that moves only in steps.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

K1 = 1200  # thousandths: saturation of repeated words
B = 0.75  # how much a long document pays
LEVELS = (0, *(round(150 * 1.37**i) for i in range(15)))  # thousandths; level 0 is "not there"
_BOUNDS = tuple(math.sqrt(a * b) for a, b in pairwise(LEVELS[1:]))
# A word of a title counts as two of the text. The cap, and saturation, hold what is said 10,000 times: only a text much longer than
# most loses by it.
TITLE = 2
CAP = 40


@lru_cache(maxsize=200_000)
def level(times: int, norm: int) -> int:
    """``norm`` is from ``norm``. Always at least 1: a word that is there is never not there."""
    return 1 + bisect_right(_BOUNDS, times * 100_000 / norm)


def norm(length: int, mean: float) -> int:
    """BM25's length factor in hundredths: 100 for a document of mean length."""
    return round(100 * (1 - B + B * length / mean))


def mean_in_steps(total: int, count: int) -> float:
    """The mean to the nearest tenth in the logarithm: one document more rarely changes the bytes of the others."""
    if not total:
        return 1.0
    return float(round(1.1 ** round(math.log(total / count) / math.log(1.1)), 6))


def idf(documents: int, frequency: int) -> int:
    """Thousandths of BM25's inverse document frequency."""
    return round(1000 * math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5)))


def saturate(x: int) -> int:
    """Normalised frequency (thousandths) → its share of the score (thousandths, below K1 + 1000)."""
    return x * (K1 + 1000) // (x + K1)
