"""The provision that is cited with a document: "điểm a khoản 1 Điều 3, Điều 4 và Điều 6 [của] Nghị định …". Never resolves it."""

from __future__ import annotations

import re

from builder import grammar
from builder.model import Lang

WINDOW = 200
_TO_DOCUMENT = re.compile(r"(?P<part>(?:,?\s(?:Mục|mục)\s\w{1,4})?(?:,?\s(?:Chương|chương)\s\w{1,5})?)\s?,?\s?(?:của\s)?(?:các\s)?")
_AND = re.compile(r"\s?(?:,|;|và|,\svà|hoặc|đến)\s?(?:tại\s)?")
# "Khoản 2 và khoản 3 Điều 5": what belongs to the article and stands before its last clause
_LEFT = re.compile(r"(?:(?:các\s)?(?:[Kk]hoản|[Đđ]iểm)\s[0-9a-zđ]{1,3}(?:\s(?:[Kk]hoản)\s\d{1,3})?(?:,|;|\svà|,\svà|\shoặc)\s){1,12}$")
# "Mục 2 Chương IV", where no article is named
_PART = re.compile(r"(?<!\w)(?P<part>(?:[Mm]ục\s\w{1,4},?\s)?[Cc]hương\s[IVXLC\d]{1,5})\s(?:của\s)?(?:các\s)?$")
_EN = re.compile(
    r"(?:[Pp]oints? [a-z](?:, [a-z])*,? )?(?:(?:of )?[Cc]lauses? \d{1,3}(?:,? and \d{1,3}|, \d{1,3})*,? (?:of )?)?[Aa]rticles? \d{1,3}[a-z]?(?:,? and \d{1,3}|, \d{1,3})*"
)
_EN_TO_DOCUMENT = re.compile(r",?\s(?:of )?(?:the )?(?:said )?")


def provision_before(text: str, start: int, lang: Lang = "vi") -> str | None:
    """The provisions right before the citation that begins at ``start``, as printed, or None."""
    front = text[max(0, start - WINDOW) : start]
    if lang == "en":
        return _english(front)
    found = list(grammar.provisions(front))
    behind = _TO_DOCUMENT.fullmatch(front[found[-1].span.end :]) if found else None
    if behind is None:
        part = _PART.search(front)
        return part["part"] if part else None
    first = len(found) - 1
    while first and _AND.fullmatch(front[found[first - 1].span.end : found[first].span.start]):
        first -= 1
    start_at = found[first].span.start
    more = _LEFT.search(front[:start_at])
    return front[more.start() if more else start_at : found[-1].span.end + behind.end("part")]


def _english(front: str) -> str | None:
    found = list(_EN.finditer(front))
    if found and _EN_TO_DOCUMENT.fullmatch(front[found[-1].end() :]):
        return found[-1][0]
    return None
