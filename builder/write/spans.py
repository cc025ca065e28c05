"""The one normal form of a page's blocks that both writers print. Knows neither Markdown nor HTML.

What Markdown cannot say is settled here, so that the two writers cannot disagree: blanks collapse, control characters
go, marks do not nest and never touch each other or a blank, a link never holds a link. Words are never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from builder.model import (
    Anchor,
    Block,
    Bullets,
    Cascade,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    Lang,
    Paragraph,
    Role,
    Strong,
    Table,
    Target,
    Text,
    Words,
)

Mark = Literal["", "strong", "em", "vi", "en"]
ROLES: frozenset[str] = frozenset(get_args(Role)) - {""}
LANGS: frozenset[str] = frozenset(get_args(Lang))
ID = re.compile(r"[a-z][a-z0-9.-]*")

# Everything of the categories Cc and Cs that is not white space, and the two non-characters YAML refuses.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Piece(NamedTuple):
    """A run of text under one mark. Marked text never begins or ends with a blank."""

    mark: Mark
    text: str


class Span(NamedTuple):
    """Pieces under one link, or under none."""

    target: Target | None
    pieces: tuple[Piece, ...]


class Spans(tuple[Span, ...]):
    """The spans of words that stand on several pages; ``written`` is for the writers, by the folder of a page."""

    def __init__(self, _: tuple[Span, ...]) -> None:
        self.leads = tuple(f"{span.target.page}/" if span.target.page else span.target.file or "" for span in self if span.target)
        self.written: dict[str, str] = {}


class Line(NamedTuple):
    """A heading, paragraph or list item: tag, attributes, text."""

    tag: str
    id: str
    role: str
    lang: str
    spans: tuple[Span, ...]


class List(NamedTuple):
    items: tuple[Line, ...]


Cells = tuple[tuple[Span, ...], ...]


class Grid(NamedTuple):
    """A table whose rows all have as many cells as its header."""

    header: Cells
    rows: tuple[Cells, ...]


class Frame(NamedTuple):
    """A picture in its sizes from small to large (file, width, height), what it shows, and its caption."""

    sizes: tuple[tuple[str, int, int], ...]
    alt: str
    alt_lang: str
    id: str
    lang: str
    spans: tuple[Span, ...]


Normal = Line | List | Grid | Frame | Cascade


def clean(text: str) -> str:
    """White space as single blanks, also at the ends; no control characters, no halves of surrogate pairs."""
    if text.isprintable():  # printable text has no white space but the blank
        return text if "  " not in text else re.sub(" +", " ", text)
    return re.sub(r"\s+", " ", _DROPPED.sub("", text))


def normal(blocks: Iterable[Block]) -> list[Normal]:
    """The blocks as both writers print them: empty ones gone, neighbouring lists joined, tables rectangular."""
    out: list[Normal] = []
    for block in blocks:
        # First and without a match statement: most blocks, and this is the hot path.
        one = _line("p", block.content, block.id, block.lang, block.role) if type(block) is Paragraph else _block(block)
        if one is None:
            continue
        if type(one) is List and out and type(out[-1]) is List:
            # Markdown would read two neighbouring lists as one.
            out[-1] = List(out[-1].items + one.items)
        else:
            out.append(one)
    return out


def _block(block: Block) -> Normal | None:
    match block:
        case Paragraph(content, id, lang, role):
            return _line("p", content, id, lang, role)
        case Heading(level, id, content, lang):
            return _heading(level, id, content, lang)
        case Bullets(items):
            lines = [line for item in items if (line := _line("li", item.content, item.id, item.lang, item.role))]
            return List(tuple(lines)) if lines else None
        case Table():
            return _grid(block)
        case Figure():
            return _frame(block)
        case Cascade(boxes=boxes):
            return block if boxes else None


def _heading(level: int, id: str, content: tuple[Inline, ...], lang: Lang | None) -> Line | None:
    if level not in (1, 2, 3, 4):
        raise ValueError(f"a heading of level {level}: a page has levels 1 to 4")
    if not id:
        raise ValueError("a heading without an id")
    return _line(f"h{level}", content, id, lang, "")


def _line(tag: str, content: tuple[Inline, ...], id: str | None, lang: Lang | None, role: Role) -> Line | None:
    spans = spans_of(content)
    if not spans:
        return None
    if id and not ID.fullmatch(id):
        raise ValueError(f"the id {id!r} is not of the form that pages use")
    if role and role not in ROLES:
        raise ValueError(f"the role {role!r} is not one that pages use")
    if lang and lang not in LANGS:
        raise ValueError(f"the language {lang!r} is not one that pages use")
    return Line(tag, id or "", role, lang or "", spans)


def _frame(figure: Figure) -> Frame | Line | None:
    """Its attributes are held to what a line's are: the id stands on the caption, or on the figure where there is none."""
    if not figure.sizes:
        return _line("p", figure.content, figure.id, figure.lang, "caption")
    told = _line("figcaption", figure.content, figure.id, figure.lang, "")
    shown = _line("img", (Text(f"{figure.alt} "), Text("–")), figure.id, figure.alt_lang, "")
    alt = clean(figure.alt).strip(" ")
    return Frame(
        figure.sizes, alt, shown.lang if shown and alt else "", figure.id or "", told.lang if told else "", told.spans if told else ()
    )


def _grid(table: Table) -> Grid | None:
    rows = [[spans_of(cell) for cell in row] for row in (table.header, *table.rows)]
    if not any(any(row) for row in rows):
        return None
    width = max(len(row) for row in rows)
    header, *body = (tuple(row) + ((),) * (width - len(row)) for row in rows)
    return Grid(header, tuple(body))


# --- one line of text ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Run:
    """Text with the mark and the link it stands under."""

    text: str
    mark: Mark
    link: Anchor | None


def spans_of(content: tuple[Inline, ...]) -> tuple[Span, ...]:
    """Inline content as spans; empty where there are no words."""
    if type(content) is Words:
        if content.written is None:
            content.written = Spans(spans_of(tuple(content)))
        found: Spans = content.written
        return found
    if len(content) == 1 and type(content[0]) is Text:  # nine of ten paragraphs
        text = clean(content[0].text).strip(" ")
        return (Span(None, (Piece("", text),)),) if text else ()
    return _plain(content) or _grouped(_joined(content))


def _plain(content: tuple[Inline, ...]) -> tuple[Span, ...]:
    """Words with links among them, where no mark and no blank stands at an end of a link: most of the rest. Nothing for any other."""
    spans: list[Span] = []
    words, last = "", None
    for inline in content:
        if isinstance(inline, Text):
            words += inline.text
            continue
        if inline is last or not isinstance(inline, Anchor) or (piece := _linked(inline.content)) is None:
            return ()
        if words and (before := clean(words) if spans else clean(words).lstrip(" ")):
            spans.append(Span(None, (Piece("", before),)))
        spans.append(Span(inline.target, (piece,)))
        words, last = "", inline
    if after := clean(words).rstrip(" "):
        spans.append(Span(None, (Piece("", after if spans else after.lstrip(" ")),)))
    return tuple(spans)


def _linked(content: tuple[Inline, ...]) -> Piece | None:
    """The words of a link, where they are one text, in another language at most."""
    mark: Mark = ""
    if len(content) == 1 and isinstance(foreign := content[0], Foreign):
        mark, content = foreign.lang, foreign.content
    if len(content) != 1 or not isinstance(content[0], Text):
        return None
    text = clean(content[0].text)
    return Piece(mark, text) if text.strip(" ") == text != "" else None


def _flat(content: tuple[Inline, ...], mark: Mark = "", link: Anchor | None = None) -> Iterator[tuple[str, Mark, Anchor | None]]:
    """The texts in order. The outermost mark (a language is one) and the outermost link win: Markdown has no sure way to nest them."""
    for inline in content:
        if type(inline) is Text:  # first: this is the hot path
            yield clean(inline.text), mark, link
            continue
        match inline:
            case Strong(inner):
                yield from _flat(inner, mark or "strong", link)
            case Emphasis(inner):
                yield from _flat(inner, mark or "em", link)
            case Foreign(lang, inner):
                yield from _flat(inner, mark or lang, link)
            case Anchor(_, inner):
                yield from _flat(inner, mark, link or inline)


def _joined(content: tuple[Inline, ...]) -> list[_Run]:
    """Neighbours under the same mark and link become one run; blanks between runs stand outside marks and links."""
    runs: list[_Run] = []
    last, gap = _Run("", "", None), False
    for text, mark, link in _flat(content):
        words = text.strip(" ")
        if not words:
            gap = gap or bool(text)
            continue
        if runs and (gap or text[0] == " "):
            last = _with_blank(runs, last, mark, link)
        elif last.link is link and last.mark and mark:
            mark = mark if mark == last.mark else ""  # Markdown reads ``**a***b*`` as something else: drop the second mark
        if runs and last.mark == mark and last.link is link:
            last.text += words
        else:
            last = _Run(words, mark, link)
            runs.append(last)
        gap = text[-1] == " "
    return runs


def _with_blank(runs: list[_Run], last: _Run, mark: Mark, link: Anchor | None) -> _Run:
    """A blank before words of this mark and link: in the last run, or as one of its own, which is then the last."""
    together = last.link is link
    if last.mark == (mark if together else "") and (together or last.link is None):
        last.text += " "
        return last
    runs.append(_Run(" ", "", link if together else None))
    return runs[-1]


def _grouped(runs: list[_Run]) -> tuple[Span, ...]:
    """Runs under one link as one span."""
    spans: list[Span] = []
    before: Anchor | None = None
    for run in runs:
        piece = Piece(run.mark, run.text)
        if spans and run.link is before:
            spans[-1] = Span(spans[-1].target, (*spans[-1].pieces, piece))
        else:
            spans.append(Span(run.link.target if run.link else None, (piece,)))
        before = run.link
    return tuple(spans)
