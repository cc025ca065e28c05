"""The date of a header line, however it was printed or damaged. Never looks at the rest of the document."""

from __future__ import annotations

import re

from builder import grammar
from builder.model import Span

_MARKS = tuple((re.compile(rf"\b{plain}\b", re.I), marked) for plain, marked in (("ngay", "ngày"), ("thang", "tháng"), ("nam", "năm")))
_YEAR_ONLY = re.compile(r"ngày[\s.…_]*tháng[\s.…_]*năm\s*(?P<y>(?:19|20)\d\d)", re.I)


def date_of(printed: str) -> grammar.FoundDate | None:
    """The date of a header line in either language: digits that a scan set apart joined ("tháng 0 6"), marks or day and month lacking."""
    joined = re.sub(r"(?<=\d)\s(?=\d{1,3}(?:\s|$))", "", printed)
    for plain, marked in _MARKS:
        joined = plain.sub(marked, joined)
    found = next(grammar.dates(joined), None) or next(grammar.english_dates(joined), None)
    year = _YEAR_ONLY.fullmatch(joined) if found is None else None
    return grammar.FoundDate(year["y"], "year", Span(*year.span("y"))) if year else found
