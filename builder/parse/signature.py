"""Who signed, and by what authority: TM., KT., TL., TUQ., Q. (Decree 30/2020, I.II.7b); T/M, K/T in Party letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder import vocabulary
from builder.grammar import LOWER, UPPER
from builder.model import Line, Signature, Span
from builder.parse.cells import HEADS
from builder.parse.names import raised
from builder.runs import Runs, join, span

# "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ"
_AUTHORITY = re.compile(rf"^(?P<code>(?:TM|KT|TL|TUQ|TƯQ|Q)\s?\.|[TK]/[MTL])\s{{0,3}}(?P<head>[{UPPER}].*)$")
_SIGNED = re.compile(r"^\(?\s?(?:[ĐÐ]ã ký|đã ký|ĐÃ KÝ|Signed|signed|\[daky\])\s?\)?\s?[:.]?\s?(?P<name>.*)$")
_HEAD = re.compile(rf"^(?:{HEADS})(?![{LOWER}])[{UPPER}\s,.\-–|]{{0,80}}$")
# The second line of a title: "CỤC TRƯỞNG" / "CỤC QUẢN LÝ LAO ĐỘNG NGOÀI NƯỚC"
_BODY = re.compile(
    r"^(?:BỘ (?!TRƯỞNG)|CỤC (?!TRƯỞNG)|VỤ (?!TRƯỞNG)|SỞ |VĂN PHÒNG |ỦY BAN |UỶ BAN |BAN |PHÒNG |TỔNG CỤC (?!TRƯỞNG)|VIỆN (?!TRƯỞNG))"
)
# "Trần Văn Minh", "Rmah H'Bé Nét", "Y Thanh Hà Niê Kđăm": names of the Central Highlands have an apostrophe or one letter in front
_WORD = rf"[{UPPER}](?:['’][{UPPER}]?[{LOWER}]+|[{LOWER}]*)"
_NAME = re.compile(rf"^(?:[{UPPER}](?:['’][{UPPER}]?)?[{LOWER}]+|[HYKA](?=\s[{UPPER}][{LOWER}]))(?:\s{_WORD}){{1,5}}$")
_CAPS_NAME = re.compile(rf"^[{UPPER}]{{2,10}}(?:\s[{UPPER}]{{1,10}}){{1,4}}$")


_RANK = re.compile(
    r"^(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)\s|Đô đốc\s|Phó Đô đốc\s|Chuẩn Đô đốc\s|(?:PGS|GS|TS|ThS|Ths|BS|CN|KS|LS)\.?\s?(?:TS\.?\s?)?|(?:Ông|Bà|Đồng chí)\s)+"
)
MOST_OPENINGS = 40
LONGEST_LINE = 240
MOST_JOINT = 12
MOST_LAST = 14  # filled lines at the end of a text among which names may stand


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature, its places, and the lines it took."""

    signature: Signature
    spans: dict[str, Span]
    block: tuple[Runs, ...]
    lines: frozenset[int]


def starts_signature(text: str) -> bool:
    """A line that opens a signature block: an authority, or a head's title alone in capitals."""
    if len(text) > LONGEST_LINE or not text[:1].isupper():  # a paragraph is none; an old font may leave all but the first letter small
        return False
    text = raised(text)
    return bool(_AUTHORITY.match(text) and text.upper() == text) or bool(_HEAD.match(text))


def read_signature(lines: tuple[Line, ...], start: int, taken: frozenset[int]) -> Signed | None:
    """The first signature block with a name at or after ``start``, else the first block; not in lines that recipients took.

    A head's title alone in capitals opens no block: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" also says who enacts.
    """
    first = None
    for at in [i for i in range(start, len(lines)) if i not in taken and lines[i].runs and starts_signature(lines[i].text)][:MOST_OPENINGS]:
        found = _block(lines, at, taken)
        if found and found.signature.name:
            return found
        first = first or found
    return first


def read_signatures(lines: tuple[Line, ...], start: int, taken: frozenset[int]) -> tuple[Signed, ...]:
    """The signature and those of who signed with him, each right below the one before: joint circulars, agreements, minutes."""
    first = read_signature(lines, start, taken)
    out = [first] if first else []
    while out and out[-1].signature.name and len(out) < MOST_JOINT:
        used = max(out[-1].lines)
        near = [i for i in range(used + 1, min(used + 6, len(lines))) if i not in taken and lines[i].runs]
        found = _block(lines, near[0], taken) if near and starts_signature(lines[near[0]].text) else None
        if not found or not found.signature.name:
            break
        out.append(found)
    return tuple(out)


def named_signatures(lines: tuple[Line, ...], start: int, taken: frozenset[int]) -> tuple[Signed, ...]:
    """Names with "(Đã ký)" above or below them and no office, as databases of old documents end: "Nguyễn Thị Hằng" / "(Đã ký)"."""
    filled = [i for i in range(start, len(lines)) if lines[i].runs and i not in taken][-MOST_LAST:]
    marks = [i for i in filled if (found := _SIGNED.match(lines[i].text)) and not found["name"]]
    names = [i for i in filled if _name_of(lines[i].text)]
    # one order for all of them: a name above each mark, or below it
    for step in (-1, 1):
        beside = [filled[at + step] if 0 <= (at := filled.index(i)) + step < len(filled) else -1 for i in marks]
        if marks and all(i in names for i in beside):
            return tuple(_unheaded(lines, name, mark) for name, mark in zip(beside, marks, strict=True))
    return ()


def _unheaded(lines: tuple[Line, ...], name: int, mark: int) -> Signed:
    used = sorted((name, mark))
    spans = {"signature": Span(lines[used[0]].start, lines[used[1]].end), "signature.name": span(lines[name].runs)}
    return Signed(Signature(_name_of(lines[name].text), None, None, None, True), spans, tuple(lines[i].runs for i in used), frozenset(used))


@dataclass(slots=True)
class _Block:
    """A signature block as far as it has been read."""

    codes: list[str]
    heads: list[Runs]
    titles: list[Runs]
    name: tuple[str, Runs] | None = None
    signed: bool = False

    def take(self, line: Line) -> bool:
        """Read one more line; False where it does not belong to the block."""
        text = raised(line.text)
        authority = _AUTHORITY.match(text)
        mark = _SIGNED.match(text)
        if authority:
            self.codes.append(_code(authority["code"]))
            self.heads.append(line.runs)
        elif mark:
            self.signed = True
            name = _name_of(mark["name"])
            self.name = (name, line.runs) if name else None
        elif (name := _name_of(text)) and (self.heads or self.titles):
            self.name = (name, line.runs)
        elif _BODY.match(text) and text.isupper() and (self.titles or self.heads):
            _lengthen(self.titles or self.heads, line.runs)
        elif text.upper() == text and len(text) < 90 and any(c.isalpha() for c in text):
            self.titles.append(line.runs)
        else:
            return re.fullmatch(r"[\W_]+", text) is not None
        return True


def _block(lines: tuple[Line, ...], at: int, taken: frozenset[int]) -> Signed | None:
    block, used = _Block([], [], []), []
    for index in range(at, min(at + 14, len(lines))):
        if index in taken or not lines[index].runs:
            continue
        if not block.take(lines[index]):
            break
        used.append(index)
        if block.name:
            break
    return _signature(lines, block, used)


def _lengthen(offices: list[Runs], runs: Runs) -> None:
    """The body that an office belongs to, on the line after it."""
    offices[-1] = join((offices[-1], runs))


def _signature(lines: tuple[Line, ...], read: _Block, used: list[int]) -> Signed | None:
    if not used or not (read.codes or read.name or read.signed):
        return None
    on_behalf = " / ".join(_head_of(r) for r in read.heads) or None
    title = " / ".join(raised("".join(run.text for run in r)).strip(" .,|") for r in read.titles) or None
    spans = {"signature": Span(lines[used[0]].start, lines[used[-1]].end)}
    if read.name:
        spans["signature.name"] = span(read.name[1])
    if read.titles:
        spans["signature.title"] = Span(read.titles[0][0].start, read.titles[-1][-1].end)
    block = tuple(lines[i].runs for i in used)
    made = Signature(read.name[0] if read.name else None, title, " ".join(read.codes) or None, on_behalf, read.signed)
    return Signed(made, spans, block, frozenset(used))


def _head_of(runs: Runs) -> str:
    found = _AUTHORITY.match(raised("".join(run.text for run in runs)))
    return found["head"].strip(" ,.|") if found else ""


def _code(printed: str) -> str:
    """The registry's spelling of an authority: ``K/T`` → ``KT.``."""
    known = vocabulary.authority_by_print(printed.replace(" ", ""))
    return known.code if known else printed


def _name_of(text: str) -> str | None:
    """The name that is all of a line, without rank or degree: "Đại tướng Lê Văn Quang", "TS. Lê Thị Lan"; None for anything else."""
    bare = _RANK.sub("", text.strip(" ."))
    return bare if _NAME.match(bare) and vocabulary.type_by_word(bare) is None and len(bare) <= 40 else None
