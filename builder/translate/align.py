"""Which pieces of a text in one language are which of the same text in the other: paragraphs, or the sentences of one.

Order is kept: a piece stands for one or two of the other language, or for none (Gale and Church, with what the pieces state
as anchors). Never cuts a piece, never changes a word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from builder.translate import values
from builder.translate.likeness import Fit, Traits, likeness

_STEPS = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (1, 3), (3, 1))
_JOINED = {(1, 2): 1.0, (2, 1): 1.0, (1, 3): 2.5, (3, 1): 2.5}
_SWALLOWED = 3.0  # "b) …" is no part of "a) …"
_ALONE = 2.0  # what it costs to stand for nothing, and with every character
_BAND = 25  # how far from the straight line, in pieces


class Bead(NamedTuple):
    """Places of pieces that say the same; one side empty where the other says it alone. ``fit``: 0 and more is good."""

    vi: tuple[int, ...]
    en: tuple[int, ...]
    fit: float


def align(vietnamese: Sequence[str], english: Sequence[str], fit: Fit | None = None) -> list[Bead]:
    """All pieces of both, in order."""
    n, m = len(vietnamese), len(english)
    fit = fit or Fit(vietnamese, english)
    texts = Texts(vietnamese, english, [values.label(t) for t in vietnamese], [values.label(t) for t in english])
    best: dict[tuple[int, int], tuple[float, tuple[int, int], float]] = {(0, 0): (0.0, (0, 0), 0.0)}
    for i in range(n + 1):
        for j in range(m + 1):
            if (i, j) == (0, 0) or not _near(i, j, n, m):
                continue
            found = [
                (before[0] + own, (a, b), own)
                for a, b in _STEPS
                if (before := best.get((i - a, j - b))) is not None
                for own in (_score(fit, texts, range(i - a, i), range(j - b, j)),)
            ]
            if found:
                best[i, j] = max(found)
    return _walked(best, n, m)


def _near(i: int, j: int, n: int, m: int) -> bool:
    return abs(i * m - j * n) <= (_BAND + abs(n - m)) * max(n, m)


def _walked(best: dict[tuple[int, int], tuple[float, tuple[int, int], float]], i: int, j: int) -> list[Bead]:
    beads: list[Bead] = []
    while (i, j) != (0, 0):
        _, (a, b), own = best[i, j]
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j)), own))
        i, j = i - a, j - b
    return beads[::-1]


class Texts(NamedTuple):
    """The pieces of both languages and their printed labels."""

    vi: Sequence[str]
    en: Sequence[str]
    vi_labels: list[str]
    en_labels: list[str]


def _score(fit: Fit, texts: Texts, left: range, right: range) -> float:
    if not left or not right:
        side = [fit.vi[i] for i in left] or [fit.en[j] for j in right]
        return -_ALONE - 0.5 * math.log1p(side[0].length / 20) - 0.5 * len(side[0].stated)
    own = likeness(_all([fit.vi[i] for i in left]), _all([fit.en[j] for j in right])) + fit.terms(left, right)
    swallowed = sum(not _holds(texts.en, right, texts.vi_labels[i]) for i in left[1:])
    swallowed += sum(not _holds(texts.vi, left, texts.en_labels[j]) for j in right[1:])
    own += _labels(texts.vi_labels[left[0]], texts.en_labels[right[0]]) - _SWALLOWED * swallowed
    return own - _JOINED.get((len(left), len(right)), 0.0)


def _holds(texts: Sequence[str], where: range, label: str) -> bool:
    """Whether a label, if there is one, stands in the pieces that a labelled piece would be joined with."""
    return not label or label == "-" or any(values.holds_label(texts[n], label) for n in where)


def _labels(vi: str, en: str) -> float:
    if vi == en:
        return 3.0 if vi else 0.0
    if "-" in (vi, en):  # a dash is often left out
        return 0.0
    return -4.0 if vi and en else -0.5


def _all(traits: list[Traits]) -> Traits:
    made = traits[0]
    for more in traits[1:]:
        made = made | more
    return made
