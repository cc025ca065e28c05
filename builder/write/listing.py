"""Lists of documents, paged, and the pages that list a dimension's values with counts. Linear in what they list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from builder import addresses, vocabulary
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
    Page,
    Paragraph,
    Table,
    Target,
    Text,
)
from builder.text import natural_key, sort_key
from builder.vocabulary import word
from builder.write import agency, labels
from builder.write.notice import alternates

PAGE_SIZE = 200
DIMENSIONS = ("years", "types", "issuers", "topics")


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """Newest first; undated last; the id settles equal dates."""
    return sorted(sorted(entries, key=lambda e: e.id), key=lambda e: e.sort_date, reverse=True)


def values(entry: Entry, dimension: str) -> tuple[str, ...]:
    """The values under which an entry is listed."""
    if dimension == "years":
        return (entry.sort_date[:4] or addresses.UNDATED,)
    if dimension == "types":
        return (entry.type,) if entry.type else ()
    if dimension == "issuers":
        return entry.issuer.joint or ((entry.issuer.id,) if entry.issuer.id else ())
    return entry.topics


def value_label(dimension: str, value: str, lang: Lang) -> str:
    if dimension == "years":
        return word("listing.undated", lang) if value == addresses.UNDATED else word("listing.year", lang, year=value)
    if dimension == "types":
        return word("kinds.news", lang) if value == "tin" else labels.type_label(value, lang)
    if dimension == "topics":
        known = vocabulary.topics().get(value)
        return (known.vi if lang == "vi" else known.en) if known else value
    found = labels.issuer_text(value, None, lang)
    return found[0] if found else value


def value_title(dimension: str, value: str, lang: Lang) -> str:
    """The same as the title of its list: "2024" or "Official letter" alone says too little there."""
    if dimension == "years" and value != addresses.UNDATED:
        return word("listing.title_year", lang, value=value)
    label = value_label(dimension, value, lang)
    return word("listing.title_type", lang, value=label) if dimension == "types" else label


class Outline(NamedTuple):
    """A list before it is made: its path, and what settles it besides what it looks up in the archive (which documents, in order)."""

    path: str
    settled: tuple[str, ...]
    make: Callable[[Archive], Page]


def outlines(archive: Archive) -> Iterator[Outline]:
    """Every list: all notices, all news, each dimension's index and values, numbers; both languages."""
    entries = newest(archive.entries.values())
    for lang in addresses.LANGS:
        for kind, key in (("document", "documents"), ("news", "news")):
            of_kind = [e for e in entries if (e.kind == "news") == (kind == "news")]
            paths = {code: f"{addresses.documents('news' if kind == 'news' else 'document', code)}/index" for code in addresses.LANGS}
            yield from _paged(paths, word(f"listing.{key}", lang), of_kind, lang, f"count.{key}")
        for dimension in DIMENSIONS:
            yield from _agencies(entries, lang) if dimension == "issuers" else _dimension(entries, dimension, lang)
        yield from _numbers(archive, lang)


def _grouped(entries: Sequence[Entry], dimension: str) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for value in values(entry, dimension):
            groups[value].append(entry)
    return groups


def _dimension(entries: Sequence[Entry], dimension: str, lang: Lang) -> Iterator[Outline]:
    groups = _grouped(entries, dimension)
    counts = Counter({value: len(found) for value, found in groups.items()})
    yield _index(dimension, counts, lang)
    for value, found in groups.items():
        paths = {code: addresses.listing(dimension, value, code) for code in addresses.LANGS}
        yield from _paged(paths, value_title(dimension, value, lang), found, lang)


def _agencies(entries: Sequence[Entry], lang: Lang) -> Iterator[Outline]:
    """A page for each issuer, and for each body that it took over from or that has its tasks now."""
    groups = _grouped(entries, "issuers")
    counts = {value: len(found) for value, found in groups.items()}
    yield _index("issuers", Counter(counts), lang)
    for value in agency.pages(counts):
        paths = {code: addresses.listing("issuers", value, code) for code in addresses.LANGS}
        about = partial(agency.history, value, counts, lang)
        settled = tuple(f"{ident} {counts.get(ident, 0)}" for ident in agency.kin(value))
        yield from _paged(paths, value_title("issuers", value, lang), groups.get(value, ()), lang, history=(about, settled))


def cards(dimension: str, counts: Counter[str], lang: Lang, most: int | None = None) -> Bullets:
    """Values with counts: years newest first, all else most frequent first, then in alphabetical order."""
    order = sorted(counts, key=lambda v: sort_key(value_label(dimension, v, lang)))
    order.sort(key=lambda v: -int(v) if dimension == "years" else -counts[v])
    items = [_card(dimension, value, counts[value], lang) for value in order[:most]]
    return Bullets(tuple(items))


def _card(dimension: str, value: str, count: int, lang: Lang) -> Item:
    link = Anchor(Target(addresses.listing(dimension, value, lang)), (Text(value_label(dimension, value, lang)),))
    return Item((link, Text(f" ({count})")), role="cards")


def _index(dimension: str, counts: Counter[str], lang: Lang) -> Outline:
    title = word(f"listing.title_{dimension}", lang)
    paths = {code: addresses.index(dimension, code) for code in addresses.LANGS}

    def make(_: Archive) -> Page:
        body: Block = cards(dimension, counts, lang) if counts else Paragraph((Text(word("listing.empty", lang)),))
        return _page(paths, title, title, (body,), lang)

    return Outline(paths[lang], tuple(f"{value} {n}" for value, n in sorted(counts.items())), make)


History = tuple[Callable[[Archive], tuple[Block, ...]], tuple[str, ...]]
"""What stands above the first part of a list, and what settles it."""
NO_HISTORY: History = (lambda _: (), ())


def _paged(
    paths: dict[Lang, str],
    title: str,
    found: Sequence[Entry],
    lang: Lang,
    counting: str = "count.entries",
    history: History = NO_HISTORY,
) -> Iterator[Outline]:
    """A list in pages of 200, each of which both languages have."""
    counted = word(counting, lang, n=len(found))
    about = word("listing.about_documents", lang, title=title, count=counted)
    lead = f"{counted}. {word('listing.newest_first', lang)}." if len(found) > 1 else f"{counted}."
    first = Paragraph((Text(lead),), role="quiet")

    def rows(idents: Sequence[str], archive: Archive) -> Table:
        return table((archive.entries[ident] for ident in idents), lang)

    yield from _parted(paths, title, about, (first,), [entry.id for entry in found], rows, lang, history)


def _parted(
    paths: dict[Lang, str],
    title: str,
    about: str,
    first: tuple[Block, ...],
    names: Sequence[str],
    rows: Callable[[Sequence[str], Archive], Table],
    lang: Lang,
    history: History = NO_HISTORY,
) -> Iterator[Outline]:
    """One outline for each part of the list of ``names``, which ``rows`` makes a table of."""
    count = max(1, -(-len(names) // PAGE_SIZE))
    for number in range(1, count + 1):
        own = {code: addresses.further(paths[code], number, code) for code in addresses.LANGS}
        part = tuple(names[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        shown = title if number == 1 else word("listing.titled_page", lang, title=title, page=str(number))
        turn = (_turn(paths, number, count, lang),) if count > 1 else ()
        above, settled = history if number == 1 else NO_HISTORY
        make = partial(_part, own, (shown, about), (first, turn), rows, part, lang, above)
        yield Outline(own[lang], (shown, about, str(count), *settled, *part), make)


def _part(
    paths: dict[Lang, str],
    titles: tuple[str, str],
    around: tuple[tuple[Block, ...], tuple[Block, ...]],
    rows: Callable[[Sequence[str], Archive], Table],
    names: Sequence[str],
    lang: Lang,
    above: Callable[[Archive], tuple[Block, ...]],
    archive: Archive,
) -> Page:
    """One part of a list, what stands before and after its table around it."""
    body = rows(names, archive) if names else Paragraph((Text(word("listing.empty", lang)),))
    return _page(paths, *titles, (*above(archive), *around[0], body, *around[1]), lang)


def _turn(paths: dict[Lang, str], number: int, count: int, lang: Lang) -> Paragraph:
    parts: list[Inline] = [Text(word("listing.page", lang, page=str(number), pages=str(count)))]
    for other, key in ((number - 1, "previous"), (number + 1, "next")):
        if 1 <= other <= count:
            link = Anchor(Target(addresses.further(paths[lang], other, lang)), (Text(word(f"listing.{key}", lang)),))
            parts += [Text(" · "), link]
    return Paragraph(tuple(parts), role="quiet")


def table(entries: Iterable[Entry], lang: Lang) -> Table:
    """Number, subject, issuer, date: the same order everywhere."""
    header = tuple((Text(word(f"field.{name}", lang)),) for name in ("number", "subject", "issuer", "when"))
    return Table(header, tuple(_row(entry, lang) for entry in entries))


def _row(entry: Entry, lang: Lang) -> tuple[tuple[Inline, ...], ...]:
    issuer = labels.issuer_of(entry.issuer, lang, entry.date)
    number = word("kind.news", lang) if entry.kind == "news" else labels.number_text(entry.number, lang)
    link = Anchor(Target(addresses.document(entry.id, entry.kind, lang)), (labels.spoken(labels.title(entry, lang), lang),))
    date = labels.short_date(entry, lang)
    return (Text(number),), (link,), (labels.spoken(issuer, lang),), (Text(date),)


# --- numbers --------------------------------------------------------------------------------------------------------------


def _numbers(archive: Archive, lang: Lang) -> Iterator[Outline]:
    """Every number and named instrument, held or only cited, in natural order, paged."""
    found = sorted(archive.numbers.values(), key=lambda n: (n.number is None, natural_key(n.number or ""), n.slug))
    paths = {code: addresses.index("numbers", code) for code in addresses.LANGS}
    title = word("listing.title_numbers", lang)
    about = f"{title}: {word('count.numbers', lang, n=len(found))}"

    def rows(slugs: Sequence[str], archive: Archive) -> Table:
        return _number_table((archive.numbers[slug] for slug in slugs), archive, lang)

    yield from _parted(paths, title, about, (), [n.slug for n in found], rows, lang)


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


def _page(paths: dict[Lang, str], title: str, description: str, blocks: tuple[Block, ...], lang: Lang) -> Page:
    heading = Heading(1, "top", (Text(title),))
    return Page(
        paths[lang], "listing.html", title, description, "–", lang, lang, alternates(paths["vi"], paths["en"]), (), (heading, *blocks)
    )
