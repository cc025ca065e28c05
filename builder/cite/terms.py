"""Terms a document defines ("sau đây gọi tắt là …"), their later uses, short forms, and "nêu trên".

A term may name the instrument that a decision approves rather than the decision: "Chiến lược 145" is the Strategy.
An anaphor takes the last mention of its type, and nothing where one of that type could not be read in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder import vocabulary
from builder.cite.mention import Block, Mention
from builder.model import Citation, DefinedTerm
from builder.runs import place
from builder.text import key

_DEFINED = re.compile(
    r"\(\s?(?:sau đây|dưới đây)\s(?:được\s)?(?:gọi|viết)\s?(?:tắt|chung)?\s?(?:là|:)\s?:?\s?[“\"']?(?P<term>[^()“”\"';]{2,80}?)[”\"']?\s?\)"
)
_APPROVES = re.compile(
    r"^(?:về việc\s)?(?:phê duyệt|ban hành)\s(?P<noun>Chiến lược|Đề án|Kế hoạch|Chương trình|Quy hoạch|Quy chế|Dự án|Quy định)\b", re.I
)
_SHORT = re.compile(
    r"(?<!\w)(?P<type>Công văn|Quyết định|Chỉ thị|Kế hoạch|Nghị quyết|Nghị định|Thông tư|Kết luận|Hướng dẫn|Đề án|Tờ trình|Báo cáo|Thông báo)\s(?:số\s)?(?P<no>\d{1,5}[a-zđ]?)(?![\w/.-]|\s?/|,\s?\d)"
)
_ANAPHOR = re.compile(
    r"(?<!\w)(?P<type>[Cc]ông văn|[Qq]uyết định|[Cc]hỉ thị|[Kk]ế hoạch|[Nn]ghị quyết|[Nn]ghị định|[Tt]hông tư|[Vv]ăn bản|[Bb]ộ luật|[Ll]uật)\s(?:nêu trên|nói trên|trên đây|đã nêu)(?!\w)"
)


def defined_terms(blocks: tuple[Block, ...], mentions: tuple[Mention, ...]) -> tuple[DefinedTerm, ...]:
    """Each definition with the citation it belongs to: the nearest whose number is in the term, else the nearest before it."""
    return tuple(term for index, block in enumerate(blocks) for term in _terms(index, block, mentions))


def _terms(index: int, block: Block, mentions: tuple[Mention, ...]) -> Iterator[DefinedTerm]:
    own = [m for m in mentions if m.block == index]
    for found in _DEFINED.finditer(block.text):
        before = [m for m in own if m.start < found.start()]
        target = _antecedent(found["term"].strip(), before, block.text[: found.start()])
        approved = bool(target and target.citation.subject and _is_approved(found["term"], target.citation))
        where = place(block.runs, found.start("term"), found.end("term"))
        yield DefinedTerm(
            found["term"].strip(), where, target.citation.cid if target else None, "approved_instrument" if approved else "document"
        )


def _antecedent(term: str, before: list[Mention], text: str) -> Mention | None:
    digits = re.search(r"\d{1,5}", term)
    numbered = [m for m in before if digits and m.citation.number and re.match(rf"{digits[0]}(?!\d)", m.citation.number)]
    if numbered:
        return numbered[-1]
    if digits:
        return None
    kind = next(
        (m for m in reversed(before) if m.citation.type and key(term).startswith(key(vocabulary.types()[m.citation.type].vi))), None
    )
    near = (
        before[-1]
        if before
        and before[-1].head.end >= max(0, len(text) - 260)
        and re.match(r"(?:Luật|Bộ luật|Nghị|Thông|Quyết|Chỉ|Kế|Chiến|Đề án)", term)
        else None
    )
    return kind or near


def _is_approved(term: str, citation: Citation) -> bool:
    approves = _APPROVES.match(citation.subject or "")
    return bool(
        approves
        and key(term).startswith(key(approves["noun"]))
        and (citation.type is None or key(term).split(" ")[0] != citation.type.split("-")[0])
    )


# --- later uses -----------------------------------------------------------------------------------------------------------


def later_mentions(blocks: tuple[Block, ...], mentions: tuple[Mention, ...], terms: tuple[DefinedTerm, ...]) -> tuple[Citation, ...]:
    """All citations: those given, plus aliases, short forms and anaphors that stand outside them."""
    out = [m.citation for m in mentions]
    taken = [(m.block, m.start, m.head.end) for m in mentions]
    patterns = [(term, _term_pattern(term.term)) for term in terms if term.target]
    serial = len(out)
    for index, block in enumerate(blocks):
        for found, target, kind, kind_type in _uses(block, patterns, mentions):
            if any(i == index and s < found[1] and found[0] < e for i, s, e in taken):
                continue
            taken.append((index, *found))
            serial += 1
            outer = next((m for m in reversed(mentions) if m.block == index and m.head.end <= found[0] < m.tail), None)
            out.append(_later(block, found, target, kind, kind_type, f"c{serial}", outer))
    return tuple(out)


def _later(
    block: Block, found: tuple[int, int], target: Citation | None, kind: str, kind_type: str | None, cid: str, outer: Mention | None
) -> Citation:
    return Citation(
        cid, kind, block.text[found[0] : found[1]], place(block.runs, *found), block.zone,  # type: ignore[arg-type]
        target.type if target else kind_type, target.number if target else None, target.date if target else None,
        target.issuer if target else None, target.issuer_printed if target else None, name=target.name if target else None,
        antecedent=target.cid if target else None, within=outer.citation.cid if outer else None, rule=kind, confidence=0.95 if target else 0.5,
    )  # fmt: skip


def _term_pattern(term: str) -> re.Pattern[str]:
    """A term as it was defined, or with "số" put in or left out: "Kế hoạch 176", "Kế hoạch số 176"."""
    words = re.sub(r"\s(?:số\s)?(?=\d)", " NUM ", term).split()
    body = r"\s".join(re.escape(w) for w in words).replace(r"\sNUM\s", r"\s(?:số\s)?")
    return re.compile(rf"(?<!\w){body}(?![\w/]|-\w)")


def _meant(term: DefinedTerm, mentions: tuple[Mention, ...]) -> Citation:
    """What a term stands for: the cited document, or the instrument named in its subject ("phê duyệt Chiến lược …")."""
    target = next(m.citation for m in mentions if m.citation.cid == term.target)
    if term.target_kind == "document":
        return target
    inner = next((m.citation for m in mentions if m.citation.within == term.target and m.citation.kind == "named"), None)
    return inner or replace(target, type=None, number=None, date=None, name=term.term)


def _uses(
    block: Block, patterns: list[tuple[DefinedTerm, re.Pattern[str]]], mentions: tuple[Mention, ...]
) -> Iterator[tuple[tuple[int, int], Citation | None, str, str | None]]:
    for term, pattern in patterns:
        target = _meant(term, mentions)
        for found in pattern.finditer(block.text):
            if place(block.runs, *found.span()) != term.span:
                yield found.span(), target, "alias", None
    defined = [term.span for term, _ in patterns]
    for found in _SHORT.finditer(block.text):
        if any(span.start <= place(block.runs, *found.span()).start < span.end for span in defined):
            continue
        kind = vocabulary.type_by_word(found["type"])
        same = {
            m.citation.number: m.citation
            for m in mentions
            if kind and m.citation.type == kind.id and re.match(rf"{found['no']}(?!\d)", m.citation.number or "")
        }
        yield found.span(), next(iter(same.values())) if len(same) == 1 else None, "short", kind.id if kind else None
    for found in _ANAPHOR.finditer(block.text):
        kind = vocabulary.type_by_word(found["type"])
        at = place(block.runs, *found.span()).start
        earlier = [m.citation for m in mentions if m.citation.span.end <= at and (kind is None or m.citation.type == kind.id)]
        yield found.span(), earlier[-1] if earlier else None, "anaphor", kind.id if kind else None
