"""A page's blocks as HTML, straight from the tree: byte for byte what Python-Markdown makes of ``markdown.py``'s text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

from builder.model import Block, Cascade, Target
from builder.write.drawing import svg
from builder.write.hrefs import Hrefs, page_url, resolved
from builder.write.spans import Cells, Frame, Grid, Line, List, Normal, Span, Spans, normal

SIZES = "(max-width: 44rem) 92vw, 40rem"  # of the column that a picture stands in
_OPEN = {"": "", "strong": "<strong>", "em": "<em>", "vi": '<span lang="vi">', "en": '<span lang="en">'}
_CLOSE = {"": "", "strong": "</strong>", "em": "</em>", "vi": "</span>", "en": "</span>"}


def blocks_html(blocks: Iterable[Block], path: str, hrefs: Hrefs = resolved) -> str:
    """The body of the page whose source path is ``path``; ``hrefs`` says how links are written."""
    return normal_html(normal(blocks), path, hrefs)


def normal_html(blocks: Iterable[Normal], path: str, hrefs: Hrefs = resolved) -> str:
    """The same of blocks that are in their normal form already."""
    out: list[str] = []
    for block in blocks:
        match block:
            case Line():
                out.append(_line(block, path, hrefs))
            case List(items):
                out.append("<ul>")
                out.extend(_line(item, path, hrefs) for item in items)
                out.append("</ul>")
            case Grid(header, rows):
                out += _table(header, rows, path, hrefs)
            case Frame():
                out.append(f"{figure(block, path)}\n")  # Python-Markdown leaves a blank line after what it takes over as it is
            case Cascade():
                out.append(f"{svg(block, path)}\n")
    return "\n".join(out).removesuffix("\n")


def figure(frame: Frame, path: str) -> str:
    """A picture with its caption. Markdown has no word for it: this very text stands in the Markdown too, with published addresses."""
    sources = [(attribute(resolved(Target(file=file), path)), width) for file, width, _ in frame.sizes]
    _, width, height = frame.sizes[-1]
    given = f' srcset="{", ".join(f"{source} {size}w" for source, size in sources)}" sizes="{SIZES}"' if len(sources) > 1 else ""
    lang = f' lang="{frame.alt_lang}"' if frame.alt_lang else ""
    image = f'<img src="{sources[-1][0]}"{given} alt="{attribute(frame.alt)}"{lang} width="{width}" height="{height}" loading="lazy">'
    caption = _line(Line("figcaption", frame.id, "", frame.lang, frame.spans), path, resolved) if frame.spans else ""
    opened = f'<figure id="{frame.id}">' if frame.id and not caption else "<figure>"
    return "\n".join(filter(None, (opened, image, caption, "</figure>")))


def _line(line: Line, path: str, hrefs: Hrefs) -> str:
    tag, id, role, lang, spans = line
    attributes = ""
    # In the order of Python-Markdown's serialiser.
    if role:
        attributes = f' class="{role}"'
    if id:
        attributes += f' id="{id}"'
    if lang:
        attributes += f' lang="{lang}"'
    text = _spans(spans, path, hrefs)
    if tag == "p" and text.startswith("~~~"):
        text = f"&#126;{text[1:]}"  # as markdown.py must write it
    return f"<{tag}{attributes}>{text}</{tag}>"


def _spans(spans: tuple[Span, ...], path: str, hrefs: Hrefs) -> str:
    if type(spans) is Spans and hrefs is resolved and (found := _again(spans, path)) is not None:
        return found
    if len(spans) == 1 and spans[0].target is None:
        return _pieces(spans[0])
    out: list[str] = []
    for span in spans:
        words = _pieces(span)
        out.append(words if span.target is None else f'<a href="{attribute(hrefs(span.target, path))}">{words}</a>')
    return "".join(out)


def _again(spans: Spans, path: str) -> str | None:
    """Words that stand on several pages: the same everywhere if they lead nowhere, else on all pages of a folder but on those that they
    lead to or below."""
    folder = ""
    if spans.leads:
        here = page_url(path)
        if any(map(str.startswith, spans.leads, repeat(here))):
            return None
        folder = here[: here.rfind("/", 0, -1) + 1]
    found = spans.written.get(folder)
    if found is None:
        found = spans.written[folder] = _spans(tuple(spans), path, resolved)
    return found


def _pieces(span: Span) -> str:
    if len(span.pieces) > 1:
        return "".join([_OPEN[mark] + escape(text) + _CLOSE[mark] for mark, text in span.pieces])
    mark, text = span.pieces[0]
    return f"{_OPEN[mark]}{escape(text)}{_CLOSE[mark]}" if mark else escape(text)


def _table(header: Cells, rows: tuple[Cells, ...], path: str, hrefs: Hrefs) -> list[str]:
    out = ["<table>", "<thead>", *_row("th", header, path, hrefs), "</thead>", "<tbody>"]
    for row in rows or (((),) * len(header),):  # Markdown has no table without a row
        out += _row("td", row, path, hrefs)
    return [*out, "</tbody>", "</table>"]


def _row(tag: str, cells: Cells, path: str, hrefs: Hrefs) -> list[str]:
    return ["<tr>", *(f"<{tag}>{_spans(cell, path, hrefs)}</{tag}>" for cell in cells), "</tr>"]


def escape(text: str) -> str:
    """Text between tags."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def attribute(text: str) -> str:
    """Text between double quotes."""
    return escape(text).replace('"', "&quot;")
