"""Hands records to the search room in its own terms: entries with both languages, gated for personal data; terms of the glossary.

Here because rooms do not import each other: writing knows labels, searching knows entries.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from builder import addresses, vocabulary
from builder.model import Archive, Pairing, Record
from builder.search import entry as search
from builder.vocabulary import word
from builder.write import labels
from builder.write.withhold import Finder, gate_text


def search_entry(
    record: Record, paired: Pairing | None, archive: Archive, units: tuple[tuple[str, str], ...], find: Finder
) -> search.Entry:
    """One document as the index takes it. ``units`` are its translatable blocks; withheld details never get in."""
    entry = archive.entries[record.id]
    year = entry.sort_date[:4] or None
    return search.Entry(
        record.id,
        search.Both(*(addresses.url(addresses.document(record.id, record.kind, lang)) for lang in addresses.LANGS)),
        search.Both(labels.vi_title(entry.title_vi), entry.title_en),
        record.number.norm,
        entry.date or entry.sort_date or None,
        _issuer(record),
        tuple(_bodies(record)),
        _listed("types", record.type or "unknown", labels.type_label(record.type, "vi"), labels.type_label(record.type, "en")),
        year,
        tuple(_listed("topics", t, known.vi, known.en) for t in entry.topics if (known := vocabulary.topics().get(t))),
        None,
        _words(record.kind, f"kinds.{record.kind}"),
        _words(state := "outdated" if paired and paired.outdated else entry.translation, f"translation.{state}"),
        bool(record.deadlines),
        tuple(_addressees(record)),
        tuple(_passages(record, paired, units, find)),
    )


def _label(ident: str, vi: str, en: str) -> search.Label:
    return search.Label(ident, vi, en)


def _listed(dimension: str, ident: str, vi: str, en: str) -> search.Label:
    """A value that has a page with its documents."""
    return search.Label(ident, vi, en, search.Both(*(addresses.url(addresses.listing(dimension, ident, lang)) for lang in addresses.LANGS)))


def _words(ident: str, key: str) -> search.Label:
    return search.Label(ident, word(key, "vi"), word(key, "en"))


def _issuer(record: Record) -> search.Label | None:
    names = [labels.issuer_of(record.issuer, lang, record.date.value) for lang in addresses.LANGS]
    if names[0] is None:
        return None
    return _label(record.issuer.id or labels.vi_title(names[0][0]), names[0][0], (names[1] or names[0])[0])


def _bodies(record: Record) -> Iterator[search.Label]:
    """The issuing bodies one by one, each with its page and with who has its tasks today."""
    for ident in record.issuer.joint or ((record.issuer.id,) if record.issuer.id else ()):
        if body := _body(ident, record.issuer.name if not record.issuer.joint else None):
            heirs = [_body(heir.id, None) for heir in vocabulary.today(ident)]
            yield dataclasses.replace(body, now=tuple(dict.fromkeys(heir for heir in heirs if heir)))


def _body(ident: str, printed: str | None) -> search.Label | None:
    vi, en = (labels.issuer_text(ident, printed, lang) for lang in addresses.LANGS)
    return _listed("issuers", ident, vi[0], (en or vi)[0]) if vi else None


def _addressees(record: Record) -> Iterator[search.Label]:
    seen: set[str] = set()
    for addressee in record.addressees:
        if addressee.id and addressee.id not in seen:
            seen.add(addressee.id)
            vi, en = (labels.issuer_text(addressee.id, addressee.text, lang) for lang in addresses.LANGS)
            if vi and en:
                yield _label(addressee.id, vi[0], en[0])


def _passages(record: Record, paired: Pairing | None, units: tuple[tuple[str, str], ...], find: Finder) -> Iterator[search.Passage]:
    for ident, text in units:
        yield search.Passage(ident, record.lang, gate_text(text, record, find))
    for ident, text in _english(paired) if paired else ():
        yield search.Passage(ident, "en", gate_text(text, record, find))


def _english(paired: Pairing) -> Iterator[tuple[str, str]]:
    yield from paired.text.items()
    yield from paired.loose
    yield from ((f"e{n}", text) for n, text in enumerate(paired.whole, 1))


def search_terms() -> tuple[search.Term, ...]:
    """Glossary terms with their English, what people say for them, abbreviations with what they stand for."""
    said = [search.Term(e.vi, e.en) for e in vocabulary.everyday()]
    terms = [search.Term((t.vi,), (t.en, *t.alt)) for t in vocabulary.glossary()]
    return (*terms, *said, *(search.Term((a.abbr, a.vi), (a.en,) if a.en else ()) for a in vocabulary.abbreviations().values()))
