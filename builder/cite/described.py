"""Citations as the whole record describes them: what is said of a document once holds for every mention of it. Never sees the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from builder.cite.instruments import instrument_number, number_key
from builder.model import Citation


def described(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Citations with what the record says of the same document elsewhere: "Quyết định số 258/QĐ-UBND" after its date was given once;
    "Bộ luật Lao động" where only that of 2019 is cited. Nothing is added where the record speaks of two."""
    by_number: dict[tuple[str, str | None], list[Citation]] = defaultdict(list)
    by_name: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for c in citations:
        if c.number:
            by_number[number_key(c.number), c.type].append(c)
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
        date, issuer, printed = whole[number_key(citation.number), citation.type]
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
