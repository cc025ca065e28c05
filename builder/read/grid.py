"""Tables of data told from tables that only lay out a page (letterhead, footer, the columns of a portal). Reads no format.

A table of data stays one, with cells in rows of one length; every other is read cell by cell as lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.read.sheet import Piece

MAX_CELLS = 20_000
NESTED = "\x00"  # says that a cell holds a table of its own
BOXED = "\x01"  # that it holds a box: only a large table of data has such
MAX_CELL = 3_000  # characters: more is a page in a cell
_LAYOUT = re.compile(
    r"CỘNG H(?:ÒA|OÀ)\s+XÃ HỘI|Độc lập\s?[-–]\s?Tự do|^\s*(?:(?:Nơi nhận|NƠI NHẬN|Kính gửi|KÍNH GỬI)\s?:|V/v\b)|^\s*S[ốỐ]\s?:\s?[\d.…]*\s?/"
    r"|^\s*(?:TM|KT|TL|TUQ|Q)\.\s|ngày\s[\d.… ]{0,12}tháng\s[\d.… ]{0,12}năm\s\d{4}\s*$|^\s*(?:Đã ký|\(Đã ký\))",
    re.M,
)


def is_data(rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells make a table that a reader would call one: three rows or columns, and nothing of a letter's layout."""
    columns = max((len(row) for row in rows), default=0)
    filled = [cell for row in rows for cell in row if cell.strip()]
    if len(rows) < 2 or columns < 2 or (len(rows) < 3 and columns < 3) or sum(map(len, rows)) > MAX_CELLS:
        return False
    wide = sum(sum(1 for cell in row if cell.strip()) >= 2 for row in rows)
    large = columns >= 5 and len(rows) >= 4  # no letterhead is; one may be shown in it
    return wide >= max(2, len(rows) // 2) and all(
        len(c) <= MAX_CELL and c != NESTED and (large or not (_LAYOUT.search(c) or c.startswith(BOXED))) for c in filled
    )


def spread(rows: Sequence[Sequence[tuple[int, int, list[Piece]]]]) -> list[list[list[Piece]]]:
    """Cells as (columns, rows that they cover, words) to rows of one length: a merged cell stands in its first place, the rest is empty."""
    out: list[list[list[Piece]]] = [[] for _ in rows]
    covered: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        for columns, down, words in row:
            while (at, len(out[at])) in covered:
                out[at].append([])
            first = len(out[at])
            for more in range(1, min(down, len(rows) - at)):
                covered |= {(at + more, first + n) for n in range(min(columns, 60))}
            out[at] += [words, *([] for _ in range(min(columns, 60) - 1))]
        while (at, len(out[at])) in covered:
            out[at].append([])
    width = max(map(len, out), default=0)
    return [row + [[] for _ in range(width - len(row))] for row in out]
