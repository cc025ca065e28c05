"""Paragraphs of a printed page: which rows of running text go on with the one before. Looks at places, labels and letters.

A row goes on where its first word had no room in the row above, and nothing sets it apart.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from builder.read.pdfpage import Row

# What no paragraph ends with: "… yêu cầu tại Mục" / "6.3.2 TCVN 13439", "… ban hành kèm theo" / "Phụ lục VI".
_OPEN = re.compile(r"\b(?:Mục|mục|khoản|Điều|điểm|Chương|theo|tại|của|số|và|hoặc|với|các|under|in|with|of|and|or|the)$")
_RAGGED = 0.1  # of the width of running text: as much earlier rows may end where words must not be parted
_LABEL = re.compile(
    r"(?:[-–—•+*]|\d{1,3}\s?(?:[.)](?!\d)|[/-](?=\s))|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[a-zđ]\s?[.)]|[IVXLC]{1,7}\s?(?:[.]|[/-](?=\s))|\(\d{1,2}\)"
    r"|Điều\s\d{1,3}[a-z]?\s?[.:]|(?:Chương|Mục|Phần|Phụ lục|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s|Căn cứ\s|Theo đề nghị\s|Kính gửi|Nơi nhận"
    r"|Article\s\d{1,3}\.\s|(?:Chapter|Section|Part|CHAPTER|SECTION|ARTICLE|PART)\s[\dIVXLC]|Pursuant to\s)"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """Of the running text of a page: where rows that are not indented begin, where full rows end, from base line to base line."""

    left: float
    right: float
    step: float


def measured(rows: list[Row], before: Measure | None = None) -> Measure:
    """Of a page's rows; a page without running text (a signature alone) is measured as the one ``before`` it."""
    long = [row for row in rows if len(row.text) > 50]
    if not long and before:
        return before
    long = long or rows
    if not long:
        return Measure(0.0, 0.0, 0.0)
    lefts = Counter(round(row.x0 / 3) for row in long)
    common = [left for left, count in lefts.items() if count >= max(2, 0.12 * len(long))]
    full = set(map(id, long))
    steps = Counter(round(b.y - a.y, 1) for a, b in pairwise(rows) if {id(a), id(b)} <= full and b.y - a.y < 4 * b.size)
    usual = [step for step, count in steps.items() if count >= 0.25 * max(steps.values())]
    return Measure(3.0 * min(common or lefts), max(row.x1 for row in long), min(usual, default=1.3 * long[0].size))


def continues(last: Row, row: Row, measure: Measure) -> bool:
    """Whether ``row`` goes on with the paragraph of ``last``: its first word had no room there, and nothing sets it apart."""
    first = row.words[0]
    room = measure.right - last.x1 - 0.2 * last.size
    if row.text[0].islower() and not last.text.endswith((".", ";", ":")):  # a sentence goes on, wherever exactly its row ended
        room -= _RAGGED * (measure.right - measure.left)
    opened = _OPEN.search(last.text) is not None
    apart = (room > first.x1 - first.x0 and not opened) or row.x0 > measure.left + 1.2 * row.size
    if (apart and not _centred(last, row, measure)) or (_LABEL.match(row.text) and not opened):
        return False
    below = row.y - last.y
    return below < max(1.25 * measure.step, measure.step + 2.5) and abs(row.size - last.size) < 0.2 * last.size


def _bold(row: Row) -> bool:
    return all(piece.letters.strong for word in row.words for piece in word.typed)


def _centred(last: Row, row: Row, measure: Measure) -> bool:
    """A title over several rows: both about one axis, and the first word of the second had no room in the first."""
    axis = (last.x0 + last.x1) / 2
    first = row.words[0]
    wide = len(last.text) > 30 and last.x1 - last.x0 + first.x1 - first.x0 + 0.2 * last.size > measure.right - measure.left
    alike = (last.text.isupper() and row.text.isupper()) or (_bold(last) and _bold(row))
    return (
        wide and alike and row.x0 > measure.left + 1.2 * row.size and abs(axis - (row.x0 + row.x1) / 2) < 0.5 * row.size and last.y < row.y
    )
