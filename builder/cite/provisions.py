"""The provision that is cited with a document: "điểm a khoản 1 Điều 3, Điều 4 và Điều 6 [của] Nghị định …". Never resolves it."""

from __future__ import annotations

import re

from builder import grammar
from builder.model import Lang

WINDOW = 200
_TO_DOCUMENT = re.compile(r"\s?,?\s?(?:của\s)?(?:các\s)?")
_AND = re.compile(r"\s?(?:,|;|và|,\svà|hoặc)\s?(?:tại\s)?")
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
    if not found or not _TO_DOCUMENT.fullmatch(front[found[-1].span.end :]):
        return None
    first = len(found) - 1
    while first and _AND.fullmatch(front[found[first - 1].span.end : found[first].span.start]):
        first -= 1
    return front[found[first].span.start : found[-1].span.end]


def _english(front: str) -> str | None:
    found = list(_EN.finditer(front))
    if found and _EN_TO_DOCUMENT.fullmatch(front[found[-1].end() :]):
        return found[-1][0]
    return None
