"""The top of a document: a line machine over cells. Finds each header line's role; reads no meaning beyond it.

Lines may come in any order, left and right cells interleaved, several of them on one line (Decree 30/2020, annex I).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder import grammar, vocabulary
from builder.grammar import LOWER, UPPER
from builder.model import Line
from builder.runs import Runs, cut, join, words
from builder.text import key

MAX_HEADER_LINES = 90
MAX_LINE = 400

# "Hà Nội, ngày 28 tháng 6 năm 2017", "Bình Sơn, ngày   tháng 3 năm 2024"
_PLACE_DATE = re.compile(
    rf"(?:(?P<place>[{UPPER}][\w. ]{{1,40}}?(?:\s?[-–]\s?[{UPPER}][\w ]{{1,30}}?)?)\s?,\s?)?"
    r"(?P<date>(?:ngày|Ngày|NGÀY)[\s\d.…_]{0,30}tháng[\s\d.…_]{0,20}năm\s{0,3}\d{4})"
)
_SUBJECT = re.compile(r"^(?:V/v|V/V|v/v|Vv|Về việc|Trích yếu)\s{0,2}[:.]?\s{0,2}")
_ADDRESSEE = re.compile(r"^(?:Kính (?:gửi|trình)|KÍNH (?:GỬI|TRÌNH))\s?[:.]?\s?")
_TO_EN = re.compile(r"^(?:To|Respectfully to)\s?:\s?")
# Where one line holds several header lines: cut before each of these.
_CUTS = re.compile(
    r"(?<=\S)\s+(?=(?:CỘNG H[OÒ]À?A? X[AÃ] HỘI|Độc lập\s?[-–]|S[ốÔ]\s?:\s?\S|V/v\s|Kính gửi\s?:|"
    rf"[{UPPER}][{LOWER}]{{1,7}}(?: [{UPPER}][{LOWER}]{{0,7}}){{0,3}}, (?:ngày|Ngày) [\d.…_ ]{{0,20}}tháng))"
)
_RULE = re.compile(r"^[\W_]+$")
_BODY_START = re.compile(
    r"^(?:Căn cứ|CĂN CỨ|Theo đề nghị|Xét đề nghị|Thực hiện|Thi hành|Để |Trong |Ngày \d|Điều 1\b|I\.\s|1\.\s|A\.\s|PHẦN |CHƯƠNG |Chương )"
)
_HEAD_OF = re.compile(
    r"^(?:Q\.\s?)?(?:BỘ TRƯỞNG|CHỦ TỊCH|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|THỐNG ĐỐC|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG CỤC TRƯỞNG|BAN |CHÍNH PHỦ|QUỐC HỘI|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One header line or a piece of one, with the role it plays; ``line`` is its index among the lines given."""

    role: str
    runs: Runs
    line: int

    @property
    def text(self) -> str:
        return words(self.runs)


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
    """Roles: national motto rule number subject place-date type addressee issuer party-title other blank."""
    parts = list(_parts(lines[:MAX_HEADER_LINES]))
    addressee = next((i for i, p in enumerate(parts) if p.role == "addressee"), None)
    if addressee is not None and _is_header(parts[:addressee]):
        return Header(tuple(_subject_lines(parts[:addressee])), parts[addressee].line)
    kind = next((i for i, p in enumerate(parts) if p.role == "type"), None)
    if kind is not None:
        return _titled(parts, kind)
    return _untitled(parts)


def _is_header(parts: list[Part]) -> bool:
    return sum(len(p.text) > 250 for p in parts) <= 2


def _titled(parts: list[Part], kind: int) -> Header:
    """A document with its type as a heading: the title runs on until a head of agency, a basis or a long line."""
    title: list[Part] = []
    at = kind + 1
    while at < len(parts):
        part = parts[at]
        text = part.text
        if part.role in ("blank", "rule", "national", "motto", "number", "place-date"):
            at += 1
            continue
        starts_body = _BODY_START.match(text) or len(text) > MAX_LINE or (title and _HEAD_OF.match(text) and text.isupper())
        if starts_body or (title and not title[-1].text.isupper() and text.endswith((".", ";", ":"))) or part.role == "addressee":
            break
        title.append(Part("subject", part.runs, part.line))
        at += 1
        if len(title) > 12:
            break
    end = parts[at].line if at < len(parts) else (parts[-1].line + 1 if parts else 0)
    kept = [*parts[: kind + 1], *title, *(p for p in parts[kind + 1 : at] if p.role not in ("other", "subject", "issuer"))]
    return Header(tuple(sorted(kept, key=lambda p: (p.line, p.runs[0].start if p.runs else 0))), end)


def _untitled(parts: list[Part]) -> Header:
    """No addressee and no type heading: the header ends after its last sure line."""
    sure = [i for i, p in enumerate(parts) if p.role in ("number", "subject", "place-date", "national", "motto")]
    if not sure:
        return Header((), 0)
    done = _subject_lines(parts)
    last = max(p.line for p in done if p.role in ("number", "subject", "place-date", "national", "motto"))
    return Header(tuple(p for p in done if p.line <= last), last + 1)


def _subject_lines(parts: list[Part]) -> list[Part]:
    """A "V/v" runs on over the plain lines that follow it in its cell."""
    out: list[Part] = []
    open_subject = False
    for part in parts:
        if part.role == "subject":
            open_subject = True
        elif open_subject and part.role in ("other", "issuer") and not (part.text.isupper() and vocabulary.agency_by_name(part.text)):
            part = Part("subject", part.runs, part.line)
        else:
            open_subject = False
        out.append(part)
    return out


def _parts(lines: tuple[Line, ...]) -> Iterator[Part]:
    for index, line in enumerate(lines):
        if not line.runs:
            yield Part("blank", (), index)
            continue
        for runs in _pieces(line.runs):
            yield from _roles(runs, index)


def _pieces(runs: Runs) -> list[Runs]:
    whole = words(runs)
    if len(whole) > MAX_LINE * 2 or _role(whole) == "place-date":
        return [runs]
    at, out = 0, []
    for found in _CUTS.finditer(whole):
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
    end = number[1].end
    rest = text[end:].strip()
    yield Part("number", cut(runs, 0, end), index)
    if rest:
        yield Part(_role(rest), cut(runs, end), index)


def _role(text: str) -> str:
    if _RULE.match(text):
        return "rule"
    if _ADDRESSEE.match(text) or _TO_EN.match(text):
        return "addressee"
    if len(text) > MAX_LINE:
        return "other"
    plain = key(text)
    if plain.startswith("cong hoa xa hoi chu nghia"):
        return "national"
    if plain in ("doc lap tu do hanh phuc", "dang cong san viet nam"):
        return "motto" if plain.startswith("doc") else "party-title"
    if _SUBJECT.match(text):
        return "subject"
    date = _PLACE_DATE.search(text)
    if date and len(text) - len(date[0]) <= 12 and len(text) < 120:
        return "place-date"
    if _is_type_line(text):
        return "type"
    return "issuer" if _is_issuer_line(text) else "other"


def _is_type_line(text: str) -> bool:
    """A line that is the name of a type and nothing else, in capitals or with one at the front."""
    bare = text.strip(" .:*")
    if len(bare) > 40 or not bare[:1].isupper():
        return False
    found = vocabulary.type_by_word(bare)
    return found is not None and found.id != "tin" and (bare.isupper() or found.id != "cong-van")


def _is_issuer_line(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(text) <= 160 and bool(letters) and sum(c in LOWER for c in letters) <= len(letters) * 0.2


def subject_of(header: Header) -> tuple[Runs, Runs] | None:
    """The subject's words, printed and without "V/v", joined over lines and cells."""
    parts = header.all("subject")
    if not parts:
        return None
    whole = join(p.runs for p in parts)
    letter = header.first("type") is None
    found = _SUBJECT.match(words(whole))
    skip = found.end() if found and (letter or not words(whole).startswith("Về")) and not words(whole).startswith("Về việc") else 0
    if found and letter and words(whole).startswith("Về việc"):
        skip = found.end()
    return whole, cut(whole, skip)


def place_and_date(header: Header) -> tuple[Runs, Runs] | None:
    """(place, date) of "Hà Nội, ngày …"; the place may be empty."""
    part = header.first("place-date")
    if part is None:
        return None
    found = _PLACE_DATE.search(part.text)
    if not found:
        return None
    place = cut(part.runs, found.start("place"), found.end("place")) if found["place"] else ()
    return place, cut(part.runs, found.start("date"), found.end("date"))


def addressee_prefix(text: str) -> int:
    """How many characters "Kính gửi: " takes at the front of a line; 0 where there is none."""
    found = _ADDRESSEE.match(text) or _TO_EN.match(text)
    return found.end() if found else 0
