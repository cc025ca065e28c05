"""Reads the tables beside it into frozen entries, strictly, and makes the keys they are looked up by. Knows no field of any table."""

from __future__ import annotations

import hashlib
import types as pytypes
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml

from builder import text

Lang = Literal["vi", "en"]
System = Literal["state", "party"]
T = TypeVar("T")
_TABLES = Path(__file__).parent


class _Loader(yaml.CSafeLoader):
    """Refuses a key that is there twice: the second would silently win."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [key.value for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is there twice", node.start_mark)
    return dict(loader.construct_pairs(node, deep=True))


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@cache
def load(name: str) -> Any:
    return yaml.load((_TABLES / f"{name}.yml").read_bytes(), Loader=_Loader)


def _entry(hint: Any, value: Any, where: str) -> Any:
    """``value`` as the annotated type says, or a ValueError that names the table, the entry and the field."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint) and isinstance(value, dict):
        return _row(typing.cast(type[Any], hint), value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_entry(args[0], item, where) for item in value)
    if origin is Mapping and isinstance(value, dict):
        return dict(value)
    allowed = args if origin in (pytypes.UnionType, typing.Union) else (hint,)
    if (origin is Literal and value in args) or (isinstance(value, str | bool | int) and type(value) in allowed):
        return value
    raise ValueError(f"{where}: {value!r} is not {hint}")


@cache
def _hints(cls: Any) -> Mapping[str, Any]:
    return typing.get_type_hints(cls)


def _row(cls: type[T], raw: Mapping[str, Any], where: str) -> T:
    """One row of a table. ``not`` is the tables' word for counterexamples."""
    named = {"counterexamples" if key == "not" else key: value for key, value in raw.items()}
    hints = _hints(typing.cast(Any, cls))
    known = {f.name: f.default is f.default_factory is MISSING for f in fields(typing.cast(Any, cls))}
    where = f"{where} {raw.get('id') or raw.get('vi') or raw.get('text') or ''}"
    if wrong := [k for k in named if k not in known] + [k for k, needed in known.items() if needed and k not in named]:
        raise ValueError(f"{where}: unknown or missing {', '.join(wrong)}")
    return cls(**{key: _entry(hints[key], value, f"{where}.{key}") for key, value in named.items()})


def table(cls: type[T], file: str, section: str | None = None) -> tuple[T, ...]:
    rows = load(file) if section is None else load(file)[section]
    return tuple(_row(cls, row, f"{file}.yml") for row in rows)


def by_id(rows: Iterable[T]) -> Mapping[str, T]:
    """Rows in the order of their table, by id. Raises ValueError where two have one id."""
    found: dict[str, T] = {}
    for row in rows:
        name = typing.cast(Any, row).id
        if name in found:
            raise ValueError(f"two entries have the id {name!r}")
        found[name] = row
    return pytypes.MappingProxyType(found)


def gather(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """Every entry that a key leads to, each once, in the order of the table."""
    found: dict[str, tuple[T, ...]] = {}
    for key, entry in pairs:
        if entry not in found.get(key, ()):
            found[key] = (*found.get(key, ()), entry)
    return found


def only(found: tuple[T, ...]) -> T | None:
    return found[0] if len(found) == 1 else None


def fingerprint() -> str:
    """SHA-256 over all tables, by name: records say which tables they were read with."""
    digest = hashlib.sha256()
    for path in sorted(_TABLES.glob("*.yml")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


@lru_cache(maxsize=16384)
def marked(s: str) -> str:
    """A key that keeps the marks (mật is not mặt) and ignores case, blanks, the tone's place and look-alikes."""
    return text.same_tone(text.collapse(text.plain_letters(text.nfc(s))).lower()).strip(" .:;")


@lru_cache(maxsize=4096)
def code_key(s: str) -> str:
    """A key of letters and digits: BLÐTBXH, BLĐTB&XH and BLDTBXH are one code."""
    return "".join(c for c in text.fold(text.plain_letters(s)) if c.isalnum())


def name_keys(name: str) -> Iterator[str]:
    """The keys under which a name is looked up: "Lao động & Xã hội" is "Lao động và Xã hội"."""
    yield text.key(name)
    if "&" in name:
        yield text.key(name.replace("&", " và "))
    if " và " in name:
        yield text.key(name.replace(" và ", " & "))
