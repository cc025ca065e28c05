"""Saved web pages: the document without the site around it, line by line as a reader sees it. Runs nothing, fetches nothing.

What belongs to the site (menus, footers, lists of links) stays in the text as residue. The document is found by where its words
stand, never by the names of classes: portals change those every few years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from builder.read.encoding import Charset
from builder.read.sheet import Kind, Refused, Sheet, Style, too_much
from builder.read.wordstyles import roman
from builder.text import collapse, key

MAX_DEPTH = 180
MAX_ELEMENTS = 400_000
MAX_ATTRIBUTES = 1_000  # of one tag; their parser takes quadratic time

_SILENT = frozenset(
    "script style noscript template iframe object embed svg math canvas audio video head select option button textarea xml".split()
)
_SITE = frozenset("nav footer aside".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_STYLES: dict[str, Style] = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_LONG_TAG = re.compile(r"<[^<>]{4000,}")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# A document has these and a site seldom does; read on folded words.
_MARKS = {
    "national": re.compile(r"(?<!nuoc )cong hoa xa hoi chu nghia viet nam"),
    "motto": re.compile(r"doc lap tu do hanh phuc"),
    "addressee": re.compile(r"^kinh (?:gui|trinh)\b"),
    "recipients": re.compile(r"^noi nhan\b"),
    "number": re.compile(r"^so \d* ?\d* ?[a-z]+"),
}
_NUMBER = re.compile(r"^S[ốỐôÔ]\s*:\s*[\d.…]*\s*/")
_LABELS = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


@dataclass(slots=True)
class _Weight:
    """What stands below an element: words, words in links, links, marks of a document."""

    words: int = 0
    linked: int = 0
    links: int = 0
    marks: set[str] = field(default_factory=set)
    headline: bool = False


def read_html(source: str, charset: Charset | None = None) -> Sheet | Refused:
    """The page as a sheet of lines: those of the document in its lines, the site's as residue of the kind ``menu``."""
    root = _tree(source)
    if isinstance(root, Refused):
        return root
    sheet = Sheet(charset)
    if root is not None:
        weights = _weigh(root)
        if isinstance(weights, Refused):
            return weights
        document = _document(root, weights)
        _Walk(sheet, document, _menus(document, weights)).run(root)
    return sheet


def _tree(source: str) -> lxml_html.HtmlElement | Refused | None:
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8")
    crowded = max((found[0].count("=") for found in _LONG_TAG.finditer(source)), default=0)
    if crowded > MAX_ATTRIBUTES:
        return too_much("attributes", crowded, MAX_ATTRIBUTES)
    clean = re.sub("[\x00\ufdd0-\ufdef\ufffe\uffff]", "", source).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(clean, parser=parser)
    except etree.ParserError:
        return None
    except etree.LxmlError as error:
        return Refused("S106", (("format", "HTML"), ("found", str(error)[:80])))


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _silent(element: etree._Element) -> bool:
    return _tag(element) in _SILENT


def _hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


# --- where the document stands -----------------------------------------------------------------------------------------------


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
    if _silent(element) or _tag(element) in _SITE or _hidden(element):
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
    if _tag(element) == "a" and element.get("href"):
        own.linked, own.links = own.words, 1
    if _tag(element) in _BLOCKS and 0 < own.words < 300:
        _read_marks(element, own, title)


def _visible(text: str | None) -> int:
    return len(text) - sum(map(str.isspace, text)) if text else 0


def _read_marks(element: etree._Element, own: _Weight, title: str) -> None:
    text = collapse("".join(element.itertext()))
    folded = key(text)
    own.marks |= {name for name, pattern in _MARKS.items() if name != "number" and pattern.search(folded)}
    if _NUMBER.match(text):
        own.marks.add("number")
    plain = own.linked < own.words // 2
    if plain and len(folded) >= 15 and (_tag(element) == "h1" or (title.startswith(folded) and _tag(element) in ("h2", "h3", "p", "div"))):
        own.headline = True


def _document(root: etree._Element, weights: dict[etree._Element, _Weight]) -> etree._Element:
    """Down from the root to the smallest element that still holds the document: most words that are no links, all its marks."""
    at = root
    while True:
        here = weights[at]
        inside = [child for child in at if child in weights]
        best = max(inside, key=lambda child: weights[child].words - weights[child].linked, default=None)
        if best is None or _tag(at) in ("table", "tbody", "tr", "p", "ul", "ol"):
            return at
        below = weights[best]
        enough = below.words - below.linked >= 0.6 * (here.words - here.linked)
        if not below.words or not enough or here.marks - below.marks or (here.headline and not below.headline) or _tag(best) not in _BLOCKS:
            return at
        at = best


def _menus(document: etree._Element, weights: dict[etree._Element, _Weight]) -> frozenset[etree._Element]:
    """Lists of links inside the document's element, and the short headings above them ("Tin liên quan")."""
    found: set[etree._Element] = set()
    for element in document.iter():
        weight = weights.get(element)
        if weight is None or element is document or weight.links < 3 or weight.marks or _tag(element) not in _BLOCKS - {"p", "td", "tr"}:
            continue
        if weight.linked >= 0.8 * weight.words and weight.words <= 150 * weight.links:
            found.add(element)
            before = element.getprevious()
            if before is not None and before in weights and weights[before].words <= 40 and _tag(before) in _BLOCKS:
                found.add(before)
    return frozenset(found)


# --- its lines -----------------------------------------------------------------------------------------------------------------


class _Walk:
    """One pass in document order: inline text gathers, blocks and ``<br>`` end lines."""

    def __init__(self, sheet: Sheet, document: etree._Element, menus: frozenset[etree._Element]) -> None:
        self._sheet, self._document, self._menus = sheet, document, menus
        self._pieces: list[tuple[str, Style]] = []
        self._styles: list[Style] = [""]
        self._inside = False
        self._outside_of: etree._Element | None = None
        self._silent: etree._Element | None = None
        self._cells = 0
        self._pre = 0
        self._level = 0
        self._numbers: dict[etree._Element, int] = {}

    def run(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._open(element)
            else:
                self._close(element)
        self._flush()

    def _open(self, element: etree._Element) -> None:
        if self._silent is None and _silent(element):
            self._silent = element
        if self._silent is not None:
            return
        tag = _tag(element)
        if tag in _BLOCKS or tag == "br":
            self._flush(empty=tag == "br" and bool(self._pieces))
        if element is self._document:
            self._inside = True
        if self._outside_of is None and self._inside and element is not self._document and self._off(element):
            self._flush()
            self._outside_of = element
        self._cells += tag in ("td", "th")
        self._pre += tag == "pre"
        if re.fullmatch(r"h[1-6]", tag):
            self._level = int(tag[1])
        self._styles.append(_STYLES.get(tag, self._styles[-1]))
        if tag == "li":
            self._text(self._label(element))
        self._text(element.text)

    def _off(self, element: etree._Element) -> bool:
        return element in self._menus or _tag(element) in _SITE or _hidden(element)

    def _close(self, element: etree._Element) -> None:
        if self._silent is not None:
            if self._silent is element:
                self._silent = None
                self._text(element.tail)
            return
        tag = _tag(element)
        if tag in _BLOCKS:
            self._flush(empty=tag == "p" and bool(self._pieces))
        self._styles.pop()
        self._cells -= tag in ("td", "th")
        self._pre -= tag == "pre"
        if re.fullmatch(r"h[1-6]", tag):
            self._level = 0
        if self._outside_of is element:
            self._flush()
            self._outside_of = None
        if element is self._document:
            self._flush()
            self._inside = False
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self._pre:
            self._pieces.append((text, self._styles[-1]))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush(empty=True)
            self._pieces.append((line, self._styles[-1]))

    def _label(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or "none" in (parent.get("style") or ""):
            return ""
        if _tag(parent) != "ol":
            return "• "
        first = _whole(parent.get("start"))
        given = _whole(item.get("value"))
        number = given if given is not None else self._numbers.get(parent, 1 if first is None else first)
        self._numbers[parent] = number + 1
        return _printed(parent, number)

    def _flush(self, empty: bool = False) -> None:
        """End a line. An empty one counts only where the page has one: ``<p>&nbsp;</p>``, ``<br><br>``."""
        words = "".join(text for text, _ in self._pieces)
        if words.strip():
            if self._inside and self._outside_of is None:
                kind: Kind = "heading" if self._level else "cell" if self._cells else "line"
                self._sheet.line(self._pieces, kind, self._level)
            else:
                self._sheet.leave(words, "menu")
        elif empty and self._inside and self._outside_of is None:
            self._sheet.blank()
        self._pieces = []


def _printed(parent: etree._Element, number: int) -> str:
    """The label that a browser prints before an item of a numbered list: "1. ", "a. "."""
    form = parent.get("type") or "1"
    if form in _LABELS and 1 <= number <= 26:
        return f"{_LABELS[form][number - 1]}. "
    if form in ("i", "I") and 1 <= number <= 3999:
        return f"{roman(number) if form == 'I' else roman(number).lower()}. "
    return f"{number}. "


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else None
