"""The frame of a page, rendered once for each kind of page and split where the page's own words go.

A sample page of each kind bears sentinels instead of words. What MkDocs makes of it is split at them once; what is poured in is
never looked at again. A frame without exactly the places that its kind must have is refused: then the templates or the
renderer have changed, and pouring would lie.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from builder.model import Fact, FactValue, Heading, Lang, Page, Paragraph, Target, Text

MARK = "qzx"  # begins every sentinel; in no word of the frame
# The parts that each template includes once, and that are rendered for each page from the same files.
PARTS: dict[str, tuple[str, ...]] = {
    "notice.html": ("trail", "record", "contents", "linked-data", "sheet"),
    "number.html": ("trail", "record", "contents"),
    "page.html": ("contents",),
    "redirect.html": ("onward-head", "onward"),
}
WITH_CONTENTS = frozenset(template for template, parts in PARTS.items() if "contents" in parts)
LEAST_CONTENTS = 2  # headings under the title; fewer need no table of contents
_ONCE = frozenset({"description", "head", "rest"})


class ChromeError(Exception):
    """A frame has not the places that its kind must have."""


class Leaf(NamedTuple):
    """A page ready to be poured: its address, its front matter as templates see it, its body, the headings under its title."""

    path: str
    url: str
    meta: Mapping[str, Any]
    html: str
    toc: Sequence[Any]


class Kind(NamedTuple):
    """What the frame of a page depends on. ``place`` is the folder of a page that is one of many, else the page's own path."""

    template: str
    place: str
    contents: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """A frame in pieces: ``pieces[i]``, then what ``slots[i]`` names, and so on; one piece more than slots."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]


def kind(leaf: Leaf, alone: frozenset[str]) -> Kind:
    """The kind of a page; paths in ``alone`` have a frame for themselves."""
    place = leaf.path if leaf.path in alone else leaf.path.rpartition("/")[0]
    return Kind(leaf.meta["template"], place, has_contents(leaf))


def has_contents(leaf: Leaf) -> bool:
    return leaf.meta["template"] in WITH_CONTENTS and len(leaf.toc) >= LEAST_CONTENTS


# --- samples ----------------------------------------------------------------------------------------------------------------


def sample(page: Page, alone: bool, contents: bool) -> Page:
    """A page like this one with sentinels for words. ``alone``: of this very address, not of any in its folder."""
    tail = f"{page.template.removesuffix('.html')}{'c' if contents else ''}"
    names: dict[Lang, str] = {a.lang: f"{MARK}{a.lang}{tail}" for a in page.alternates}
    body = [Heading(2, f"{MARK}{i}", (Text(f"{MARK}heading{i}"),)) for i in range(LEAST_CONTENTS if contents else 0)]
    return replace(
        page,
        path=page.path if alone else _renamed(page.path, names[page.lang]),
        title=f"{MARK}title",
        description=f"{MARK}description",
        number=f"{MARK}number",
        body_lang=cast(Lang, f"{MARK}lang"),
        alternates=page.alternates if alone else tuple(replace(a, page=_renamed(a.page, names[a.lang])) for a in page.alternates),
        facts=tuple(_facts()),
        linked=f'{{"@id":"{MARK}linked"}}',
        blocks=(Heading(1, "top", (Text(f"{MARK}head"),)), *body, Paragraph((Text(f"{MARK}rest"),))),
    )


def _renamed(path: str, name: str) -> str:
    return f"{path.rpartition('/')[0]}/{name}"


def _facts() -> tuple[Fact, ...]:
    """Something of everything that the templates show of a record."""
    where = Target(url=f"https://{MARK}.vn/")
    fields = ("status", "type", "issuer", "date", "target", "original")
    return tuple(Fact(f, f"{MARK}{f}", (FactValue(f"{MARK}text{f}", f"{MARK}data", where, "en"),)) for f in fields)


# --- splitting and filling ------------------------------------------------------------------------------------------------------


def split(html: str, sample: Leaf, parts: Mapping[str, str], alone: bool) -> Shell:
    """The frame in pieces. ``parts`` are the sample's partials as rendered here: they must be found as they are."""
    places = _places(sample, parts, alone)
    pieces, slots, at = [], [], 0
    for found in re.finditer("|".join(map(re.escape, sorted(places, key=len, reverse=True))), html):
        pieces.append(html[at : found.start()])
        slots.append(places[found[0]])
        at = found.end()
    pieces.append(html[at:])
    _approve(sample, slots, parts, alone)
    if left := [piece for piece in pieces if MARK in piece]:
        at = left[0].index(MARK)
        raise ChromeError(f"{sample.path}: … {left[0][max(at - 60, 0) : at + 40].strip()} …")
    return Shell(tuple(pieces), tuple(slots))


def _places(sample: Leaf, parts: Mapping[str, str], alone: bool) -> dict[str, str]:
    """Text in the sample's HTML → the slot it stands for."""
    head, rest = halves(sample.html)
    places = {text: name for name, text in parts.items()} | {head: "head", rest: "rest"}
    places |= {sample.meta[name]: name for name in ("title", "description", "body_lang")}
    if not alone:
        places |= {name: lang for lang, name in last_names(sample.meta).items()}
    return places


def _approve(sample: Leaf, slots: Sequence[str], parts: Mapping[str, str], alone: bool) -> None:
    """Exactly the places that the kind must have, those of the body and of the record once."""
    counted = Counter(slots)
    wanted = {*_ONCE, *parts, "title", *([] if alone else ["vi", "en"])}
    once = _ONCE | set(parts)
    wrong = {name for name in once if counted[name] != 1} | (wanted ^ (set(counted) - {"body_lang"})) | ({"body_lang"} - set(counted))
    if wrong:
        raise ChromeError(f"{sample.path}: {', '.join(f'{name} × {counted[name]}' for name in sorted(wrong))}")


def last_names(meta: Mapping[str, Any]) -> dict[str, str]:
    """Language → the last part of that language's address, which is what differs between pages of one kind."""
    return {a["lang"]: a["href"].rstrip("/").rpartition("/")[2] for a in meta["alternates"]}


def halves(html: str) -> tuple[str, str]:
    """A body up to the end of its title, and from there on: as the templates split it."""
    head, end, rest = html.partition("</h1>")
    return head + end, rest


def fill(shell: Shell, leaf: Leaf, parts: Mapping[str, str]) -> str:
    """The whole page."""
    head, rest = halves(leaf.html)
    values = {**parts, **last_names(leaf.meta), "head": head, "rest": rest}
    values |= {name: leaf.meta[name] for name in ("title", "description", "body_lang")}
    out = [shell.pieces[0]]
    for slot, piece in zip(shell.slots, shell.pieces[1:], strict=True):
        out += (values[slot], piece)
    return "".join(out)
