"""Hand-written Markdown to blocks: front matter, headings, paragraphs, bullet lists, simple tables, emphasis, links.

What is not in that list is text: HTML, code and attributes are shown as they were typed and never run. The one image that is known is a
picture of this site itself, alone on its line: ``![what it shows](/assets/images/help/search-vi-800x560.png)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder import strictyaml
from builder.model import Anchor, Block, Bullets, Emphasis, Figure, Heading, Inline, Item, Paragraph, Strong, Table, Target, Text
from builder.problems import Problem, problem
from builder.text import conflict, slug

_HEADING = re.compile(r"^(#{1,4})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^[-*+]\s+(.*)$")
_ROW = re.compile(r"^\|(.*)\|\s*$")
_RULE_ROW = re.compile(r"^\|[\s:|-]+\|\s*$")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>-])|\*\*(?P<strong>(?=\S)[^*]+?(?<=\S))\*\*|(?<![\w*])[*_](?P<em>(?=\S)[^*_]+?(?<=\S))[*_](?![\w*])"
    r"|\[(?P<label>[^\[\]]{1,300})\]\((?P<href>[^\s()]{1,400})\)|`(?P<code>[^`]{1,300})`"
)
_PICTURE = re.compile(r"^!\[([^\[\]]{10,500})\]\(/(assets/images/help/[a-z-]+-(\d{2,4})x(\d{2,4})\.png)\)$")
_LINK = re.compile(r"^(?:https?://[^\s\"'<>]+|/(?!/)[\w./-]*(?:#[\w.-]+)?|#[\w.-]+)$")


@dataclass(frozen=True, slots=True)
class Written:
    """A hand-written page: its front matter as plain strings, and its blocks."""

    meta: dict[str, str]
    blocks: tuple[Block, ...]


def read_page(raw: bytes, path: str) -> tuple[Written | None, tuple[Problem, ...]]:
    """A page with front matter ``slug``, ``title``, ``description``. Codes S104, S119, S201–S205, S301 no title, S302 bad link."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None, (problem("S104", path),)
    if left := conflict(text):
        return None, (problem("S119", path, left[0], found=left[1]),)
    front, body, first = strictyaml.split_front(text)
    loaded = strictyaml.load(front, 2)
    if isinstance(loaded, strictyaml.Refused):
        return None, (problem(loaded.code, path, loaded.line, found=loaded.found),)
    meta = {k: str(v) for k, v in loaded.data.items() if v is not None}
    missing = [k for k in ("slug", "title", "description") if not meta.get(k)]
    problems: list[Problem] = [problem("S301", path, 1, key=k) for k in missing]
    blocks = tuple(_blocks(body.split("\n"), path, first, problems))
    return (None if missing else Written(meta, blocks)), tuple(problems)


def _blocks(lines: list[str], path: str, first: int, problems: list[Problem]) -> Iterator[Block]:
    at, used = 0, {"top"}
    while at < len(lines):
        line = lines[at].strip()
        heading = _HEADING.match(line)
        if not line:
            at += 1
        elif heading:
            ident = _unique(slug(heading[2]) or "muc", used)
            yield Heading(max(2, len(heading[1])), ident, _inlines(heading[2], path, first + at, problems))
            at += 1
        elif picture := _PICTURE.match(line):
            yield Figure(((picture[2], int(picture[3]), int(picture[4])),), picture[1])
            at += 1
        elif _BULLET.match(line):
            at, block = _bullets(lines, at, path, first, problems)
            yield block
        elif _ROW.match(line) and at + 1 < len(lines) and _RULE_ROW.match(lines[at + 1].strip()):
            at, block = _table(lines, at, path, first, problems)
            yield block
        else:
            start = at
            while at < len(lines) and lines[at].strip() and not (at > start and (_HEADING.match(lines[at]) or _BULLET.match(lines[at]))):
                at += 1
            yield Paragraph(_inlines(" ".join(x.strip() for x in lines[start:at]), path, first + start, problems))


def _unique(ident: str, used: set[str]) -> str:
    """An id that begins with a letter and is there once."""
    base = ident if ident[0].isalpha() else f"muc-{ident}"
    found, n = base, 2
    while found in used:
        found, n = f"{base}-{n}", n + 1
    used.add(found)
    return found


def _bullets(lines: list[str], at: int, path: str, first: int, problems: list[Problem]) -> tuple[int, Block]:
    items: list[Item] = []
    while at < len(lines) and (found := _BULLET.match(lines[at].strip())):
        start, words = at, [found[1]]
        at += 1
        while at < len(lines) and lines[at].startswith((" ", "\t")) and lines[at].strip() and not _BULLET.match(lines[at].strip()):
            words.append(lines[at].strip())
            at += 1
        items.append(Item(_inlines(" ".join(words), path, first + start, problems)))
    return at, Bullets(tuple(items))


def _table(lines: list[str], at: int, path: str, first: int, problems: list[Problem]) -> tuple[int, Block]:
    def cells(index: int) -> tuple[tuple[Inline, ...], ...]:
        found = _ROW.match(lines[index].strip())
        inner = re.split(r"(?<!\\)\|", found[1]) if found else []
        return tuple(_inlines(c.strip(), path, first + index, problems) for c in inner)

    header, start = cells(at), at + 2
    end = start
    while end < len(lines) and _ROW.match(lines[end].strip()):
        end += 1
    return end, Table(header, tuple(cells(i) for i in range(start, end)))


def _inlines(text: str, path: str, line: int, problems: list[Problem]) -> tuple[Inline, ...]:
    out: list[Inline] = []
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            out.append(Text(text[at : found.start()]))
        at = found.end()
        if found["escaped"]:
            out.append(Text(found["escaped"]))
        elif found["strong"]:
            out.append(Strong(_inlines(found["strong"], path, line, problems)))
        elif found["em"]:
            out.append(Emphasis(_inlines(found["em"], path, line, problems)))
        elif found["code"]:
            out.append(Strong((Text(found["code"]),)))
        else:
            out.append(_link(found, path, line, problems))
    if at < len(text):
        out.append(Text(text[at:]))
    return tuple(out)


def _link(found: re.Match[str], path: str, line: int, problems: list[Problem]) -> Inline:
    """A link to a page of the site ("/vi/tim-kiem/"), a place on this page, or an https address; anything else stays text."""
    href, label = found["href"], (Text(found["label"]),)
    if not _LINK.match(href):
        problems.append(problem("S302", path, line, found=href))
        return Text(found[0])
    if href.startswith("/"):
        page, _, anchor = href.strip("/").partition("#")
        return Anchor(Target(page=page.strip("/"), anchor=anchor or None), label)
    if href.startswith("#"):
        return Anchor(Target(anchor=href[1:]), label)
    return Anchor(Target(url=href), label)
