"""What a page says of an agency above its documents: its names in the order of time, whom it took over from, who has its tasks today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from builder import addresses, grammar, vocabulary
from builder.model import Anchor, Archive, Block, Bullets, Heading, Inline, Item, Lang, Paragraph, Table, Target, Text
from builder.vocabulary import Change, DatedName, Heir, word
from builder.write import labels


def kin(ident: str) -> tuple[str, ...]:
    """A body, those it took over from, those that have its tasks now: each has a page where one of them has documents."""
    later = (h.id for h in (*vocabulary.heirs(ident), *vocabulary.today(ident)))
    return tuple(dict.fromkeys((ident, *(h.id for h in vocabulary.forebears(ident)), *later)))


def pages(counts: Mapping[str, int]) -> Iterator[str]:
    """Every body that has a page: those with documents, then their kin, each once."""
    yield from dict.fromkeys((*counts, *(other for ident in counts for other in kin(ident))))


def history(ident: str, counts: Mapping[str, int], lang: Lang, archive: Archive) -> tuple[Block, ...]:
    """Names, forebears, heirs; nothing where no table has the body. ``counts``: how many documents each body has."""
    names = vocabulary.names_of(ident, lang)
    if not names:
        return ()
    blocks: list[Block] = [Heading(2, "names", (Text(word("agency.names", lang)),)), _names(ident, lang, archive)]
    parent = vocabulary.agencies()[ident].parent if ident in vocabulary.agencies() else None
    if parent:
        blocks += [_label("agency.part_of", lang), Bullets((Item((_body(parent, counts, lang),)),))]
    direct, now = vocabulary.heirs(ident), vocabulary.today(ident)
    for key, others in (("forebears", vocabulary.forebears(ident)), ("heir", direct if direct != now else ()), ("heirs", now)):
        if others:
            blocks += [_label(f"agency.{key}", lang), Bullets(tuple(_heirs(others, counts, lang, archive)))]
    if end := vocabulary.ended(ident):
        blocks.append(Paragraph(_ended(end, lang, archive)))
    return (*blocks, Heading(2, "documents", (Text(word("agency.documents", lang)),)))


def _ended(end: Change, lang: Lang, archive: Archive) -> tuple[Inline, ...]:
    said = word("agency.ended", lang, date=labels.date_text(end.start, lang))
    return Text(f"{said} ("), _instrument(end.by, lang, archive), Text(").")


def _label(key: str, lang: Lang) -> Paragraph:
    return Paragraph((Text(f"{word(key, lang)}:"),), role="label")


def _names(ident: str, lang: Lang, archive: Archive) -> Table:
    """A row a name. In English the Vietnamese name stands beside it: the paper has that one."""
    header = tuple((Text(word(f"agency.{column}", lang)),) for column in ("name", "when", "by"))
    vietnamese = vocabulary.names_of(ident, "vi")
    rows = []
    for name, printed in zip(vocabulary.names_of(ident, lang), vietnamese, strict=True):
        shown: tuple[Inline, ...] = (Text(name.vi),)
        if lang == "en":
            shown = (Text(f"{name.vi} ("), labels.spoken((printed.vi, "vi"), lang), Text(")"))
        rows.append((shown, (Text(_period(name, lang)),), (_instrument(name.by, lang, archive),)))
    return Table(header, tuple(rows))


def _period(name: DatedName, lang: Lang) -> str:
    """ "từ 16/2/1987 đến 28/2/2025", as much of it as is known."""
    parts = [
        word(f"agency.{key}", lang, date=grammar.short_date(day, lang)) for key, day in (("from", name.start), ("until", name.end)) if day
    ]
    return " ".join(parts) or "–"


def _instrument(by: str, lang: Lang, archive: Archive) -> Inline:
    """The decree that made a change, under its English type on an English page, with a link where the archive has a page of its number."""
    found = next(grammar.numbers(by), None)
    number = found.number.norm if found else None
    known = vocabulary.type_by_word(by[: found.span.start].removesuffix(" số ")) if found else None
    shown = (
        Text(labels.citation(known.id, number, None, None, lang)) if known and number else labels.spoken((by, "vi") if by else None, lang)
    )
    slug = addresses.number_slug(number) if number else ""
    return Anchor(Target(addresses.number(slug, lang)), (shown,)) if slug and archive.names.get(slug) else shown


def _body(ident: str, counts: Mapping[str, int], lang: Lang) -> Inline:
    shown = labels.spoken(labels.issuer_text(ident, None, lang) or (ident, lang), lang)
    return Anchor(Target(addresses.listing("issuers", ident, lang)), (shown,)) if ident in set(pages(counts)) else shown


def _heirs(others: Iterable[Heir], counts: Mapping[str, int], lang: Lang, archive: Archive) -> Iterator[Item]:
    """ "Bộ Nội vụ (từ 01/3/2025, theo …): lao động, tiền lương … (12)"."""
    for other in others:
        since = word("agency.from", lang, date=grammar.short_date(other.start, lang))
        parts: list[Inline] = [_body(other.id, counts, lang), Text(f" ({since}")]
        if other.by:
            parts += [Text(f", {word('agency.under', lang)} "), _instrument(other.by, lang, archive)]
        scope = other.scope if lang == "vi" else other.scope_en
        parts.append(Text(f"): {scope}" if scope else ")"))
        if counts.get(other.id):
            parts.append(Text(f" – {word('count.entries', lang, n=counts[other.id])}"))
        yield Item(tuple(parts))
