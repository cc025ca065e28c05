"""A page's blocks as Markdown that every text survives, and a whole page as a file: front matter, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.model import Block, Cascade, Page
from builder.write.drawing import svg
from builder.write.frontmatter import front_matter
from builder.write.hrefs import source
from builder.write.html import figure
from builder.write.spans import Cells, Frame, Grid, Line, List, Normal, Span, normal

_MARKS = {"": ("", ""), "strong": ("**", "**"), "em": ("*", "*"), "vi": ("[", "]{lang=vi}"), "en": ("[", "]{lang=en}")}
# Python-Markdown gives these a meaning anywhere in a line.
_SPECIAL = re.compile(r"[\\`*_{}\[\]#|]")
# An ordered list, with digits of any script.
_ORDINAL = re.compile(r"\d+\.(?= |$)")


def page_markdown(page: Page) -> str:
    """The whole file under ``build/docs``."""
    return f"{front_matter(page)}\n{blocks_markdown(page.blocks, page.path)}"


def blocks_markdown(blocks: Iterable[Block], path: str) -> str:
    """The body of the page whose source path is ``path``. Ends with a newline unless it is empty."""
    return normal_markdown(normal(blocks), path)


def normal_markdown(blocks: Iterable[Normal], path: str) -> str:
    """The same of blocks that are in their normal form already."""
    body = "\n\n".join(_block(block, path) for block in blocks)
    return f"{body}\n" if body else ""


def _block(block: Normal, path: str) -> str:
    match block:
        case List(items):
            return "\n".join(f"- {_started(_spans(item.spans, path))}{_suffix(item)}" for item in items)
        case Grid(header, rows):
            return _table(header, rows, path)
        case Frame():
            return figure(block, path)
        case Cascade():
            return svg(block, path)
        case Line(tag):
            text = _spans(block.spans, path)
            if tag == "p":
                return f"{_fenceless(_started(text))}{_suffix(block)}"
            return f"{'#' * int(tag[1])} {text}{_suffix(block)}"


def _suffix(line: Line) -> str:
    """`` {#id .role lang=vi}``, which ``blockids.py`` reads."""
    parts = [f"#{line.id}"] if line.id else []
    if line.role:
        parts.append(f".{line.role}")
    if line.lang:
        parts.append(f"lang={line.lang}")
    return f" {{{' '.join(parts)}}}" if parts else ""


def _started(text: str) -> str:
    """A beginning that would start a list or a rule, disarmed."""
    if text[0] in "+-" and text[1:2] in ("", " ", text[0]):
        return f"\\{text}"
    if ordinal := _ORDINAL.match(text):
        return f"{text[: ordinal.end() - 1]}\\{text[ordinal.end() - 1 :]}"
    return text


def _fenceless(text: str) -> str:
    return f"&#126;{text[1:]}" if text.startswith("~~~") else text


def _spans(spans: tuple[Span, ...], path: str) -> str:
    if len(spans) == 1 and spans[0].target is None:
        return _pieces(spans[0])
    out: list[str] = []
    for span in spans:
        if span.target is None:
            out.append(_pieces(span))
            continue
        if out and out[-1].endswith("!"):
            out[-1] = f"{out[-1][:-1]}\\!"  # or the link would be an image
        out.append(f"[{_pieces(span)}]({source(span.target, path).replace('&', '&amp;')})")
    return "".join(out)


def _pieces(span: Span) -> str:
    return "".join(f"{_MARKS[mark][0]}{_escape(text)}{_MARKS[mark][1]}" for mark, text in span.pieces)


def _escape(text: str) -> str:
    """``& < >`` as entities, as they have no backslash form in Python-Markdown."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def _table(header: Cells, rows: tuple[Cells, ...], path: str) -> str:
    ruler = f"| {' | '.join('---' for _ in header)} |"
    return "\n".join([_row(header, path), ruler, *(_row(row, path) for row in rows)])


def _row(cells: Cells, path: str) -> str:
    return f"| {' | '.join(_spans(cell, path) for cell in cells)} |"
