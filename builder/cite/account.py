"""What one record says of other documents, in short: all that the network needs of it, so that no record must be read again.

Made from the record and its entry alone. Never sees the archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from builder import grammar
from builder.addresses import number_slug
from builder.cite.described import described
from builder.cite.instruments import instrument_number, instrument_slug, number_key
from builder.cite.sentences import Sentences
from builder.model import Citation, Entry, Mention, Record, Said, Variant
from builder.vocabulary import UPWARDS

_DESCRIBING = ("full", "enum", "named")


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation, as far as it must be resolved. ``parts`` are the ids it may mean, the nearest first; ``relation`` is what
    the record says of itself and that document; ``own``: it is the record itself."""

    cid: str
    slug: str | None
    key: str | None
    type: str | None
    date: str | None
    issuer: str | None
    parts: tuple[str, ...]
    anchor: str
    relation: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """All that one record adds to the page of one number: how it calls it, how it describes it, where it speaks of it."""

    type: str | None = None
    number: str | None = None
    name: str | None = None
    named: str | None = None  # the name of an instrument that has a number too
    variants: tuple[Variant, ...] = ()
    mentions: tuple[Mention, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Bearer:
    """One held document as others may cite it: ``issuers`` its issuer and those it is joint with, ``parts`` the ids of its articles."""

    id: str
    number: str | None
    type: str | None
    date: str | None
    issuers: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Account:
    """One held document for the network. ``key`` and ``slug`` are those of its number."""

    bearer: Bearer
    key: str | None
    slug: str | None
    sort_date: str
    topics: tuple[str, ...]
    words: tuple[str, ...] = ()  # Vietnamese terms of the glossary in its text
    lists: tuple[str, ...] = ()  # "types quyet-dinh": the lists that it is in, as far as pages of numbers lead there
    cited: tuple[Cited, ...] = ()
    passages: Mapping[str, Passage] = field(default_factory=dict)
    states: tuple[Said, ...] = ()

    @property
    def id(self) -> str:
        return self.bearer.id


def bare(entry: Entry, parts: frozenset[str] = frozenset()) -> Account:
    """The account of a document that cites nothing."""
    norm = entry.number.norm
    issuers = tuple(dict.fromkeys(i for i in (entry.issuer.id, *entry.issuer.joint) if i))
    bearer = Bearer(entry.id, norm, entry.type, entry.date, issuers, parts)
    lists = (*(f"types {t}" for t in (entry.type,) if t), *(f"issuers {i}" for i in entry.issuer.joint or (entry.issuer.id,) if i))
    return Account(bearer, number_key(norm) if norm else None, number_slug(norm or "") or None, entry.sort_date, entry.topics, lists=lists)


def account(record: Record, entry: Entry, inverse: Mapping[str, str]) -> Account:
    """What ``record`` says. ``inverse`` maps a relation type to the name of its other direction."""
    own = bare(entry, frozenset(node.id for node in record.body if node.kind in ("article", "clause", "point")))
    citations, sentences = described(record.citations), Sentences(record)
    said = {r.target: r.type for r in record.relations if r.source == "self"}
    cited = tuple(_cited(c, own, sentences, said) for c in citations)
    passages = _passages(record, citations, cited, sentences, inverse)
    return replace(
        own, words=record.glossary, cited=cited, passages=passages, states=tuple(_states(record, cited, citations, sentences, passages))
    )


def _states(
    record: Record, cited: Iterable[Cited], citations: Iterable[Citation], sentences: Sentences, passages: Mapping[str, Passage]
) -> Iterator[Said]:
    """What it says of itself and others; and which it only cites, of those that stand lowest in the chains of which it speaks."""
    by_cid = {short.cid: (short, whole) for short, whole in zip(cited, citations, strict=True) if short.slug and not short.own}
    stated = [(r.type, *by_cid[r.target]) for r in record.relations if r.source == "self" and r.target in by_cid]
    for kind, short, whole in stated:
        yield Said(kind, short.slug or "", record.id, short.anchor, sentences.around(whole))
    low = {slug for slug, passage in passages.items() if any(s.type in UPWARDS for s in passage.said)}
    low -= {s.slug for passage in passages.values() for s in passage.said if s.type in UPWARDS} | {short.slug for _, short, _ in stated}
    for short, whole in by_cid.values():
        if short.slug in low:
            low.discard(short.slug)
            yield Said("cites", short.slug, record.id, short.anchor, sentences.around(whole))


def _cited(citation: Citation, own: Account, sentences: Sentences, said: Mapping[str, str]) -> Cited:
    number = instrument_number(citation)
    found = Cited(
        citation.cid, instrument_slug(citation), number_key(number) if number else None, citation.type, citation.date, citation.issuer,
        tuple(_parts(citation.provision)), sentences.anchor(citation.span.start), said.get(citation.cid), own=False,
    )  # fmt: skip
    itself = found.slug and found.key and found.key == own.key and agrees(found, own.bearer)
    return replace(found, own=True) if itself else found


def _parts(provision: str | None) -> Iterator[str]:
    """Ids of the point, the clause, the article that a provision names first."""
    first = next(grammar.provisions(provision), None) if provision else None
    parts = first.anchor.split(".") if first else []
    for end in range(len(parts), 0, -1):
        yield ".".join(parts[:end])


def agrees(cited: Cited, bearer: Bearer) -> bool:
    """No contradiction, each compared only where both sides know it; a date to the coarser precision."""
    dates = (cited.date or "", bearer.date or "")
    short = min(len(d) for d in dates)
    return (
        (not cited.type or not bearer.type or cited.type == bearer.type)
        and dates[0][:short] == dates[1][:short]
        and (not cited.issuer or not bearer.issuers or cited.issuer in bearer.issuers)
    )


# --- what it adds to the pages of numbers ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Gathered:
    first: Citation | None = None
    named: str | None = None
    variants: dict[Variant, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def _passages(
    record: Record, citations: Iterable[Citation], cited: Iterable[Cited], sentences: Sentences, inverse: Mapping[str, str]
) -> dict[str, Passage]:
    slugs = {c.cid: c.slug for c in cited}
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    stated: dict[str, list[str]] = defaultdict(list)
    for relation in record.relations:
        source, target = slugs.get(relation.source), slugs.get(relation.target)
        if relation.source == "self":
            stated[relation.target].append(relation.type)
        elif source and target and source != target and relation.span:
            where, words = sentences.anchor(relation.span.start), sentences.between(relation.span)
            for page, kind, other in ((source, relation.type, target), (target, inverse[relation.type], source)):
                found[page].said.append(Said(kind, other, record.id, where, words))
    for citation, short in zip(citations, cited, strict=True):
        if short.slug and not short.own:
            _describe(found[short.slug], citation)
            if citation.kind != "alias" or stated[citation.cid]:
                words = sentences.around(citation)
                found[short.slug].mentions.append(Mention(record.id, short.anchor, words, tuple(stated[citation.cid])))
    return {slug: _passage(gathered) for slug, gathered in found.items()}


def _describe(gathered: _Gathered, citation: Citation) -> None:
    number = instrument_number(citation)
    if gathered.first is None:
        gathered.first = replace(citation, number=number)
    if number and citation.name:
        gathered.named = gathered.named or citation.name
    if citation.kind in _DESCRIBING:
        # the year behind a law's name is less than a day, and no date of its own
        date = citation.date if citation.date and len(citation.date) > 4 else None
        gathered.variants[Variant(citation.type, date, citation.issuer, citation.issuer_printed, citation.subject)] = None


def _passage(gathered: _Gathered) -> Passage:
    first = gathered.first
    return Passage(
        first.type if first else None, first.number if first else None, first.name if first else None, gathered.named,
        tuple(gathered.variants), _once(gathered.mentions), tuple(gathered.said),
    )  # fmt: skip


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """One mention a block, with all that is said there."""
    seen: dict[str, Mention] = {}
    for mention in mentions:
        first = seen.setdefault(mention.anchor, mention)
        fresh = tuple(r for r in mention.relations if r not in first.relations)
        if fresh:
            seen[mention.anchor] = replace(first, relations=(*first.relations, *fresh))
    return tuple(seen.values())
