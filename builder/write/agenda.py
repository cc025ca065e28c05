"""The lists of deadlines: what is due, by whom, by when, and in which document that is said. Knows no today: the script marks the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder import addresses
from builder.model import Anchor, Archive, Block, Due, Entry, Inline, Item, Lang, Paragraph, Table, Target, Text
from builder.text import shorten
from builder.vocabulary import word
from builder.write import labels
from builder.write.listing import About, Outline, parted

Row = tuple[Due, Entry]


def dues(archive: Archive) -> list[Row]:
    """Every deadline, the latest first: those still to come stand at the top."""
    found = [(due, entry) for entry in archive.entries.values() for due in entry.dues]
    found.sort(key=lambda row: (row[1].id, row[0].anchor or ""))
    return sorted(found, key=lambda row: row[0].date, reverse=True)


def outlines(archive: Archive) -> Iterator[Outline]:
    """``vi/thoi-han`` and ``en/deadlines``."""
    found = dues(archive)
    rows = {f"{n} {due!r} {entry.id}": (due, entry) for n, (due, entry) in enumerate(found)}
    for lang in addresses.LANGS:
        title = word("deadlines.title", lang)
        calendar = Anchor(Target(file=addresses.calendar(lang)), (Text(word("deadlines.subscribe", lang)),))
        first = Paragraph((Text(f"{word('deadlines.intro', lang, n=len(found))} "), calendar), role="quiet")

        def made(names: Sequence[str], archive: Archive, lang: Lang = lang) -> tuple[Block, ...]:
            return (_table([rows[name] for name in names], archive, lang),)

        yield from parted(About(addresses.DEADLINES, (title, lang)), word("deadlines.about", lang), (first,), list(rows), made, lang)


def _table(rows: Sequence[Row], archive: Archive, lang: Lang) -> Table:
    header = tuple((Text(word(key, lang)),) for key in ("deadlines.day", "deadlines.due", "field.subject", "field.number"))
    return Table(header, tuple(_row(due, archive.entries[entry.id], lang) for due, entry in rows))


def _row(due: Due, entry: Entry, lang: Lang) -> tuple[tuple[Inline, ...], ...]:
    number = word("kind.news", lang) if entry.kind == "news" else labels.number_text(entry.number, lang)
    link = Anchor(Target(addresses.document(entry.id, entry.kind, lang), due.anchor), (labels.spoken(labels.title(entry, lang), lang),))
    return (Text(labels.date_text(due.date, lang)),), (words(due, lang),), (link,), (Text(number),)


def words(due: Due, lang: Lang) -> Inline:
    """Who must do what, in the page's language where an editor gave it, else as printed."""
    own = due.vi if lang == "vi" else due.en
    if own:
        return Text(_sentence(own))
    return labels.spoken((_sentence(due.vi), "vi") if due.vi else None, lang)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def nearest(archive: Archive, most: int, lang: Lang) -> Iterator[Item]:
    """The latest few, for the home."""
    for due, entry in dues(archive)[:most]:
        target = Target(addresses.document(entry.id, entry.kind, lang), due.anchor)
        about = labels.title(entry, lang)
        link = Anchor(target, (Text(labels.date_text(due.date, lang)),))
        shown = labels.spoken((shorten(about[0], 160), about[1]), lang)
        yield Item((link, Text(" "), words(due, lang), Text(" · "), shown), role="due")
