"""The top of a document: a line machine over cells. Finds each header line's role; reads no meaning beyond it.

Lines may come in any order, left and right cells interleaved, several of them on one line (Decree 30/2020, annex I).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from builder import grammar, vocabulary
from builder.grammar import LOWER, UPPER
from builder.model import Line
from builder.parse import names, titles
from builder.parse.titles import Part
from builder.parse.typeline import is_type_line, law_of, type_of
from builder.runs import Runs, cut, join, words
from builder.text import key

MAX_HEADER_LINES = 90
MAX_LINE = 400
MOST_TITLE_LINES = 14
LONGEST_STAMP = 30

# A word alone ("KẾT LUẬN" in a paper) is the heading of a document only beside one of these, a basis or an addressee.
_SURE = ("number", "national", "motto", "place-date", "party-title", "issuer")

# "Hà Nội, ngày 28 tháng 6 năm 2017", "Bình Sơn, ngày   tháng 3 năm 2024", "ngày 26 tháng 0 6 năm 2018"
_PLACE_DATE = re.compile(
    rf"(?:(?P<place>[{UPPER}][\w. ]{{1,40}}?(?:\s?[-–]\s?[{UPPER}][\w ]{{1,30}}?)?)\s?,\s?)?"
    r"(?P<date>(?:[Nn]g[àa]y|NG[ÀA]Y)[\s\d.…_]{0,30}(?:th[áa]ng|TH[ÁA]NG)[\s\d.…_]{0,20}(?:n[ăa]m|N[ĂA]M)\s{0,3}\d{4})"
)
# "Hà Nội, 12/03/2012": against the decree, and common
_PLACE_SHORT = re.compile(rf"^(?P<place>[{UPPER}][\w. -]{{1,40}}?)\s?,\s?(?P<date>(?:[Nn]gày\s)?\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})$")
_PLACE_DATE_EN = re.compile(rf"^(?:(?P<place>[A-Z][A-Za-z ]{{1,30}}),\s(?:dated\s)?)?(?P<date>{grammar.EN_DATE.pattern})$")
_YEAR_WORD = re.compile(r"n[ăa]m|N[ĂA]M")
_SUBJECT = re.compile(r"^(?:V/v|V/V|v/v|Vv|Về việc|VỀ VIỆC|Trích yếu|(?:Re|Ref|Subject)(?=\s?:))\s{0,2}[:.]?\s{0,2}")
_SUBJECT_EN = re.compile(r"^On (?:the )?[a-z]")
_ADDRESSEE = re.compile(r"^(?:Kính\s?(?:gửi|trình)|KÍNH\s?(?:GỬI|TRÌNH))\s?[:.]?\s?")
_TO_EN = re.compile(r"^(?:To|Respectfully to|Dear)\s?:\s?")
# "THỦ TƯỚNG CHÍNH PHỦ điện:", "ĐIỆN:": a telegram says who sends it where a letter says "Kính gửi"
_WIRED = re.compile(rf"^(?:[{UPPER}][^:;.\d]{{3,118}}\s)?(?:điện|ĐIỆN)\s?:\s?")
# Where one line holds several header lines: cut before each of these.
_CUTS = re.compile(
    r"(?<=\S)\s+(?=(?:CỘNG H[OÒ]À?A? X[AÃ] HỘI|Độc lập\s?[-–]|S[ốÔ]\s?:\s?\S|S[ốÔ] \d{1,4}-[A-ZĐ]{2,4}/|ĐẢNG CỘNG SẢN VIỆT NAM|V/v\s|Kính gửi\s?:|H(?:ỎA|OẢ) TỐC(?!\w)|THƯỢNG KHẨN(?!\w)|"
    r"(?:THE )?SOCIALIST REPUBLIC OF VIET|Independence\s?[-–]|[A-Z][a-z]+(?: [A-Z][a-z]+)?, (?:(?:January|February|March|April|May|June|July|August|September|October|November|December) \d|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December))|"
    rf"(?:Thành phố |Tỉnh |TP\.? ?)?[{UPPER}][{LOWER}]{{1,7}}(?: (?:[{UPPER}][{LOWER}]{{0,7}}|\d{{1,2}})){{0,3}}, (?:ngày|Ngày) ?[\d.…_ ]{{0,20}}tháng))"
    # only behind a motto, capitals or a rule: in a sentence both are citations
    r"|(?:(?<=phúc)|(?<=Happiness)|(?<=[A-ZỘẠĨ]{2})|(?<=[-_*]))\s+(?=(?:Luật|Pháp lệnh|Nghị quyết) số\s?:\s?\d|No\.\s?:?\s?\d)"
)
# The first words of a place: no cut between "Sơn" and "La, ngày …".
_PLACE_HEAD = re.compile(rf"(?:Thành phố|Tỉnh|TP\.?)?(?: ?[{UPPER}][{LOWER}]{{1,7}}){{0,3}}")
_RULE = re.compile(r"^[\W_]+$")
_BASIS = re.compile(r"^(?:C\s?ăn\s?cứ|CĂN CỨ|Theo đề nghị|Xét đề nghị|Pursuant to|At the proposal)\b")
_BODY_START = re.compile(
    r"^(?:C\s?ăn\s?cứ|CĂN CỨ|Theo đề nghị|Xét đề nghị|Thực hiện|Thi hành|Để |Trong |Ngày \d|Pursuant to|[ĐÐ]\s?iều 1\b|I\.\s|1\.\s|A\.\s|PHẦN |CHƯƠNG |Chương )"
)
_FIRST_ARTICLE = re.compile(r"^(?:[ĐÐ]\s?iều|ĐIỀU|Article)\s+1\b")
_HEAD_OF = re.compile(
    r"^(?:Q\.\s?)?(?:BỘ TRƯỞNG|CHỦ TỊCH|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|THỐNG ĐỐC|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG CỤC TRƯỞNG|TỔNG KIỂM TOÁN|BAN |CHÍNH PHỦ|QUỐC HỘI|ỦY BAN |UỶ BAN |HỘI ĐỒNG |THE )"
)
# "Về hỗ trợ người lao động", without "việc", right under the number of a letter
_SUBJECT_BARE = re.compile(rf"^Về (?:[{LOWER}]|V/v)")
_CODE = re.compile(rf"[{UPPER}&]{{2,10}}(?:-[{UPPER}&]{{2,10}})?")


@dataclass(frozen=True, slots=True)
class Header:
    """The parts in order, and the index of the first line after the header."""

    parts: tuple[Part, ...]
    end: int

    def first(self, role: str) -> Part | None:
        return next((p for p in self.parts if p.role == role), None)

    def all(self, role: str) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if p.role == role)


def read_header(lines: tuple[Line, ...]) -> Header:
    """Roles: national motto rule number subject place-date type addressee issuer enacting stamp party-title other blank."""
    parts = list(_parts(lines[: _top(lines)]))
    addressee = next((i for i, p in enumerate(parts) if p.role == "addressee"), None)
    limit = addressee if addressee is not None and _is_header(parts[:addressee]) else None
    kind = _type_at(parts[:limit])
    basis = next((i for i, p in enumerate(parts[:limit]) if _BASIS.match(p.text)), None)
    if kind is not None and basis is not None and basis < kind:
        return _enacted(parts, basis, kind)
    if kind is not None:
        found = _titled(parts[:limit], kind)
        if not any(p.role in _SURE for p in found.parts) and basis is None and limit is None:
            return _untitled([Part("other", p.runs, p.line) if p.role == "type" else p for p in parts])
        return found if limit is None else _until(found, parts[:limit], parts[limit].line)
    named = next((i for i, p in enumerate(parts[:basis]) if law_of(p.text)), None) if basis is not None else None
    if named is not None and basis is not None:
        runs, line = parts[named].runs, parts[named].line
        return Header((*parts[:named], Part("type", runs, line), Part("subject", runs, line)), line + 1)
    whole = titles.split(parts[:basis]) if basis is not None and not any(p.role == "number" for p in parts[:basis]) else []
    if basis is not None and any(p.role == "number" for p in whole):
        return Header(tuple(whole), parts[basis].line)
    if limit is not None:
        return Header(tuple(titles.split(_subject_lines(parts[:limit]))), parts[limit].line)
    return _untitled(parts)


def _until(found: Header, parts: list[Part], end: int) -> Header:
    """The header up to the addressee; lines between the title and it are kept as they are."""
    between = tuple(Part("other", p.runs, p.line) for p in parts if p.line >= found.end and p not in found.parts)
    return Header((*found.parts, *between), end)


def _top(lines: tuple[Line, ...]) -> int:
    """Where no header line can be any more: a table of data ends the header, unless it stands at the very top as a portal's does."""
    top = enumerate(lines[:MAX_HEADER_LINES])
    return next((i for i, line in top if line.kind == "table" and sum(bool(o.runs) for o in lines[:i]) >= 3), MAX_HEADER_LINES)


def _is_header(parts: list[Part]) -> bool:
    return sum(len(p.text) > 250 for p in parts) <= 2


def _type_at(parts: list[Part]) -> int | None:
    """The type's line: the first in capitals, else the first (a page's own heading may repeat it above)."""
    found = [i for i, p in enumerate(parts) if p.role == "type"]
    return next((i for i in found if parts[i].text.isupper()), found[0] if found else None)


def _enacted(parts: list[Part], basis: int, kind: int) -> Header:
    """No title, only the enacting word after the bases ("Căn cứ … QUYẾT ĐỊNH:"): the header ends before the first basis.

    The line of capitals right above it says who enacts: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI".
    """
    end = parts[basis].line
    kept = [p for p in parts[:basis] if p.line < end]
    above = next((i for i in range(len(kept) - 1, -1, -1) if kept[i].role not in ("blank", "rule")), None)
    if above is not None and _HEAD_OF.match(kept[above].text):
        kept[above] = Part("enacting", kept[above].runs, kept[above].line)
    return Header((*kept, Part("type", parts[kind].runs, parts[kind].line)), end)


def _titled(parts: list[Part], kind: int) -> Header:
    """A document with its type as a heading: the title runs on until a head of agency, a basis or a paragraph."""
    heads = {key(p.text) for p in parts[:kind] if p.role == "issuer"} | {key(" ".join(p.text for p in parts[:kind] if p.role == "issuer"))}
    title: list[Part] = []
    issuers: list[Part] = []
    at = kind + 1
    while at < len(parts) and len(title) <= MOST_TITLE_LINES:
        part = parts[at]
        if part.role not in ("blank", "rule", "national", "motto", "number", "place-date", "stamp"):
            named = not title and titles.names_bodies(part.text) and key(part.text) not in heads
            if not named and not _in_title(title, part, heads):
                break
            title.append(Part("subject", part.runs, part.line)) if not named else issuers.append(Part("issuer", part.runs, part.line))
        at += 1
    end = parts[at].line if at < len(parts) else (parts[-1].line + 1 if parts else 0)
    kept = [
        *parts[: kind + 1],
        *issuers,
        *titles.split(title),
        *(p for p in parts[kind + 1 : at] if p.role not in ("other", "subject", "issuer")),
    ]
    kept = [p for p in kept if p.line < end] + _enacting(parts[at : at + 1])
    return Header(tuple(sorted(kept, key=lambda p: (p.line, p.runs[0].start if p.runs else 0))), end)


def _enacting(parts: list[Part]) -> list[Part]:
    """The line under the title that says who enacts ("CHÍNH PHỦ", "THE GOVERNMENT"); it stays a line of the body too."""
    return [
        Part("enacting", p.runs, p.line) for p in parts if names.capitals(p.text) and len(p.text) < 120 and not _BODY_START.match(p.text)
    ]


def _in_title(title: list[Part], part: Part, heads: set[str]) -> bool:
    text = names.raised(part.text)
    if part.role in ("addressee", "type") or _BODY_START.match(text) or len(text) > MAX_LINE:
        return False
    capitals = names.capitals(text)
    enacting = key(text) in heads or (capitals and _HEAD_OF.match(text))
    if not title:
        return not (enacting and (key(text) in heads or names.agency(text)))
    last = title[-1].text
    if text[:1].islower():
        return len(text) <= 250
    if enacting or names.capitals(last) != capitals or last.endswith((".", ":")):
        return False
    return capitals or (len(text) <= 160 and not text.endswith((".", ";", ":")))


def _untitled(parts: list[Part]) -> Header:
    """No addressee and no type heading: the header ends after its last sure line."""
    sure = [i for i, p in enumerate(parts) if p.role in ("number", "subject", "place-date", "national", "motto")]
    if not sure:
        return Header((), 0)
    done = titles.split(_subject_lines(parts))
    last = max(p.line for p in done if p.role in ("number", "subject", "place-date", "national", "motto"))
    return Header(tuple(p for p in done if p.line <= last), last + 1)


def _subject_lines(parts: list[Part]) -> list[Part]:
    """A "V/v" runs on over the plain lines that follow it in its cell."""
    out: list[Part] = []
    open_subject = False
    marked = any(p.role == "subject" for p in parts)
    for part in parts:
        if not marked and out and out[-1].role == "number" and part.role == "other" and _SUBJECT_BARE.match(part.text):
            part = Part("subject", part.runs, part.line)
        if part.role == "subject":
            open_subject = True
        elif open_subject and part.role == "number" and part.text.startswith("số "):
            part = Part("subject", part.runs, part.line)  # "V/v hướng dẫn Nghị định" / "số 20/2021/NĐ-CP"
        elif open_subject and part.role == "stamp":
            pass
        elif open_subject and part.role in ("other", "issuer") and not (part.text.isupper() and vocabulary.agency_by_name(part.text)):
            part = Part("subject", part.runs, part.line)
        else:
            open_subject = False
        out.append(part)
    return out


def _parts(lines: tuple[Line, ...]) -> Iterator[Part]:
    """Up to the addressee or the first article: no header line stands below one of them."""
    for index, line in enumerate(lines):
        if not line.runs:
            yield Part("blank", (), index)
            continue
        for runs in _pieces(line.runs):
            for part in _roles(runs, index):
                yield part
                if part.role == "addressee" or _FIRST_ARTICLE.match(part.text):
                    return


def _pieces(runs: Runs) -> list[Runs]:
    whole = words(runs)
    if len(whole) > MAX_LINE * 2 or _role(whole) == "place-date":
        return [runs]
    at, out = 0, []
    for found in _CUTS.finditer(whole):
        if _PLACE_HEAD.fullmatch(whole[at : found.start()].strip()):
            continue
        out.append(cut(runs, at, found.start()))
        at = found.end()
    return [*out, cut(runs, at)]


def _roles(runs: Runs, index: int) -> Iterator[Part]:
    """A number line may carry its subject after it without a break ("Số: 2638/LĐTBXH-KHTC V/v …")."""
    text = words(runs)
    number = grammar.number_line(text) if len(text) <= MAX_LINE else None
    if not number:
        yield Part(_role(text), runs, index)
        return
    end = number.span.end
    rest = text[end:].strip()
    if _CODE.fullmatch(rest):
        end, rest = len(text), ""
    yield Part("number", cut(runs, 0, end), index)
    if rest:
        yield Part(_role(rest), cut(runs, end), index)


@lru_cache(maxsize=1024)
def _role(text: str) -> str:
    if _RULE.match(text):
        return "rule"
    if addressee_prefix(text):
        return "addressee"
    if len(text) > MAX_LINE:
        return "other"
    if len(text) < LONGEST_STAMP and vocabulary.stamp_by_print(text.strip(" *[]().")):
        return "stamp"
    fixed = _fixed(text)
    if fixed:
        return fixed
    if _SUBJECT.match(text) or (_SUBJECT_EN.match(text) and len(text) < 200):
        return "subject"
    date = _PLACE_DATE.search(text) if len(text) < 160 and _YEAR_WORD.search(text) else None
    if (date and len(text) - len(date[0]) <= 12 and len(text) < 120) or _PLACE_DATE_EN.match(text) or _PLACE_SHORT.match(text):
        return "place-date"
    if is_type_line(text):
        return "type"
    return "issuer" if _is_issuer_line(text) else "other"


def _fixed(text: str) -> str | None:
    """The state's title and motto, the Party's title, in both languages, letters set apart or not."""
    squeezed = key(text).replace(" ", "")
    if squeezed.startswith(("conghoaxahoichunghia", "socialistrepublicofviet", "thesocialistrepublicofviet")):
        return "national"
    if squeezed.startswith(("doclaptudohanhphuc", "independencefreedomhappiness")) and len(squeezed) < 32:
        return "motto"
    return "party-title" if squeezed == "dangcongsanvietnam" else None


def _is_issuer_line(text: str) -> bool:
    return len(text) <= 160 and names.capitals(text)


def subject_of(header: Header) -> tuple[Runs, Runs] | None:
    """The subject's words, printed and without "V/v", joined over lines and cells. A title's "Về việc" belongs to it."""
    parts = header.all("subject")
    if not parts:
        return None
    whole = join(p.runs for p in parts)
    kind = header.first("type")
    letter = kind is None or type_of(kind) == "cong-van"
    text = words(whole)
    found = _SUBJECT.match(text)
    skip = found.end() if found and (letter or not text.lower().startswith("về việc")) else 0
    skip = len("Về ") if kind is None and not found and _SUBJECT_BARE.match(text) else skip
    return whole, cut(whole, skip)


def place_and_date(header: Header) -> tuple[Runs, Runs] | None:
    """(place, date) of "Hà Nội, ngày …"; the place may be empty."""
    part = header.first("place-date")
    if part is None:
        return None
    found = _PLACE_DATE.search(part.text) or _PLACE_SHORT.match(part.text) or _PLACE_DATE_EN.match(part.text)
    if not found:
        return None
    place = cut(part.runs, found.start("place"), found.end("place")) if found["place"] else ()
    return place, cut(part.runs, found.start("date"), found.end("date"))


def addressee_prefix(text: str) -> int:
    """How many characters "Kính gửi: " takes at the front of a line; 0 where there is none."""
    found = _ADDRESSEE.match(text) or _TO_EN.match(text) or (_WIRED.match(text) if "iện" in text or "IỆN" in text else None)
    return found.end() if found else 0
