"""Documents that speak of the same others, with the reason said. Concludes nothing; see ``cite.related``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from builder import addresses, vocabulary
from builder.model import Anchor, Archive, Block, Bullets, Inline, Item, Lang, Paragraph, Related, Target, Text
from builder.vocabulary import word
from builder.write import labels
from builder.write.fixed import heading


def blocks(ident: str, archive: Archive, lang: Lang) -> Iterator[Block]:
    """The section of a document's page; nothing where none is related. What cites it or is linked from it stands elsewhere."""
    cited_by = {i.record for i in archive.incoming.get(ident, ())}
    rows = [r for r in archive.related.get(ident, ()) if r.record not in cited_by]
    if rows:
        yield heading("related", "heading.related", lang)
        yield Bullets(tuple(_item(row, archive, lang) for row in rows))


def twins(ident: str, archive: Archive, lang: Lang) -> Iterator[Block]:
    """A banner that leads to the other pages of the same document; nothing where it is held once."""
    found = [archive.entries[other] for other in archive.twins.get(ident, ()) if other in archive.entries]
    if found:
        links = [Anchor(Target(addresses.document(e.id, e.kind, lang)), (Text(e.id),)) for e in found]
        parted = [part for link in links for part in (Text(", "), link)][1:]
        yield Paragraph((Text(f"{word('banner.twin', lang)} "), *parted, Text(".")), role="banner")


def _item(row: Related, archive: Archive, lang: Lang) -> Item:
    entry = archive.entries[row.record]
    title, code = labels.title(entry, lang)
    shown = title if code == lang else labels.entry_citation(entry, lang)
    link = Anchor(Target(addresses.document(entry.id, entry.kind, lang)), (Text(shown),))
    return Item((link, Text(f" ({word('related.both_cite', lang)} "), *_reasons(row, archive, lang), Text(")")))


def _reasons(row: Related, archive: Archive, lang: Lang) -> Iterator[Inline]:
    for count, slug in enumerate(row.shared):
        if count:
            yield Text(", ")
        number = archive.names[slug]
        yield Anchor(Target(addresses.number(slug, lang)), (Text(number.number or labels.instrument_name(number, lang)),))
    names = [t.vi if lang == "vi" else t.en for topic in row.topics if (t := vocabulary.topics().get(topic))]
    if names:
        yield Text(f"; {word('related.same_topic', lang)} {', '.join(names)}")
    terms = _terms(lang)
    words = [terms[vi] for vi in row.words if vi in terms]
    if words:
        yield Text(f"; {word('related.same_words', lang)} {', '.join(words)}")


@cache
def _terms(lang: Lang) -> dict[str, str]:
    """A term of the glossary as it is found in texts → in the page's language."""
    return {term.vi: term.vi if lang == "vi" else term.en for term in vocabulary.glossary()}
