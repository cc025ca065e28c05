"""English that was published as a file of its own, where it stands beside no paragraph: after one, or as a whole. Never aligns it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from builder.model import Block, Heading, Pairing, Paragraph, Text
from builder.vocabulary import word

_ARTICLE = re.compile(r"(?:Article|ARTICLE)\s\d+[a-z]?[.:]?(?:\s.{0,160})?(?<![.;,])$")


def loose(paired: Pairing | None, after: Collection[str]) -> Iterator[Paragraph]:
    """The paragraphs of the English file that follow one of these paragraphs and stand for none."""
    for ident, text in paired.loose if paired else ():
        if ident in after:
            yield Paragraph((Text(text),))


def whole(paired: Pairing | None) -> Iterator[Block]:
    """All of a file that could not be laid beside the Vietnamese, articles as headings."""
    if paired is None or not paired.whole:
        return
    yield Heading(2, "english", (Text(word("heading.english", "en")),))
    for n, text in enumerate(paired.whole, 1):
        yield Heading(3, f"e{n}", (Text(text),)) if _ARTICLE.match(text) else Paragraph((Text(text),), f"e{n}")
