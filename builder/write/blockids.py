"""A Python-Markdown extension: a block that ends in `` {#id .role lang=vi}`` gets these attributes, ``[words]{lang=vi}`` its language.

Only ids of one form and roles and languages of fixed sets: nothing that a text could smuggle in. The writer escapes every
brace of a text, so no text ever ends like this.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from builder.write.spans import ID, LANGS, ROLES

_TAGS = frozenset({"p", "li", "h1", "h2", "h3", "h4"})
_FOREIGN = rf"\[([^\[\]{{}}]+)\]\{{lang=({'|'.join(sorted(LANGS))})\}}"
_ATTRIBUTES = re.compile(
    rf"(?:\#(?P<id>{ID.pattern}))?(?:(?:^|[ ])\.(?P<role>{'|'.join(sorted(ROLES))}))?(?:(?:^|[ ])lang=(?P<lang>{'|'.join(sorted(LANGS))}))?"
)


class BlockIds(Treeprocessor):
    """Runs on the raw text of blocks: before inline markup is read, and before ``toc`` looks for ids."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in _TAGS and element.text and element.text.endswith("}"):
                self._block(element, element.text)

    def _block(self, element: Element, text: str) -> None:
        start = text.rfind(" {")
        if start < 0 or not (match := _ATTRIBUTES.fullmatch(text[start + 2 : -1])) or not match[0]:
            return
        element.text = text[:start]
        for name, value in (("id", match["id"]), ("class", match["role"]), ("lang", match["lang"])):
            if value:
                element.set(name, value)


class Foreign(InlineProcessor):
    """Words in another language. Our writer nests nothing in them; text has every bracket and brace escaped."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (its stub has the older signature)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("span", {"lang": m[2]})
        element.text = m[1]
        return element, m.start(0), m.end(0)


class BlockIdsExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (its name)
        md.inlinePatterns.register(Foreign(_FOREIGN, md), "foreign", 165)  # after escapes (180), before links (160)
        md.treeprocessors.register(BlockIds(md), "blockids", 25)  # inline is 20, toc 5


def makeExtension(**config: Any) -> BlockIdsExtension:  # noqa: N802 (its name)
    """What Python-Markdown looks for in a module named in ``mkdocs.yml``."""
    return BlockIdsExtension(**config)
