"""What the index is made of: one entry a document, one term a concept. Holds no logic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Both:
    """The same thing said in both languages. ``None`` where a language does not have it."""

    vi: str | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A facet's value: the id that stands in URLs, the words a reader sees, and the pages that list its documents, if there are.

    ``now``: the values that took its place, as an issuer's successors; who asks for one of those gets this one too.
    """

    id: str
    vi: str
    en: str
    url: Both = Both()
    now: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a document: where it stands on the page and what it says."""

    anchor: str
    lang: Lang
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, found by either language and answered as one hit. ``date`` is ISO, cut to what is known."""

    id: str
    url: Both = Both()
    title: Both = Both()
    number: str | None = None
    date: str | None = None
    issuer: Label | None = None
    issuers: tuple[Label, ...] = ()  # one by one, for the filter, where that is not ``issuer`` itself
    type: Label | None = None
    year: str | None = None
    topics: tuple[Label, ...] = ()
    status: Label | None = None
    kind: Label | None = None
    translation: Label | None = None
    has_deadline: bool = False
    addressees: tuple[Label, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the glossary and its names: ``bảo hiểm xã hội``, ``BHXH``, ``social insurance``."""

    vi: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
