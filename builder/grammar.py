"""Document numbers, dates and provisions: strings to model, for every stage that meets them. Never looks at documents.

Grammars: Decree 30/2020/NĐ-CP, annexes I and III (state), Regulation 399-QĐ/TW (Party); older forms from the print itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from builder import vocabulary
from builder.model import Lang, Number, Precision, Span
from builder.text import plain_letters

UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if unicodedata.category(c) == "Lu" and "LATIN" in unicodedata.name(c, ""))
LOWER = "".join(c for c in map(chr, range(0x61, 0x1EFA)) if unicodedata.category(c) == "Ll" and "LATIN" in unicodedata.name(c, ""))

# 145, 36a, 66.15, 01
_NO = r"\d{1,5}(?:\.\d{1,3})?[a-zđ]?"
# "29/2008/NĐ-CPngày 14/3/2008": the blank behind the number is lost
_GLUED = r"(?!(?:ngày|của|về|ban hành|quy định|hướng dẫn|đã)(?!\w))"
# LĐTBXH, TTg, LĐVL&GDNN, VTVP.UBND, QH14, BCĐQG1237
_SEG = rf"(?:TTg|TTr|CTr|QyĐ|QĐi|TrS|TTh|[{UPPER}](?:[{UPPER}&]|\.(?=[{UPPER}]))*\d{{0,4}})(?!{_GLUED}[{LOWER}])"
_JOIN = r"(?:\s?-\s?(?=\S)|/)"
# "05/2012/TT - BLĐTBXH": blanks about the hyphen, behind what can only be a type
_LOOSELY = "|".join(rf"(?<=[/ ]{abbreviation})" for abbreviation in ("QĐ", "NĐ", "TT", "TTLT", "NQ", "CT", "KH", "TB", "BC", "CV", "TTr"))
_SYMBOL = rf"{_SEG}(?:(?:[-_]\s?|/|(?:{_LOOSELY})\s[-–]\s?){_SEG}){{0,7}}"
# 145/2020/NĐ-CP, 2637/LĐTBXH-HTQT, 05/2005/QH11
_STATE = rf"(?P<no>{_NO})\s?/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<symbol>{_SYMBOL}(?:\s/CV(?!\w))?)"
# 06-NQ/TW, 237-CV/ĐU; 13-BYT/TT, 518-TTg
_PARTY = rf"(?P<pno>\d{{1,5}})\s?-\s?(?P<psymbol>{_SEG}/{_SEG}(?:-{_SEG})?|TTg|CP|HĐBT)"
# "số 3561CV/VC-TCLĐ", "số 19 TC/QĐ/CĐKT", "số 25 QĐ-UB": before Decree 30 and its forerunners, only behind "số"
_OLD = rf"(?P<ono>\d{{1,5}})\s?(?P<osymbol>(?:{_SEG}/|(?:QĐ|CV|CT|NQ|TT|TB)-){_SYMBOL})"
# The boundary before: not inside a longer number, a period or a date; "số198/1999/QĐ-TTg" has lost its blank.
_AFTER_NO = r"(?<=[Ss]ố)|(?<=SỐ)"
NUMBER = re.compile(rf"(?:(?<![\w/.-])|{_AFTER_NO})(?:{_STATE}|{_PARTY}|(?:(?<=[Ss]ố\s)|(?<=SỐ\s)|{_AFTER_NO}){_OLD})(?!{_GLUED}\w|/)")

# "Số: 2637/LĐTBXH-HTQT", "Số: /UBND-VX", "Số:....../QĐ-UBND", "S: 4271/KH-UBND", "Luật số: 45/2019/QH14", "No. 3068/BHXH-CSXH"
NUMBER_LINE = re.compile(
    r"^(?P<lead>[^\W\d_]{2,12}(?: [^\W\d_]{2,12}){0,3} )?(?:S[ốôỐÔO]?|No|Number)\s?[:.]{0,2}\s{0,3}"
    rf"(?P<rest>(?:\d|[.…_ ]{{0,40}}\s?[/-]\s?(?:(?:19|20)\d\d\s?/\s?)?[{UPPER}]|[{UPPER}]{{2,6}}[-/]).*)$",
    re.I,
)
_BLANK = re.compile(rf"^[.…_ ]{{0,40}}(?:/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<symbol>{_SYMBOL})|-\s?(?P<psymbol>{_SEG}/{_SEG}))")
_LOOSE = re.compile(rf"(?P<no>{_NO})\s?/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<symbol>{_SEG}(?:\s?-\s?{_SEG}){{1,4}})(?![\w/])")
# "BC-SLĐTBXH-HG": the symbol alone, where the serial was never filled in
_NO_SERIAL = re.compile(rf"^(?P<symbol>{_SEG}(?:[-/]{_SEG}){{1,4}})\s?$")
# "3210/QĐ - U B ND": letters set apart by a scan; at least one stands alone
_SPACED = re.compile(
    rf"^(?P<head>\d{{1,5}}\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?)(?P<tail>[{UPPER}]{{1,8}}(?:\s?[-–/]\s?[{UPPER}]{{1,8}}|\s[{UPPER}]{{1,4}}){{1,9}})$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A number and where it stands in the string."""

    number: Number
    span: Span


def _symbol_parts(symbol: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[-/]", symbol) if part)


def _tidy(symbol: str) -> str:
    return re.sub(r"\s*([-/])\s*", r"\1", symbol.replace("_", "-").replace("–", "-"))


def _number(match: re.Match[str], printed: str) -> Number:
    if match["no"]:
        symbol = _tidy(match["symbol"])
        middle = f"/{match['year']}/" if match["year"] else "/"
        year = int(match["year"]) if match["year"] else None
        return Number(f"{match['no']}{middle}{symbol}", printed, match["no"], year, _symbol_parts(symbol))
    if match["ono"]:
        symbol = _tidy(match["osymbol"])
        return Number(f"{match['ono']} {symbol}", printed, match["ono"], None, _symbol_parts(symbol))
    symbol = _tidy(match["psymbol"])
    return Number(f"{match['pno']}-{symbol}", printed, match["pno"], None, _symbol_parts(symbol))


def numbers(text: str) -> Iterator[Found]:
    """Every document number in reading order: ``145/2020/NĐ-CP``, ``06-NQ/TW``. Dates, periods and phones are none."""
    clean = plain_letters(text)
    if "/" not in clean and "-" not in clean:  # every number has one of them
        return
    for match in NUMBER.finditer(clean):
        number = _number(match, text[match.start() : match.end()])
        if _plausible(number):
            yield Found(number, Span(match.start(), match.end()))


def _plausible(number: Number) -> bool:
    """At least one part of two letters, and not a road or flight ("5/A", "3/B"); ``68/L-CTN`` passes."""
    return any(len(part) >= 2 for part in number.symbol)


def read_number(text: str) -> Number | None:
    """The number that is all of ``text`` ("145/2020/NĐ-CP"), else None."""
    clean = plain_letters(text.strip())
    match = NUMBER.fullmatch(clean)
    return _number(match, text.strip()) if match else None


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The number of a header line, where it stands, and the word before "số" ("Nghị quyết"), if any."""

    number: Number
    span: Span
    lead: str | None = None


def number_line(text: str) -> NumberLine | None:
    """The number of a header line "Số: …", with status ``present`` or ``blank``; None where the line is something else.

    With a type before "số" the number must be all that follows: "Thông tư số 05/2013/TT-BLĐTBXH ngày …" is a sentence.
    """
    clean = plain_letters(text)
    line = NUMBER_LINE.match(clean)
    if not line:
        return None
    at = line.start("rest")
    lead = line["lead"].strip() if line["lead"] else None
    if lead and vocabulary.type_by_word(lead) is None and vocabulary.type_by_english(lead) is None:
        return None
    found = _spaced(text, clean, at) or _serial(text, clean, at) or _blank(text, clean, at)
    if found is None or (lead and text[found.span.end :].strip(" .,;:*|")):
        return None
    return NumberLine(found.number, found.span, lead)


def _serial(text: str, clean: str, at: int) -> Found | None:
    """On its own line a number may have blanks about its hyphens: "1234/LĐTBXH - KHTC"."""
    found = _LOOSE.match(clean, at) or NUMBER.match(clean, at)
    return Found(_number(found, text[found.start() : found.end()]), Span(found.start(), found.end())) if found else None


def _spaced(text: str, clean: str, at: int) -> Found | None:
    """A number whose letters a scan set apart. Two whole codes with a blank between are left alone: their joint is not known."""
    found = _SPACED.match(clean[at:].rstrip())
    if not found or not re.search(rf"(?:^|[\s/-])[{UPPER}](?:[\s-]|$)", found["tail"]) or NUMBER.fullmatch(found[0]):
        return None
    number = read_number(re.sub(r"\s+", "", found[0]))
    end = at + found.end()
    return Found(replace(number, printed=text[at:end]), Span(at, end)) if number else None


def _blank(text: str, clean: str, at: int) -> Found | None:
    rest = clean[at:]
    blank = _BLANK.match(rest) or _NO_SERIAL.match(rest)
    if not blank:
        return None
    groups = blank.groupdict()
    symbol = _tidy(groups["symbol"] or groups.get("psymbol") or "")
    year = int(groups["year"]) if groups.get("year") else None
    filler = len(rest) - len(rest.lstrip(" .…_"))
    printed = text[at + filler : at + blank.end()].strip()
    return Found(Number(None, printed, None, year, _symbol_parts(symbol), "blank"), Span(at + filler, at + blank.end()))


# --- what a symbol says -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """A symbol interpreted: type id, the issuer's code, the unit's code; ``rule`` names the branch taken."""

    type: str | None
    issuer_code: str | None
    unit_code: str | None
    rule: str


_REVERSED = {"QĐ", "NQ", "CT", "TT", "GP"}


def read_symbol(number: Number, lead: str | None = None) -> Reading:
    """Interpret ``number.symbol``; ``lead`` is the type id of the word before it, which settles every conflict.

    Order: type-issuer; QHk; reversed issuer-type; else an official letter of (issuer, unit).
    """
    symbol = number.symbol
    if not symbol:
        return Reading(lead, None, None, "no-symbol")
    system: Literal["state", "party"] = "party" if is_party(number) else "state"
    kinds = [t.id for t in vocabulary.types_by_abbr(symbol[0], system)]
    letter = lead == "cong-van"
    if len(symbol) > 1 and kinds and not (letter and symbol[0] != "CV") and (lead is None or lead in kinds or not _is_agency(symbol[0])):
        chosen = lead if lead in kinds or lead is not None else kinds[0]
        return Reading(chosen, symbol[1], symbol[2] if len(symbol) > 2 else None, f"symbol-{system}")
    if len(symbol) == 1 and re.fullmatch(r"(?:QH|UBTVQH)\d{0,2}", symbol[0]):
        return Reading(lead, symbol[0], None, "symbol-assembly")
    if len(symbol) > 1 and symbol[-1] in _REVERSED and lead is not None and lead != "cong-van":
        return Reading(lead, symbol[0], symbol[1] if len(symbol) > 2 else None, "symbol-reversed")
    if len(symbol) > 1 and symbol[-1] == "GP" and lead is None:
        return Reading("giay-phep", symbol[0], None, "symbol-reversed")
    if len(symbol) == 1 and not _is_agency(symbol[0]) and kinds:
        return Reading(lead or kinds[0], None, None, "symbol-type-only")
    implied = lead or ("cong-van" if number.year is None else None)
    return Reading(implied, symbol[0], symbol[1] if len(symbol) > 1 else None, "symbol-letter")


def _is_agency(code: str) -> bool:
    return vocabulary.agency_by_code(code) is not None or vocabulary.local_kind_by_code(code) is not None


def is_party(number: Number) -> bool:
    """Party numbers join serial and type by a hyphen: ``06-NQ/TW``."""
    return bool(number.norm and number.serial and number.norm.startswith(f"{number.serial}-") and len(number.symbol) > 1)


# --- dates -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FoundDate:
    """An ISO date cut to its precision; ``value`` is ``--01-15`` where the year must come from context."""

    value: str
    precision: Precision
    span: Span


_LONG = r"(?:[Nn]gày|NGÀY)\s{0,3}(?:(?P<d>\d{1,2})|[.…_]{1,20})?\s{0,3}(?:tháng|THÁNG)\s{0,3}(?P<m>\d{1,2})\s{0,3},?\s?(?:năm|NĂM)\s{0,3}(?P<y>\d{4})"
_SHORT = r"(?:(?:[Nn]gày|NGÀY)\s{0,3})?(?<![\d/.-])(?P<sd>\d{1,2})(?P<sep>[/.-])(?P<sm>\d{1,2})(?P=sep)(?P<sy>\d{4})(?![\d/])"
_MONTH = r"(?:[Tt]háng|THÁNG)\s{0,3}(?P<mm>\d{1,2})\s?(?:/|-|năm\s)\s?(?P<my>\d{4})(?!\d)"
_NO_YEAR = r"(?:[Nn]gày|NGÀY)\s{0,3}(?P<nd>\d{1,2})\s?(?:/|tháng)\s?(?P<nm>\d{1,2})(?![\d/]|\s?(?:/|năm|hàng|hằng))"
_JOINED_FIGURES = re.compile(r"\d\s?[/.-]\s?\d")
DATE = re.compile(f"(?:{_LONG}|{_SHORT}|{_MONTH}|{_NO_YEAR})")


def _valid(year: int, month: int, day: int | None) -> bool:
    days = (31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1900 <= year <= 2100 and 1 <= month <= 12 and (day is None or 1 <= day <= days[month - 1])


def _date(m: re.Match[str]) -> FoundDate | None:
    span = Span(m.start(), m.end())
    if m["nd"]:
        month, day = int(m["nm"]), int(m["nd"])
        return FoundDate(f"--{month:02}-{day:02}", "day", span) if _valid(2000, month, day) else None
    year = int(m["y"] or m["sy"] or m["my"])
    month = int(m["m"] or m["sm"] or m["mm"])
    printed_day = m["d"] or m["sd"]
    known_day = int(printed_day) if printed_day else None
    if not _valid(year, month, known_day):
        return None
    value = f"{year:04}-{month:02}" + (f"-{known_day:02}" if known_day else "")
    return FoundDate(value, "day" if known_day else "month", span)


def may_date(text: str) -> bool:
    """Whether there can be a date at all, or in any part of the text: most blocks have neither of these."""
    return "háng" in text or "HÁNG" in text or _JOINED_FIGURES.search(text) is not None


def dates(text: str) -> Iterator[FoundDate]:
    """Every date in reading order: "ngày 28 tháng 6 năm 2017", "20/01/2016", "tháng 3/2024", "ngày 15/1" (no year).

    A blank day gives a month ("ngày   tháng 3 năm 2024" → 2024-03). Impossible dates are left out.
    """
    if not may_date(text):
        return
    for match in DATE.finditer(text):
        found = _date(match)
        if found:
            yield found


_MONTHS = "January February March April May June July August September October November December".split()
_EN_DAY = rf"(?:(?P<d1>\d{{1,2}}) (?P<m1>{'|'.join(_MONTHS)})|(?P<m2>{'|'.join(_MONTHS)}) (?P<d2>\d{{1,2}}),)(?: (?P<y>\d{{4}}))?"
_EN_MONTH = rf"(?P<m3>{'|'.join(_MONTHS)})(?: of)? (?P<y3>\d{{4}})"
EN_DATE = re.compile(rf"\b(?:{_EN_DAY}|{_EN_MONTH})\b")


def english_dates(text: str) -> Iterator[FoundDate]:
    """ "20 January 2016", "January 20, 2016", "March 2024", "15 January" (no year), and short forms as in Vietnamese."""
    for m in EN_DATE.finditer(text):
        month = _MONTHS.index(m["m1"] or m["m2"] or m["m3"]) + 1
        span = Span(m.start(), m.end())
        if m["m3"]:
            yield FoundDate(f"{m['y3']}-{month:02}", "month", span)
        elif m["y"]:
            yield FoundDate(f"{m['y']}-{month:02}-{int(m['d1'] or m['d2']):02}", "day", span)
        else:
            yield FoundDate(f"--{month:02}-{int(m['d1'] or m['d2']):02}", "day", span)


@lru_cache(maxsize=4096)  # a document's date stands in a dozen places of its pages
def long_date(iso: str, lang: Lang) -> str:
    """An ISO date of any precision for readers: ``2017-06-28`` → "28 tháng 6 năm 2017" / "28 June 2017"."""
    parts = [int(p) for p in iso[:10].split("-")]
    if lang == "en":
        names = [str(parts[0]), *(_MONTHS[p - 1] for p in parts[1:2]), *(str(p) for p in parts[2:])]
        return " ".join(reversed(names))
    words = ("năm", "tháng", "")
    return " ".join(f"{word} {part}".strip() for word, part in reversed(list(zip(words, parts, strict=False))))


@lru_cache(maxsize=4096)
def short_date(iso: str, lang: Lang) -> str:
    """``2017-06-28`` → "28/6/2017" / "28 Jun 2017"."""
    parts = [int(p) for p in iso[:10].split("-")]
    if lang == "vi":
        return "/".join(str(p) for p in reversed(parts))
    names = [str(parts[0]), *(_MONTHS[p - 1][:3] for p in parts[1:2]), *(str(p) for p in parts[2:])]
    return " ".join(reversed(names))


# --- provisions --------------------------------------------------------------------------------------------------------

_POINTS = r"(?:(?:các\s)?[Đđ]iểm\s(?P<diem>[a-zđ](?:\d)?(?:(?:,\s|\svà\s)[a-zđ](?![\w]))*)[,\s]\s?)?"
_CLAUSES = r"(?:(?:các\s)?[Kk]hoản\s(?P<khoan>\d{1,3}[a-zđ]?(?:(?:,\s|\svà\s)\d{1,3}[a-zđ]?(?![\w/]))*)[,\s]\s?)?"
PROVISION = re.compile(rf"(?<!\w){_POINTS}{_CLAUSES}(?:các\s)?Điều\s(?P<dieu>\d{{1,3}}[a-zđ]?(?![\w/]))")


@dataclass(frozen=True, slots=True)
class FoundProvision:
    """Point, clause, article as printed, and the anchor they have on a page (``d3.k1.a``)."""

    diem: str | None
    khoan: str | None
    dieu: str
    span: Span

    @property
    def anchor(self) -> str:
        """The first provision named: lists open at their first member."""
        first = [self.dieu, *(x.split(",")[0].split(" ")[0] for x in (self.khoan, self.diem) if x)]
        marks = [f"d{first[0]}"] + ([f"k{first[1]}"] if self.khoan else [])
        if self.diem:
            letter = self.diem.split(",")[0].split(" ")[0]
            marks.append("dd" if letter == "đ" else letter)
        return ".".join(marks)


def provisions(text: str) -> Iterator[FoundProvision]:
    """ "điểm a khoản 1 Điều 3", "các khoản 1, 2 và 5 Điều 4", "Điều 28a"."""
    for m in PROVISION.finditer(text):
        yield FoundProvision(m["diem"], m["khoan"], m["dieu"], Span(m.start(), m.end()))
