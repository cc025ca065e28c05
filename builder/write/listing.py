"""Lists of documents, paged, and the pages that list a dimension's values with counts. Linear in what they list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import NamedTuple

from builder import addresses
from builder.model import (
    Anchor,
    Archive,
    Block,
    Bullets,
    Entry,
    Heading,
    Inline,
    Item,
    Lang,
    NumberEntry,
    NumberLine,
    Page,
    Paragraph,
    Table,
    Target,
    Text,
    Words,
)
from builder.text import natural_key, sort_key
from builder.vocabulary import word
from builder.write import agency, labels, wanted
from builder.write.dimensions import DIMENSIONS, FED, Group, groups, label, ordered, title, years
from builder.write.notice import alternates

PAGE_SIZE = 200


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """Newest first; undated last; the id settles equal dates."""
    return sorted(sorted(entries, key=lambda e: e.id), key=lambda e: e.sort_date, reverse=True)


class Outline(NamedTuple):
    """A list before it is made: its path, and what settles it besides what it looks up in the archive (which documents, in order)."""

    path: str
    settled: tuple[str, ...]
    make: Callable[[Archive], Page]


def outlines(archive: Archive) -> Iterator[Outline]:
    """Every list: all notices, all news, each dimension's index and values, numbers; both languages."""
    entries = newest(archive.entries.values())
    found = {dimension: groups(entries, dimension, archive) for dimension in DIMENSIONS}
    numbered = sorted((n for n in archive.lines.values() if n.number is not None), key=lambda n: (natural_key(n.number or ""), n.slug))
    for lang in addresses.LANGS:
        for kind, key in (("document", "documents"), ("news", "news")):
            of_kind = [e for e in entries if (e.kind == "news") == (kind == "news")]
            paths = {code: f"{addresses.documents('news' if kind == 'news' else 'document', code)}/index" for code in addresses.LANGS}
            about = About(paths, (word(f"listing.{key}", lang), lang), f"count.{key}", addresses.feed(addresses.home(lang)))
            yield from _paged(about, of_kind, lang)
        for dimension in DIMENSIONS:
            yield from _agencies(found[dimension], lang) if dimension == "issuers" else _dimension(dimension, found[dimension], lang)
        yield from _numbers(archive, numbered, lang)


def _dimension(dimension: str, found: dict[str, Group], lang: Lang) -> Iterator[Outline]:
    yield from _index(dimension, found, lang)
    for group in found.values():
        paths = {code: addresses.listing(dimension, group.value, code) for code in addresses.LANGS}
        feed = addresses.feed(paths[lang]) if dimension in FED else None
        yield from _paged(About(paths, title(dimension, group, lang), "count.entries", feed), group.entries, lang)


def _agencies(found: dict[str, Group], lang: Lang) -> Iterator[Outline]:
    """A page for each issuer, and for each body that it took over from or that has its tasks now."""
    counts = {value: len(group.entries) for value, group in found.items()}
    yield from _index("issuers", found, lang)
    for value in agency.pages(counts):
        group = found.get(value, Group(value, None, []))
        paths = {code: addresses.listing("issuers", value, code) for code in addresses.LANGS}
        settled = tuple(f"{ident} {counts.get(ident, 0)}" for ident in agency.kin(value))
        feed = addresses.feed(paths[lang]) if group.entries else None
        history = (partial(agency.history, value, counts, lang), settled)
        yield from _paged(About(paths, title("issuers", group, lang), "count.entries", feed, history), group.entries, lang)


def cards(dimension: str, found: dict[str, Group], lang: Lang, most: int | None = None) -> Bullets:
    """Values with counts."""
    return Bullets(tuple(_card(dimension, found[place], lang) for place in ordered(found, dimension, lang)[:most]))


def _card(dimension: str, group: Group, lang: Lang) -> Item:
    link = Anchor(Target(addresses.listing(dimension, group.value, lang)), (labels.spoken(label(dimension, group, lang), lang),))
    return Item((link, Text(f" ({len(group.entries)})")), role="cards")


def _index(dimension: str, found: dict[str, Group], lang: Lang) -> Iterator[Outline]:
    """In parts of 200: there may be as many addressees as documents."""
    paths = {code: addresses.index(dimension, code) for code in addresses.LANGS}
    heading = word(f"listing.title_{dimension}", lang)
    order = ordered(found, dimension, lang)

    def rows(places: Sequence[str], _: Archive) -> tuple[Block, ...]:
        return (Bullets(tuple(_card(dimension, found[place], lang) for place in places)),)

    names = [f"{place} {len(found[place].entries)} {label(dimension, found[place], lang)[0]}" for place in order]
    yield from parted(About(paths, (heading, lang)), heading, (), order, rows, lang, names)


History = tuple[Callable[[Archive], tuple[Block, ...]], tuple[str, ...]]
"""What stands above the first part of a list, and what settles it."""
NO_HISTORY: History = (lambda _: (), ())


class About(NamedTuple):
    """What a list is: its addresses, its title and the language of that, how its documents are counted, its feed, its past."""

    paths: dict[Lang, str]
    title: tuple[str, Lang]
    counting: str = "count.entries"
    feed: str | None = None
    history: History = NO_HISTORY


def _paged(about: About, found: Sequence[Entry], lang: Lang) -> Iterator[Outline]:
    """A list of documents in pages of 200, each of which both languages have; years are headings where there are several."""
    counted = word(about.counting, lang, n=len(found))
    described = word("listing.about_documents", lang, title=about.title[0], count=counted)
    lead = f"{counted}. {word('listing.newest_first', lang)}." if len(found) > 1 else f"{counted}."
    link = (Text(" "), Anchor(Target(file=about.feed), (Text(word("listing.feed", lang)),))) if about.feed else ()
    of_years = years(found)
    jump = (_jump(about.paths, of_years, lang),) if len(of_years) > 1 else ()
    first = (Paragraph((Text(lead), *link), role="quiet"), *jump)

    def rows(idents: Sequence[str], archive: Archive) -> tuple[Block, ...]:
        return tuple(_tables([archive.entries[ident] for ident in idents], len(of_years) > 1, lang))

    yield from parted(about, described, first, [entry.id for entry in found], rows, lang, [f"{y} {n}" for y, n in of_years.items()])


def _jump(paths: dict[Lang, str], of_years: Mapping[str, int], lang: Lang) -> Paragraph:
    """Years with counts, each a link to where its documents begin."""
    parts: list[Inline] = [Text(f"{word('listing.jump', lang)} ")]
    at = 0
    for n, (year, count) in enumerate(of_years.items()):
        where = Target(addresses.further(paths[lang], at // PAGE_SIZE + 1, lang), f"y{year}")
        parts += [Text(" · ")] * (n > 0) + [Anchor(where, (Text(_year(year, lang)),)), Text(f" ({count})")]
        at += count
    return Paragraph(tuple(parts), role="jump")


def _year(year: str, lang: Lang) -> str:
    return word("listing.undated", lang) if year == addresses.UNDATED else year


def _tables(entries: Sequence[Entry], parted: bool, lang: Lang) -> Iterator[Block]:
    if not parted:
        yield table(entries, lang)
        return
    for year, of_year in groupby(entries, key=lambda e: e.sort_date[:4] or addresses.UNDATED):
        yield Heading(2, f"y{year}", (Text(_year(year, lang)),))
        yield table(of_year, lang)


def parted(
    about: About,
    described: str,
    first: tuple[Block, ...],
    names: Sequence[str],
    rows: Callable[[Sequence[str], Archive], tuple[Block, ...]],
    lang: Lang,
    besides: Sequence[str] = (),
) -> Iterator[Outline]:
    """One outline for each part of the list of ``names``, which ``rows`` makes blocks of; ``besides`` is what else settles it."""
    count = max(1, -(-len(names) // PAGE_SIZE))
    for number in range(1, count + 1):
        own = {code: addresses.further(about.paths[code], number, code) for code in addresses.LANGS}
        part = tuple(names[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        shown = about.title[0] if number == 1 else word("listing.titled_page", lang, title=about.title[0], page=str(number))
        turn = (_turn(about.paths, number, count, lang),) if count > 1 else ()
        above, settled = about.history if number == 1 else NO_HISTORY
        make = partial(_part, own, (shown, about.title[1], described), (first, turn), rows, part, lang, above)
        yield Outline(own[lang], (shown, described, str(count), *besides, *settled, *part), make)


def _part(
    paths: dict[Lang, str],
    titles: tuple[str, Lang, str],
    around: tuple[tuple[Block, ...], tuple[Block, ...]],
    rows: Callable[[Sequence[str], Archive], tuple[Block, ...]],
    names: Sequence[str],
    lang: Lang,
    above: Callable[[Archive], tuple[Block, ...]],
    archive: Archive,
) -> Page:
    """One part of a list, what stands before and after its rows around it."""
    body = rows(names, archive) if names else (Paragraph((Text(word("listing.empty", lang)),)),)
    shown, code, described = titles
    heading = Heading(1, "top", (Text(shown),), None if code == lang else code)
    alternates_ = alternates(paths["vi"], paths["en"])
    blocks = (heading, *above(archive), *around[0], *body, *around[1])
    return Page(paths[lang], "listing.html", shown, described, "–", lang, code, alternates_, (), blocks)


def _turn(paths: dict[Lang, str], number: int, count: int, lang: Lang) -> Paragraph:
    parts: list[Inline] = [Text(word("listing.page", lang, page=str(number), pages=str(count)))]
    for other, key in ((number - 1, "previous"), (number + 1, "next")):
        if 1 <= other <= count:
            link = Anchor(Target(addresses.further(paths[lang], other, lang)), (Text(word(f"listing.{key}", lang)),))
            parts += [Text(" · "), link]
    return Paragraph(tuple(parts), role="quiet")


def table(entries: Iterable[Entry], lang: Lang) -> Table:
    """Number, subject, issuer, date: the same order everywhere."""
    header = tuple(_cell((word(f"field.{name}", lang), lang), lang) for name in ("number", "subject", "issuer", "when"))
    return Table(header, tuple(_row(entry, lang) for entry in entries))


@lru_cache(maxsize=1024)  # the same bodies on list after list
def _cell(said: tuple[str, Lang] | None, lang: Lang) -> Words:
    return Words((labels.spoken(said, lang),))


def _row(entry: Entry, lang: Lang) -> tuple[tuple[Inline, ...], ...]:
    issuer = labels.issuer_of(entry.issuer, lang, entry.date)
    number = word("kind.news", lang) if entry.kind == "news" else labels.number_text(entry.number, lang)
    link = Anchor(Target(addresses.document(entry.id, entry.kind, lang)), (labels.spoken(labels.title(entry, lang), lang),))
    date = labels.short_date(entry, lang)
    return (Text(number),), (link,), _cell(issuer, lang), (Text(date),)


# --- numbers --------------------------------------------------------------------------------------------------------------


def _numbers(archive: Archive, numbered: list[NumberLine], lang: Lang) -> Iterator[Outline]:
    """Every number in natural order, then every named instrument in that of the alphabet, held or only cited, paged."""
    named = (n for n in archive.lines.values() if n.number is None)
    found = [*numbered, *sorted(named, key=lambda n: (sort_key(labels.number_label(n, lang)[0]), n.slug))]
    paths = {code: addresses.index("numbers", code) for code in addresses.LANGS}
    heading = word("listing.title_numbers", lang)
    about = f"{heading}: {word('count.numbers', lang, n=len(found))}"

    def rows(slugs: Sequence[str], archive: Archive) -> tuple[Block, ...]:
        return (_number_table((archive.numbers[slug] for slug in slugs), archive, lang),)

    most = [n.slug for n in wanted.ranked(archive.lines.values())[: wanted.MOST]]
    above = partial(wanted.blocks, most, lang), tuple(most)
    yield from parted(About(paths, (heading, lang), history=above), about, (), [n.slug for n in found], rows, lang)


def _number_table(rows: Iterable[NumberEntry], archive: Archive, lang: Lang) -> Table:
    header = tuple((Text(word(f"field.{name}", lang)),) for name in ("number", "date", "state", "wanted"))
    return Table(header, tuple(_number_row(row, archive, lang) for row in rows))


def _number_row(row: NumberEntry, archive: Archive, lang: Lang) -> tuple[tuple[Inline, ...], ...]:
    link = Anchor(Target(addresses.number(row.slug, lang)), (labels.spoken(labels.number_label(row, lang), lang),))
    dates = {v.date for v in row.variants if v.date} | {d for held in row.held if (d := archive.entries[held].date)}
    date = labels.date_text(dates.pop() if len(dates) == 1 else None, lang)
    state = word("link.held" if row.held else "link.stub", lang)
    cited = len({m.record for m in row.mentions})
    return (link,), (Text(date),), (Text(state),), (Text(word("number_page.documents", lang, n=cited) if cited else "–"),)
