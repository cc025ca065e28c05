"""From what was written to what we conclude: each citation gets exactly one document, or an honest reason why not.

A number alone is no identity: type, date and issuer must agree wherever both sides know them. Never the document itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from builder import grammar, vocabulary
from builder.cite.instruments import instrument_number, instrument_slug
from builder.cite.numbers import number_pages
from builder.cite.related import related
from builder.cite.sentences import Sentences
from builder.model import Archive, Citation, Entry, Incoming, Link, Record
from builder.text import fold

_KNOWN_INVERSE = "cites"


@dataclass(frozen=True, slots=True)
class _Read:
    """One record with its citations as the whole record describes them, and what each was resolved to."""

    record: Record
    citations: tuple[Citation, ...]
    links: Mapping[str, Link]
    sentences: Sentences


def resolve(records: Iterable[Record], entries: Mapping[str, Entry], inverse: Mapping[str, str]) -> Archive:
    """The whole network in one pass over records. ``inverse`` maps a relation type to the name of its other direction."""
    records = tuple(records)
    held, parts = index(entries), _Parts(records)
    reads = [_read(record, held, parts) for record in records]
    links = {r.record.id: r.links for r in reads}
    numbers = number_pages(((r.record, r.citations, r.links, r.sentences) for r in reads), entries, inverse)
    return Archive(
        entries, numbers, links, _incoming(reads, inverse), {r.record.id: _states(r) for r in reads}, related(numbers, links, entries)
    )


def index(entries: Mapping[str, Entry]) -> Mapping[str, list[Entry]]:
    """Held documents by the key of their number."""
    by_number: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        if entry.number.norm:
            by_number[_key(entry.number.norm)].append(entry)
    return by_number


@lru_cache(maxsize=65536)
def _key(number: str) -> str:
    return re.sub(r"[^a-z0-9]+", "/", fold(number))


def _read(record: Record, held: Mapping[str, list[Entry]], parts: _Parts) -> _Read:
    citations = described(record.citations)
    return _Read(record, citations, {c.cid: parts.pointed(_link(record, c, held), c) for c in citations}, Sentences(record))


class _Parts:
    """The ids of the parts of held documents, counted when one is first cited by its parts."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {r.id: r for r in records}
        self._ids: dict[str, frozenset[str]] = {}

    def pointed(self, link: Link, citation: Citation) -> Link:
        """A link to the article, clause or point cited: the nearest part that the held document has."""
        if link.status != "held" or link.target is None or not citation.provision or link.target not in self._records:
            return link
        provision = next(grammar.provisions(citation.provision), None)
        parts = provision.anchor.split(".") if provision else []
        for end in range(len(parts), 0, -1):
            if ".".join(parts[:end]) in self._of(link.target):
                return replace(link, anchor=".".join(parts[:end]))
        return link

    def _of(self, ident: str) -> frozenset[str]:
        if ident not in self._ids:
            self._ids[ident] = frozenset(node.id for node in self._records[ident].body)
        return self._ids[ident]


# --- within the record ----------------------------------------------------------------------------------------------------


def described(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Citations with what the record says of the same document elsewhere: "Quyết định số 258/QĐ-UBND" after its date was given once;
    "Bộ luật Lao động" where only that of 2019 is cited. Nothing is added where the record speaks of two."""
    by_number: dict[tuple[str, str | None], list[Citation]] = defaultdict(list)
    by_name: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for c in citations:
        if c.number:
            by_number[_key(c.number), c.type].append(c)
        if c.name and not c.draft and (c.number or c.date):
            by_name[c.name].add((instrument_number(c), c.date))
    whole = {
        k: (_only(c.date for c in cs), _only(c.issuer for c in cs), _only(c.issuer_printed for c in cs)) for k, cs in by_number.items()
    }
    return tuple(_filled(c, whole, by_name) for c in citations)


def _only(values: Iterable[str | None]) -> str | None:
    """The one value that is ever given."""
    given = {v for v in values if v}
    return given.pop() if len(given) == 1 else None


def _filled(
    citation: Citation,
    whole: Mapping[tuple[str, str | None], tuple[str | None, str | None, str | None]],
    by_name: Mapping[str, set[tuple[str | None, str | None]]],
) -> Citation:
    if citation.number:
        date, issuer, printed = whole[_key(citation.number), citation.type]
        bare = citation.issuer_printed is None
        if (citation.date or not date) and (citation.issuer or not issuer) and (citation.issuer_printed or not printed):
            return citation
        return replace(
            citation,
            date=citation.date or date,
            issuer=citation.issuer or (issuer if bare else None),
            issuer_printed=citation.issuer_printed or printed,
        )
    versions = by_name.get(citation.name or "", set())
    numbers = {number for number, _ in versions if number}
    undated = bool(citation.name) and not (citation.draft or citation.date or citation.within)  # in another's subject: the law of its day
    if undated and len(numbers) == 1 and len(versions) == len({n for n, _ in versions}):
        return replace(citation, number=next(iter(numbers)), date=_only(date for _, date in versions))
    return citation


# --- in the archive ---------------------------------------------------------------------------------------------------------


def _link(record: Record, citation: Citation, held: Mapping[str, list[Entry]]) -> Link:
    target = instrument_slug(citation)
    if target is None:
        return Link(citation.cid, "unparsed")
    number = instrument_number(citation)
    fitting = [e for e in held.get(_key(number), ()) if _agrees(citation, e) and _earlier(e, record)] if number else []
    if any(e.id == record.id for e in fitting):
        return Link(citation.cid, "self")
    if len(fitting) == 1 and _identified(citation, fitting[0]):
        return Link(citation.cid, "held", fitting[0].id)
    if fitting:
        return Link(citation.cid, "ambiguous", target, tuple(e.id for e in fitting))
    return Link(citation.cid, "stub", target)


def _agrees(citation: Citation, entry: Entry) -> bool:
    """No contradiction, each compared only where both sides know it; a date to the coarser precision."""
    dates = (citation.date or "", entry.date or "")
    short = min(len(d) for d in dates)
    issuers = {i for i in (entry.issuer.id, *entry.issuer.joint) if i}
    return (
        (not citation.type or not entry.type or citation.type == entry.type)
        and dates[0][:short] == dates[1][:short]
        and (not citation.issuer or not issuers or citation.issuer in issuers)
    )


def _earlier(entry: Entry, record: Record) -> bool:
    """What is cited exists already: a document of a later day cannot be meant."""
    if entry.id == record.id or not entry.date or not record.date.value:
        return True
    short = min(len(entry.date), len(record.date.value))
    return entry.date[:short] <= record.date.value[:short]


@lru_cache(maxsize=65536)
def _many(number: str) -> tuple[bool, bool]:
    """Whether a number is one of a local body, and whether one of the Party."""
    read = grammar.read_number(number)
    local = read is not None and any(vocabulary.local_kind_by_code(part) for part in read.symbol)
    return local, read is not None and grammar.is_party(read)


def _identified(citation: Citation, entry: Entry) -> bool:
    """Numbers of local bodies and of the Party are borne many times over: there the day or the body must be the same, not just unknown."""
    local, party = _many(entry.number.norm or "")
    if not (local or party):
        return True
    same_day = bool(citation.date and len(citation.date) == 10 and citation.date == entry.date)
    return same_day or bool(local and citation.issuer and citation.issuer == entry.issuer.id)


def _states(read: _Read) -> tuple[tuple[str, str], ...]:
    """What a record says of itself, by the pages of what it speaks of."""
    pages = {c.cid: instrument_slug(c) for c in read.citations if read.links[c.cid].status != "self"}
    return tuple((r.type, page) for r in read.record.relations if r.source == "self" and (page := pages.get(r.target)))


# --- the other direction ----------------------------------------------------------------------------------------------------


def _incoming(reads: Iterable[_Read], inverse: Mapping[str, str]) -> dict[str, tuple[Incoming, ...]]:
    """For each held document, who points at it: the inverse of a stated relation, else "cited by"."""
    found: dict[str, dict[tuple[str, str], Incoming]] = defaultdict(dict)
    for read in reads:
        said = {r.target: r.type for r in read.record.relations if r.source == "self"}
        typed = {read.links[cid].target for cid in said if cid in read.links and read.links[cid].status == "held"}
        for citation in read.citations:
            link = read.links[citation.cid]
            if link.status != "held" or link.target is None:
                continue
            kind = said.get(citation.cid) or (None if link.target in typed else _KNOWN_INVERSE)
            if kind:
                anchor = read.sentences.anchor(citation.span.start)
                found[link.target].setdefault((read.record.id, kind), Incoming(read.record.id, inverse[kind], anchor))
    return {ident: tuple(rows.values()) for ident, rows in found.items()}
