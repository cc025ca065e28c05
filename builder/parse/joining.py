"""Lines that a cell, a page width or a run of markup broke: joined again before anything is read. Changes no letter.

Three kinds of break are mended, each only where the whole is certain: fixed header lines ("CỘNG / HÒA XÃ HỘI …", "Số: / 59/2025/…",
"Sơn / La, ngày 11 tháng 3 / năm 2020"), a letter torn from its word ("C / ăn cứ"), and paragraphs wrapped at a fixed width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder import grammar, vocabulary
from builder.grammar import LOWER, UPPER
from builder.model import Line, Run
from builder.runs import Runs
from builder.text import key

HEADER_LINES = 60
MOST_PIECES = 8
# A place and a date and nothing else: "Hà Nội, ngày 28 tháng 6 năm 2017", day or month may be blank.
_PLACE_DATE = re.compile(
    rf"(?:(?P<place>[{UPPER}][\w.]{{0,12}}(?:[ -]{{1,3}}[\w.]{{1,12}}){{0,6}})\s?,\s?)?(?:ngày|Ngày)[\s\d.…]{{0,12}}tháng[\s\d.…]{{0,12}}năm\s{{0,2}}\d{{4}}"
)
_NUMBER_HEAD = re.compile(r"(?:[^\W\d_]{2,8} ){0,3}S[ốỐ]?\s?[:.]?$|S[ốỐ]\s?[:.]?", re.I)
_NUMBER_GOES_ON = re.compile(rf"[/\d]|-[{UPPER}]")
_FIXED = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
_LABEL = re.compile(r"(?:[-–—•+*|]|\d{1,2}(?:\.\d{1,2}){0,2}[.)]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s|Điều \d|Chương |Mục |Nơi nhận|Kính gửi|Lưu\b)")
# A letter alone, or the last of a short line: "C" / "ăn cứ", "Phạm Thị T" / "hanh Trà"
_TORN = re.compile(rf"(?:[^\n]{{0,40}} )?[{UPPER}]")
_LOWER_START = re.compile(rf"[{LOWER}]")
# Shortest and longest width at which text is taken to be wrapped, and how many lines must be nearly full.
NARROW, WIDE, FULL_LINES = 50, 130, 6


def whole_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with what was broken joined; each keeps the number of its first line, and every run its place."""
    return tuple(_unwrapped(tuple(_mended(lines))))


def _mended(lines: tuple[Line, ...]) -> Iterator[Line]:
    at = 0
    while at < len(lines):
        found = _whole(lines, at) if lines[at].runs and lines[at].kind != "table" else None
        if found:
            yield found[0]
            at = found[1]
        else:
            yield lines[at]
            at += 1


def _whole(lines: tuple[Line, ...], at: int) -> tuple[Line, int] | None:
    """The line that begins here when several are joined, and the index after them."""
    printed = lines[at].text
    length = len(printed)
    if length > 80 or (at >= HEADER_LINES and length > 42):
        return None
    torn = _TORN.fullmatch(printed)
    if at >= HEADER_LINES and not torn:
        return None
    pieces = [at, *_following(lines, at)]
    if len(pieces) > 1 and torn and _is_rest(lines[pieces[1]].text, length):
        return _joined(lines, pieces[:2], ""), pieces[1] + 1
    texts = [lines[i].text for i in pieces]
    if at >= HEADER_LINES or not _may_begin(texts[:4]):
        return None
    for size in range(2, len(pieces) + 1):
        for by in (" ", ""):
            text = by.join(texts[:size])
            if len(text) < 160 and _is_whole(text, texts[:size], texts[size] if size < len(texts) else ""):
                return _joined(lines, pieces[:size], by), pieces[size - 1] + 1
    return None


def _is_rest(text: str, before: int) -> bool:
    """The rest of a torn word: any line after a lone letter, a short one after a short line."""
    return bool(_LOWER_START.match(text)) and (before <= 3 or len(text) <= 40)


def _may_begin(pieces: list[str]) -> bool:
    """Whether it is worth the joining: the first half of a fixed line, a bare "Số:", "Kính", or a place before a date."""
    if any("tháng" in piece or "năm" in piece for piece in pieces) or _NUMBER_HEAD.fullmatch(pieces[0]):
        return True
    first = key(pieces[0]).replace(" ", "")
    return first == "kinh" or any(whole.startswith(first) and whole != first for whole in _FIXED)


def _following(lines: tuple[Line, ...], at: int) -> Iterator[int]:
    """Indices of the next filled lines, at most one blank line between two of them."""
    count, blanks = 1, 0
    for index in range(at + 1, min(at + 2 * MOST_PIECES, len(lines))):
        if not lines[index].runs:
            blanks += 1
            if blanks > 1:
                return
            continue
        yield index
        count, blanks = count + 1, 0
        if count > MOST_PIECES:
            return


def _is_whole(text: str, pieces: list[str], after: str) -> bool:
    first = pieces[0]
    head = key(first)
    begun = head.replace(" ", "")
    if any(whole.startswith(begun) for whole in _FIXED) and key(text).replace(" ", "") in _FIXED:
        return True
    if head in ("kinh", "k") and len(pieces) == 2 and re.match(r"Kính ?g", text):
        return True
    if _NUMBER_HEAD.fullmatch(first) or first == "S":
        return _is_number(text, pieces, after)
    return _is_place_date(text, pieces)


def _is_number(text: str, pieces: list[str], after: str) -> bool:
    """ "Số:" and its number; the last piece ends it, and what follows could not still belong to it."""
    found = grammar.number_line(text)
    if found is None or found.number.status != "present" or found.span.end != len(text) or len(pieces[-1]) > 40:
        return False
    return not _NUMBER_GOES_ON.match(after)


def _is_place_date(text: str, pieces: list[str]) -> bool:
    """A first piece is taken in only where it makes the place a known one ("Sơn" + "La"), or the date whole."""
    found = _PLACE_DATE.fullmatch(text) if text[-1:].isdecimal() else None
    if not found:
        return False
    rest = _PLACE_DATE.fullmatch(" ".join(pieces[1:]))
    if rest and not rest["place"] and not found["place"]:
        return False
    if rest is None:
        return True
    return bool(found["place"] and vocabulary.province_by_name(found["place"]) and not vocabulary.province_by_name(rest["place"] or ""))


def _joined(lines: tuple[Line, ...], pieces: list[int], by: str) -> Line:
    runs: list[Run] = []
    for index in pieces:
        if runs and by:
            runs.append(Run(by, runs[-1].end))
        runs.extend(lines[index].runs)
    return replace(lines[pieces[0]], runs=tuple(runs))


# --- paragraphs wrapped at a width -------------------------------------------------------------------------------------------


def _unwrapped(lines: tuple[Line, ...]) -> Iterator[Line]:
    width = _width(lines)
    if width is None:
        yield from lines
        return
    held: Line | None = None
    last = ""
    for line in lines:
        if held is not None and _goes_on(held, last, line, width):
            held = replace(held, runs=_glued(held.runs, line.runs))
        else:
            if held is not None:
                yield held
            held = line
        last = line.text
    if held is not None:
        yield held


def _width(lines: tuple[Line, ...]) -> int | None:
    """The width that lines were wrapped at: none where a line is long, or where too few are nearly full."""
    lengths = [len(line.text) for line in lines if line.runs and line.kind == "line"]
    longest = max(lengths, default=0)
    if not NARROW <= longest <= WIDE:
        return None
    full = sum(length >= longest - 14 for length in lengths)
    return longest if full >= FULL_LINES and full * 4 >= len(lengths) else None


def _goes_on(held: Line, last: str, line: Line, width: int) -> bool:
    """The line before is full (the next word would not have fitted) and this one begins nothing of its own."""
    if not held.runs or not line.runs or held.kind != "line" or line.kind != "line" or _LABEL.match(line.text):
        return False
    word = line.text.split(" ", 1)[0]
    if len(last) + 1 + len(word) <= width - 3:
        return False
    return not last.endswith((".", ";", ":", "./.")) or not line.text[:1].isupper()


def _glued(left: Runs, right: Runs) -> Runs:
    return (*left, Run(" ", left[-1].end), *right)
