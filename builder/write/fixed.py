"""Blocks that say the same on page after page: each made once, with what writers make of it. Nothing of a document is in here."""

from __future__ import annotations

from functools import cache

from builder.model import Heading, Lang, Paragraph, Role, Text, Words
from builder.vocabulary import word


@cache
def heading(id: str, key: str, lang: Lang, level: int = 2) -> Heading:
    """A heading of these words of the interface."""
    return Heading(level, id, Words((Text(word(key, lang)),)))


@cache
def paragraph(key: str, lang: Lang, role: Role, end: str = "") -> Paragraph:
    """A paragraph of these words of the interface, and ``end`` behind them."""
    return Paragraph(Words((Text(f"{word(key, lang)}{end}"),)), role=role)
