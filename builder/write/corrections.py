"""Banners on a document that was corrected (đính chính) and on the one that corrects it, each leading to the other. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder import addresses
from builder.model import Anchor, Archive, Block, Inline, Lang, NumberEntry, Paragraph, Record, Target, Text
from builder.vocabulary import word
from builder.write import labels
from builder.write.body import link_target


def corrections(record: Record, archive: Archive, lang: Lang) -> Iterator[Block]:
    """The newest correction first: who reads a corrected text must not miss it."""
    later = [(i.record, i.anchor) for i in archive.incoming.get(record.id, ()) if i.type == "corrected_by"]
    yield from _corrected_by(later, archive, lang)
    for cid in dict.fromkeys(r.target for r in record.relations if r.source == "self" and r.type == "corrects"):
        yield from (_banner("banner.corrects", words, lang) for words in _corrected(record, cid, archive, lang))


def corrections_of_number(number: NumberEntry, archive: Archive, lang: Lang) -> Iterator[Block]:
    """The same on the page of a document that is not held."""
    places = {m.record: m.anchor for m in reversed(number.mentions)}
    later = [(r, at) for r, at in places.items() if any((s.type, s.slug) == ("corrects", number.slug) for s in archive.states.get(r, ()))]
    yield from _corrected_by(later, archive, lang)


def _corrected_by(later: Iterable[tuple[str, str]], archive: Archive, lang: Lang) -> Iterator[Block]:
    for ident, anchor in sorted(later, key=lambda place: (archive.entries[place[0]].sort_date, place[0]), reverse=True):
        entry = archive.entries[ident]
        target = Target(addresses.document(ident, entry.kind, lang), anchor)
        yield _banner("banner.corrected_by", Anchor(target, (Text(labels.entry_citation(entry, lang)),)), lang)


def _corrected(record: Record, cid: str, archive: Archive, lang: Lang) -> Iterator[Inline]:
    """The other document as it is known: held ones by their record, others by the page of their number."""
    link = archive.links[record.id][cid]
    target = link_target(link, archive, lang)
    entry = archive.entries.get(link.target or "") if link.status == "held" else None
    number = archive.names.get(link.target or "")
    if target and entry:
        yield Anchor(target, (Text(labels.entry_citation(entry, lang)),))
    elif target and number:
        yield Anchor(target, (labels.spoken(labels.number_label(number, lang), lang),))


def _banner(key: str, other: Inline, lang: Lang) -> Paragraph:
    return Paragraph((Text(f"{word(key, lang)} "), other, Text(".")), role="banner")
