"""Which words of an English page of prose are Vietnamese: for pages whose authors mark nothing, hand-written or the program's own.

Knows letters, no words: what bears the marks of Vietnamese, and the words in its quotation with it. A number (814/SLĐTBXH) is no word.
On Vietnamese pages nothing is marked: the English there are the labels of programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.model import Anchor, Block, Bullets, Emphasis, Foreign, Heading, Inline, Lang, Paragraph, Strong, Table, Text

_MARK = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_MARKED = rf"[^\W\d_]*[{_MARK}{_MARK.upper()}][^\W\d_]*"
# “yêu cầu”, "Hà Nội", (lưu hành nội bộ); outside quotations the words with marks that stand together, but no number (814/SLĐTBXH)
_VIETNAMESE = re.compile(rf"(?<=[“\"(])[^”\"()“]*?{_MARKED}[^”\"()“]*(?=[”\")])|(?<![\w/&.-]){_MARKED}(?:[ ,]+{_MARKED})*(?![\w/&-])")


def told(block: Block, lang: Lang) -> Block:
    """The block with every Vietnamese stretch said to be Vietnamese."""
    if lang == "vi":
        return block
    match block:
        case Bullets(items):
            return Bullets(tuple(replace(item, content=tuple(_all(item.content))) for item in items))
        case Table(header, rows):
            return Table(_cells(header), tuple(_cells(row) for row in rows))
        case Paragraph() | Heading() if block.lang is None:
            return replace(block, content=tuple(_all(block.content)))
        case _:
            return block


def _cells(row: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
    return tuple(tuple(_all(cell)) for cell in row)


def _all(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for part in content:
        match part:
            case Text(text):
                yield from _vietnamese(text)
            case Foreign():
                yield part
            case Anchor():
                yield replace(part, content=tuple(_all(part.content)))
            case Strong() | Emphasis():
                # a run has one mark, and what language it is in matters more than how bold it is
                yield from (p if isinstance(p, Foreign) else replace(part, content=(p,)) for p in _all(part.content))


def _vietnamese(text: str) -> Iterator[Inline]:
    at = 0
    for found in _VIETNAMESE.finditer(text):
        yield from (Text(text[at : found.start()]) for _ in range(found.start() > at))
        yield Foreign("vi", (Text(found[0]),))
        at = found.end()
    yield from (Text(text[at:]) for _ in range(at < len(text)))
