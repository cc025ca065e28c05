"""Columns of a printed page: the two cells of a letterhead, the recipients beside the signature. Looks at places, not at words.

A gap between two words is that of columns where the rows beside it leave it free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from builder.read.pdfpage import Row, Word

COLUMN_GAP = 1.5  # of the size of the letters, between the cells of a letterhead


@dataclass(frozen=True, slots=True)
class Band:
    """Rows printed side by side: the left column, the right one, and the index after them."""

    columns: tuple[list[Row], list[Row]]
    end: int


def band_at(rows: list[Row], start: int) -> Band | None:
    """The two columns that begin at a row, if it has a gap that no word of the rows beside it crosses."""
    cut = _gap(rows[start])
    if cut is None:
        return None
    low, high = cut
    left: list[Row] = []
    right: list[Row] = []
    at = start
    while at < len(rows):
        row = rows[at]
        sides = _sides(row, low, high)
        if sides is None or (at > start and not _beside(sides, left, right, row)):
            break
        for side, words in ((left, sides[0]), (right, sides[1])):
            if words:
                side.append(Row(words))
        if sides[0] and sides[1]:
            low, high = max(low, sides[0][-1].x1), min(high, sides[1][0].x0)
        at += 1
    return Band((left, right), at)


def _gap(row: Row) -> tuple[float, float] | None:
    """The widest gap of a row, if it is that of columns and not one of a line stretched to the margin."""
    gaps = sorted((b.x0 - a.x1, a.x1, b.x0) for a, b in pairwise(row.words))
    if not gaps or gaps[-1][0] <= COLUMN_GAP * row.size or (len(gaps) > 2 and gaps[-1][0] < 2.2 * gaps[len(gaps) // 2][0]):
        return None
    return gaps[-1][1], gaps[-1][2]


def _sides(row: Row, low: float, high: float) -> tuple[list[Word], list[Word]] | None:
    """The words left and right of a gap; None where one stands in it or the row runs through it."""
    left = [word for word in row.words if word.x1 <= high - 0.5 and (word.x0 < low)]
    right = [word for word in row.words if word.x0 >= low + 0.5 and word not in left]
    if len(left) + len(right) != len(row.words):
        return None
    if left and right and right[0].x0 - left[-1].x1 < 0.6 * row.size:
        return None
    return left, right


def _beside(sides: tuple[list[Word], list[Word]], left: list[Row], right: list[Row], row: Row) -> bool:
    """Whether a row still belongs to the columns: close below its own column; a signature may stand far below its title."""
    if re.match(r"K[íÍ]nh gửi|KÍNH GỬI", row.text):
        return False
    near_left = not sides[0] or not left or row.y - left[-1].y < 2.4 * row.size
    near_right = not sides[1] or not right or row.y - right[-1].y < 9 * row.size
    return near_left and near_right
