"""A cascade of documents as SVG: boxes one below the other, each further in than what it carries out, and lines between them.

One function for both writers: Markdown has no drawings and passes this through as it is. No style and no script: colours come from
the style sheet, for light and dark. Everything in it stands in words on the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from builder.model import Box, Cascade
from builder.text import shorten
from builder.write.hrefs import resolved
from builder.write.spans import clean

# In units of the drawing, which is as wide as a phone's text column and grows a little on a desk.
WIDTH = 360
STEP, DEEPEST = 18, 6
LINE, PAD, GAP = 16, 8, 12
CHARACTER = 7.0  # of 13 units' height: what Vietnamese needs on average, capitals included


def svg(cascade: Cascade, path: str) -> str:
    """The figure on the page whose source path is ``path``, as one line: Markdown would end it at an empty one."""
    tops = list(_tops(cascade.boxes))
    height = tops[-1] + _height(cascade.boxes[-1]) + 2
    pairs = list(zip(cascade.boxes, tops, strict=True))
    drawn = "".join(_line(box, top, pairs) for box, top in pairs) + "".join(_box(box, top, path) for box, top in pairs)
    title, about = f"{cascade.id}-title", f"{cascade.id}-about"
    return (
        f'<figure class="cascade"><svg class="cascade__drawing" viewBox="0 0 {WIDTH} {height}" role="group"'
        f' aria-labelledby="{title} {about}">'
        f'<title id="{title}">{_text(cascade.title)}</title><desc id="{about}">{_text(cascade.description)}</desc>{drawn}</svg></figure>'
    )


def _tops(boxes: tuple[Box, ...]) -> Iterator[int]:
    top = 2
    for box in boxes:
        yield top
        top += _height(box) + GAP


def _height(box: Box) -> int:
    return 2 * PAD + LINE * len(box.lines) - 4


def _left(box: Box) -> int:
    return 2 + STEP * min(box.depth, DEEPEST)


def _line(box: Box, top: int, boxes: list[tuple[Box, int]]) -> str:
    """From the foot of the box above to the side of this one."""
    if box.parent is None:
        return ""
    above, start = boxes[box.parent]
    across = f"H{_left(box)}" if _left(box) > _left(above) else ""
    end = top + (_height(box) // 2 if across else 0)
    return f'<path class="cascade__line" d="M{_left(above) + STEP // 2} {start + _height(above)}V{end}{across}"></path>'


def _box(box: Box, top: int, path: str) -> str:
    left = _left(box)
    look = "here" if box.here else "held" if box.held else "stub"
    room = int((WIDTH - left - 2 - 2 * PAD) / CHARACTER)
    words = "".join(
        f'<text class="cascade__{"name" if count == len(box.lines) - 2 else "note"}" x="{left + PAD}" y="{top + PAD + 9 + count * LINE}">'
        f"{_text(shorten(line, room))}</text>"
        for count, line in enumerate(box.lines)
    )
    width, height = WIDTH - left - 2, _height(box)
    drawn = f'<rect class="cascade__{look}" x="{left}" y="{top}" width="{width}" height="{height}" rx="3"></rect>{words}'
    return f'<a href="{escape(resolved(box.target, path))}">{drawn}</a>' if box.target and not box.here else drawn


def _text(text: str) -> str:
    return escape(clean(text).strip(), quote=False)
