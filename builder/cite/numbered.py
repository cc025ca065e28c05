"""Every document number in a block, and what stands around it: type, date, issuer, subject, provision. Never sees the archive.

The number is found first; attributes are read to its right and left without consuming text, so that a citation nested in another's
subject survives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from builder import grammar, vocabulary
from builder.cite import english
from builder.cite.issuers import Place, issuer_at, issuer_before, joint_at, named_at
from builder.cite.mention import Block, Mention
from builder.cite.named import law_before
from builder.cite.provisions import provision_before
from builder.grammar import LOWER, UPPER, Found
from builder.model import Citation, Number, Span

WINDOW = 300
# "Mẫu số 01/PLI", "QCVN 47:2015/BTTTT", "hồ sơ số", "TCVN 13766:2023"
_FORM = re.compile(
    r"(?:(?:mẫu|biểu|biểu mẫu|mẫu biểu|phụ lục|form|tiêu chuẩn|ký hiệu|mã|mã số|hồ sơ|biển số|thửa|thửa đất|hóa đơn|tài khoản)\s?(?:số|no\.?)?\s?:?\s?"
    r"|(?:TCVN|QCVN|TCCS|TCXDVN|TCXD|TCN|ISO|IEC|QCĐP|ĐLVN)[\s\dA-Z.:/-]{0,20})$",
    re.I,
)
_DATE_AFTER = re.compile(
    r"^\s?,?\s?(?P<open>\(\s?)?(?:đề\s|ký\s|ban hành\s|ra\s)?(?=(?:ngày|Ngày|NGÀY)\s?[\d.…t]|\d{1,2}[/.-]\d|[Tt]háng\s)"
)
_OF = re.compile(rf"^\s?\)?,?\s?(?:(?:của|CỦA)\s*(?=[{UPPER}])|(?:do|của|CỦA)\s+(?=\S))")
_SUBJECT = re.compile(
    r"^(?:\s?\((?:khóa|khoá) [IVX]{1,5}\))?\s?\)?(?:\s?,\s(?=về|v/v|phê duyệt|ban hành|quy định|hướng dẫn|sửa đổi))?\s?(?P<quote>[“\"])?"
    r"(?P<words>(?:về việc|v/v|về|phê duyệt|ban hành|quy định|hướng dẫn|sửa đổi, bổ sung|sửa đổi|thực hiện|triển khai|giao|công bố|bãi bỏ|thay thế|thành lập|đôn đốc)\s.+)",
    re.S | re.I,
)
_STOP = (
    r"[;.](?=\s|$)|\s?\(\s?(?:sau đây|có |dưới đây|gọi tắt|viết tắt)|,\s(?=(?:UBND|Ủy ban|Bộ|Sở|để|góp phần|nhằm|đề nghị|theo đó)\b)"
    r"|\svà\s(?={TYPES})|\n|:\s"
)
_QUOTE_ENDS = re.compile(r"[”\"](?=[\s,;.)]|$)")
_VERB = re.compile(r",?\s?(?:đã\s|vừa\s|mới\s)?(?:ký\s)?(?:ban hành|có|phê duyệt tại|tại|gửi|nhận được|trình)\s(?:các\s)?$")
_DATE_BEFORE = re.compile(
    r"(?:[Nn]gày\s[\d/.\s-]{1,12}(?:tháng\s\d{1,2}\snăm\s\d{4})?|[Tt]háng\s\d{1,2}(?:/|\snăm\s)\d{4}),?\s(?:đồng chí\s)?$"
)
_SERIES = re.compile(r"(?P<list>(?:\d{1,5}[a-zđ]?\s?(?:,|và)\s?){1,12})$")
_BETWEEN = re.compile(r"^\s?(?:,|;|và|hoặc|,\s?và|and|,\s?and)\s?(?:(?:số|No\.?)\s?:?\s?)?$")
_ABBREVIATED = re.compile(r"(?:QĐ|NĐ|TT|TTLT|NQ|CT|CV|KH|BC|TTr|TB)")


@dataclass(frozen=True, slots=True)
class _Lead:
    """What names a number from its left: "Quyết định số", "Luật Giáo dục số", "Quyết định của Thủ tướng Chính phủ số"."""

    start: int
    type: str | None
    name: str | None = None
    issuer: str | None = None
    issuer_printed: str | None = None
    date: str | None = None


@cache
def _type_words() -> str:
    """Names of types, longest first; a blank inside may be lost ("Quyếtđịnh")."""
    names = sorted((t.vi for t in vocabulary.types().values() if t.id not in ("tin", "luat")), key=len, reverse=True)
    forms = [f for n in (*names, "Luật") for f in dict.fromkeys((n, n.lower(), n.upper(), n.title()))]
    return "|".join(re.escape(f).replace(r"\ ", r"\s?") for f in forms)


@cache
def _types() -> re.Pattern[str]:
    """A type's name before a number: "Quyết định số", "các Nghị định số:", "CHỈ THỊ SỐ", "theoNghị định số"."""
    return re.compile(
        rf"(?:(?<!\w)(?<!pháp\s)(?<!Pháp\s)|(?<=[{LOWER}])(?=[{UPPER}]))(?:[Cc]ác\s)?(?P<vi>{_type_words()}|[Vv]ăn bản|{_ABBREVIATED.pattern})(?:\s(?:hướng dẫn|thanh tra|kiểm tra|kết luận|liên ngành|phối hợp|hành động|thực hiện|tổng thể|hỏa tốc|hoả tốc|mật|khẩn))?"
        r"(?:\s?(?:số|SỐ|Số)\s?:?)?\s?$"
    )


@cache
def _type_of() -> re.Pattern[str]:
    """ "Quyết định của Thủ tướng Chính phủ số", "Quyết định ngày 14/9/2018 của Bộ trưởng Bộ Y tế số"."""
    return re.compile(
        rf"(?<!\w)(?P<vi>{_type_words()})(?:\s(?P<on>ngày\s\d[^.;:()]{{4,25}}?))?\s(?:của|CỦA)\s(?P<of>[^.;:()\d]{{3,110}}?)\s(?:số|SỐ)\s?:?\s?$"
    )


@cache
def _stop() -> re.Pattern[str]:
    names = "|".join(re.escape(t.vi) for t in vocabulary.types().values() if t.id != "tin")
    return re.compile(_STOP.replace("{TYPES}", f"(?:{names})\\b"))


def numbered(block: Block, where: Place) -> list[Mention]:
    """Mentions that have a number, in reading order, without ids."""
    out: list[Mention] = []
    ends: list[int] = []
    for found in grammar.numbers(block.text):
        before = block.text[max(0, found.span.start - WINDOW) : found.span.start]
        if _FORM.search(before[-40:]):
            continue
        lead = _lead(block, before, found.span.start, where)
        follows = bool(out and lead is None and _BETWEEN.match(block.text[ends[-1] : found.span.start][:20]))
        type_id = (lead.type if lead else None) or (out[-1].citation.type if follows else None)
        series = _series(block, found, where, type_id)
        if lead is None and not (follows or series) and len(found.number.symbol) == 1 and found.number.year is None:
            continue  # "Km 12+500/QL1", "điểm cầu số 2/UBND": without a type's name one code is no symbol
        if series and not type_id:
            type_id = series[0][0].citation.type
        for mention, end in (*series, _mention(block, found, lead, type_id, where, "enum" if follows else "full")):
            out.append(mention)
            ends.append(end)
    return _shared(block.text, out, ends)


def _lead(block: Block, before: str, at: int, where: Place) -> _Lead | None:
    if block.lang == "en":
        found = english.lead(before)
        return _Lead(at - len(before) + found[0], found[1]) if found else None
    if law := law_before(before):
        return _Lead(at - len(before) + law.start, law.type, law.name)
    plain = _types().search(before[-80:])
    if plain:
        return _Lead(at - len(before[-80:]) + plain.start(), _lead_type(plain["vi"]))
    of = _type_of().search(before)
    issuer = issuer_at(of["of"], where) if of else None
    if of and issuer and issuer.length == len(of["of"]):
        return _Lead(
            at - len(before) + of.start(),
            _lead_type(of["vi"]),
            None,
            issuer.id,
            of["of"],
            _date_after(f" {of['on']}", 0)[0] if of["on"] else None,
        )
    return None


def _lead_type(word: str) -> str | None:
    """ "văn bản" may be anything: the symbol says. Abbreviations before a number are the state's."""
    if word.lower() == "văn bản":
        return None
    if word == "CV":
        return "cong-van"
    if _ABBREVIATED.fullmatch(word):
        return next((t.id for t in vocabulary.types_by_abbr(word, "state")), None)
    known = vocabulary.type_by_word(re.sub(r"\s", " ", word)) or vocabulary.type_by_word(_spaced(word))
    return known.id if known else None


def _spaced(word: str) -> str:
    """A type whose blanks were lost, as the table has it."""
    squeezed = re.sub(r"\s", "", word).lower()
    return next((t.vi for t in vocabulary.types().values() if t.vi.replace(" ", "").lower() == squeezed), word)


def _series(block: Block, found: Found, where: Place, type_id: str | None) -> list[tuple[Mention, int]]:
    """ "số 60, 61/2015/NĐ-CP": the numbers before share the rest of the last one."""
    base = max(0, found.span.start - 80)
    series = _SERIES.search(block.text[base : found.span.start])
    if not series or not found.number.norm or found.number.serial is None:
        return []
    front = block.text[max(0, base + series.start() - 80) : base + series.start()]
    lead = _types().search(front)
    if not lead or not (re.search(r"(?:số|SỐ)\s?:?\s?$", front) or "," in series["list"]):
        return []
    tail = found.number.norm[len(found.number.serial) :]
    out = []
    for serial in re.finditer(r"\d{1,5}[a-zđ]?", series["list"]):
        span = Span(base + series.start() + serial.start(), base + series.start() + serial.end())
        number = replace(found.number, norm=serial[0] + tail, printed=serial[0], serial=serial[0])
        out.append(_mention(block, Found(number, span), None, _lead_type(lead["vi"]) or type_id, where, "enum", tail_of=found.span.end))
    return out


@dataclass(frozen=True, slots=True)
class _Around:
    """Date and issuer as they stand on one side of a number, and where the right side ends."""

    date: str | None
    issuer: str | None
    printed: str | None
    end: int


def _mention(
    block: Block, found: Found, lead: _Lead | None, type_id: str | None, where: Place, kind: str, tail_of: int | None = None
) -> tuple[Mention, int]:
    text, number = block.text, found.number
    start = lead.start if lead else found.span.start
    type_id = _nearer(type_id, number)
    reading = grammar.read_symbol(number, type_id)
    known_type = type_id or reading.type or ("cong-van" if lead and lead.name is None else None)
    around = _right(block, tail_of or found.span.end, where, known_type)
    if lead and lead.issuer_printed and not around.printed:
        around = replace(around, issuer=lead.issuer, printed=lead.issuer_printed, date=around.date or lead.date)
    if around.printed is None and block.lang == "vi":
        left = _left(text, start, where)
        around = replace(around, issuer=left.issuer, printed=left.printed, date=around.date or left.date)
    issuer = around.issuer
    if around.printed is None and reading.issuer_code:
        agency = vocabulary.agency_by_code(reading.issuer_code)
        issuer = agency.id if agency and agency.system != "party" else None
    subject, tail = (
        (None, found.span.end) if tail_of else english.subject(text, around.end) if block.lang == "en" else _subject(text, around.end)
    )
    end = max(around.end, found.span.end) if tail_of is None else found.span.end
    printed = text[start:end].rstrip(" ,(-–")
    citation = Citation(
        "", kind, printed, block.place(start, start + len(printed)), block.zone,  # type: ignore[arg-type]
        known_type, number.norm, around.date, issuer, around.printed, subject, provision_before(text, start, block.lang),
        name=lead.name if lead else None, rule=reading.rule, confidence=0.99 if type_id else 0.9,
    )  # fmt: skip
    return Mention(citation, -1, start, found.span, tail), start + len(printed)


def _nearer(type_id: str | None, number: Number) -> str | None:
    """ "Thông tư số 102/2014/TTLT-…" is a joint circular: the symbol may say more than the word, never another thing."""
    kinds = [t.id for t in vocabulary.types_by_abbr(number.symbol[0], "state")] if type_id and number.symbol else []
    return next((k for k in kinds if k.startswith(f"{type_id}-")), type_id)


def _right(block: Block, at: int, where: Place, type_id: str | None) -> _Around:
    if block.lang == "en":
        return _Around(*english.right(block.text, at))
    date, at = _date_after(block.text, at)
    issuer, printed, at = _issuer_after(block.text, at, where, type_id)
    if date is None:
        date, at = _date_after(block.text, at)
    return _Around(date, issuer, printed, at)


def _date_after(text: str, at: int) -> tuple[str | None, int]:
    gap = _DATE_AFTER.match(text[at : at + 40])
    if not gap:
        return None, at
    begin = at + gap.end()
    date = next(grammar.dates(text[begin : begin + 50]), None)
    if date is None or date.span.start > 0 or date.value.startswith("--"):
        return None, at
    end = begin + date.span.end
    return date.value, end + (bool(gap["open"]) and text[end : end + 1] == ")")


def _issuer_after(text: str, at: int, where: Place, type_id: str | None) -> tuple[str | None, str | None, int]:
    of = _OF.match(text[at : at + 24])
    if not of:
        return None, None, at
    begin = at + of.end()
    front = text[begin : begin + 260]
    found = issuer_at(front, where)
    if found and type_id in ("thong-tu-lien-tich", "thong-tu-lien-bo", "nghi-quyet-lien-tich"):
        found = joint_at(front, found, where)
    if found is None or found.id is None:
        found = max((n for n in (found, named_at(front)) if n), key=lambda n: n.length, default=None)
    if found is None:
        return None, None, at
    return found.id, front[: found.length].strip(" ,"), begin + found.length


def _left(text: str, start: int, where: Place) -> _Around:
    """ "Ngày 20/01/2016, Thủ tướng Chính phủ đã ban hành Quyết định số …": issuer, its print, date."""
    none = _Around(None, None, None, start)
    verb = _VERB.search(text, max(0, start - 30), start)
    if not verb:
        return none
    front = text[max(0, verb.start() - WINDOW) : verb.start()]
    found = issuer_before(front, where)
    if not found:
        return none
    named, begin = found
    stamp = _DATE_BEFORE.search(front[max(0, begin - 40) : begin])
    date = next(grammar.dates(stamp[0]), None) if stamp else None
    return _Around(date.value if date and not date.value.startswith("--") else None, named.id, front[begin : begin + named.length], start)


def _subject(text: str, at: int) -> tuple[str | None, int]:
    found = _SUBJECT.match(text[at : at + 700])
    if not found:
        return None, at
    begin = at + found.start("words")
    stop = (_QUOTE_ENDS if found["quote"] else _stop()).search(text, begin + 4, min(len(text), begin + 600))
    end = stop.start() if stop else min(len(text), begin + 600)
    return text[begin:end].strip(" ,") or None, end


def _shared(text: str, mentions: list[Mention], ends: list[int]) -> list[Mention]:
    """ "Quyết định số 1/QĐ-UBND và Quyết định số 2/QĐ-UBND của UBND tỉnh X": the issuer behind the last one is that of all."""
    out = list(mentions)
    for i in range(len(out) - 2, -1, -1):
        one, following = out[i].citation, out[i + 1].citation
        same = _symbol(one.number) == _symbol(following.number)
        if one.issuer_printed is None and following.issuer_printed and same and _BETWEEN.match(text[ends[i] : out[i + 1].start][:20]):
            citation = replace(one, issuer=following.issuer, issuer_printed=following.issuer_printed)
            out[i] = replace(out[i], citation=citation)
    return out


def _symbol(number: str | None) -> str:
    return re.sub(r"^[\d.]+[a-zđ]?[/-](?:(?:19|20)\d\d/)?", "", number or "")
