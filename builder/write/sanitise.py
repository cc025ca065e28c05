"""The second wall: is there anything in this HTML that our writers never write? It mends nothing; the page is quarantined.

The first wall is that every text is escaped. This one is another program's parser, so one mistake does not open both.
"""

from __future__ import annotations

import nh3

from builder.write.spans import LANGS, ROLES

_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li"})
_DRAWN: dict[str, set[str]] = {  # what drawing.py writes
    "svg": {"viewBox", "aria-labelledby"},
    "title": {"id"},
    "desc": {"id"},
    "path": {"d"},
    "rect": {"x", "y", "width", "height", "rx"},
    "text": {"x", "y"},
}
_LOOKS: dict[str, dict[str, set[str]]] = {
    "figure": {"class": {"cascade"}},
    "svg": {"class": {"cascade__drawing"}, "role": {"group"}},
    "path": {"class": {"cascade__line"}},
    "rect": {"class": {"cascade__here", "cascade__held", "cascade__stub"}},
    "text": {"class": {"cascade__name", "cascade__note"}},
}
_TAGS = _BLOCKS | {"ul", "a", "strong", "em", "span", "table", "thead", "tbody", "tr", "th", "td", "figure", *_DRAWN}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(),
    attributes={"*": set(), **{tag: {"id"} for tag in _BLOCKS}, "a": {"href"}, **_DRAWN},  # else lang and title pass everywhere
    tag_attribute_values={tag: {"class": set(ROLES), "lang": set(LANGS)} for tag in _BLOCKS} | {"span": {"lang": set(LANGS)}} | _LOOKS,
    url_schemes={"http", "https"},
    link_rel=None,
    strip_comments=True,
)


def second_wall(html: str) -> bool:
    """Whether a page's body holds only the tags, attributes, roles, languages and link schemes that our writers write.

    Sanitising it changes nothing then, but the one character reference that ``markdown.py`` needs.
    """
    written = html.replace("&#126;", "~")
    # nh3 lets addresses without a scheme pass; ours are never relative to the host (a < in a text is always escaped).
    return '<a href="/' not in written and str(_CLEANER.clean(written)) == written
