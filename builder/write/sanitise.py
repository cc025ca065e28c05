"""The second wall: is there anything in this HTML that our writers never write? It mends nothing; the page is quarantined.

The first wall is that every text is escaped. This one is another program's parser, so one mistake does not open both.
"""

from __future__ import annotations

import re

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
_TAGS = _BLOCKS | {"figure", "img", "figcaption", "ul", "a", "strong", "em", "span", "table", "thead", "tbody", "tr", "th", "td", *_DRAWN}
_IMAGE = {"src", "srcset", "sizes", "alt", "width", "height"}
# A picture is one of ours: files under pictures/ and the pictures of the help pages, seen from any depth.
_FILE = r"(?:\.\./)*(?:pictures/[0-9a-f]{64}\.(?:jpg|png)|assets/images/help/[a-z0-9-]+\.png)"
_OURS = re.compile(
    rf'<img src="{_FILE}"(?: srcset="(?:(?:, )?{_FILE} \d+w)+" sizes="[^"]*")? alt="[^"]*"(?: lang="\w\w")? width="\d+" height="\d+" '
    'loading="lazy">'
)
_IMG = re.compile(r"<img [^>]*>")
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(),
    attributes={
        "*": set(),
        **{tag: {"id"} for tag in (*_BLOCKS, "figure", "figcaption")},
        "a": {"href"},
        "img": _IMAGE,
        **_DRAWN,
    },  # else lang and title pass everywhere
    tag_attribute_values={tag: {"class": set(ROLES), "lang": set(LANGS)} for tag in _BLOCKS}
    | {"span": {"lang": set(LANGS)}, "figcaption": {"lang": set(LANGS)}, "img": {"lang": set(LANGS), "loading": {"lazy"}}}
    | _LOOKS,
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
    foreign = not all(_OURS.fullmatch(image) for image in _IMG.findall(written))
    return '<a href="/' not in written and not foreign and str(_CLEANER.clean(written)) == written
