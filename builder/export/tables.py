"""All documents as one table (CSV) for spreadsheets: no cell is a formula, Vietnamese opens right. One row a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

COLUMNS = (
    "id", "kind", "language", "type", "type_vi", "type_en", "number", "number_status", "date", "date_precision", "issuer", "issuer_vi",
    "issuer_en", "unit", "title_vi", "title_en", "status", "topics", "deadlines", "translation", "url_vi", "url_en", "json", "markdown",
    "original", "sha256",
)  # fmt: skip
BOM = "\ufeff"  # Excel takes a file without it for the code page of the machine
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def header() -> bytes:
    """The first line, in UTF-8 with a byte order mark."""
    return (BOM + _written([COLUMNS])).encode()


def lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """RFC 4180; several values of a cell are parted by `` | ``."""
    return _written([safe(str(row.get(name) or "")) for name in COLUMNS] for row in rows).encode()


def _written(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def row(document: Mapping[str, Any]) -> dict[str, str | None]:
    """A document of ``document.py`` flattened."""
    kind, number, issuer, urls = document["type"] or {}, document["number"], document["issuer"], document["urls"]
    return {
        "id": document["id"],
        "kind": document["kind"],
        "language": document["language"],
        "type": kind.get("id"),
        "type_vi": kind.get("vi"),
        "type_en": kind.get("en"),
        "number": number["value"],
        "number_status": number["status"],
        "date": document["date"]["value"],
        "date_precision": document["date"]["precision"],
        "issuer": " | ".join(issuer["ids"]),
        "issuer_vi": issuer["vi"],
        "issuer_en": issuer["en"],
        "unit": document["unit"],
        "title_vi": document["title"]["vi"],
        "title_en": document["title"]["en"],
        "status": " | ".join(s["state"] for s in document["status"]),
        "topics": " | ".join(t["id"] for t in document["topics"]),
        "deadlines": " | ".join(d["date"] for d in document["deadlines"]),
        "translation": document["translation"]["state"],
        "url_vi": urls["vi"],
        "url_en": urls["en"],
        "json": urls["json"],
        "markdown": urls["markdown"],
        "original": urls["original"],
        "sha256": document["original"]["sha256"],
    }


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs: what would begin a formula gets an apostrophe in front, as OWASP advises."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
