"""Every mention of another document in one record: printed form, place, attributes, zone. Never sees the archive.

Pass one finds every number; pass two reads attributes to its right and left without consuming text, so that a citation nested in
another's subject survives. Then names without a number, terms the document defines, short forms and "nêu trên".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from builder import grammar, vocabulary
from builder.cite import named as named_of
from builder.cite.issuers import Place, issuer_at, issuer_before, place_of
from builder.cite.mention import Block, Mention
from builder.cite.terms import defined_terms, later_mentions
from builder.grammar import Found
from builder.model import Citation, DefinedTerm, Record, Span, Zone
from builder.runs import place, runs_of

_FORM = re.compile(r"(?:[Mm]ẫu|[Bb]iểu|[Pp]hụ lục|[Bb]iểu mẫu|[Mm]ẫu biểu|[Ff]orm|Tiêu chuẩn|TCVN|QCVN)\s?(?:số|No\.?)?\s?:?\s?$")
_DATE_AFTER = re.compile(r"^\s?,?\s?(?:\(\s?)?(?:ký\s|ban hành\s)?(?=(?:ngày|Ngày|NGÀY)\s|\d{1,2}[/.-]\d|tháng\s)")
_OF = re.compile(r"^\s?\)?,?\s?(?:của|CỦA|do|of the|of|issued by)\s+(?=\S)")
_SUBJECT = re.compile(
    r"^\s?\)?,?\s?(?P<words>(?:về việc|V/v|về|phê duyệt|ban hành|quy định|hướng dẫn|sửa đổi, bổ sung|sửa đổi|thực hiện|triển khai|giao|công bố|bãi bỏ|thay thế)\s.+)",
    re.S,
)
_STOP = re.compile(
    r"[;.](?=\s|$)|\s?\(\s?(?:sau đây|có |dưới đây|gọi tắt)|,\s(?=(?:UBND|Ủy ban|Bộ|Sở|để|góp phần|nhằm|đề nghị|theo đó)\b)|\svà\s(?={TYPES})|\n|:\s"
)
_VERB = re.compile(r"\s?(?:đã\s)?(?:ký\s)?(?:ban hành|có|phê duyệt tại|tại|gửi|nhận được|trình)\s$")
_DATE_BEFORE = re.compile(r"(?:[Nn]gày\s[\d/.\s-]{1,12}(?:tháng\s\d{1,2}\snăm\s\d{4})?|[Tt]háng\s\d{1,2}(?:/|\snăm\s)\d{4}),?\s$")
_SERIES = re.compile(r"(?P<list>(?:\d{1,5}[a-zđ]?\s?(?:,|và)\s?)+)$")
_BETWEEN = re.compile(r"^\s?(?:,|;|và|hoặc|,\s?và)\s?(?:(?:số|No\.?)\s?:?\s?)?$")


@cache
def _types() -> re.Pattern[str]:
    """A type's name before a number: "Quyết định số", "các Nghị định số:", "CHỈ THỊ SỐ"; longest first."""
    names = sorted((t.vi for t in vocabulary.types().values() if t.id != "tin"), key=len, reverse=True)
    english = sorted(
        (t.en for t in vocabulary.types().values() if t.id != "tin" and "(" not in t.en and "/" not in t.en), key=len, reverse=True
    )
    forms = [f for n in names for f in {n, n.lower(), n.upper()}] + ["văn bản", "Văn bản", "CV", "QĐ", "NĐ", "TT", "NQ", "CT"]
    words = "|".join(re.escape(f) for f in forms)
    return re.compile(
        rf"(?<!\w)(?:(?:[Cc]ác)\s)?(?P<vi>{words})(?:\s(?:số|SỐ)\s?:?)?\s?$|(?<!\w)(?P<en>{'|'.join(map(re.escape, english))}|Official Dispatch|Dispatch)s?\s(?:[Nn]o\.?\s?)?$"
    )


@cache
def _stop() -> re.Pattern[str]:
    names = "|".join(re.escape(t.vi) for t in vocabulary.types().values() if t.id != "tin")
    return re.compile(_STOP.pattern.replace("{TYPES}", f"(?:{names})\\b"))


def find(record: Record) -> tuple[tuple[Citation, ...], tuple[DefinedTerm, ...]]:
    """All mentions, ids c1, c2 … in reading order, and the terms the document defines."""
    own = record.number.norm
    where = place_of(record)
    mentions: list[Mention] = []
    blocks = tuple(_blocks(record))
    for index, block in enumerate(blocks):
        found = [m for m in _numbered(block, where) if m.citation.number != own]
        mentions += [replace(m, block=index) for m in (*found, *_named(block, found))]
    ordered = _order(mentions)
    terms = defined_terms(blocks, ordered)
    return _renumber(later_mentions(blocks, ordered, terms), terms)


def _blocks(record: Record) -> Iterator[Block]:
    subject = record.evidence.get("subject")
    if subject and record.kind == "document":
        runs = runs_of(record.text[subject.span.start : subject.span.end], subject.span.start)
        yield Block("".join(r.text for r in runs), runs, "subject")
    for node in record.body:
        zone: Zone = "annex" if node.id.startswith("pl") else "preamble" if node.text.startswith(("Căn cứ", "Pursuant to")) else "body"
        if node.text:
            yield Block(node.text, node.runs, zone)
        for row in node.rows:
            for cell in row:
                yield Block("".join(r.text for r in cell), cell, zone)


# --- numbers and what stands around them ----------------------------------------------------------------------------------


def _numbered(block: Block, where: Place) -> list[Mention]:
    out: list[Mention] = []
    for found in grammar.numbers(block.text):
        before = block.text[: found.span.start]
        if _FORM.search(before[-24:]):
            continue
        lead = _types().search(before[-80:])
        previous = out[-1] if out and _BETWEEN.match(block.text[out[-1].head.end : found.span.start]) else None
        type_id = _lead_type(lead) or (previous.citation.type if previous and not lead else None)
        out += _series(block, found, before, where, type_id)
        out.append(_mention(block, found, lead, type_id, where, "enum" if previous and not lead else "full"))
    return out


def _lead_type(lead: re.Match[str] | None) -> str | None:
    if lead is None:
        return None
    if lead["en"]:
        return vocabulary.type_by_english(lead["en"])
    word = lead["vi"]
    if word.lower() == "văn bản" or word == "CV":
        return "cong-van"
    if word.isupper() and len(word) <= 3:
        return next((t.id for t in vocabulary.types_by_abbr(word, "state")), None)
    known = vocabulary.type_by_word(word)
    return known.id if known else None


def _series(block: Block, found: Found, before: str, where: Place, type_id: str | None) -> list[Mention]:
    """ "số 60, 61/2015/NĐ-CP": the numbers before share the rest of the last one."""
    series = _SERIES.search(before[-60:])
    if not series or not found.number.norm or found.number.serial is None:
        return []
    base = max(0, len(before) - 60)
    front = before[: base + series.start()]
    lead = _types().search(front[-80:])
    if not lead:
        return []
    tail = found.number.norm[len(found.number.serial) :]
    out = []
    for serial in re.finditer(r"\d{1,5}[a-zđ]?", series["list"]):
        span = Span(base + series.start() + serial.start(), base + series.start() + serial.end())
        number = replace(found.number, norm=serial[0] + tail, printed=serial[0], serial=serial[0])
        out.append(_mention(block, Found(number, span), None, _lead_type(lead) or type_id, where, "enum", tail_of=found.span.end))
    return out


def _mention(
    block: Block, found: Found, lead: re.Match[str] | None, type_id: str | None, where: Place, kind: str, tail_of: int | None = None
) -> Mention:
    text, number = block.text, found.number
    start = found.span.start - (min(80, found.span.start) - lead.start()) if lead else found.span.start
    at = tail_of or found.span.end
    date, at = _date_after(text, at)
    issuer, issuer_printed, at = _issuer_after(text, at, where)
    if date is None:
        date, at = _date_after(text, at)
    if issuer_printed is None:
        issuer, issuer_printed, before_date = _before(text, start, where)
        date = date or before_date
    reading = grammar.read_symbol(number, type_id)
    if issuer is None and issuer_printed is None and reading.issuer_code:
        agency = vocabulary.agency_by_code(reading.issuer_code)
        issuer = agency.id if agency and agency.system != "party" else None
    subject, tail = _subject(text, at)
    end = max(at, found.span.end) if tail_of is None else found.span.end
    citation = Citation(
        "", kind, text[start:end].strip(" ,("), place(block.runs, start, start + len(text[start:end].rstrip(" ,("))), block.zone,  # type: ignore[arg-type]
        type_id or reading.type, number.norm, date, issuer, issuer_printed, subject, _provision(text, start), rule=reading.rule,
        confidence=0.99 if type_id else 0.9,
    )  # fmt: skip
    return Mention(citation, -1, start, found.span, tail)


def _date_after(text: str, at: int) -> tuple[str | None, int]:
    gap = _DATE_AFTER.match(text[at : at + 40])
    if not gap:
        return None, at
    begin = at + gap.end()
    date = next(grammar.dates(text[begin : begin + 50]), None)
    if date is None or date.span.start > 0 or date.value.startswith("--"):
        return None, at
    end = begin + date.span.end
    return date.value, end + (text[end : end + 1] == ")")


def _issuer_after(text: str, at: int, where: Place) -> tuple[str | None, str | None, int]:
    of = _OF.match(text[at : at + 24])
    if not of:
        return None, None, at
    begin = at + of.end()
    found = issuer_at(text[begin : begin + 260], where)
    if found is None:
        return None, None, at
    return found.id, text[begin : begin + found.length].strip(" ,"), begin + found.length


def _before(text: str, start: int, where: Place) -> tuple[str | None, str | None, str | None]:
    """ "Ngày 20/01/2016, Thủ tướng Chính phủ đã ban hành Quyết định số …": issuer, its print, date."""
    verb = _VERB.search(text, max(0, start - 30), start)
    if not verb:
        return None, None, None
    front = text[: verb.start()]
    found = issuer_before(front, where)
    if not found:
        return None, None, None
    named, begin = found
    stamp = _DATE_BEFORE.search(front[max(0, begin - 40) : begin])
    date = next(grammar.dates(stamp[0]), None) if stamp else None
    return named.id, front[begin : begin + named.length], date.value if date and not date.value.startswith("--") else None


def _subject(text: str, at: int) -> tuple[str | None, int]:
    found = _SUBJECT.match(text[at : at + 700])
    if not found:
        return None, at
    begin = at + found.start("words")
    stop = _stop().search(text, begin + 4, min(len(text), begin + 600))
    end = stop.start() if stop else min(len(text), begin + 600)
    return text[begin:end].strip(" ,") or None, end


def _provision(text: str, start: int) -> str | None:
    """ "khoản 1 Điều 3 [của] Nghị định …" right before the citation."""
    front = text[max(0, start - 90) : start]
    found = list(grammar.provisions(front))
    if found and re.fullmatch(r"\s?(?:của\s)?(?:các\s)?", front[found[-1].span.end :]):
        return front[found[-1].span.start : found[-1].span.end]
    return None


# --- names without a number -----------------------------------------------------------------------------------------------


def _named(block: Block, taken: list[Mention]) -> list[Mention]:
    """Named instruments outside the numbers already found; those inside another's subject stay, marked by ``within`` later."""
    out = []
    for name in named_of.names(block.text):
        if any(m.start < name.end and name.start < m.head.end for m in taken):
            continue
        citation = Citation(
            "", "named", block.text[name.start : name.end], place(block.runs, name.start, name.end), block.zone, name.type, name.number,
            name.date, name.issuer, None, None, _provision(block.text, name.start), name.name, name.draft, rule=name.rule,
            confidence=0.95 if name.known else 0.8,
        )  # fmt: skip
        out.append(Mention(citation, -1, name.start, Span(name.start, name.end), name.end))
    return out


def _order(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Reading order; ``within`` names the citation whose subject holds this one."""
    ordered = sorted(mentions, key=lambda m: m.citation.span.start)
    out: list[Mention] = []
    for number, mention in enumerate(ordered, 1):
        outer = next((m for m in reversed(out) if m.block == mention.block and m.head.end <= mention.start < m.tail), None)
        citation = replace(mention.citation, cid=f"c{number}", within=outer.citation.cid if outer else None)
        out.append(replace(mention, citation=_inherited(citation, outer.citation) if outer else citation))
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
