"""Who signed, and by what authority: TM., KT., TL., TUQ., Q. (Decree 30/2020, I.II.7b); T/M, K/T in Party letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder import vocabulary
from builder.grammar import LOWER, UPPER
from builder.model import Line, Signature, Span
from builder.runs import Runs, span

# "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ"
_AUTHORITY = re.compile(rf"^(?P<code>(?:TM|KT|TL|TUQ|TƯQ|Q)\s?\.|[TK]/[MTL])\s{{0,3}}(?P<head>[{UPPER}].*)$")
_SIGNED = re.compile(r"^\(?\s?(?:[ĐÐ]ã ký|đã ký|ĐÃ KÝ|Signed|signed)\s?\)?\s?[:.]?\s?(?P<name>.*)$")
_HEADS = (
    "BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|TỔNG GIÁM ĐỐC|PHÓ TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|"
    "VỤ TRƯỞNG|PHÓ VỤ TRƯỞNG|TỔNG CỤC TRƯỞNG|PHÓ TỔNG CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|PHÓ VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG BAN|PHÓ TRƯỞNG BAN|TRƯỞNG PHÒNG|PHÓ TRƯỞNG PHÒNG|"
    "BỘ TRƯỞNG, CHỦ NHIỆM|PHÓ CHỦ NHIỆM|BÍ THƯ|PHÓ BÍ THƯ|THỐNG ĐỐC|VIỆN TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG THANH TRA|HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG|PHÓ TRƯỞNG BAN THƯỜNG TRỰC"
)
_HEAD = re.compile(rf"^(?:{_HEADS})\b[{UPPER}\s,.\-–]{{0,80}}$")
_NAME = re.compile(rf"^[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,4}}$")
_CAPS_NAME = re.compile(rf"^[{UPPER}]{{2,10}}(?:\s[{UPPER}]{{1,10}}){{1,4}}$")


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature, its places, and the lines it took."""

    signature: Signature
    spans: dict[str, Span]
    block: tuple[Runs, ...]
    lines: frozenset[int]


def starts_signature(text: str) -> bool:
    """A line that opens a signature block: an authority, or a head's title alone in capitals."""
    return bool(_AUTHORITY.match(text) and text.upper() == text) or bool(_HEAD.match(text))


def read_signature(lines: tuple[Line, ...], start: int, taken: frozenset[int]) -> Signed | None:
    """The first signature block at or after ``start``, not in lines that recipients took."""
    at = next((i for i in range(start, len(lines)) if i not in taken and lines[i].runs and starts_signature(lines[i].text)), None)
    return None if at is None else _block(lines, at, taken)


def _block(lines: tuple[Line, ...], at: int, taken: frozenset[int]) -> Signed | None:
    codes: list[str] = []
    heads: list[Runs] = []
    titles: list[Runs] = []
    name: tuple[str, Runs] | None = None
    signed, used = False, []
    for index in range(at, min(at + 14, len(lines))):
        line = lines[index]
        if index in taken or not line.runs:
            continue
        text = line.text
        authority = _AUTHORITY.match(text)
        mark = _SIGNED.match(text)
        if authority and not name:
            codes.append(_code(authority["code"]))
            heads.append(line.runs)
        elif mark:
            signed = True
            if _is_name(mark["name"]):
                name = (mark["name"].strip(), line.runs)
        elif _is_name(text) and (heads or titles):
            name = (text.strip(" ."), line.runs)
        elif text.upper() == text and len(text) < 90 and any(c.isalpha() for c in text):
            titles.append(line.runs)
        elif re.fullmatch(r"[\W_]+", text) is None:
            break
        used.append(index)
        if name:
            break
    return _signature(lines, codes, heads, titles, name, signed, used)


def _signature(
    lines: tuple[Line, ...],
    codes: list[str],
    heads: list[Runs],
    titles: list[Runs],
    name: tuple[str, Runs] | None,
    signed: bool,
    used: list[int],
) -> Signed | None:
    if not used or not (codes or name or signed):
        return None
    on_behalf = " / ".join(_head_of(r) for r in heads) or None
    title = " / ".join("".join(run.text for run in r) for r in titles) or None
    spans = {"signature": Span(lines[used[0]].start, lines[used[-1]].end)}
    if name:
        spans["signature.name"] = span(name[1])
    if titles:
        spans["signature.title"] = Span(titles[0][0].start, titles[-1][-1].end)
    block = tuple(lines[i].runs for i in used)
    made = Signature(name[0] if name else None, title, " ".join(codes) or None, on_behalf, signed)
    return Signed(made, spans, block, frozenset(used))


def _head_of(runs: Runs) -> str:
    found = _AUTHORITY.match("".join(run.text for run in runs))
    return found["head"].strip(" ,.") if found else ""


def _code(printed: str) -> str:
    """The registry's spelling of an authority: ``K/T`` → ``KT.``."""
    known = vocabulary.authority_by_print(printed.replace(" ", ""))
    return known.code if known else printed


def _is_name(text: str) -> bool:
    bare = text.strip(" .")
    bare = re.sub(r"^(?:TS|ThS|GS|PGS|Ths|Ông|Bà)\.?\s", "", bare)
    return bool(_NAME.match(bare)) and vocabulary.type_by_word(bare) is None and len(bare) <= 40
