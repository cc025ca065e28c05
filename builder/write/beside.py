"""A document's text in both languages, paragraph beside paragraph, from the blocks that each language's own page has.

The Vietnamese keeps its ids, the English has them behind ``en-``. Never shows English that no one wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from builder.model import (
    Archive,
    Block,
    Bullets,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    Lang,
    Pairing,
    Paragraph,
    Record,
    Strong,
    Table,
    Text,
    Words,
)
from builder.vocabulary import word
from builder.write.body import Body
from builder.write.withhold import Finder

Part = Heading | Paragraph
Shelf = dict[str, list[Part]]


def beside(
    record: Record, archive: Archive, lang: Lang, paired: Pairing, find: Finder, told: dict[str, Words] | None = None
) -> Iterator[Block]:
    """Blocks with the roles ``left`` (Vietnamese) and ``right`` (English) in turns; on a narrow screen one is under the other."""
    vietnamese, english = Body(record, archive, "vi", None, find, told), Body(record, archive, "en", paired, find, told)
    english.english.update({ident: paired.text[ident] for ident in paired.outdated if ident in paired.text})
    right = _by_place(english.blocks())
    left = tuple(vietnamese.blocks())
    pictures = {
        block.id: replace(block, content=(), id=None, alt_lang=None if lang == "vi" else "vi")
        for block in left
        if isinstance(block, Figure)
    }
    for place, parts in _by_place(left).items():
        yield from (pictures[place] for _ in range(place in pictures))
        if place == "text":
            yield Heading(2, "text", (Text(word("heading.text", lang)),))
            yield from (_right(part, place, 1, lang, False) for part in right[place][1:])  # English before the first paragraph
            continue
        stale = place in paired.outdated
        theirs = [part for n, part in enumerate(right.get(place, [])) if not (n and part.lang == "vi")]  # said once is enough
        others = [_right(part, place, n, lang, stale) for n, part in enumerate(theirs)]
        for n, (own, other) in enumerate(zip_longest(parts, others)):
            yield from (_left(own, place, n, lang) for _ in range(own is not None))
            yield from (other for _ in range(other is not None))


def _by_place(blocks: Iterable[Block]) -> Shelf:
    """The parts of each paragraph: what has no id of its own goes with the one before it, a label stands for itself."""
    shelf: Shelf = {}
    place = ""
    for part in _flat(blocks):
        if part.id:
            place = part.id
        elif isinstance(part, Paragraph) and part.role in ("label", "recipient"):
            place = f"{part.role}-{sum(key.startswith(part.role) for key in shelf)}"
        elif isinstance(part, Paragraph) and part.role == "quiet":  # a remark of ours on its own page
            continue
        shelf.setdefault(place, []).append(part)
    return shelf


def _flat(blocks: Iterable[Block]) -> Iterator[Part]:
    for block in blocks:
        if isinstance(block, Bullets):
            yield from (Paragraph(item.content, item.id, item.lang, item.role) for item in block.items)
        elif isinstance(block, Figure):  # its caption; the picture stands once, across both columns
            yield Paragraph(block.content, block.id, block.lang, "caption")
        elif isinstance(block, Table):
            yield from (Paragraph(_cells(row)) for row in (block.header, *block.rows))
        elif isinstance(block, Heading | Paragraph):
            yield block


def _cells(row: tuple[tuple[Inline, ...], ...]) -> tuple[Inline, ...]:
    return tuple(part for n, cell in enumerate(row) for part in ((Text(" | "),) * (n > 0) + cell))


def _left(part: Part, place: str, n: int, lang: Lang) -> Part:
    own: Lang | None = None if lang == "vi" else "vi"
    if isinstance(part, Heading):
        return replace(part, level=max(part.level, 3), lang=own)
    named = place if n == 0 and part.id else None
    return Paragraph(part.content, named, own, "left")


def _right(part: Part, place: str, n: int, lang: Lang, stale: bool) -> Paragraph:
    if part.lang == "vi":  # the English page shows the Vietnamese there
        return Paragraph((Emphasis((Text(word("together.untranslated", lang)),)),), role="right")
    content: tuple[Inline, ...] = (Strong(part.content),) if isinstance(part, Heading) else part.content
    if stale and n == 0:
        note = Text(f"{word('together.outdated', lang)} ")
        content = (note if lang == "en" else Foreign("vi", (note,)), Text(" "), *content)
    named = f"en-{place}" if n == 0 and part.id else None
    return Paragraph(content, named, None if lang == "en" else "en", "right")
