"""Words and sentences of the pages that the builder writes, in both languages. Nothing of a document is in here."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

from builder.vocabulary.tables import Lang, load


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """key → {vi, en}: sentences with {fields}; ``en`` may be {one, other}."""
    return typing.cast(Mapping[str, Mapping[str, Any]], load("interface"))


@cache
def _plain(lang: Lang) -> Mapping[str, str]:
    """Those without fields."""
    return {key: said[lang] for key, said in words().items() if isinstance(said[lang], str) and "{" not in said[lang]}


def _count(value: int | str, lang: Lang) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if lang == "en" else f"{value:,}".replace(",", ".")


def word(key: str, lang: Lang, **values: int | str) -> str:
    """A word or sentence of a page, its fields filled; whole numbers are grouped (1.835 / 1,835). KeyError for an
    unknown key or a field without a value. Years are handed over as strings."""
    if not values and (plain := _plain(lang).get(key)):  # most of them
        return plain
    sentence = words()[key][lang]
    if not isinstance(sentence, str):
        sentence = sentence["one" if values["n"] == 1 else "other"]
    return typing.cast(str, sentence).format_map({name: _count(value, lang) for name, value in values.items()})
