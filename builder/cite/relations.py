"""Typed relations between documents, from the sentences of one record. One direction is stored; the inverse is computed.

Only what a document's own clauses say outright: "Căn cứ X", "Thực hiện X", "Trả lời X", "phê duyệt X", and what a cited document's
subject says of another ("Kế hoạch số 63 … về triển khai thực hiện Kế hoạch số 176"). Amending and repealing: own title or effect clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
# What is corrected of a document: "đính chính một số lỗi kỹ thuật tại khoản 2 Điều 5 Thông tư số …"; never "đã được đính chính tại …".
_WHAT = (
    r"(?: (?:một số|các|những|lỗi|sai sót|nội dung|kỹ thuật|chính tả|trình bày|thể thức|số|ký hiệu|ngày|tháng|năm|ban hành|về|và)){0,8}"
    r"(?: (?:của|tại|trong))?(?: (?:điểm|khoản|[Đđ]iều|mục|[Pp]hụ lục|[Cc]hương|trang|dòng|đoạn)\b(?:(?!theo\b)[^.;:“”]){0,80}?)?(?: (?:của|tại|trong|kèm theo))?(?: các)?"
)
_TITLE = {
    "details": re.compile(r"quy định chi tiết(?: và hướng dẫn thi hành)?(?: một số điều)?(?: của)?\s?$", re.I),
    "guides": re.compile(r"hướng dẫn(?: thi hành| thực hiện)?(?: một số (?:điều|nội dung|quy định))?(?: của| tại| theo)?\s?$", re.I),
    "amends": re.compile(r"sửa đổi(?:, bổ sung)?(?: một số (?:điều|khoản|nội dung))?(?: của)?(?: các)?\s?$", re.I),
    "repeals": re.compile(r"bãi bỏ(?: một số)?(?: toàn bộ)?(?: các)?(?: văn bản)?\s?$", re.I),
    "replaces": re.compile(r"thay thế\s?$", re.I),
    "corrects": re.compile(rf"(?<!được )(?<!bị )đính chính{_WHAT}\s?$", re.I),
}
_EFFECT = {
    "corrects": re.compile(rf"(?:^|[.;:]\s|\d\.\s|\bxin |\bnay )[Đđ]ính chính{_WHAT}\s?$"),
    "replaces": re.compile(r"(?:này\s(?:[^.;]{0,80}\s)?thay thế)\s?(?:cho\s)?(?:các\s)?$"),
    "repeals": re.compile(r"(?:[Bb]ãi bỏ)\s?(?:toàn bộ\s)?(?:các\s)?$"),
}
# "Bãi bỏ toàn bộ 43 văn bản quy phạm pháp luật do Bộ trưởng … ban hành", "Thông tư này bãi bỏ các văn bản sau đây:"
_LISTS = re.compile(
    r"(?:(?:Luật|Nghị định|Nghị quyết|Quyết định|Thông tư(?: liên tịch)?)\snày\s(?:có hiệu lực[^.;:]{0,80}(?:,|\svà)\s)?)?(?P<verb>bãi bỏ|thay thế)\s"
    r"(?:toàn bộ\s)?(?:các\s|\d+\s)?(?:văn bản|thông tư|quyết định|nghị định|nghị quyết|chỉ thị)(?!\ssố)[^.;:]{0,160}:?\s?$",
    re.I,
)
# What stands between two documents of one series: "và", a comma, the rest of the first one's subject.
_JOINED = re.compile(r"[^.;:]{0,300}?(?:,|;|và)\s(?:và\s)?(?:các\s)?")
# "(Các) Thông tư số … hết hiệu lực kể từ ngày …"
_EXPIRES_BEFORE = re.compile(r"(?:^|[.;]\s|có hiệu lực,?\s|\d\.\s|[a-zđ]\)\s)(?:[Cc]ác\s)?$")
_EXPIRES = re.compile(r"[^.;:]{0,400}?\shết hiệu lực")
_AND = re.compile(r"\s?[,;]?\s?(?:và\s)?(?:các\s)?")
REACH = 1200
_STARTS = re.compile(r"[.;]\s")
_ENDS = re.compile(r"[.;](?=\s|$)")


def relations(record: Record) -> tuple[Relation, ...]:
    """Relations of the record, each once, in reading order; source ``self`` or the cid of a cited document."""
    by_cid = {c.cid: c for c in record.citations}
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in (*_own(record), *_of_others(record, by_cid)):
        source, target = _doc(by_cid, relation.source), _doc(by_cid, relation.target)
        if source != target:
            found.setdefault((source, relation.type, target), relation)
    return tuple(found.values())


def _doc(by_cid: dict[str, Citation], cid: str) -> str:
    """One key for all mentions of one document."""
    citation = by_cid.get(cid)
    return cid if citation is None else citation.number or citation.name or cid


def _own(record: Record) -> Iterator[Relation]:
    whole = sorted((c for c in record.citations if not c.within and not c.draft and c.kind != "anaphor"), key=lambda c: c.span.start)
    starts = [c.span.start for c in whole]
    for where, text in _clauses(record):
        inside = whole[bisect_left(starts, where.start) : bisect_left(starts, where.end)]
        if inside:
            yield from _clause(record, text, where, inside)
    yield from _ended_in_lists(record, {c.span.start: c for c in whole})


def _ended_in_lists(record: Record, by_start: dict[int, Citation]) -> Iterator[Relation]:
    """ "Điều 1. Bãi bỏ toàn bộ các văn bản sau đây: 1. Quyết định số …": what stands alone under it, each as a whole."""
    above: tuple[str, str] | None = None
    for node in record.body:
        if not node.runs or node.id.startswith(("td", "pl")):
            continue
        if above and node.id.startswith(f"{above[0]}."):
            citation = by_start.get(node.runs[0].start)
            if citation and not citation.provision:
                where = Span(node.runs[0].start, node.runs[-1].end)
                yield Relation("self", above[1], citation.cid, _sentence(record.text, where, citation))
            continue
        lists = _LISTS.match(node.text)
        above = (node.id, "repeals" if lists["verb"].lower() == "bãi bỏ" else "replaces") if lists else None


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
    yield from _effects(record.text, where, inside)


def _effects(text: str, where: Span, inside: list[Citation]) -> Iterator[Relation]:
    """ "Thông tư này thay thế A, B", "Bãi bỏ A", "A hết hiệu lực kể từ …". Of whole documents only: a repealed article is no repealed decree."""
    if text[where.start] in '“"':
        return
    kind, at = None, where.start
    for citation in inside:
        before = text[max(where.start, citation.span.start - 120) : citation.span.start]
        stated = next((k for k, pattern in _EFFECT.items() if pattern.search(before)), None)
        if stated is None and not (kind and _JOINED.fullmatch(text[at : min(citation.span.start, at + 400)])):
            stated = "repeals" if _EXPIRES_BEFORE.search(before) and _EXPIRES.match(text, citation.span.end, where.end) else None
            kind = None
        kind, at = stated or kind, citation.span.end
        if kind:
            yield Relation("self", kind, citation.cid, _sentence(text, where, citation))


def _first_series(text: str, start: int, inside: list[Citation]) -> list[Citation]:
    """Citations joined by commas, semicolons or "và" from the opening on; the series ends where other words begin."""
    out: list[Citation] = []
    at = start
    for citation in inside:
        gap = text[at : citation.span.start]
        if out and not re.fullmatch(r"(?:[^.;:]{0,200})?[,;]?\s?(?:và\s|, )?(?:các\s)?", gap[:300]):
            break
        if not out and len(gap) > 80:
            break
        out.append(citation)
        at = citation.span.end
        if re.match(r"\s?;\s?(?:để|nhằm)", text[at : at + 12]):
            break
    return out


def _title(text: str, where: Span, inside: list[Citation]) -> Iterator[Relation]:
    kind, at = None, 0
    for citation in inside:
        before = text[max(0, citation.span.start - where.start - REACH) : citation.span.start - where.start]
        stated = next((k for k, p in _TITLE.items() if p.search(before)), None)
        if stated is None and (_IMPLEMENTS.search(before) or _UNDER.search(before)):
            stated = "implements"
        kind = stated or (kind if _AND.fullmatch(text[at : citation.span.start - where.start][:40]) else None)
        at = citation.span.end - where.start
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
    begin = max(where.start, citation.span.start - REACH)
    limit = min(where.end, citation.span.end + REACH)
    before = max((m.end() for m in _STARTS.finditer(text, begin, citation.span.start)), default=begin)
    after = _ENDS.search(text, citation.span.end, limit)
    return Span(before, after.start() if after else limit)
