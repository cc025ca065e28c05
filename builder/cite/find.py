"""Every mention of another document in one record: printed form, place, attributes, zone. Never sees the archive.

Numbers first, with what stands around them; then names without a number, terms the document defines, short forms and "nêu trên".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from builder import grammar, vocabulary
from builder.cite import named
from builder.cite.blocks import blocks as blocks_of
from builder.cite.issuers import place_of
from builder.cite.mention import Block, Mention, Taken
from builder.cite.numbered import numbered
from builder.cite.provisions import provision_before
from builder.cite.terms import called, defined_terms, later_mentions
from builder.model import Citation, DefinedTerm, Record, Span


def find(record: Record) -> tuple[tuple[Citation, ...], tuple[DefinedTerm, ...]]:
    """All mentions, ids c1, c2 … in reading order, and the terms the document defines."""
    where = place_of(record)
    blocks = tuple(blocks_of(record))
    heads = [[m for m in numbered(block, where) if not _itself(m.citation, record)] for block in blocks]
    own = named.own_names((m.citation.name, m.citation.type) for found in heads for m in found if m.citation.name)
    ordered: list[Mention] = []
    for index, (block, found) in enumerate(zip(blocks, heads, strict=True)):
        ordered += _nested(replace(m, block=index) for m in (*found, *_named(block, found, own)))
    mentions = tuple(replace(m, citation=replace(m.citation, cid=f"c{n}")) for n, m in enumerate(ordered, 1))
    mentions = _with_outer(mentions)
    terms = defined_terms(blocks, mentions)
    return _renumber(later_mentions(blocks, called(mentions, terms), terms, record.type), terms)


def _itself(citation: Citation, record: Record) -> bool:
    """Its own number, unless the date says that it is another's: one number is borne in many provinces and years."""
    if citation.number is None or citation.number != record.number.norm:
        return False
    dates = (citation.date or "", record.date.value or "")
    short = min(map(len, dates))
    return dates[0][:short] == dates[1][:short]


def _named(block: Block, taken: list[Mention], own: tuple[str, ...]) -> Iterator[Mention]:
    """Named instruments outside the numbers already found."""
    heads = Taken((m.start, m.head.end) for m in taken)
    for name in named.names(block.text, block.lang, own):
        if heads.overlaps(name.start, name.end):
            continue
        citation = Citation(
            "", "named", block.text[name.start : name.end], block.place(name.start, name.end), block.zone, name.type, None,
            name.date, name.issuer, None, None, provision_before(block.text, name.start, block.lang), name.name, name.draft, rule=name.rule,
            confidence=0.8 if name.rule == "strategy-years" else 0.95,
        )  # fmt: skip
        yield Mention(citation, -1, name.start, Span(name.start, name.head or name.end), name.end)


# --- order and nesting --------------------------------------------------------------------------------------------------------


def _nested(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """One block's mentions in reading order."""
    yield from sorted(mentions, key=lambda m: (m.start, -m.head.end))


def _with_outer(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """``within`` names the citation whose subject holds this one: the nearest that is still open."""
    out: list[Mention] = []
    opened: list[Mention] = []
    for mention in mentions:
        while opened and (opened[-1].block != mention.block or opened[-1].tail <= mention.start):
            opened.pop()
        outer = next((m.citation for m in reversed(opened[-3:]) if m.head.end <= mention.start), None)
        citation = _inherited(replace(mention.citation, within=outer.cid), outer) if outer else mention.citation
        out.append(replace(mention, citation=citation))
        opened.append(out[-1])
    return tuple(out)


def _inherited(citation: Citation, outer: Citation) -> Citation:
    """ "258/QĐ-UBND" inside the subject of a Sở's letter is the People's Committee's of the Sở's province, not of the reader's district."""
    code = grammar.read_number(citation.number or "")
    kind = vocabulary.local_kind_by_code(code.symbol[-1]) if code and code.symbol else None
    if citation.issuer or citation.issuer_printed or kind is None or not outer.issuer or "@" not in outer.issuer:
        return citation
    return replace(citation, issuer=vocabulary.local_body(kind.id, (outer.issuer.split("@")[1],)))


def _renumber(citations: tuple[Citation, ...], terms: tuple[DefinedTerm, ...]) -> tuple[tuple[Citation, ...], tuple[DefinedTerm, ...]]:
    """Ids once more, in reading order over all kinds."""
    ordered = sorted(citations, key=lambda c: (c.span.start, -c.span.end))
    fresh = {c.cid: f"c{n}" for n, c in enumerate(ordered, 1)}
    renamed = tuple(
        replace(c, cid=fresh[c.cid], antecedent=fresh.get(c.antecedent or ""), within=fresh.get(c.within or "")) for c in ordered
    )
    return renamed, tuple(replace(t, target=fresh.get(t.target or "")) for t in terms)
