"""Nothing lost: every character of an original is in a field, in the body, or in residue under its kind. Finds what is in none.

Labels ("V/v", "Kính gửi:", bullets, the commas of a list) carry no value of their own and are residue of the kind ``label``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.model import Record, Residue, Span
from builder.parse.header import Header

_LABEL = re.compile(
    r"[\W_]*(?:(?:S[ốôÔỐ]|[Vv]/[vV]|Về\sviệc|VỀ\sVIỆC|Trích\syếu|K\s?ính|(?:K\s?ính\s?)?(?:gửi|trình)(?:\s?:\s?[Cc]ác\s[^:;\n]{1,60}:)?|KÍNH\s?(?:GỬI|TRÌNH)|\(?\s?[ĐđÐ]ồng\s(?:kính\s)?gửi|(?:[^\W\d_][^:;.\d\n]{3,118}\s)?(?:điện|ĐIỆN)|CỦA|[Cc]ủa|of|dated|Nơi\s(?:nhận|gửi)|NƠI\sNHẬN|Lưu|LƯU|To|Recipients|[Cc]ác\s[^:;\n]{1,60}:|CÁC\s[^:;\n]{1,60}:|\d{1,2}|[a-zđ])"
    r"[\W_]*)?"
)


def account(record: Record, header: Header | None) -> Record:
    """The record with residue for every character that no field keeps; see ``lost`` for what even that leaves out."""
    heads = tuple(_header_residue(record, header)) if header else ()
    record = replace(record, residue=_sorted((*record.residue, *heads)))
    inside = [Span(p.runs[0].start, p.runs[-1].end) for p in header.parts if p.runs] if header else []
    inside += [_before(record, record.evidence[path].span) for path in ("archive", "number", "news.author") if path in record.evidence]
    labels = tuple(
        Residue(record.text[s.start : s.end], "label", s)
        for s in _pieces(record)
        if _LABEL.fullmatch(record.text[s.start : s.end]) or any(h.start <= s.start and s.end <= h.end for h in inside)
    )
    return replace(record, residue=_sorted((*record.residue, *labels)))


def _before(record: Record, span: Span) -> Span:
    """From the start of its line to a value: the label before it, however a page has broken it ("L-ưu:")."""
    return Span(record.text.rfind("\n", 0, span.start) + 1, span.start)


def _pieces(record: Record) -> Iterator[Span]:
    """What is left over, a line at a time."""
    for gap in gaps(record):
        at = gap.start
        for piece in record.text[gap.start : gap.end].split("\n"):
            bare = piece.strip()
            if bare:
                start = at + piece.index(bare)
                yield Span(start, start + len(bare))
            at += len(piece) + 1


def _sorted(residue: tuple[Residue, ...]) -> tuple[Residue, ...]:
    return tuple(sorted(residue, key=lambda r: (r.span.start, r.span.end)))


def _header_residue(record: Record, header: Header) -> Iterator[Residue]:
    """Whole header lines: the national title and motto, rules, lines of site menus."""
    taken = [e.span for e in record.evidence.values()]
    for part in header.parts:  # a line that only says who enacts is in the body as well
        if not part.runs or part.role == "enacting":
            continue
        span = Span(part.runs[0].start, part.runs[-1].end)
        if any(t.start < span.end and span.start < t.end for t in taken):
            continue
        kind = {"rule": "rule", "national": "letterhead", "motto": "letterhead", "party-title": "letterhead", "issuer": "letterhead"}
        yield Residue(record.text[span.start : span.end], kind.get(part.role, "menu"), span)  # type: ignore[arg-type]


def covered(record: Record) -> list[Span]:
    """Every place that a field, a block or residue keeps."""
    spans = [e.span for e in record.evidence.values()]
    for node in record.body:
        spans += [node.label_span] if node.label_span else []
        spans += [Span(run.start, run.end) for run in node.runs]
    spans += [a.span for a in record.addressees] + [r.span for r in record.recipients] + [r.span for r in record.residue]
    return spans


def gaps(record: Record) -> Iterator[Span]:
    """Stretches with a visible character that nothing keeps, ends trimmed."""
    at = 0
    for span in [*sorted(covered(record), key=lambda s: s.start), Span(len(record.text), len(record.text))]:
        if span.start > at:
            stretch = record.text[at : span.start]
            bare = stretch.strip()
            if bare:
                start = at + stretch.index(bare)
                yield Span(start, start + len(bare))
        at = max(at, span.end)


def lost(record: Record) -> tuple[Span, ...]:
    """What is in no field, no block and no residue: must be empty, or the document is held back (P107)."""
    return tuple(gaps(record))
