"""Typed relations between documents, from the sentences of one record. One direction is stored; the inverse is computed.

Only what a document's own clauses say outright: "Căn cứ X", "Thực hiện X", "Trả lời X", "phê duyệt X", and what a cited document's
subject says of another ("Kế hoạch số 63 … về triển khai thực hiện Kế hoạch số 176"). Amending and repealing: own title or effect clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.model import Citation, Record, Relation, Span

_IMPLEMENTS = re.compile(
    r"(?:triển khai(?: thực hiện)?|thực hiện|thi hành)(?:\s(?:hiệu quả|tốt|nghiêm túc|các|nội dung|có hiệu quả))*\s?$", re.I
)
_UNDER = re.compile(r"(?:triển khai|thực hiện|thi hành)\b.{0,120}\btheo\s?$", re.I | re.S)
_OPENS = {
    "implements": re.compile(r"^(?:Thực hiện|Triển khai(?: thực hiện)?|Thi hành)\s"),
    "based_on": re.compile(r"^(?:Căn cứ|Pursuant to)\s"),
    "replies_to": re.compile(r"^(?:Trả lời|Phúc đáp|Xét đề nghị|Sau khi xem xét|Sau khi nhận được|Bộ [^.;]{0,60} nhận được)\s"),
    "proposed_by": re.compile(r"^(?:Theo đề nghị|Xét đề nghị|Xét Tờ trình)\s"),
}
_REPLY_TYPES = {"cong-van", None}
_TITLE = {
    "details": re.compile(r"quy định chi tiết(?: và hướng dẫn thi hành)?(?: một số điều)?(?: của)?\s?$", re.I),
    "guides": re.compile(r"hướng dẫn(?: thi hành| thực hiện)?(?: một số (?:điều|nội dung|quy định))?(?: của| tại| theo)?\s?$", re.I),
    "amends": re.compile(r"sửa đổi(?:, bổ sung)?(?: một số (?:điều|khoản|nội dung))?(?: của)?(?: các)?\s?$", re.I),
    "repeals": re.compile(r"bãi bỏ(?: một số)?(?: toàn bộ)?(?: các)?(?: văn bản)?\s?$", re.I),
    "replaces": re.compile(r"thay thế\s?$", re.I),
}
_EFFECT = {
    "replaces": re.compile(r"(?:này\s(?:[^.;]{0,80}\s)?thay thế)\s?(?:cho\s)?(?:các\s)?$"),
    "repeals": re.compile(r"(?:[Bb]ãi bỏ)\s?(?:toàn bộ\s)?(?:các\s)?$"),
}


def relations(record: Record) -> tuple[Relation, ...]:
    """Relations of the record, each once, in reading order; source ``self`` or the cid of a cited document."""
    by_cid = {c.cid: c for c in record.citations}
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in (*_own(record), *_of_others(record, by_cid)):
        if relation.source != relation.target:
            found.setdefault((_doc(by_cid, relation.source), relation.type, _doc(by_cid, relation.target)), relation)
    return tuple(found.values())


def _doc(by_cid: dict[str, Citation], cid: str) -> str:
    """One key for all mentions of one document."""
    citation = by_cid.get(cid)
    return cid if citation is None else citation.number or citation.name or cid


def _own(record: Record) -> Iterator[Relation]:
    for start, text in _clauses(record):
        end = start.end
        inside = [c for c in record.citations if start.start <= c.span.start < end and not c.within and c.kind != "anaphor" and not c.draft]
        if not inside:
            continue
        yield from _clause(record, text, start, inside)


def _clauses(record: Record) -> Iterator[tuple[Span, str]]:
    subject = record.evidence.get("subject")
    if subject:
        yield subject.span, record.text[subject.span.start : subject.span.end]
    for node in record.body:
        if node.runs and not node.id.startswith(("td", "pl")):
            yield Span(node.runs[0].start, node.runs[-1].end), record.text[node.runs[0].start : node.runs[-1].end]


def _clause(record: Record, text: str, where: Span, inside: list[Citation]) -> Iterator[Relation]:
    title = record.evidence.get("subject")
    if title and where == title.span:
        yield from _title(text, where, inside)
        return
    for kind, opens in _OPENS.items():
        if not opens.match(text):
            continue
        for citation in _first_series(record.text, where.start + len(opens.match(text)[0]), inside):  # type: ignore[index]
            if kind != "replies_to" or citation.type in _REPLY_TYPES:
                yield Relation("self", kind, citation.cid, _sentence(record.text, where, citation))
        return
    for citation in inside:
        before = record.text[max(where.start, citation.span.start - 120) : citation.span.start]
        for kind, pattern in _EFFECT.items():
            if pattern.search(before):
                yield Relation("self", kind, citation.cid, _sentence(record.text, where, citation))


def _first_series(text: str, start: int, inside: list[Citation]) -> list[Citation]:
    """Citations joined by commas, semicolons or "và" from the opening on; the series ends where other words begin."""
    out: list[Citation] = []
    at = start
    for citation in inside:
        gap = text[at : citation.span.start]
        if out and not re.fullmatch(r"(?:[^.;:]{0,200})?[,;]?\s?(?:và\s|, )?(?:các\s)?", gap):
            break
        if not out and len(gap) > 80:
            break
        out.append(citation)
        at = citation.span.end
        if re.match(r"\s?;\s?(?:để|nhằm)", text[at : at + 12]):
            break
    return out


def _title(text: str, where: Span, inside: list[Citation]) -> Iterator[Relation]:
    for citation in inside:
        before = text[: citation.span.start - where.start]
        kind = next((k for k, p in _TITLE.items() if p.search(before)), None)
        if kind is None and (_IMPLEMENTS.search(before) or _UNDER.search(before)):
            kind = "implements"
        if kind:
            yield Relation("self", kind, citation.cid, where)


def _of_others(record: Record, by_cid: dict[str, Citation]) -> Iterator[Relation]:
    """What the subject of a cited document says of the document it names first."""
    for inner in record.citations:
        outer = by_cid.get(inner.within or "")
        if outer is None or outer.draft:
            continue
        before = record.text[outer.span.end : inner.span.start]
        kind = "approves" if inner.kind == "named" and re.search(r"phê duyệt\s?$", before) else None
        if kind is None and _IMPLEMENTS.search(before):
            kind = "implements"
        if kind:
            yield Relation(outer.cid, kind, inner.cid, Span(outer.span.start, inner.span.end))


def _sentence(text: str, where: Span, citation: Citation) -> Span:
    """The sentence of the clause that holds the citation."""
    before = max((m.end() for m in re.finditer(r"[.;]\s", text[where.start : citation.span.start])), default=0)
    after = re.search(r"[.;](?=\s|$)", text[citation.span.end : where.end])
    return Span(where.start + before, citation.span.end + after.start() if after else where.end)
