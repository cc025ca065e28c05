"""What a text states in figures, in either language, as values that compare: numbers, dates, figures, provisions.

Reads one block at a time. Never decides whether a difference matters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from builder import grammar
from builder.model import Lang
from builder.text import fold

# "1." "2.1." "a)" "đ/" "dd)" "Điều 5." "Article 5." "-": what stands before the words of a block
LABEL = re.compile(
    r"^\s*(?:(?P<article>(?:Điều|Article)\s\d{1,3}[a-zđ]?)\s?[.:]|(?P<clause>(?:\d{1,3}|[lI|](?=\.))(?:\.\d{1,2}){0,3})\s?[.)](?=[\sA-Z])"
    r"|(?P<point>dd|[a-zđ]\d?)\s?[)/](?=\s)|(?P<dash>[-–+•])(?=\s))\s*"
)
# --- dates ---
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = _MONTH.split("|")
_MONTH_NAME = re.compile(_MONTH)
_NTH = r"(?:st|nd|rd|th)?"
# "20 June 2017", "the 15th of June", "June 20, 2017", "June 20th", "March 2024", "in December"; "may" is a verb
EN_DATE = re.compile(
    rf"\b(?:(?:the\s)?(?P<d1>\d{{1,2}}){_NTH}\s(?:day\s)?(?:of\s)?(?P<m1>{_MONTH})(?:,?\s(?:of\s)?(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>\d{{1,2}})(?!\d){_NTH}(?:,?\s(?:of\s)?(?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH})(?:,?\s(?:of\s)?(?P<y3>\d{{4}}))?)\b"
)
# "15 tháng 12 năm trước", "tháng 12": days and months whose year is not said
_VI_MONTH = re.compile(r"\b(?:(?P<d>[0-3]?\d)\s)?[Tt]háng\s(?P<m>0?[1-9]|1[0-2])(?!\d|[/.,-]\d|\s?(?:/|năm)\s?\d)")
# "Mẫu số 09/PLIII": form 9 of annex III
_ANNEX = re.compile(r"(/pl)([ilhvx]+)$")
# --- figures ---
_SCALES: dict[Lang, dict[str, int]] = {
    "vi": {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9},
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9},
}
_FIGURE = re.compile(
    r"(?<![\w./,-])(?P<n>\d{1,3}(?:(?P<sep>[.,])\d{3})(?:(?P=sep)\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?![\w/])(?:\s(?P<scale>"
    + "|".join(w for words in _SCALES.values() for w in words)
    + r")\b)?",
    re.I,
)
_DIGIT = re.compile(r"\d")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
# "l. Xã", "khoản I Điều 44": a scan's 1
_MISREAD_ONE = re.compile(r"^[lI|]")
_MISREAD_CLAUSE = re.compile(r"(?<=\bkhoản )[lI|](?=\d?[\s,;])")
# "… Mục 2 HỌC NGHỀ" at the end of a block: the heading of what follows, left there by a cut
_NEXT_HEADING = re.compile(r"\s[-_ ]*(?:Mục|Chương|Phần|Section|Chapter|Part)\s(?:\d+|[IVXL]+)[.:]?\s[-_ ]*(?P<title>[^.;]{3,160})$", re.I)
_ROMAN = re.compile(r"\b(?=[IVXL]{2,6}\b)X{0,3}(?:IX|IV|V?I{0,3})(?<=[IVX])\b")
# "…; 2) Xã …", "…: 1) Communes …": a list inside a block
_INNER_LABEL = re.compile(r"(?<=[.;:] )\d{1,2}\)(?=\s)")
# 22:30, 22h30, 22 giờ 30, 10:30 p.m.
_CLOCK = re.compile(
    r"(?<![\w:])(?P<h>[012]?\d)(?:\s?(?:[:h]|giờ\s(?=\d+ phút))\s?(?P<m>[0-5]\d)(?:\s?phút)?)?(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?![\w:])",
    re.I,
)
_TO_TEN = "zero one two three four five six seven eight nine ten".split()
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_WORDS = {w: n for n, w in enumerate([*_TO_TEN, *_TEENS])} | {w: n * 10 for n, w in enumerate(_TENS, 2)}
# Words that say a figure without one: "every six months" is biannual, "24 tháng" two years.
_EN_IMPLIED: dict[str, tuple[float, ...]] = {
    "once": (1,), "twice": (2,), "double": (2, 200), "both": (2,), "half": (50, 0.5), "dozen": (12,), "hundred": (100,),
    "biannual": (6, 2), "biannually": (6, 2), "semiannual": (6, 2), "quarterly": (3,), "annual": (1, 12), "annually": (1, 12),
    "yearly": (1, 12), "monthly": (1, 30), "daily": (1, 24), "midnight": (0, 24), "noon": (12,),
    "wholly": (100,), "entirely": (100,), "fully": (100,), "full": (100,), "whole": (100,), "equal": (100,), "equals": (100,),
    "equaling": (100,), "first": (1,), "second": (2,), "third": (3,), "fourth": (4,), "fifth": (5,), "sixth": (6,),
}  # fmt: skip
_VI_WORDS = {
    w: n
    for words in ("không một hai ba bốn năm sáu bảy tám chín mười".split(), "linh nhất hai ba tư lăm sáu bẩy tám chín chục".split())
    for n, w in enumerate(words)
}
# --- provisions ---
_ITEM = {"article": r"\d{1,3}[a-zđ]?", "clause": r"\d{1,3}[a-zđ]?", "point": r"(?:dd|[a-zđ]\d?)"}
_NAMES = {"article": ("Điều", "Articles?"), "clause": ("khoản", "Clauses?"), "point": ("điểm", "Points?|Items?")}
_JOINS = {
    "vi": r"(?:,\s?(?:và\s|hoặc\s)?|;\s?|\s(?:và|hoặc|đến|tới)\s)",
    "en": r"(?:,\s?(?:and\s|or\s)?|;\s?|\s?(?:and|or|and/or|to|thru|through|-|–)\s?)",
}
_LEVELS = ("point", "clause", "article")


def _listed(level: str, lang: Lang) -> str:
    item = rf"(?<!\w){_ITEM[level]}(?![\w/%]|[.,]\d)"
    name = _NAMES[level][0 if lang == "vi" else 1]
    join = _JOINS[lang]
    again = rf"(?:(?:{name})\s)?"
    return rf"\b(?:{name})\s(?P<{level}>{item}(?:{join}{again}{item})*)"


_PROVISION: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile("|".join(_listed(level, "vi") for level in _LEVELS), re.I),
    "en": re.compile("|".join(_listed(level, "en") for level in _LEVELS), re.I),
}
_PROVISION_WORDS: dict[Lang, tuple[str, ...]] = {"vi": ("điều", "khoản", "điểm"), "en": ("article", "clause", "point", "item")}
_BETWEEN = re.compile(r"[,\s]*(?:(?:of|của|under|in|tại|the)\s)*")


def bare(text: str) -> str:
    """The words of a block without its printed label."""
    return LABEL.sub("", text, count=1)


def label(text: str) -> str:
    """The printed label of a block in one form: "đ/" and "dd)" are "đ", "Article 5." is "5"; "" where there is none."""
    found = LABEL.match(text)
    if not found:
        return ""
    if found["point"]:
        return "đ" if found["point"] == "dd" else found["point"]
    if found["article"]:
        return found["article"].split()[1]
    return _MISREAD_ONE.sub("1", found["clause"] or "-")


def holds_label(text: str, label: str) -> bool:
    """Whether the label stands further on: a block may begin with the end of its heading."""
    return bool(re.search(rf"\s{re.escape(label)}\s?[.)/]\s", text))


def numbers(text: str) -> Counter[str]:
    """Document numbers, folded: official translations write 1638/QD-LDTBXH."""
    return Counter(_numbers(text))


@lru_cache(maxsize=1024)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_ANNEX.sub(_roman, fold(f.number.norm or "")) for f in grammar.numbers(text))


def _roman(m: re.Match[str]) -> str:
    """The Roman number of an annex as scans read it: 09/PLIH and 09/PLlll are 09/PLIII."""
    return m[1] + m[2].replace("h", "ii").replace("l", "i")


def _of_roman(printed: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in printed]
    return sum(-v if v < after else v for v, after in zip(values, (*values[1:], 0), strict=True))


def parts_of(date: str) -> frozenset[str]:
    """The day and the year of a whole date, as figures; of "--06-20" and "2024-03" nothing."""
    year, _, rest = date.partition("-")
    return frozenset((year, str(int(rest[3:])))) if len(date) == len("2024-03-01") else frozenset()


def dates(text: str, lang: Lang) -> Counter[str]:
    """ISO values; ``--06-20`` and ``--12`` where no year is said."""
    return Counter(_dates(text, lang))


@lru_cache(maxsize=1024)
def _dates(text: str, lang: Lang) -> tuple[str, ...]:
    found = [d.value for d in grammar.dates(text)]
    if lang == "vi" and "háng" in text:
        found += [f"--{int(m['m']):02}" + (f"-{int(m['d']):02}" if m["d"] else "") for m in _VI_MONTH.finditer(grammar.DATE.sub(" ", text))]
    if lang == "en" and _MONTH_NAME.search(text):
        found += [_english_date(m) for m in EN_DATE.finditer(text)]
    return tuple(found)


def _english_date(m: re.Match[str]) -> str:
    month = _MONTHS.index(m["m1"] or m["m2"] or m["m3"]) + 1
    day, year = m["d1"] or m["d2"], m["y1"] or m["y2"] or m["y3"]
    return f"{year or '-'}-{month:02}" + (f"-{int(day):02}" if day else "")


def figures(text: str, lang: Lang) -> Counter[str]:
    """Every other figure, written one way: 1.835 and 1,835 are one amount, 2 triệu and 2,000,000, 10 p.m. and 22 giờ."""
    return Counter(_figures(text, lang))


@lru_cache(maxsize=1024)
def _figures(text: str, lang: Lang) -> tuple[str, ...]:
    if not _DIGIT.search(text):
        return ()
    text = _without(_ended(bare(text)), lang)
    found: list[str] = []
    for m in _CLOCK.finditer(text):
        if m["m"] or m["half"]:
            found += _clock(m)
    text = _INNER_LABEL.sub(" ", _CLOCK.sub(lambda m: " " if m["m"] or m["half"] else m[0], text))
    found += [_plain(m, lang) for m in _FIGURE.finditer(_ORDINAL.sub("", text))]
    return tuple(found)


def _ended(text: str) -> str:
    found = _NEXT_HEADING.search(text)
    while found:
        if found["title"] == found["title"].upper():
            return text[: found.start()]
        found = _NEXT_HEADING.search(text, found.start() + 1)
    return text


def _clock(m: re.Match[str]) -> Iterator[str]:
    hour = int(m["h"]) % 12 + 12 if (m["half"] or "").lower() == "p" else int(m["h"])
    yield str(hour)
    if m["m"] and int(m["m"]):
        yield str(int(m["m"]))


def _without(text: str, lang: Lang) -> str:
    """The text without its document numbers, dates and provisions: their figures are compared as what they are."""
    text = grammar.NUMBER.sub(" ", text) if "/" in text or "-" in text else text
    text = grammar.DATE.sub(" ", text)
    month = "háng" in text if lang == "vi" else _MONTH_NAME.search(text)
    text = (_VI_MONTH if lang == "vi" else EN_DATE).sub(" ", text) if month else text
    return _PROVISION[lang].sub(" ", text) if _may_name(text, lang) else text


def _may_name(text: str, lang: Lang) -> bool:
    """Whether a provision can be named: most texts have none of the words."""
    lowered = text.lower()
    return any(word in lowered for word in _PROVISION_WORDS[lang])


def _plain(m: re.Match[str], lang: Lang) -> str:
    thousands, decimal = (".", ",") if lang == "vi" else (",", ".")
    printed = m["n"]
    if m["sep"] == decimal and len(printed.split(decimal)[-1]) == 3:  # 1,835 in Vietnamese: the other language's form
        thousands, decimal = decimal, thousands
    value = float(printed.replace(thousands, "").replace(decimal, "."))
    value *= _SCALES["vi"].get((m["scale"] or "").lower()) or _SCALES["en"].get((m["scale"] or "").lower()) or 1
    return f"{value:.2f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1024)
def in_words(text: str, lang: Lang) -> frozenset[str]:
    """Figures that the text may say in words; they excuse a figure of the other language and are asked of none."""
    words = re.findall(r"\w+", text.lower())
    found: set[float] = {_of_roman(m[0]) for m in _ROMAN.finditer(text)}  # "khóa XII" is the 12th
    for word in words:
        found.update(_EN_IMPLIED.get(word, ()) if lang == "en" else ())
        number = (_EN_WORDS if lang == "en" else _VI_WORDS).get(word)
        found.update(() if number is None else (number,))
    if lang == "en":
        tens = re.findall(r"\b(\w+ty)[- ](\w+)\b", text.lower())
        found.update(_EN_WORDS[a] + _EN_WORDS[b] for a, b in tens if a in _EN_WORDS and b in _EN_WORDS)
    else:
        found.update(10 + _VI_WORDS[w] for w in re.findall(r"\bmười (\w+)", text.lower()) if w in _VI_WORDS)
    return frozenset(f"{n:g}" for n in found)


def within(provision: str, other: str) -> bool:
    """Whether one names the other more closely or less: article 34 and clause 1 of article 34, clause 1 of this article."""
    return all(a == b or not a or not b for a, b in zip(provision.split("."), other.split("."), strict=True))


def undotted(provision: str) -> str:
    """đ as d: English without its own letter often has d for both, and scans take one for the other."""
    return provision.replace("đ", "d")


@lru_cache(maxsize=1024)
def provisions(text: str, lang: Lang) -> frozenset[str]:
    """ "a.1.3" for point a of clause 1 of article 3, ".1." for a clause alone; lists give each of their members."""
    groups: list[dict[str, list[str]]] = []
    end, last = -1, len(_LEVELS)
    text = _MISREAD_CLAUSE.sub("1", bare(text))
    for m in _PROVISION[lang].finditer(text) if _may_name(text, lang) else ():
        level = next(name for name in _LEVELS if m[name])
        rank = _LEVELS.index(level)
        joined = end >= 0 and rank > last and _BETWEEN.fullmatch(text, end, m.start())
        if not joined:
            groups.append({})
        groups[-1][level] = _members(m[level], level)
        end, last = m.end(), rank
    return frozenset(".".join(t) for g in groups for t in product(*(g.get(level, [""]) for level in _LEVELS)))


def _members(listed: str, level: str) -> list[str]:
    """The members of a list, those between "4" and "8" in "4 thru 8" and "4 đến 8" included."""
    found: list[str] = []
    for whole in re.split(r"(?:,|;|\b(?:và|hoặc|and|or)\b)", listed):
        ends = re.findall(rf"(?<!\w){_ITEM[level]}(?!\w)", whole)
        if len(ends) == 2 and all(e.isdigit() for e in ends) and 0 < int(ends[1]) - int(ends[0]) <= 60:
            ends = [str(n) for n in range(int(ends[0]), int(ends[1]) + 1)]
        found += ["đ" if end == "dd" else end for end in ends]
    return found
