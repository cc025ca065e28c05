"""The invented documents that the search tests share, from vectors/search_documents.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder.search.entry import Both, Entry, Label, Passage, Term

VECTORS = Path(__file__).with_name("vectors")


def load(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def _label(text: str | None) -> Label | None:
    if not text:
        return None
    ident, vi, en = text.split("|")
    return Label(ident, vi, en)


def _entry(r: dict[str, Any]) -> Entry:
    passages = [Passage(f"p{i}", "vi", t) for i, t in enumerate(r.get("vi", ()), 1)]
    passages += [Passage(f"p{i}", "en", t) for i, t in enumerate(r.get("en", ()), 1)]
    labels = {name: _label(r.get(name)) for name in ("type", "issuer", "status", "kind")}
    return Entry(
        r["id"], url=Both(f"vi/van-ban/{r['id']}/", f"en/notices/{r['id']}/"), title=Both(*r["title"]), number=r.get("number"), date=r.get("date"),
        topics=tuple(Label(*t.split("|")) for t in r.get("topics", ())), has_deadline=r.get("has_deadline", False),
        passages=tuple(passages), **labels,  # type: ignore[arg-type]
    )  # fmt: skip


def entries() -> Iterator[Entry]:
    """One text says a word 10,000 times: written out here, not in the file."""
    for r in load("search_documents.json"):
        r["vi"] = [t.replace("REPEAT", "thất nghiệp " * 10_000) for t in r.get("vi", ())]
        yield _entry(r)


def terms() -> list[Term]:
    return [
        Term(("bảo hiểm xã hội", "BHXH"), ("social insurance",)),
        Term(("trợ cấp thất nghiệp",), ("unemployment allowance", "unemployment benefit")),
        Term(("đi làm việc ở nước ngoài", "XKLĐ"), ("overseas employment",)),
    ]
