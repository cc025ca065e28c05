"""What a published page holds, read with the standard library: ids, links, words and their languages. Never judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset("p li dd dt h1 h2 h3 h4 td th div section nav header footer summary label button option title".split())


@dataclass(slots=True)
class Element:
    """A tag with what stands in it, in order: text and elements."""

    tag: str
    attrs: dict[str, str]
    parts: list[str | Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words with single blanks; blocks are set apart."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            elif part.tag not in ("script", "style"):
                edge = " " if part.tag in BLOCKS else ""
                yield from (edge, *part._texts(), edge)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element below with one of these tags (any tag where none is given), in order."""
        for part in self.parts:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                yield from part.all(*tags)

    def by_class(self, name: str) -> Iterator[Element]:
        return (e for e in self.all() if name in e.attrs.get("class", "").split())

    def by_id(self, ident: str) -> Element:
        return next(e for e in self.all() if e.attrs.get("id") == ident)

    def ids(self) -> list[str]:
        return [e.attrs["id"] for e in self.all() if "id" in e.attrs]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("#root", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def read(html: str) -> Element:
    """The tree of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def pages(site: Path) -> dict[str, Element]:
    """Every page of a site by its address from the root: ``""``, ``vi/``, ``404.html``."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        found["" if address == "index.html" else address.removesuffix("index.html")] = read(path.read_text(encoding="utf-8"))
    return found
