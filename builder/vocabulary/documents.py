"""Kinds of document and how documents stand to each other. Never looks at a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from builder import text
from builder.vocabulary.tables import Lang, System, by_id, code_key, gather, marked, only, table


@dataclass(frozen=True, slots=True)
class DocType:
    """A kind of document. ``abbr`` is its mark in a symbol of the state, ``abbr_party`` in one of the Party."""

    id: str
    vi: str
    en: str
    classes: tuple[str, ...]
    src: tuple[str, ...]
    abbr: tuple[str, ...] = ()
    abbr_party: tuple[str, ...] = ()
    abbr_old: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    note: str = ""

    @property
    def normative(self) -> bool:
        """Whether documents of this kind can be legal normative ones today."""
        return "normative" in self.classes

    def class_of(self, *, year: bool, party: bool) -> str:
        """The class of one document: a year inside its number makes a decision or resolution normative (36/2013/QĐ-UBND)."""
        wanted = ("party",) if party else ("normative", "normative-historical") if year else ("admin",)
        return next((c for c in wanted if c in self.classes), self.classes[0])


@cache
def types() -> Mapping[str, DocType]:
    return by_id(table(DocType, "types"))


@cache
def _type_words() -> Mapping[str, tuple[DocType, ...]]:
    """Words with their marks, and behind a ~ without them: a word with wrong marks is in neither."""
    words = [(word, t) for t in types().values() for word in (t.vi, *t.also)]
    return gather([(marked(word), t) for word, t in words] + [("~" + text.fold(word), t) for word, t in words])


def type_by_word(word: str) -> DocType | None:
    """The kind that a whole word or phrase names, in any case. Without any marks it is compared without marks."""
    return only(_type_words().get(marked(word), ())) or only(_type_words().get("~" + marked(word), ()))


@cache
def _english_types() -> Mapping[str, tuple[str, ...]]:
    return gather((text.key(t.en), t.id) for t in types().values())


def type_by_english(word: str) -> str | None:
    """The id of the kind that an English label names: ``Decree``, ``official letter``."""
    return only(_english_types().get(text.key(word), ()))


@cache
def _type_abbreviations(system: System) -> Mapping[str, tuple[DocType, ...]]:
    def marks(t: DocType) -> tuple[str, ...]:
        return t.abbr_party if system == "party" else t.abbr + t.abbr_old

    rows = tuple(types().values())
    return gather([(a, t) for t in rows for a in marks(t)] + [("~" + code_key(a), t) for t in rows for a in marks(t)])


def types_by_abbr(abbr: str, system: System) -> tuple[DocType, ...]:
    """Every kind with this mark in a symbol: HD is one, HĐ another, the Party's QĐ two. An ASCII mark that is none of
    them as it stands (QD, ND, TTLT) is compared without marks."""
    exact = text.plain_letters(abbr)
    table = _type_abbreviations(system)
    return table.get(exact, ()) or (table.get("~" + code_key(exact), ()) if exact.isascii() else ())


@dataclass(frozen=True, slots=True)
class RelationKind:
    """How documents stand to each other; ``inv`` is the same seen from the other one."""

    id: str
    inv: str
    vi: str
    inv_vi: str
    en: str
    inv_en: str
    confidence: Literal["auto", "title", "review"]
    cue: str = ""


# Relations of a document to what it carries out: a chain is read along them, from the lower end.
UPWARDS = ("approved_by", "implements", "details", "guides")


@cache
def relations() -> Mapping[str, RelationKind]:
    return by_id(table(RelationKind, "relations"))


def relation_label(relation_id: str, lang: Lang) -> str:
    """The label of a relation or of an inverse (``implements``, ``implemented_by``). KeyError for an unknown one."""
    if kind := relations().get(relation_id):
        return kind.vi if lang == "vi" else kind.en
    kind = {r.inv: r for r in relations().values()}[relation_id]
    return kind.inv_vi if lang == "vi" else kind.inv_en
