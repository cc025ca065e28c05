"""Addressees, recipients and the file code: printed lists to single bodies under their full names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder import vocabulary
from builder.model import Addressee, FileCode, Line, Recipient, Run
from builder.parse.header import addressee_prefix
from builder.runs import Runs, cut, join, span, split, words
from builder.text import key

_BULLET = re.compile(r"^(?:[-–—•+*]|\d{1,2}[.)]|[a-zđ]\))\s*")
_RULE = re.compile(r"^[\W_]+$")
_ENDS = " ;,.:|"
_SEMICOLON = re.compile(r";\s*")
_COMMA = re.compile(r"[,;]\s*")
# "Các Vụ: Tổ chức Cán bộ, …", "- Các trung tâm: …"
_GROUP = re.compile(r"^(?P<group>(?:Các|CÁC|các)\s+(?P<noun>[^:,;]{2,40}?))\s?:\s?(?=\S)")
# Nouns that begin the name of a body: a comma before one of them separates two bodies, any other belongs to a name.
_BODY_NOUN = re.compile(
    r"^(?:(?:Đồng chí|Các|các|Ông|Bà)\s)?(?:Vụ|Cục|Văn phòng|VP|Thanh tra|Tổng cục|Tổng Cục|Trường|Viện|Học viện|Trung tâm|Sở|Bộ|Ban|Phòng|Ủy ban|Uỷ ban|UBND|HĐND|"
    r"Hội đồng|Hội|Chi cục|Liên đoàn|Tổng Liên đoàn|Ngân hàng|Công ty|Tổng công ty|Tổng Công ty|Tập đoàn|Báo|Tạp chí|Quỹ|Bảo hiểm|Tòa án|Tòa|Toà|Viện kiểm sát|Đảng ủy|Công đoàn|Công an|"
    r"Mặt trận|Đoàn|Bệnh viện|Kho bạc|Thủ tướng|Chủ tịch|Doanh nghiệp|Đài)\b"
)
# "(Đồng gửi: Sở Y tế)", "Đồng kính gửi: …"; an address that an addressee's name is followed by
_COPIED = re.compile(r"\(?\s?(?P<group>[ĐđÐ]ồng (?:kính )?gửi)\s?:\s?")
_ADDRESS = re.compile(r"^\(\s?(?:Địa chỉ|địa chỉ|[ĐđÐ]/c)\b")
_LIST_NOUNS = {
    key(w): w
    for w in (
        "Vụ",
        "Cục",
        "Trung tâm",
        "Sở",
        "Bộ",
        "Phòng",
        "Ban",
        "Viện",
        "Trường",
        "Tổng cục",
        "Chi cục",
        "Công ty",
        "Hội",
        "Tổng công ty",
        "Văn phòng",
    )
}
_RECIPIENTS = re.compile(r"^(?:Nơi nhận|NƠI NHẬN|Nơi gửi|Recipients|N\s?ơi nh\s?ận)\s?[:.]?\s?")
_FILE = re.compile(r"^(?:Lưu|LƯU)\s?[:.]?\s?(?P<codes>.*)$")
_PURPOSE = re.compile(r"\s?;?\s?\(\s?(?P<words>[^()]{2,40})\s?\)\s?$")
_PURPOSE_BARE = re.compile(r"\s(?P<words>(?:để|thay) (?:b/c|báo cáo|biết|thực hiện|phối hợp|p/h|t/h))$")
_DESK = re.compile(r"\((?P<desk>[^()]{1,12})\)")


def _bare(runs: Runs) -> Runs:
    text = words(runs)
    found = _BULLET.match(text)
    start = found.end() if found else 0
    return cut(runs, start, len(text.rstrip(_ENDS)))


@dataclass(frozen=True, slots=True)
class Addressed:
    """The addressees, the index of the first line after them, and the lines before it that are the body's ("(Địa chỉ: …)")."""

    bodies: tuple[Addressee, ...]
    end: int
    kept: frozenset[int] = frozenset()


def read_addressees(lines: tuple[Line, ...], start: int) -> Addressed:
    """``start`` is the line of "Kính gửi:". A list of bullets ends at the first line that is none (Decree 30/2020, I.II.5)."""
    first = lines[start].runs
    rest = cut(first, addressee_prefix(words(first)))
    rows: list[Runs] = [rest] if rest else []
    at, lone = start + 1, False
    while at < len(lines):
        line = lines[at]
        if not line.runs:
            if rows and not lone and not _bullet_ahead(lines, at):
                break
        elif _RULE.match(line.text):
            lone = bool(_BULLET.match(line.text))
            if rows and not lone and not _bullet_ahead(lines, at):
                break
        elif rows and not lone and _is_rest(rows[-1], line.text):
            rows[-1] = join((rows[-1], line.runs))
        elif lone or _goes_on(line, rows, at == start + 1):
            rows.append(line.runs)
            lone = False
        else:
            break
        at += 1
    copied, end = _copied(lines, at)
    kept = frozenset(i for i in range(at, end) if _ADDRESS.match(lines[i].text))
    return Addressed(tuple(body for row in (*rows, *copied) for body in _bodies(_bare(row))), max(at, end), kept)


def _copied(lines: tuple[Line, ...], at: int) -> tuple[list[Runs], int]:
    """ "(Đồng gửi: …)" under the addressees, an address in brackets before it perhaps; nothing where it is not there."""
    ahead = next((i for i in range(at, min(at + 4, len(lines))) if lines[i].runs and not _ADDRESS.match(lines[i].text)), None)
    return ([lines[ahead].runs], ahead + 1) if ahead is not None and _COPIED.match(lines[ahead].text) else ([], at)


def _is_rest(row: Runs, text: str) -> bool:
    """The second half of an item that a narrow cell broke: "- Bảo hiểm xã hội các tỉnh," / "thành phố trực thuộc Trung ương;"."""
    return _is_item(words(row)) and not words(row).endswith((";", ".", ":")) and text[:1].islower() and len(text) < 160


def _bullet_ahead(lines: tuple[Line, ...], at: int) -> bool:
    ahead = next((line for line in lines[at : at + 3] if line.runs), None)
    return ahead is not None and _is_item(ahead.text)


def _goes_on(line: Line, rows: list[Runs], directly: bool) -> bool:
    """A bullet always; a plain line only as the first body after a bare "Kính gửi:" or as the rest of a short one."""
    if rows and not _is_item(words(rows[0])) and words(rows[-1]).endswith("."):
        return False  # "Kính gửi: Sở Nội vụ." is all of it, whatever is numbered below
    if _is_item(line.text):
        return True
    if any(_is_item(words(row)) for row in rows) and not words(rows[-1]).endswith((";", ",")):
        return False
    short = len(line.text) < 200 and not line.text.endswith((".", "./.", ":"))
    named = bool(_BODY_NOUN.match(line.text)) and short
    return (not rows and short) or (named and len(line.text) < 120 and _has_no_verb(line.text) and not directly)


def _is_item(text: str) -> bool:
    """A bullet that names a body, not a first point of the letter ("- Đối với các địa phương …")."""
    found = _BULLET.match(text)
    return (
        bool(found)
        and not re.match(r"(?:Đối với|Đề nghị|Yêu cầu|Giao|Căn cứ|Về )", text[found.end() :] if found else "")
        and len(text) < MAX_BODY
        and (found is None or not found[0][0].isalnum() or _has_no_verb(text.lower()))  # "1. Thực hiện …" is the letter's own first point
    )


MAX_BODY = 400


def _has_no_verb(text: str) -> bool:
    return not re.search(r"\b(?:đã|có|nhận được|ban hành|đề nghị|thực hiện|báo cáo|xin|được|như sau)\b", text)


def _bodies(runs: Runs) -> list[Addressee]:
    text = words(runs)
    copied = _COPIED.search(text)
    if copied:
        rest = cut(runs, copied.end(), len(text.rstrip(" ;,.:|)")))
        also = [replace(body, group=copied["group"]) for body in _bodies(rest)]
        return [*(_bodies(_bare(cut(runs, 0, copied.start()))) if copied.start() else []), *also]
    group = _GROUP.match(text)
    noun = _LIST_NOUNS.get(key(group["noun"])) if group else None
    if group and noun:
        parts = split(cut(runs, group.end()), _SEMICOLON)
        own = next((i for i, part in enumerate(parts) if _is_other(words(part), noun)), len(parts))
        pieces = _merge_known(parts[:own] if own > 1 else split(parts[0], _COMMA), noun)
        others = [body for part in parts[max(own, 1) :] for body in _bodies(_bare(part))]
        return [*(_grouped(_bare(piece), noun, group["group"]) for piece in pieces if _bare(piece)), *others]
    return [_addressee(_bare(piece), words(_bare(piece)), None) for piece in _split_bodies(runs) if _bare(piece)]


def _is_other(part: str, noun: str) -> bool:
    """A body that ends the list it stands in: "Các Vụ: Pháp chế, Bảo hiểm xã hội; Thanh tra Bộ"; "Các Bộ: Công an; Quốc phòng" is one list."""
    named = _BODY_NOUN.match(part) or _GROUP.match(part)
    return bool(named) and not key(part).startswith(key(noun) + " ") and key(f"{noun} {part}") not in vocabulary.names_index()


def _grouped(piece: Runs, noun: str, group: str) -> Addressee:
    name = words(piece)
    full = name if key(name).startswith(key(noun) + " ") else f"{noun} {name}"
    return _addressee(piece, full, group)


def _merge_known(pieces: list[Runs], noun: str) -> list[Runs]:
    """ "An toàn, vệ sinh lao động" is one name where the register knows it as one."""
    out: list[Runs] = []
    for piece in pieces:
        if out:
            joined = f"{noun} {words(out[-1])}, {words(piece)}"
            if key(joined) in vocabulary.names_index():
                out[-1] = join((out[-1], piece), ", ")
                continue
        out.append(piece)
    return out


def _split_bodies(runs: Runs) -> list[Runs]:
    """Cut at commas and semicolons, but only before the noun of a body; every other comma is inside a name."""
    text = words(runs)
    cuts = [m for m in _COMMA.finditer(text) if m[0].strip() == ";" or _BODY_NOUN.match(text[m.end() :])]
    if any("," in m[0] for m in cuts) and not _BODY_NOUN.match(text):
        cuts = [m for m in cuts if ";" in m[0]]
    out, at = [], 0
    for m in cuts:
        out.append(cut(runs, at, m.start()))
        at = m.end()
    return [*out, cut(runs, at)]


def _addressee(runs: Runs, text: str, group: str | None) -> Addressee:
    agency = vocabulary.agency_by_name(text)
    return Addressee(text, span(runs), agency.id if agency else vocabulary.unit_names_index().get(key(text)), group)


# --- recipients -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Received:
    """Recipients, the file code with its runs, and the indices of the lines they took."""

    recipients: tuple[Recipient, ...]
    archive: FileCode | None
    archive_runs: Runs
    lines: frozenset[int]


def recipients_line(text: str) -> bool:
    """Whether a line begins "Nơi nhận"."""
    return bool(_RECIPIENTS.match(text))


def read_recipients(lines: tuple[Line, ...], start: int) -> Received:
    """From "Nơi nhận:" down: bullets, until the file code or a line that is no bullet and no continuation."""
    found: list[Recipient] = []
    taken = {start}
    first = cut(lines[start].runs, _RECIPIENTS.match(lines[start].text).end())  # type: ignore[union-attr]
    rows: list[tuple[int, Runs]] = [(start, first)] if first else []
    rows += [(i, lines[i].runs) for i in range(start + 1, len(lines)) if lines[i].runs]
    for index, runs in rows:
        text = words(runs)
        bare = _bare(runs)
        file = _FILE.match(words(bare))
        if file:
            return Received(tuple(found), _file_code(file["codes"]), cut(bare, file.start("codes")), frozenset(taken | {index}))
        if not _BULLET.match(text) and index != start:
            if found and text[:1].islower() and len(text) < 80:
                found[-1] = _recipient(_glue(found[-1], runs))
                taken.add(index)
                continue
            if text.isupper() or not found:
                continue
            break
        if any(c.isalpha() for c in words(bare)):
            found.append(_recipient(bare))
        taken.add(index)
    return Received(tuple(found), None, (), frozenset(taken))


def _glue(last: Recipient, runs: Runs) -> Runs:
    return join(((Run(last.text, last.span.start),), _bare(runs)))


def _recipient(runs: Runs) -> Recipient:
    text = words(runs)
    for pattern in (_PURPOSE, _PURPOSE_BARE):
        found = pattern.search(text)
        purpose = vocabulary.purpose_by_print(found["words"].strip()) if found else None
        if found and purpose:
            name = cut(runs, 0, len(text[: found.start()].rstrip(_ENDS)))
            return Recipient(words(name), span(runs), _known(words(name)), purpose.id, found["words"].strip())
    return Recipient(text, span(runs), _known(text))


def _known(name: str) -> str | None:
    agency = vocabulary.agency_by_name(name)
    return agency.id if agency else None


def _file_code(printed: str) -> FileCode:
    """ "VT, HTQT(TH)", "VT, KGVX (3) Th", "VTVP.UBND tỉnh": codes, desk, number of copies."""
    desk = _DESK.search(printed)
    inside = desk["desk"].strip() if desk else None
    copies = inside if inside and re.fullmatch(r"\d{1,2}[a-z]?(?:\s?b(?:ản)?)?", inside) else None
    codes = tuple(c for c in (re.sub(r"\s{2,}", " ", _DESK.sub("", part)).strip(_ENDS) for part in re.split(r"[,;]", printed)) if c)
    return FileCode(codes, printed, None if copies else inside, copies)
