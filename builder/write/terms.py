"""The terms of the glossary in one document, at its end. Never finds any, never puts one into a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from builder import addresses, vocabulary
from builder.model import Anchor, Block, Bullets, Foreign, Inline, Item, Lang, Record, Target, Text, Words
from builder.text import slug
from builder.vocabulary import Term
from builder.write.fixed import heading


def in_document(record: Record, lang: Lang) -> Iterator[Block]:
    """ "Terms in this document": in both languages, each with a link into the glossary."""
    known = _items(lang)
    items = tuple(known[vi] for vi in record.glossary if vi in known)
    if items:
        yield heading("terms", "heading.terms", lang)
        yield Bullets(items)


@cache
def _items(lang: Lang) -> dict[str, Item]:
    return {term.vi: Item(Words(_both(term, lang))) for term in vocabulary.glossary()}


def _both(term: Term, lang: Lang) -> tuple[Inline, ...]:
    own, other = (term.vi, term.en) if lang == "vi" else (term.en, term.vi)
    link = Anchor(Target(addresses.GLOSSARY[lang], place(term)), (Text(own),))
    return link, Text(" – "), Foreign("en" if lang == "vi" else "vi", (Text(other),))


def place(term: Term) -> str:
    """Where a term stands on the page of all: the same id in both languages."""
    return f"t-{slug(term.vi)}"
