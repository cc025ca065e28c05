"""Header parts, and titles that hold a whole header: "CỦA BỘ … SỐ 09/LĐTBXH-TT NGÀY 18 THÁNG 3 NĂM 1997 HƯỚNG DẪN …". Reads no meaning.

Such titles were made for databases of the 1990s, where the letterhead had no place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from builder import grammar, vocabulary
from builder.parse import names
from builder.runs import Runs, cut, join, words
from builder.text import key

_DAY = r"\d{1,2}\s?(?:THÁNG|tháng|[/.-])\s?\d{1,2}\s?(?:NĂM|năm|[/.-])\s?\d{4}"
_DATABASE = re.compile(
    rf"^(?:(?:CỦA|Của|của)\s(?P<issuer>\S.{{2,160}}?)\s)?(?P<number>(?:SỐ|Số|số)\s?:?\s?\d\S{{2,40}})\s(?P<date>(?:NGÀY|Ngày|ngày)\s{_DAY})(?:\s(?P<rest>.*))?$"
)
# "Decision No. 09/2011/QD-TTg of January 30, 2011, setting norms on …": an English gazette's title
_GAZETTE = re.compile(
    rf"^(?:(?:The )?[A-Z][a-z]{{2,12}}(?: [A-Za-z][a-z]{{2,9}})? )?(?P<number>No\.? ?\d\S{{3,40}}?)(?:,? (?:of|dated) (?P<date>{grammar.EN_DATE.pattern}))?,? (?P<rest>(?:\S.*))$"
)
_OF = re.compile(r"^(?:CỦA|Của|của)\s")
# "CỦA BỘ TRƯỞNG BỘ NỘI VỤ": the head of the body decides
_HEAD = re.compile(
    r"^(?:BỘ TRƯỞNG|CHỦ TỊCH|TỔNG GIÁM ĐỐC|THỐNG ĐỐC|CHỦ NHIỆM|VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG CỤC TRƯỞNG|BAN CHẤP HÀNH|BAN THƯỜNG VỤ)\s", re.I
)
# Words between the names of several bodies: "LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - TÀI CHÍNH", "LIÊN BỘ …"
_BETWEEN = re.compile(r"\b(?:va|lien bo|bo|lien)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One header line or a piece of one, with the role it plays; ``line`` is its index among the lines given."""

    role: str
    runs: Runs
    line: int

    @property
    def text(self) -> str:
        return words(self.runs)


def split(parts: Iterable[Part]) -> list[Part]:
    """The parts, a title that is a whole header cut into issuer, number, date and subject, and lines of bodies named as such."""
    parts = list(parts)
    named = [Part("issuer", p.runs, p.line) if p.role == "subject" and names_bodies(p.text) else p for p in parts]
    if any(p.role == "number" for p in named):
        return named
    run = [i for i, p in enumerate(named) if p.role in ("subject", "other", "issuer") and p.runs]
    for first in run:
        group = [i for i in run if i >= first]
        pieces = _database([named[i] for i in group])
        if pieces:
            return [*named[:first], *pieces, *(p for i, p in enumerate(named) if i > first and i not in group)]
        if len(named[first].text) > 20 and named[first].role == "subject":
            break
    return named


def _database(group: list[Part]) -> list[Part] | None:
    whole = join(p.runs for p in group)
    text = words(whole)
    found = _DATABASE.match(text) or _GAZETTE.match(text) if len(text) < 2000 else None
    if not found:
        return None
    line = group[0].line
    if "issuer" not in found.groupdict():
        return _gazette(whole, found, line)
    roles = (("issuer", "issuer"), ("number", "number"), ("date", "place-date"), ("rest", "subject"))
    return [Part(role, cut(whole, *found.span(name)), line) for name, role in roles if found[name]]


def _gazette(whole: Runs, found: re.Match[str], line: int) -> list[Part]:
    """The words before the number say the type again and stay with it as one number line."""
    date = [Part("place-date", cut(whole, *found.span("date")), line)] if found["date"] else []
    return [Part("number", cut(whole, 0, found.end("number")), line), *date, Part("subject", cut(whole, *found.span("rest")), line)]


def names_bodies(text: str) -> bool:
    """Whether a line only says whose document it is: "CỦA THỦ TƯỚNG CHÍNH PHỦ", two ministries without their noun."""
    text = names.raised(text)
    bare = _OF.sub("", text)
    if names.agency(bare) or (bare != text and names.agency(_HEAD.sub("", bare))):
        return bare != text
    left = f" {key(bare)} "
    if len(left) > 200 or not names.capitals(bare):
        return False
    count = 0
    for name in _short_names():
        if f" {name} " in left:
            left, count = left.replace(f" {name} ", "  ", 1), count + 1
    return count > 1 and not _BETWEEN.sub("", left).strip()


@cache
def _short_names() -> tuple[str, ...]:
    """Names of ministries without "Bộ", longest first."""
    names = {n.removeprefix("bo ") for n in vocabulary.names_index() if n.startswith("bo ")}
    return tuple(sorted(names, key=len, reverse=True))
