"""Documents that are cited and not held, ranked by how many documents cite them: what an editor should look for next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder import addresses
from builder.model import Anchor, Archive, Block, Bullets, Heading, Item, Lang, NumberLine, Paragraph, Target, Text
from builder.vocabulary import word
from builder.write import labels

MOST = 50


def ranked(numbers: Iterable[NumberLine]) -> list[NumberLine]:
    """The most wanted first; what as many documents cite in the order of addresses."""
    return sorted((n for n in numbers if not n.held and n.citing), key=lambda n: (-n.citing, n.slug))


def blocks(slugs: Sequence[str], lang: Lang, archive: Archive) -> tuple[Block, ...]:
    """The ranked list above all numbers, each with how many documents cite it."""
    items = tuple(_item(archive.lines[slug], lang) for slug in slugs)
    if not items:
        return ()
    lead = Heading(2, "wanted", (Text(word("heading.wanted", lang)),))
    rest = Heading(2, "numbers", (Text(word("listing.all_numbers", lang)),))
    return (lead, Paragraph((Text(word("listing.wanted_how", lang)),), role="quiet"), Bullets(items), rest)


def _item(number: NumberLine, lang: Lang) -> Item:
    link = Anchor(Target(addresses.number(number.slug, lang)), (labels.spoken(labels.number_label(number, lang), lang),))
    return Item((link, Text(f" · {word('number_page.documents', lang, n=number.citing)}")), role="stub")
