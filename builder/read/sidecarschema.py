"""The JSON Schema of a sidecar, for editors' tools: from the classes that check it, the tables it draws on, and the words of the pages.

What a schema cannot say (that a day is in the calendar, that an id is a unit's) the check of the sidecar says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from builder import addresses, vocabulary
from builder.read.known import choices
from builder.read.sidecar import Sidecar

PATH = addresses.SCHEMA
# A year, month or day that some calendar may have; 2024-13-01 and 2024-02-32 are none.
ISO_DATE = r"^(?:18|19|20|21)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$"
_DATES = frozenset({"value", "from", "to", "as_of", "date", "event_date", "retrieved"})
_SHORT = {"number": "814/SLĐTBXH-LĐVL", "date": "2024-03-14"}  # may be written as words alone


def schema() -> dict[str, Any]:
    """Strict: an unknown key is an error; ids are offered as they are typed."""
    made = Sidecar.model_json_schema()
    for name, example in _SHORT.items():
        pattern = {"pattern": ISO_DATE} if name == "date" else {}
        made["properties"][name]["anyOf"].insert(0, {"type": "string", "examples": [example], **pattern})
    for properties in _properties(made):
        for name in _DATES & properties.keys():
            _at_strings(properties[name], {"pattern": ISO_DATE})
    for path, ids, others in choices():
        _at_strings(_place(made, path), {"examples": list(ids)} if others else {"enum": list(ids)})
    for name, about in made["properties"].items():
        about["description"] = _told(name)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tệp xác nhận (.yml) / Sidecar", **made}


def published() -> bytes:
    """The file as it lies in the repository and on the site."""
    return (json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _told(name: str) -> str:
    key = f"field.{'signature' if name == 'cosigners' else name}"
    return f"{vocabulary.word(key, 'vi')} / {vocabulary.word(key, 'en')}" if key in vocabulary.words() else name


def _properties(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (part.get("properties", {}) for name, part in made["$defs"].items() if name not in ("NumberPart",))


def _place(made: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """The part of the schema for a place in a sidecar; ``*`` is every entry of a list."""
    at: dict[str, Any] = made
    for step in path:
        inside = _open(at, made)
        at = inside["items"] if step == "*" else inside["properties"][step]
    return at


def _open(part: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """Through references and "or null" to the object or list itself."""
    for choice in (part, *part.get("anyOf", ())):
        found: dict[str, Any] = made["$defs"][choice["$ref"].rsplit("/", 1)[1]] if "$ref" in choice else choice
        if "properties" in found or "items" in found:
            return found
    return part


def _at_strings(part: dict[str, Any], more: dict[str, Any]) -> None:
    for choice in part.get("anyOf", [part]):
        if choice.get("type") == "string":
            choice.update(more)
