"""Header parts, and titles that hold a whole header: "CỦA BỘ … SỐ 09/LĐTBXH-TT NGÀY 18 THÁNG 3 NĂM 1997 HƯỚNG DẪN …". Reads no meaning.

Such titles were made for databases of the 1990s, where the letterhead had no place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from builder import vocabulary
from builder.parse import names
from builder.runs import Runs, cut, join, words
from builder.text import key

_DAY = r"\d{1,2}\s?(?:THÁNG|tháng|[/.-])\s?\d{1,2}\s?(?:NĂM|năm|[/.-])\s?\d{4}"
_DATABASE = re.compile(
    rf"^(?:(?:CỦA|Của|của)\s(?P<issuer>\S.{{2,160}}?)\s)?(?P<number>(?:SỐ|Số|số)\s?:?\s?\d\S{{2,40}})\s(?P<date>(?:NGÀY|Ngày|ngày)\s{_DAY})(?:\s(?P<rest>.*))?$"
)
_OF = re.compile(r"^(?:CỦA|Của|của)\s")
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
    found = _DATABASE.match(text) if len(text) < 2000 else None
    if not found:
        return None
    line = group[0].line
    roles = (("issuer", "issuer"), ("number", "number"), ("date", "place-date"), ("rest", "subject"))
    return [Part(role, cut(whole, *found.span(name)), line) for name, role in roles if found[name]]


def names_bodies(text: str) -> bool:
    """Whether a line only says whose document it is: "CỦA THỦ TƯỚNG CHÍNH PHỦ", two ministries without their noun."""
    bare = _OF.sub("", text)
    if names.agency(bare):
        return bare != text
    left = f" {key(bare)} "
    if len(left) > 200 or not names.capitals(bare):
        return False
    for name in _short_names():
        left = left.replace(f" {name} ", "  ", 1) if f" {name} " in left else left
    return not _BETWEEN.sub("", left).strip()


@cache
def _short_names() -> tuple[str, ...]:
    """Names of ministries without "Bộ", longest first."""
    names = {n.removeprefix("bo ") for n in vocabulary.names_index() if n.startswith("bo ")}
    return tuple(sorted(names, key=len, reverse=True))
