"""A subject printed in capitals as a title that one can read. Only where every name in it is known; the record keeps the print.

"HƯỚNG DẪN THỰC HIỆN QUYẾT ĐỊNH SỐ 40/2011/QĐ-TTG … TỈNH CÀ MAU" becomes "Hướng dẫn thực hiện Quyết định số 40/2011/QĐ-TTg … tỉnh
Cà Mau". A line with a place whose name is in no table stays as it is printed: "huyện đông anh" is worse than capitals.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from builder import grammar, vocabulary
from builder.text import fold, nfc

_WORD = re.compile(r"[^\s,;:.()“”\"'!?]+")
# A syllable without its marks: what is none (ASEAN, BHXH, OECD) is an abbreviation.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ng|ngh|nh|p|ph|qu?|r|s|t|th|tr|v|x)?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|iu|o[aeio]|u[aeiouy]|ye|oa[iyo]|oeo|uay|uo[iu]|uy[aeu]|[iy]eu)(?:ch?|m|ng?|nh|p|t)?"
)
_ABOUT = re.compile(r"^[Vv]ề (?:việc )?")
_ROMAN = re.compile(r"[IVX]+")
_BEFORE_ROMAN = frozenset({"khóa", "khoá", "thứ", "chương", "phần", "hội", "quý", "loại", "nhóm", "phụ lục", "lục", "mục", "đảng"})
# After these a name follows, unless one of the words below does: "tỉnh, thành phố", "xã hội", "huyện và tương đương".
_PLACE = re.compile(r"(?<!\w)(?<!hợp tác )(?<!cấp )(?:tỉnh|thành phố|tp|huyện|quận|thị xã|thị trấn|phường|xã)\s(?=\w)")
_NO_NAME = re.compile(
    r"(?:hội|trực|và|về|của|các|có|được|theo|trong|đến|từ|năm|giai|thực|là|để|cho|tại|ở|thành|huyện|xã|phường|thị|quận|tỉnh|đảo|biên|miền|nghèo|đặc|khu|vùng)(?!\w)"
)


@lru_cache(maxsize=8192)  # a title stands in a dozen lists
def calm(text: str) -> str:
    """A line all in capitals in the case of a sentence, names and numbers as they are written; any other as it is."""
    if sum(map(str.islower, text)) * 20 > len(text):  # nearly every title
        return text
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.islower() for c in letters) * 20 > len(letters):
        return text
    lowered = _numbers(text, _words(text))
    named = _places(_names().sub(lambda m: _written()[m[0].lower()], lowered))
    if named is None:
        return text
    return named[:1].upper() + named[1:]


def continued(subject: str) -> str:
    """A subject as it goes on after "về" in a citation: never "về VỀ VIỆC …", no full stop, no capital that only capitals made."""
    quiet = calm(subject)
    bare = _ABOUT.sub("", quiet, count=1).removesuffix(".")
    return bare[:1].lower() + bare[1:] if quiet != subject and not _ABOUT.match(quiet) else bare


def _words(text: str) -> str:
    """Syllables in small letters; abbreviations and Roman numbers as printed."""
    last = ""

    def small(found: re.Match[str]) -> str:
        nonlocal last
        word, before, last = found[0], last, found[0].lower()
        if _ROMAN.fullmatch(word) and (before in _BEFORE_ROMAN or not _SYLLABLE.fullmatch(word.lower())):
            return word
        parts = re.split(r"([-–/&])", word)
        return "".join(p.lower() if not p.isalpha() or _SYLLABLE.fullmatch(fold(p)) else p for p in parts)

    return _WORD.sub(small, text)


def _numbers(text: str, lowered: str) -> str:
    """Document numbers in their own spelling, and the kind of document before one with a capital."""
    out = lowered
    for found in grammar.numbers(text):
        if found.number.norm and len(lowered) == len(text):
            out = out[: found.span.start] + text[found.span.start : found.span.end] + out[found.span.end :]
    out = re.sub(r"(?<=QĐ-|CT-)TTG(?!\w)", "TTg", out)
    return _kinds().sub(lambda m: m[0][:1].upper() + m[0][1:], out)


@cache
def _kinds() -> re.Pattern[str]:
    kinds = sorted((re.escape(k.vi.lower()) for k in vocabulary.types().values()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)})(?= số \d| \d+[-/])")


@cache
def _written() -> dict[str, str]:
    """Names whose capitals are known wherever they stand: bodies, laws, the country. A province only after its kind."""
    names = [n.vi for a in vocabulary.agencies().values() for n in a.names]
    names += [i.vi for i in vocabulary.instruments().values()]
    names += vocabulary.proper_names()
    return {nfc(name).lower(): nfc(name) for name in names if name}


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(n) for n in sorted(_written(), key=len, reverse=True))})(?!\w)", re.I)


@cache
def _areas() -> dict[str, str]:
    """Provinces and the districts that are known, longest first."""
    names = [nfc(name) for name in (*(p.vi for p in vocabulary.provinces().values()), *(d.vi for d in vocabulary.districts().values()))]
    return {name.lower(): name for name in sorted(names, key=len, reverse=True)}


def _places(text: str) -> str | None:
    """Provinces and districts with capitals; None where a place is named that no table knows."""
    for lead in _PLACE.finditer(text):
        at = lead.end()
        name = next((n for n in _areas() if text.lower().startswith(n, at)), None)
        if name:
            text = text[:at] + _areas()[name] + text[at + len(name) :]
        elif not _NO_NAME.match(text, at):
            return None
    return text
