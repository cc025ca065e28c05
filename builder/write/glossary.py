"""The page of all terms of the glossary, each in both languages, with where it is used. Never finds any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder import addresses, vocabulary
from builder.model import Anchor, Archive, Block, Foreign, Heading, Inline, Lang, Page, Paragraph, Target, Text
from builder.text import sort_key
from builder.vocabulary import Term, word
from builder.write import labels
from builder.write.notice import alternates
from builder.write.terms import place

MOST = 5  # documents named under a term; the rest is counted


def uses(terms: Mapping[str, Iterable[str]], archive: Archive) -> dict[str, list[str]]:
    """Term → ids of the documents that use it, newest first. ``terms`` are those of each document."""
    found: dict[str, list[str]] = {}
    for ident in sorted(terms, key=lambda ident: (archive.entries[ident].sort_date, ident), reverse=True):
        for vi in terms[ident]:
            found.setdefault(vi, []).append(ident)
    return found


def pages(used: Mapping[str, Sequence[str]], archive: Archive) -> Iterator[Page]:
    """``vi/thuat-ngu`` and ``en/glossary``."""
    for lang in addresses.LANGS:
        title = word("glossary.title", lang)
        blocks: list[Block] = [Heading(1, "top", (Text(title),)), Paragraph((Text(word("glossary.intro", lang)),))]
        for term in sorted(vocabulary.glossary(), key=lambda t: sort_key(t.vi if lang == "vi" else t.en)):
            blocks += _term(term, used.get(term.vi, ()), archive, lang)
        about = word("glossary.about", lang, n=len(vocabulary.glossary()))
        yield Page(
            addresses.GLOSSARY[lang], "listing.html", title, about, "–", lang, lang,
            alternates(addresses.GLOSSARY["vi"], addresses.GLOSSARY["en"]), (), tuple(blocks),
        )  # fmt: skip


def _term(term: Term, used: Sequence[str], archive: Archive, lang: Lang) -> Iterator[Block]:
    yield Heading(2, place(term), (Text(term.vi if lang == "vi" else term.en),))
    english = "; ".join((term.en, *term.alt)) if lang == "vi" else None
    yield Paragraph((Text(english or term.vi),), lang="en" if lang == "vi" else "vi")
    if lang == "en" and term.alt:
        yield Paragraph((Text(word("glossary.also", lang, forms="; ".join(term.alt))),))
    if used:
        yield Paragraph(tuple(_used(used, archive, lang)), role="quiet")


def _used(used: Sequence[str], archive: Archive, lang: Lang) -> Iterator[Inline]:
    yield Text(f"{word('glossary.used', lang, n=len(used))} ")
    for n, ident in enumerate(used[:MOST]):
        entry = archive.entries[ident]
        title, code = labels.title(entry, lang)
        words: Inline = Text(title) if code == lang else Foreign(code, (Text(title),))
        yield from (Text("; ") for _ in range(n > 0))
        yield Anchor(Target(addresses.document(ident, entry.kind, lang), "terms"), (words,))
    yield Text("…" if len(used) > MOST else ".")
