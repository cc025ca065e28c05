"""The second wall: is there anything in this HTML that our writers never write? It mends nothing; the page is quarantined.

The first wall is that every text is escaped. This one is another program's parser, so one mistake does not open both.
"""

from __future__ import annotations

import re
from functools import lru_cache

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


# What cannot change how a parser reads the rest: words without < > & and " between two tags, ids, addresses within the site. (A ' that
# ended an attribute would have begun it, too: nothing that has one is as it was after sanitising.)
_WORDS = re.compile(""">[^<>&"\n\r\0\xa0]+<""")
_PLACE = re.compile(' id="[a-z][a-z0-9.-]*"')
_WITHIN = re.compile(' href="(?!/)[A-Za-z0-9._/?=#-]*"')
# Each line of a body as a letter: w a whole block, l an item, c a cell; what opens and closes lists and tables; ? what is not known.
_FRAME = dict(
    zip(("<ul>", "</ul>", "<table>", "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>", "<tr>", "</tr>"), "UuTtHhBbRr", strict=True)
)
_INSIDE = {"li": ("<ul>", "</ul>", "l"), **dict.fromkeys(("th", "td"), ("<table><tbody><tr>", "</tr></tbody></table>", "c"))}
_BODY = re.compile("(?:w|Ul+u|THRc*rhB(?:Rc*r)*bt)*")


def second_wall(html: str) -> bool:
    """Whether a page's body holds only the tags, attributes, roles, languages and link schemes that our writers write.

    Lines are of few shapes: each is looked at once, as the whole is where there is any other.
    """
    shape = _WITHIN.sub(' href=""', _PLACE.sub(' id=""', _WORDS.sub("><", html.replace("&amp;", "+"))))
    return _BODY.fullmatch("".join(map(_letter, shape.split("\n")))) is not None or _unchanged(html)


@lru_cache(maxsize=512)  # the few that come again and again; drawings are long, and each stands on one page
def _letter(line: str) -> str:
    """What a line is, if sanitising it where it stands changes nothing."""
    before, after, letter = _INSIDE.get(line[1:3], ("", "", "w"))
    return _FRAME.get(line) or (letter if _unchanged(f"{before}{line}{after}") else "?")


def _unchanged(html: str) -> bool:
    """Whether sanitising changes nothing, but the one character reference that ``markdown.py`` needs."""
    written = html.replace("&#126;", "~")
    # nh3 lets addresses without a scheme pass; ours are never relative to the host (a < in a text is always escaped).
    foreign = not all(_OURS.fullmatch(image) for image in _IMG.findall(written))
    return '<a href="/' not in written and not foreign and str(_CLEANER.clean(written)) == written
