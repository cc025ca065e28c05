"""Instruments cited by name: laws and codes of the register, treaties, Party congress resolutions, strategies with their years.

A draft ("dự án Bộ luật …", "dự thảo Luật …") is marked and is never the law itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder import grammar, vocabulary
from builder.grammar import UPPER
from builder.vocabulary import Instrument

_LAW = re.compile(r"(?<!\w)(?:Bộ [Ll]uật|BỘ LUẬT|Luật|LUẬT|Pháp lệnh|Hiến pháp|Công ước|Hiệp định)\s?")
_DRAFT_BEFORE = re.compile(r"(?:[Dd]ự án|[Dd]ự thảo|[Ss]ửa đổi|xây dựng)\s$")
_DRAFT_AFTER = re.compile(r"^\s?\(?(?:sửa đổi)\)?(?!, bổ sung một số)")
_YEAR = re.compile(r"^\s?(?:,\s?)?(?:năm\s)(?P<year>(?:19|20)\d\d)(?!\d)")
_ON = re.compile(r"^\s?,?\s?(?=ngày\s)")
_CONGRESS = re.compile(
    r"(?<!\w)Nghị quyết (?:của )?Đại hội (?:(?:đại biểu )?toàn quốc )?(?:lần thứ (?P<a>[IVX]{1,5}) )?(?:(?:của )?Đảng)?(?: Cộng sản Việt Nam)?(?: (?:toàn quốc )?(?:lần thứ )?(?P<b>[IVX]{1,5}))?(?!\w)"
)
# "Chiến lược hội nhập quốc tế về lao động và xã hội đến năm 2020, tầm nhìn (đến năm) 2030"
_STRATEGY = re.compile(
    rf"(?<!\w)(?P<name>(?:Chiến lược|Quy hoạch|Chương trình mục tiêu quốc gia|Chương trình quốc gia)\s[{UPPER}\w][^.;:()“”\n]{{8,140}}?)"
    r"(?:\s(?:đến năm|giai đoạn)\s(?P<year>(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)(?:\s?,?\s?(?:và )?tầm nhìn (?:đến )?(?:năm )?(?P<vision>(?:19|20)\d\d))?)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A named instrument at [start, end): what kind, its registered number and date where the year settles them."""

    start: int
    end: int
    type: str | None
    name: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    draft: bool = False
    known: bool = True
    rule: str = "law-register"


def names(text: str) -> Iterator[Name]:
    """Every named instrument, in reading order, none overlapping."""
    end = 0
    for name in sorted((*_laws(text), *_congress(text), *_treaties(text), *_strategies(text)), key=lambda n: (n.start, -n.end)):
        if name.start >= end:
            end = name.end
            yield name


@cache
def _register() -> tuple[tuple[str, Instrument], ...]:
    """Lower-case names and aliases, longest first."""
    pairs = [(alias.lower(), i) for i in vocabulary.instruments().values() for alias in (i.vi, *i.aliases)]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


def _laws(text: str) -> Iterator[Name]:
    lowered = text.lower()
    for lead in _LAW.finditer(text):
        hit = next(
            ((alias, i) for alias, i in _register() if lowered.startswith(alias, lead.start()) and _ends(text, lead.start() + len(alias))),
            None,
        )
        if hit is None:
            continue
        alias, instrument = hit
        yield _law(text, lead.start(), lead.start() + len(alias), instrument)


def _ends(text: str, at: int) -> bool:
    return at >= len(text) or not (text[at].isalnum() or text[at] == "_")


def _law(text: str, start: int, end: int, instrument: Instrument) -> Name:
    draft = bool(_DRAFT_BEFORE.search(text[max(0, start - 12) : start])) or bool(_DRAFT_AFTER.match(text[end : end + 12]))
    version = None
    year = _YEAR.match(text[end : end + 16])
    on = _ON.match(text[end : end + 4])
    date = next((d for d in grammar.dates(text[end + on.end() : end + 40]) if d.span.start == 0), None) if on else None
    if year:
        end += year.end()
        version = next((v for v in instrument.versions if v.year == int(year["year"])), None)
    elif date and on:
        end += on.end() + date.span.end
        version = next((v for v in instrument.versions if v.date == date.value), None)
    number = version.number if version and not draft else None
    when = (version.date if version else None) or (date.value if date else year["year"] if year else None)
    return Name(start, end, instrument.type, instrument.vi, number, None if draft else when, instrument.issuer, draft)


def _congress(text: str) -> Iterator[Name]:
    for found in _CONGRESS.finditer(text):
        roman = found["a"] or found["b"]
        if roman:
            yield Name(
                found.start(), found.end(), "nghi-quyet", f"Nghị quyết Đại hội Đảng {roman}", rule="party-congress", issuer="vn-cpv-cc"
            )


def _treaties(text: str) -> Iterator[Name]:
    for instrument in vocabulary.instruments().values():
        for short in instrument.abbreviations:
            for found in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text) if short in text else ():
                yield Name(found.start(), found.end(), instrument.type, instrument.vi, rule="treaty-register")


def _strategies(text: str) -> Iterator[Name]:
    if "Chiến lược" not in text and "Quy hoạch" not in text and "Chương trình" not in text:
        return
    for found in _STRATEGY.finditer(text):
        years = "-".join(y for y in (re.sub(r"\s", "", found["year"]).replace("–", "-"), found["vision"]) if y)
        yield Name(found.start(), found.end(), None, f"{found['name'].strip()} {years}", known=False, rule="strategy-years")
