"""Every data file of the site: its path, what settles it, how to make it. The build makes only those whose key is new.

A key stands for all that a file is made of: the documents' own keys, and what the archive knows of each of them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

from builder import addresses
from builder.export import tables
from builder.export.akn import document_xml
from builder.export.api import index, openapi
from builder.export.calendar import Event, calendar
from builder.export.document import document_data
from builder.export.reading import document_markdown
from builder.model import Archive, Lang, NumberEntry
from builder.vocabulary import word
from builder.write import agenda, labels
from builder.write.dimensions import FED, groups, title
from builder.write.feed import MOST, feed
from builder.write.listing import newest
from builder.write.notice import Source

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be made; always, where it has no key. ``owner`` is the document that it is about, if it is about one."""

    path: str
    key: str
    make: Callable[[], bytes]
    owner: str | None = None


class UnwritableError(Exception):
    """A document that a file of several could not be made of; the argument is its id."""


class Held(NamedTuple):
    """A document by its id; its text is loaded only to make its files."""

    id: str
    sha256: str
    load: Callable[[], Source]


Keyed = tuple[Held, str]
"""A document and the key of all that its files are made of."""


Read = Callable[[str], bytes]
"""A file that was made, by its path. Files of many documents are put together from those of each: none is loaded again."""


Keep = Callable[[str, str, Callable[[], bytes]], bytes]
"""Bytes under a name: as they were kept, if the key is that of then."""


def _now(_name: str, _key: str, make: Callable[[], bytes]) -> bytes:
    """Nothing is kept."""
    return make()


def exports(
    sources: Sequence[Keyed],
    archive: Archive,
    site_url: str,
    stamp: Callable[[object], str],
    read: Read,
    numbers: str = "",
    keep: Keep = _now,
) -> Iterator[Export]:
    """All files, those of single documents first. ``stamp`` gives the fingerprint of a value of the model, ``numbers`` that of
    all numbers; parts of large files go through ``keep``."""
    for held, key in sources:
        yield Export(addresses.data(held.id, "json"), key, partial(_json, held, archive), held.id)
        yield Export(addresses.data(held.id, "md.txt"), key, partial(_markdown, held, archive), held.id)
    of_years = _by_year(sources, archive)
    keys = {year: _together(found, stamp) for year, found in of_years.items()}
    for year, found in of_years.items():
        key = keys[year]
        yield Export(addresses.bulk(year, "jsonl"), key, partial(_lines, found, read))
        yield Export(addresses.bulk(year, "akn.zip"), key, partial(_akn, found, site_url, read))
    everything = stamp(list(keys.values())) if all(keys.values()) else ""
    yield Export("data/documents.csv", everything, partial(_csv, of_years, keys, read, keep))
    yield Export("data/numbers.jsonl", f"{site_url} {numbers}" if numbers else "", partial(_numbers, archive, site_url))
    counts, known = {year: len(found) for year, found in of_years.items()}, len(archive.lines)
    yield Export("data/index.json", stamp(("index", site_url, counts, known)), partial(index, counts, known, site_url))
    yield Export("data/openapi.json", stamp(("openapi", site_url)), partial(openapi, site_url))
    yield from _calendars(archive, site_url, stamp)
    yield from _feeds(archive, site_url, stamp)


def _together(found: Iterable[Keyed], stamp: Callable[[object], str]) -> str:
    """The key of a file of several; none where one of them has none, for then it is always made."""
    keys = [key for _, key in found]
    return stamp(keys) if all(keys) else ""


def _by_year(sources: Iterable[Keyed], archive: Archive) -> dict[str, list[Keyed]]:
    found: dict[str, list[Keyed]] = {}
    for held, key in sources:
        found.setdefault(archive.entries[held.id].sort_date[:4] or addresses.UNDATED, []).append((held, key))
    return dict(sorted(found.items()))


# --- documents ----------------------------------------------------------------------------------------------------------------


def _json(held: Held, archive: Archive) -> bytes:
    """On one line, as in the file of its year."""
    return _line(document_data(held.load(), archive))


def _markdown(held: Held, archive: Archive) -> bytes:
    return document_markdown(held.load(), archive).encode()


def _lines(found: Sequence[Keyed], read: Read) -> bytes:
    return b"".join(_of(held, read, bytes) for held, _ in found)


def _line(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _csv(of_years: Mapping[str, Sequence[Keyed]], keys: Mapping[str, str], read: Read, keep: Keep) -> bytes:
    """Year by year, as the other files are."""
    parts = (keep(year, keys[year], partial(_rows, found, read)) for year, found in of_years.items())
    return b"".join((tables.header(), *parts))


def _rows(found: Sequence[Keyed], read: Read) -> bytes:
    return tables.lines(_of(held, read, lambda data: tables.row(json.loads(data))) for held, _ in found)


def _akn(found: Sequence[Keyed], site_url: str, read: Read) -> bytes:
    """A zip with the same bytes whenever and wherever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archived:
        for held, _ in found:
            put(archived, f"{held.id}.xml", _of(held, read, lambda data: document_xml(json.loads(data), site_url)))
    return out.getvalue()


def put(archived: zipfile.ZipFile, name: str, data: bytes) -> None:
    """A file without a time of its own: 1 January 1980, the first that a zip can hold."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    archived.writestr(entry, data)


def _of(held: Held, read: Read, make: Callable[[bytes], _T]) -> _T:
    """One document's part of a file of several; what fails says whose fault it is."""
    try:
        return make(read(addresses.data(held.id, "json")))
    except Exception as error:
        raise UnwritableError(held.id) from error


# --- the archive ----------------------------------------------------------------------------------------------------------------


def _numbers(archive: Archive, site_url: str) -> bytes:
    """Every number and named instrument, held or only cited."""
    return b"".join(_line(_number(n, site_url)) for n in archive.numbers.values())


def _number(number: NumberEntry, site_url: str) -> dict[str, Any]:
    cited = sorted({m.record for m in number.mentions})
    url = {lang: site_url + addresses.url(addresses.number(number.slug, lang)) for lang in addresses.LANGS}
    known = {"slug": number.slug, "number": number.number, "name": number.name, "type": number.type}
    return {**known, "held": list(number.held), "cited_by": cited, "urls": url}


def _calendars(archive: Archive, site_url: str, stamp: Callable[[object], str]) -> Iterator[Export]:
    dues = agenda.dues(archive)
    for lang in addresses.LANGS:
        events = [_event(row, n, lang, site_url) for n, row in enumerate(dues)]
        yield Export(addresses.calendar(lang), stamp(events), partial(calendar, events, lang))


def _event(row: agenda.Row, n: int, lang: Lang, site_url: str) -> Event:
    due, entry = row
    said = (due.vi if lang == "vi" else due.en) or due.vi or labels.title(entry, lang)[0]
    url = site_url + addresses.url(addresses.document(entry.id, entry.kind, lang)) + (f"#{due.anchor}" if due.anchor else "")
    about = "\n".join((labels.title(entry, lang)[0], labels.entry_citation(entry, lang), url))
    place = due.anchor or f"n{n}"
    return Event(
        f"{entry.id}-{place}-{due.date}@{lang}.labour-policy-archive",
        due.date,
        word("deadlines.event", lang, what=said),
        about,
        url,
        entry.sort_date,
    )


def _feeds(archive: Archive, site_url: str, stamp: Callable[[object], str]) -> Iterator[Export]:
    """One a language, one for each issuer and each topic."""
    entries = newest(archive.entries.values())
    found = {dimension: groups(entries, dimension, archive) for dimension in sorted(FED)}
    for lang in addresses.LANGS:
        home = addresses.home(lang)
        yield _feed(home, word("feed.title", lang), entries, site_url, lang, stamp)
        for dimension, of_dimension in found.items():
            for group in of_dimension.values():
                path = addresses.listing(dimension, group.value, lang)
                named = word("feed.of", lang, title=title(dimension, group, lang)[0])
                yield _feed(path, named, group.entries, site_url, lang, stamp)


def _feed(path: str, named: str, entries: Sequence[Any], site_url: str, lang: Lang, stamp: Callable[[object], str]) -> Export:
    chosen = [e for e in entries if e.sort_date][:MOST]
    make = partial(feed, chosen, site_url, lang, path, named)
    return Export(addresses.feed(path), stamp((named, site_url, chosen)), lambda: make().encode())
