"""Stamps of secrecy and of restricted circulation anywhere in a text. Finds them; that such a text is never published is the pipeline's.

Law on Protection of State Secrets 29/2018/QH14, article 8: MẬT, TỐI MẬT, TUYỆT MẬT. A copy may have them far from the header. To
hold back a document that is none costs an editor a minute; to publish one that is cannot be undone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from builder import vocabulary
from builder.text import fold, key

_LONGEST = 60
_FIRST_LINES = 15
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# "M Ậ T", "M.Ậ.T", "T U Y Ệ T   M Ậ T": letters set apart for the eye
_SPACED = re.compile(r"[^\W\d_](?:[\s._-]+[^\W\d_]){2,}")
_COLON = re.compile("[:：︰﹕]")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_CELLS, _CELL = re.compile(r"\||\t|\s{4,}"), re.compile(r"[|\s](?:(?<=[|\t])|\s{3})")
# "MẬT - KHẨN", "HỎA TỐC, TỐI MẬT", "TỐI MẬT (bản số 1)"
_PARTS = re.compile(r"[-–—,;/+&()\[\]]|(?<=\s)(?:và|VÀ)(?=\s)")  # what is left around is trimmed by _ENDS
_COPY = re.compile(r"\(?(?:bản|Bản|BẢN) (?:số|SỐ) \d+\)?$")
# "Độ mật: TỐI MẬT", "Mức độ: Mật", "Dấu chỉ độ mật: Mật"
_LABEL = re.compile(r"^(?:(?:dấu )?(?:chỉ )?(?:mức )?độ(?: mật| bảo mật)?|dấu|mức độ)\s*:\s*", re.I)
# "TÀI LIỆU MẬT", "Chỉ lưu hành nội bộ"
_BEFORE = re.compile(r"^(?:tài liệu|văn bản|công văn|hồ sơ|bản|chỉ|được|loại)\s+", re.I)


def stamped(text: str) -> str | None:
    """The id of the first stamp: a line of its own (or a cell), in capitals, or in any case near the top or after its label."""
    seen = 0
    for line in text.split("\n"):
        seen += bool(line.strip())
        for cell in _cells(line):
            if found := _stamp(cell, near=seen <= _FIRST_LINES):
                return found
    return None


def _cells(line: str) -> Iterator[str]:
    """The line itself where it is short, and what stands in its cells or columns."""
    cells = _CELLS.split(line) if _CELL.search(line) else ()
    yield from (cell for cell in (line, *cells) if 2 < len(cell) <= 2 * _LONGEST)


def _stamp(cell: str, near: bool) -> str | None:
    if not near and not cell.isupper() and not _COLON.search(cell):
        return None  # far from the top only capitals and what stands behind a label count
    return _read(cell, near)


@lru_cache(maxsize=1024)
def _read(cell: str, near: bool) -> str | None:
    bare = unicodedata.normalize("NFKC", _INVISIBLE.sub("", cell)).strip()
    letters = _letters(bare)
    if not any(sign in letters for sign in _signs()):
        return None
    words = _LABEL.sub("", bare)
    if len(words) > _LONGEST:
        return None
    said = words.isupper() or words != bare
    whole = _unspaced(_ENDS.sub("", words))
    found = _known(whole, said and near) if said or near else None
    if found and (said or whole[0].isupper() or found in vocabulary.circulation()):  # "mật": the end of a subject over two lines
        return found
    return _together(words, said, near) if said or near else None


@cache
def _signs() -> tuple[str, ...]:
    """Of every print of a stamp what can be told without case, marks and blanks; a print that holds a shorter one is told by that."""
    prints = (text for s in (*vocabulary.circulation().values(), *vocabulary.secrecy().values()) for text in (s.vi, s.en))
    bare = {_letters(text) for text in prints}
    return tuple(sign for sign in sorted(bare) if not any(other in sign for other in bare - {sign}))


def _letters(words: str) -> str:
    return key(words).replace(" ", "")


def _together(words: str, said: bool, near: bool) -> str | None:
    """Several marks in one line ("MẬT - KHẨN"), or one with a word before it; where anything else stands it is a sentence about them."""
    parts = [_unspaced(_ENDS.sub("", part)) for part in _PARTS.split(_COPY.sub("", words))]
    parts = [_BEFORE.sub("", _BEFORE.sub("", part)) if near else part for part in parts if part]
    loud = (said or all(part.isupper() for part in parts)) and near
    found = [_known(part, loud) for part in parts]
    if all(ident or vocabulary.stamp_by_print(part) for ident, part in zip(found, parts, strict=True)):
        first = next((ident for ident in found if ident), None)
        return first if said or loud or first in vocabulary.circulation() else None
    return found[0] if found[0] in vocabulary.circulation() else None


def _known(words: str, loud: bool) -> str | None:
    """In Vietnamese with its marks ("mặt" is no secret); in capitals near the top also as it is typed without, or in English."""
    stamp = vocabulary.stamp_by_print(words)
    if stamp and stamp.kind in ("secrecy", "circulation"):
        return stamp.id
    return _otherwise().get(words) if loud else None


@cache
def _otherwise() -> dict[str, str]:
    """Other prints in capitals: MAT, MÂT (the dot is lost first), TOI MAT, CONFIDENTIAL."""
    found: dict[str, str] = {}
    for ident, stamp in {**vocabulary.circulation(), **vocabulary.secrecy()}.items():
        loud = stamp.vi.upper()
        found |= dict.fromkeys((fold(loud).upper(), loud.replace("Ậ", "Â"), stamp.en.upper()), ident)
    return found


def _unspaced(line: str) -> str:
    """The words of letters that were set apart; two blanks or more stand between words."""
    if not _SPACED.fullmatch(line):
        return line
    return " ".join(re.sub(r"[\s._-]+", "", word) for word in re.split(r"\s{2,}", line))
