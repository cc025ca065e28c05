"""One citation against what is held under its number: exactly one document, or an honest reason why not.

A number alone is no identity: type, date and issuer must agree wherever both sides know them. Never the document itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from builder import grammar, vocabulary
from builder.cite.account import Bearer, Cited, agrees
from builder.model import Link


def link(citing: Bearer, cited: Cited, held: Mapping[str, Bearer]) -> Link:
    """What a citation of the document ``citing`` leads to; ``held`` are the documents of the number it cites, by id."""
    if cited.slug is None:
        return Link(cited.cid, "unparsed")
    if cited.own:
        return Link(cited.cid, "self")
    fitting = [found for _, found in sorted(held.items()) if agrees(cited, found) and _earlier(found, citing)]
    if len(fitting) == 1 and _identified(cited, fitting[0]):
        (found,) = fitting
        return Link(cited.cid, "held", found.id, anchor=next((part for part in cited.parts if part in found.parts), None))
    if fitting:
        return Link(cited.cid, "ambiguous", cited.slug, tuple(found.id for found in fitting))
    return Link(cited.cid, "stub", cited.slug)


def _earlier(bearer: Bearer, citing: Bearer) -> bool:
    """What is cited exists already: a document of a later day cannot be meant."""
    if not bearer.date or not citing.date:
        return True
    short = min(len(bearer.date), len(citing.date))
    return bearer.date[:short] <= citing.date[:short]


@lru_cache(maxsize=65536)
def _many(number: str) -> tuple[bool, bool]:
    """Whether a number is one of a local body, and whether one of the Party."""
    read = grammar.read_number(number)
    local = read is not None and any(vocabulary.local_kind_by_code(part) for part in read.symbol)
    return local, read is not None and grammar.is_party(read)


def _identified(cited: Cited, bearer: Bearer) -> bool:
    """Numbers of local bodies and of the Party are borne many times over: there the day or the body must be the same, not just unknown."""
    local, party = _many(bearer.number or "")
    if not (local or party):
        return True
    same_day = bool(cited.date and len(cited.date) == 10 and cited.date == bearer.date)
    return same_day or bool(local and cited.issuer and cited.issuer in bearer.issuers[:1])
