"""Cells that were saved as one line: a footer's recipients and signature cut into lines again. Changes no letter.

"Nơi nhận: - Như trên; - Lưu: VT, NCC." and "KT. BỘ TRƯỞNG THỨ TRƯỞNG Bùi Hồng Lĩnh" stand on several lines in the print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.grammar import LOWER, UPPER
from builder.model import Line
from builder.runs import cut

MAX_CELL = 6000
_RECIPIENTS = re.compile(r"^(?:Nơi\s?nhận|NƠI NHẬN)\s?[:.]?\s")
_ITEM = re.compile(r"(?<=[;.,:)])\s+(?=[-–•+]\s?\S)|(?<![-–•+])\s(?=Lưu\s?:)|(?<=[;.])\s+(?=Lưu\s(?:VT|VP|Văn thư))")
_CODE = r"(?:TM|KT|TL|TUQ|TƯQ|Q)\s?\."
HEADS = (
    "BỘ TRƯỞNG, CHỦ NHIỆM|PHÓ TỔNG CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|PHÓ TỔNG GIÁM ĐỐC|TỔNG GIÁM ĐỐC|PHÓ CHỦ TỊCH|PHÓ THỦ TƯỚNG|PHÓ GIÁM ĐỐC|PHÓ CỤC TRƯỞNG|PHÓ VỤ TRƯỞNG|"
    "PHÓ CHÁNH VĂN PHÒNG|PHÓ VĂN PHÒNG|PHÓ TRƯỞNG BAN THƯỜNG TRỰC|PHÓ TRƯỞNG BAN|PHÓ TRƯỞNG PHÒNG|PHÓ CHỦ NHIỆM|PHÓ BÍ THƯ|PHÓ HIỆU TRƯỞNG|PHÓ CHÁNH THANH TRA|PHÓ VIỆN TRƯỞNG|PHÓ THỐNG ĐỐC|"
    "PHÓ TỔNG THANH TRA|PHÓ CHI CỤC TRƯỞNG|THƯỜNG TRỰC|"
    "BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH|GIÁM ĐỐC|CHI CỤC TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG BAN|TRƯỞNG PHÒNG|CHỦ NHIỆM|BÍ THƯ|THỐNG ĐỐC|"
    "PHÓ CHÁNH ÁN|CHÁNH ÁN|PHÓ TỔNG BIÊN TẬP|TỔNG BIÊN TẬP|CHỈ HUY TRƯỞNG|TỔNG THƯ KÝ|TỔNG THANH TRA|VIỆN TRƯỞNG|HIỆU TRƯỞNG|TỔNG KIỂM TOÁN"
)
# "… - Lưu: VT. CHỦ TỊCH Cao Tường Huy": the office after the recipients, with a code before it or a name behind it
_SIGNATURE_AFTER = re.compile(
    rf"(?<=\S)\s+(?={_CODE}\s?[{UPPER}]{{2}}|[TK]/[MTL]\s[{UPPER}]{{2}}|XÁC THỰC VĂN BẢN|(?:{HEADS})(?:\s[{UPPER}]{{2,}}){{0,9}}\s(?:\(\s?[ĐđÐ]ã ký\s?\)\s)?(?:(?:TS|ThS|PGS|GS)\.\s?)?[{UPPER}][{LOWER}'’])"
)
_HEAD = re.compile(rf"(?<!\S)(?:{HEADS})(?![{UPPER}{LOWER}])")
_AUTHORITY = re.compile(rf"(?<!\S){_CODE}\s?(?=[{UPPER}])|(?<!\S)[TK]/[MTL]\s")
_CELL = re.compile(
    rf"^(?P<capitals>[{UPPER}\s.,/&–-]{{6,220}}?)\s(?P<mark>\(?\s?(?:[ĐÐ]ã ký|đã ký|ĐÃ KÝ|Signed)\s?\)?\s)?(?P<name>(?:(?:TS|ThS|PGS|GS)\.\s?){{0,2}}[{UPPER}](?:['’][{UPPER}]?)?[{LOWER}]+(?:\s[{UPPER}](?:['’][{UPPER}])?[{LOWER}]*){{1,4}})\s?\.?$"
)
_ATTESTED = re.compile(r"^XÁC THỰC VĂN BẢN HỢP NHẤT\s")


def cut_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, those of flattened footers cut; every piece keeps the number of its line."""
    return tuple(piece for line in lines for piece in _pieces(line))


def _pieces(line: Line) -> Iterator[Line]:
    text = line.text
    if not text or len(text) > MAX_CELL or line.kind == "table":
        yield line
    elif _RECIPIENTS.match(text):
        for piece in _cut(line, [m.end() for m in _ITEM.finditer(text)] + [m.end() for m in _SIGNATURE_AFTER.finditer(text)]):
            yield from _signature(piece)
    else:
        yield from _signature(line)


def _cut(line: Line, places: list[int]) -> Iterator[Line]:
    at, length = 0, len(line.text)
    for end in [*sorted(set(places)), length]:
        runs = cut(line.runs, at, end)
        if runs:
            yield replace(line, runs=runs)
        at = end


def _signature(line: Line) -> Iterator[Line]:
    """Cut before each authority, each office and the name; only where a line is all of it: offices in capitals, then a name."""
    text = line.text
    capital = text[:1].isupper() and (text[1:2].isupper() or text[1:2] in "./")
    found = _CELL.match(text) if capital and len(text) < 300 else None
    if not found or not (_HEAD.search(found["capitals"]) or _AUTHORITY.match(found["capitals"])):
        yield line
        return
    codes = list(_AUTHORITY.finditer(found["capitals"]))
    after_code = {m.end() for m in codes}
    starts = {m.start() for m in codes} | {m.start() for m in _HEAD.finditer(found["capitals"]) if m.start() not in after_code}
    attested = _ATTESTED.match(text)
    starts |= {attested.end()} if attested else set()
    starts |= {found.start("mark")} if found["mark"] else set()
    yield from _cut(line, [*starts, found.start("name")])
