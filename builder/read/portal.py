"""Where on a saved page the document stands, and which lists of links in it are the site's. Looks at words and links, not at names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from builder.read.sheet import Refused, too_much
from builder.text import collapse, key

MAX_DEPTH = 180
MAX_ELEMENTS = 400_000

SILENT = frozenset(
    "script style noscript template iframe object embed svg math canvas audio video head select option button textarea xml".split()
)
SITE = frozenset("nav footer aside".split())
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# A document has these and a site seldom does; read on folded words.
_MARKS = {
    "national": re.compile(r"(?<!nuoc )cong hoa xa hoi chu nghia viet nam"),
    "motto": re.compile(r"doc lap tu do hanh phuc"),
    "addressee": re.compile(r"^kinh (?:gui|trinh)\b"),
    "recipients": re.compile(r"^noi nhan\b"),
}
_NUMBER = re.compile(r"^S[ốỐôÔ]\s*:\s*[\d.…]*\s*/")


@dataclass(slots=True)
class _Weight:
    """What stands below an element: words, words in links, links, marks of a document."""

    words: int = 0
    linked: int = 0
    links: int = 0
    marks: set[str] = field(default_factory=set)
    headline: bool = False


def region(root: etree._Element) -> tuple[etree._Element, frozenset[etree._Element]] | Refused:
    """(the element that holds the document, the lists of links within it); a page too deep or too large is refused."""
    weights = _weigh(root)
    if isinstance(weights, Refused):
        return weights
    document = _document(root, weights)
    return document, _menus(document, weights)


def tag_of(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_silent(element: etree._Element) -> bool:
    return tag_of(element) in SILENT


def is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _weigh(root: etree._Element) -> dict[etree._Element, _Weight] | Refused:
    """A weight for every element, from the leaves up. One pass over the tree, whatever its shape."""
    weights: dict[etree._Element, _Weight] = {}
    depth = 0
    title = key(root.findtext(".//title") or "")
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            weights[element] = _Weight()
            if depth > MAX_DEPTH:
                return too_much("nesting", f"> {MAX_DEPTH}", MAX_DEPTH)
            if len(weights) > MAX_ELEMENTS:
                return too_much("elements", f"> {MAX_ELEMENTS}", MAX_ELEMENTS)
            continue
        depth -= 1
        _sum(element, weights, title)
    return weights


def _sum(element: etree._Element, weights: dict[etree._Element, _Weight], title: str) -> None:
    own = weights[element]
    if is_silent(element) or tag_of(element) in SITE or is_hidden(element):
        weights[element] = _Weight()
        return
    own.words += _visible(element.text)
    for child in element:
        below = weights.get(child)
        own.words += _visible(child.tail)
        if below:
            own.words += below.words
            own.linked += below.linked
            own.links += below.links
            own.marks |= below.marks
            own.headline |= below.headline
    if tag_of(element) == "a" and element.get("href"):
        own.linked, own.links = own.words, 1
    if tag_of(element) in BLOCKS and 0 < own.words < 300:
        _read_marks(element, own, title)


def _visible(text: str | None) -> int:
    return len(text) - sum(map(str.isspace, text)) if text else 0


def _read_marks(element: etree._Element, own: _Weight, title: str) -> None:
    text = collapse("".join(element.itertext()))
    folded = key(text)
    own.marks |= {name for name, pattern in _MARKS.items() if pattern.search(folded)}
    if _NUMBER.match(text):
        own.marks.add("number")
    if own.linked >= own.words // 2 or len(folded) < 15:
        return
    tag = tag_of(element)
    if tag == "h1" or (tag in ("h2", "h3", "p", "div") and title.startswith(folded)):
        own.headline = True


def _document(root: etree._Element, weights: dict[etree._Element, _Weight]) -> etree._Element:
    """Down from the root to the smallest element that still holds the document: most words that are no links, all its marks."""
    at = root
    while True:
        inside = [child for child in at if child in weights and tag_of(child) in BLOCKS]
        best = max(inside, key=lambda child: _running(weights[child]), default=None)
        if (
            best is None
            or not _holds(at, best, weights)
            or any(_belongs(at, child, weights[child]) for child in inside if child is not best)
        ):
            return at
        at = best


def _running(weight: _Weight) -> int:
    return weight.words - weight.linked


def _holds(at: etree._Element, best: etree._Element, weights: dict[etree._Element, _Weight]) -> bool:
    """Whether a child has what makes the document: most of its words, every mark, the headline."""
    here, below = weights[at], weights[best]
    if _visible(at.text) or any(_visible(child.tail) for child in at) or not below.words or tag_of(best) in ("p", "ul", "ol"):
        return False
    if tag_of(best) == "table" and not _columns(best, weights):
        return False
    return _running(below) >= 0.6 * _running(here) and not here.marks - below.marks and (below.headline or not here.headline)


def _columns(table: etree._Element, weights: dict[etree._Element, _Weight]) -> bool:
    """A table that lays out a page: one cell holds nearly all words that are no links, and blocks of its own."""
    cells = [c for c in table.iter("td") if c in weights and any(tag_of(child) in BLOCKS for child in c)]
    return any(_running(weights[cell]) >= 0.8 * _running(weights[table]) for cell in cells)


def _belongs(at: etree._Element, child: etree._Element, weight: _Weight) -> bool:
    """Whether a block beside the largest one is text of the document: running words in a paragraph, a table, a list."""
    loose = tag_of(child) in ("p", "table", "center", "blockquote", "pre", "ul", "ol", "dl")
    columns = tag_of(at) in ("table", "tbody", "tr") and tag_of(child) in ("tr", "td", "tbody")
    return (loose or columns) and _running(weight) > 0.4 * weight.words


def _menus(document: etree._Element, weights: dict[etree._Element, _Weight]) -> frozenset[etree._Element]:
    """Lists of links inside the document's element, and the short headings above them ("Tin liên quan")."""
    found: set[etree._Element] = set()
    for element in document.iter():
        weight = weights.get(element)
        if weight is None or element is document or weight.links < 3 or weight.marks or tag_of(element) not in BLOCKS - {"p", "td", "tr"}:
            continue
        if weight.linked >= 0.8 * weight.words and weight.words <= 150 * weight.links:
            found.add(element)
            before = element.getprevious()
            if before is not None and before in weights and weights[before].words <= 40 and tag_of(before) in BLOCKS:
                found.add(before)
    return frozenset(found)
