"""Terms a document defines ("sau đây gọi tắt là …"), their later uses, short forms, and "nêu trên".

A term may name the instrument that a decision approves rather than the decision: "Chiến lược 145" is the Strategy.
An anaphor takes the last mention of its type, and nothing where one of that type could not be read in between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder import grammar, vocabulary
from builder.cite.instruments import instrument_number
from builder.cite.mention import Block, Mention, Taken
from builder.cite.provisions import provision_before
from builder.model import Citation, DefinedTerm, Span
from builder.text import key

MOST_TERMS = 100
NEAR = 320
_DEFINED = re.compile(
    r"\(\s?(?:(?:sau đây|dưới đây|từ đây)\s(?:được\s)?(?:gọi|viết)\s?(?:tắt|chung)?\s?(?P<each>lần lượt\s)?(?:là|:)|(?:gọi|viết) tắt là|(?:hereinafter|hereafter|below)\s(?:abbreviated\s|shortly\s)?(?:referred to|called)\s(?:as\s)?(?:the\s)?)"
    r"\s?:?\s?[“\"']?(?P<term>[^()“”\"';]{2,80}?)[”\"']?\s?\)"
)
# "(sau đây gọi tắt lần lượt là Chỉ thị 37, Kế hoạch 176)"
_EACH = re.compile(r"(?!và\s)[^\s,;](?:[^,;]*?[^\s,;])?(?=\s*(?:[,;]|$)|\svà\s)")
_WHOLE = re.compile(r"\S(?:.*\S)?", re.S)
_APPROVES = re.compile(
    r"^(?:về việc\s)?(?:phê duyệt|ban hành)\s(?P<noun>Chiến lược|Đề án|Kế hoạch|Chương trình|Quy hoạch|Quy chế|Dự án|Quy định)\b", re.I
)
_DOCUMENTS = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Chiến lược|Đề án|Chương trình|Công ước|Hiệp định|Law|Code|Decree|Circular|Decision|Resolution)\b",
    re.I,
)
_FIGURE = re.compile(r"\d")
_ABBREVIATIONS = {
    "QĐ": "quyet-dinh", "NĐ": "nghi-dinh", "TT": "thong-tu", "CT": "chi-thi", "NQ": "nghi-quyet", "CV": "cong-van", "KH": "ke-hoach",
}  # fmt: skip
# In these, "Nghị định này" is the one just named; in a decree, a decision or a consolidated text it is the text itself.
_POINTING = {"cong-van", "thong-bao", "bao-cao", "to-trinh", "chi-thi", "cong-dien", "tin"}
_INSTRUMENTS = {"chiến lược", "đề án", "chương trình", "kế hoạch", "dự án", "quy hoạch"}
# "Chỉ thị số 20", "Kế hoạch 176", "nghị định 145/2020", "QĐ22"; not "Kế hoạch 5 năm", "Báo cáo 6 tháng"
_COUNTED = r"(?:năm|tháng|ngày(?!\s?\d)|quý|tuần|giờ|phút|người|nội dung|nhiệm vụ|đợt|lần|bản|văn bản|trường hợp|triệu|tỷ|nghìn|đồng|hộ|xã|huyện|tỉnh|đơn vị|doanh nghiệp|lao động|điểm|mục|nhóm|bước|loại|dự án|chương trình|địa phương)(?!\w)"
_SHORT = re.compile(
    r"(?<!\w)(?P<type>Công văn|Quyết định|Chỉ thị|Kế hoạch|Nghị quyết|Nghị định|Thông tư|Kết luận|Hướng dẫn|Đề án|Chiến lược|Tờ trình|Báo cáo|Thông báo|nghị định|thông tư"
    r"|(?:công văn|quyết định|chỉ thị|kế hoạch|nghị quyết|luật|Luật)(?=\ssố\s)|(?:QĐ|NĐ|TT|CT|NQ|CV|KH)(?=\s?(?:số\s)?\d))"
    rf"\s?(?P<so>số\s)?(?P<no>\d{{1,5}}[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d))?(?![\w/-]|[.,]\d|\s?/|,\s?\d|\s?%|\s?[:…]|\s?\.\.|\s{_COUNTED})"
)
_ANAPHOR = re.compile(
    r"(?<!\w)(?<!các\s)(?<!Các\s)(?<!số\s)(?P<type>[Cc]ông văn|[Qq]uyết định|[Cc]hỉ thị|[Kk]ế hoạch|[Nn]ghị quyết|[Nn]ghị định|[Tt]hông tư(?: liên tịch)?|[Vv]ăn bản|[Bb]ộ luật|[Ll]uật|[Pp]háp lệnh|[Tt]ờ trình|[Kk]ết luận|[Tt]hông báo|[Đđ]ề án|[Cc]hiến lược)"
    r"\s(?P<which>nêu trên|nói trên|trên đây|đã nêu|vừa nêu|đó(?=[\s,.;]|$)|này(?=[\s,.;)]|$)|trên(?=[,.;)]|$|\s(?:của|thì|và|để|đã|có|về|là|theo)\s))(?!\w)"
)
# The first types of both patterns without their first letter, large or small.
_TYPE_PARTS = (
    "ông văn", "uyết định", "hỉ thị", "ế hoạch", "ghị quyết", "ghị định", "hông tư", "ăn bản", "uật", "háp lệnh", "ờ trình", "ết luận", "hông báo",
    "ề án", "hiến lược",
)  # fmt: skip
# A document that is spoken of but could not be read: nothing before it can be what "nêu trên" means.
_UNREAD = re.compile(
    r"(?<!\w)(?P<type>[Cc]ông văn|[Qq]uyết định|[Cc]hỉ thị|[Kk]ế hoạch|[Nn]ghị quyết|[Nn]ghị định|[Tt]hông tư(?: liên tịch)?|[Vv]ăn bản|[Tt]ờ trình|[Kk]ết luận|[Tt]hông báo|[Đđ]ề án|[Cc]hiến lược)"
    r"\s(?:(?:số|ngày)\s?[:\d….…_/]|của\s(?=[A-ZĐỦỨÔƠ]))"
)


# --- definitions ------------------------------------------------------------------------------------------------------------


def defined_terms(blocks: tuple[Block, ...], mentions: tuple[Mention, ...]) -> tuple[DefinedTerm, ...]:
    """Each definition with the citation it belongs to: the nearest whose number is in the term, else the nearest before it."""
    by_block = _by_block(mentions)
    return tuple(term for index, block in enumerate(blocks) for term in _terms(block, by_block.get(index, [])))


def _by_block(mentions: tuple[Mention, ...]) -> dict[int, list[Mention]]:
    out: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        out[mention.block].append(mention)
    return out


def _terms(block: Block, own: list[Mention]) -> Iterator[DefinedTerm]:
    upto = 0
    for found in _DEFINED.finditer(block.text) if "(" in block.text else ():
        while upto < len(own) and own[upto].start < found.start():
            upto += 1
        before = own[max(0, upto - 12) : upto]
        for part in _EACH.finditer(found["term"]) if found["each"] else _WHOLE.finditer(found["term"]):
            start = found.start("term") + part.start()
            yield _term(part[0], block.place(start, start + len(part[0])), _antecedent(part[0], before, found.start()))


def _term(term: str, where: Span, target: Mention | None) -> DefinedTerm:
    approved = bool(target and target.citation.subject and _is_approved(term, target.citation))
    return DefinedTerm(term, where, target.citation.cid if target else None, "approved_instrument" if approved else "document")


def _antecedent(term: str, before: list[Mention], at: int) -> Mention | None:
    """By the number in the term; else the last of the term's type; else the nearest, where the term names no other type."""
    digits = re.search(r"\d{1,5}", term)
    if digits:
        numbered = [m for m in before if re.match(rf"{digits[0]}(?!\d)", instrument_number(m.citation) or "")]
        return numbered[-1] if numbered else None
    kind = _type_of(term)
    same = next((m for m in reversed(before) if kind and m.citation.type == kind and not m.citation.within), None) or next(
        (m for m in reversed(before) if kind and m.citation.type == kind), None
    )
    if same:
        return same
    near = next((m for m in reversed(before) if not m.citation.within), before[-1] if before else None)
    if near is None or at - near.tail > NEAR or not _DOCUMENTS.match(term):
        return None
    fits = near.citation.type is None or kind is None or _is_approved(term, near.citation)
    return near if fits else None


def _type_of(term: str) -> str | None:
    """The type that a term begins with: the longest of the table's names."""
    words = key(term)
    fitting = [t for t in vocabulary.types().values() if words == key(t.vi) or words.startswith(key(t.vi) + " ")]
    return max(fitting, key=lambda t: len(t.vi)).id if fitting else None


def _is_approved(term: str, citation: Citation) -> bool:
    approves = _APPROVES.match(citation.subject or "")
    return bool(
        approves
        and key(term).startswith(key(approves["noun"]))
        and (citation.type is None or key(term).split(" ")[0] != citation.type.split("-")[0])
    )


def called(mentions: tuple[Mention, ...], terms: tuple[DefinedTerm, ...]) -> tuple[Mention, ...]:
    """Mentions without those that are a term's definition or use: "Luật BHXH", once it was defined, is no law without a year."""
    defined = {key(t.term): t for t in terms if t.target}

    def is_term(citation: Citation) -> bool:
        term = defined.get(key(citation.printed)) if citation.kind == "named" and not citation.date else None
        return term is not None and term.target != citation.cid and citation.span.start >= term.span.start

    return tuple(m for m in mentions if not is_term(m.citation))


# --- later uses -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Use:
    """A later mention: where it stands in its block, what it means if that is certain."""

    start: int
    end: int
    kind: str
    target: Citation | None
    type: str | None
    date: str | None = None


class _Memory:
    """What has been read so far, in reading order: the last mention of each type, and by serial number."""

    def __init__(self) -> None:
        self.last: dict[str | None, Citation | None] = {}
        self.block: dict[str | None, int] = {}
        self.serials: dict[tuple[str | None, str], dict[str | None, Citation]] = defaultdict(dict)

    def read(self, citation: Citation, block: int) -> None:
        for kind in (citation.type, "van-ban"):
            self.last[kind], self.block[kind] = citation, block
        serial = re.match(r"\d{1,5}[a-zđ]?", citation.number or "")
        if serial:
            for kind in (citation.type, None):
                self.serials[kind, serial[0]].setdefault(citation.number, citation)

    def unread(self, kind: str | None) -> None:
        """A barrier: what came before is no antecedent any more."""
        self.last[kind] = self.last["van-ban"] = None


def later_mentions(
    blocks: tuple[Block, ...], mentions: tuple[Mention, ...], terms: tuple[DefinedTerm, ...], own_type: str | None = None
) -> tuple[Citation, ...]:
    """All citations: those given, plus aliases, short forms and anaphors that stand outside them."""
    out = [m.citation for m in mentions]
    by_block, by_cid = _by_block(mentions), {m.citation.cid: m.citation for m in mentions}
    aliases = _Aliases(terms, mentions, by_cid)
    memory = _serials_ahead(mentions)
    for index, block in enumerate(blocks):
        own = by_block.get(index, [])
        taken = Taken((m.start, max(m.head.end, m.start + len(m.citation.printed))) for m in own)
        for use in _resolved(block, index, own, taken, aliases, memory, own_type):
            outer = next((m for m in reversed(_upto(own, use.start)) if m.head.end <= use.start < m.tail), None)
            out.append(_later(block, use, f"c{len(out) + 1}", outer))
    return tuple(out)


def _serials_ahead(mentions: tuple[Mention, ...]) -> _Memory:
    """Short forms may stand before the full one (in a title): serials are known from the start, "nêu trên" is not."""
    memory = _Memory()
    for mention in mentions:
        memory.read(mention.citation, mention.block)
    memory.last.clear()
    memory.block.clear()
    return memory


def _upto(own: list[Mention], at: int) -> list[Mention]:
    """The few mentions that may hold what stands at ``at``."""
    return [m for m in own if at - 800 < m.start < at][-6:] if len(own) < 200 else []


def _later(block: Block, use: _Use, cid: str, outer: Mention | None) -> Citation:
    target = use.target
    return Citation(
        cid, use.kind, block.text[use.start : use.end], block.place(use.start, use.end), block.zone,  # type: ignore[arg-type]
        target.type if target else use.type, target.number if target else None, target.date if target else use.date,
        target.issuer if target else None, target.issuer_printed if target else None, name=target.name if target else None,
        provision=provision_before(block.text, use.start, block.lang), antecedent=(target.cid or None) if target else None, within=outer.citation.cid if outer else None, rule=use.kind,
        confidence=0.95 if target else 0.5,
    )  # fmt: skip


def _resolved(
    block: Block, index: int, own: list[Mention], taken: Taken, aliases: _Aliases, memory: _Memory, own_type: str | None
) -> Iterator[_Use]:
    """Uses in one block in reading order, while the memory follows the reading."""
    shorts = (u for u in _shorts(block, memory) if not aliases.defines(block, u))
    uses = sorted((*aliases.uses(block), *shorts), key=lambda u: (u.start, -u.end))
    marks: list[tuple[int, int, object]] = [(m.start, 0, m.citation) for m in own]
    marks += [(u.start, 1, u) for u in uses if not taken.overlaps(u.start, u.end)]
    for order, pattern in enumerate((_ANAPHOR, _UNREAD) if _names_a_type(block.text) else (), 2):
        marks += [(f.start(), order, f) for f in pattern.finditer(block.text) if not taken.overlaps(f.start(), f.end())]
    end = 0
    for start, _, mark in sorted(marks, key=lambda m: m[:2]):
        if isinstance(mark, Citation):
            memory.read(mark, index)
        elif start < end:
            continue
        elif isinstance(mark, _Use):
            end = mark.end
            memory.read(mark.target, index) if mark.target and mark.target.cid else memory.unread(mark.type)
            yield mark
        elif isinstance(mark, re.Match) and mark.re is _ANAPHOR:
            use = _anaphor(mark, index, memory, own_type)
            if use:
                end = use.end
                yield use
        elif isinstance(mark, re.Match):
            memory.unread(_word_type(mark["type"]))


def _names_a_type(text: str) -> bool:
    """Whether one of the words for a document is there at all: most blocks have none."""
    return any(part in text for part in _TYPE_PARTS)


def _word_type(word: str) -> str | None:
    if word.lower() == "văn bản":
        return "van-ban"
    known = vocabulary.type_by_word(word)
    return known.id if known else None


def _anaphor(found: re.Match[str], index: int, memory: _Memory, own_type: str | None) -> _Use | None:
    """ "này" speaks of the document itself where it is of that type; of another only in the paragraph that names it."""
    kind = _word_type(found["type"])
    target = memory.last.get(kind)
    if found["which"] in ("này", "đó", "trên"):
        itself = found["which"] == "này" and (kind == own_type or own_type not in _POINTING)
        if kind == "van-ban" or itself or target is None or memory.block.get(kind) != index:
            return None
    elif kind is None:
        return None
    return _Use(found.start(), found.end(), "anaphor", target, None if kind == "van-ban" else kind)


def _shorts(block: Block, memory: _Memory) -> Iterator[_Use]:
    """ "Chỉ thị số 20": the one document of that type and serial; "Đề án 31": what decision 31 approves."""
    for found in _SHORT.finditer(block.text) if _FIGURE.search(block.text) else ():
        word = found["type"]
        kind = _ABBREVIATIONS.get(word) or _word_type(word)
        fitting = list(memory.serials.get((kind, found["no"]), {}).values())
        if found["year"]:
            fitting = [c for c in fitting if (c.number or "").startswith(f"{found['no']}/{found['year']}/")]
        date, end = _date_after(block.text, found.end())
        fitting = [c for c in fitting if not date or not c.date or c.date == date]
        if not fitting and word.lower() in _INSTRUMENTS:
            approving = [c for c in memory.serials.get((None, found["no"]), {}).values() if _is_approved(word, c)]
            named = block.text[found.start() : found.end()]
            fitting = [replace(c, type=None, number=None, date=None, issuer=None, issuer_printed=None, name=named) for c in approving]
        if not fitting and kind == "nghi-dinh" and found["year"]:
            fitting = [_decree(block, f"{found['no']}/{found['year']}/NĐ-CP")]
        if fitting or found["so"] or found["year"] or word.lower() in ("nghị định", "thông tư"):
            yield _Use(found.start(), end, "short", fitting[0] if len(fitting) == 1 else None, kind, date)


def _date_after(text: str, at: int) -> tuple[str | None, int]:
    """ "Quyết định số 77 ngày 05/6/2021": the day, and where it ends."""
    date = next(grammar.dates(text[at + 1 : at + 50]), None) if text[at : at + 6] == " ngày " else None
    if date is None or date.span.start or len(date.value) != 10:
        return None, at
    return date.value, at + 1 + date.span.end


def _decree(block: Block, number: str) -> Citation:
    """ "Nghị định 145/2020": since 1996 the Government's decrees bear the year, and no other symbol than NĐ-CP."""
    return Citation("", "short", "", Span(0, 0), block.zone, "nghi-dinh", number, None, "vn-gov")


class _Aliases:
    """The defined terms that have a target, and what each stands for. A term means nothing before its definition."""

    def __init__(self, terms: tuple[DefinedTerm, ...], mentions: tuple[Mention, ...], by_cid: dict[str, Citation]) -> None:
        inner: dict[str | None, Citation] = {
            m.citation.within: m.citation for m in reversed(mentions) if m.citation.kind == "named" and m.citation.within
        }
        self._defined = Taken((t.span.start, t.span.end) for t in terms)
        self._terms = [(t, _term_pattern(t.term), _meant(t, by_cid, inner)) for t in terms if t.target][:MOST_TERMS]

    def defines(self, block: Block, use: _Use) -> bool:
        """Whether the use is the definition itself."""
        where = block.place(use.start, use.end)
        return self._defined.overlaps(where.start, where.end)

    def uses(self, block: Block) -> Iterator[_Use]:
        for term, pattern, target in self._terms:
            for found in pattern.finditer(block.text):
                use = _Use(found.start(), found.end(), "alias", target, None)
                if block.place(*found.span()).start > term.span.start and not self.defines(block, use):
                    yield use


def _term_pattern(term: str) -> re.Pattern[str]:
    """A term as it was defined, or with "số" put in or left out: "Kế hoạch 176", "Kế hoạch số 176". "Thông tư này" is another."""
    words = re.sub(r"\s(?:số\s)?(?=\d)", " NUM ", term).split()
    body = r"\s".join(re.escape(w) for w in words).replace(r"\sNUM\s", r"\s(?:số\s)?")
    return re.compile(rf"(?<!\w){body}(?![\w/]|-\w|\s(?:này|liên tịch|số|ngày|đó|khác)(?!\w))")


def _meant(term: DefinedTerm, by_cid: dict[str, Citation], inner: dict[str | None, Citation]) -> Citation:
    """What a term stands for: the cited document, or the instrument named in its subject ("phê duyệt Chiến lược …")."""
    target = by_cid[term.target or ""]
    if term.target_kind == "document":
        return target
    return inner.get(term.target) or replace(target, type=None, number=None, date=None, issuer=None, issuer_printed=None, name=term.term)
