"""Whole documents of every kind of issuer and form, read as they are: what each says was written down before it was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from parsing import record_of

from builder.model import Record

DOCUMENTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "parse_documents.yml").read_text("utf-8"))


def fields(record: Record) -> dict[str, object]:
    """What a reader would check first, as plain values."""
    articles = [d for d in record.structure if d.kind == "dieu"]
    signatures = [s for s in (record.signature, *record.cosigners) if s]
    return {
        "number": record.number.norm,
        "type": record.type,
        "class": record.doc_class,
        "lang": record.lang,
        "issuer": record.issuer.name,
        "date": record.date.value,
        "place": record.place,
        "subject": record.subject,
        "urgency": record.urgency,
        "addressees": [a.text for a in record.addressees if a.group not in ("Đồng gửi", "Đồng kính gửi")],
        "copied": [a.text for a in record.addressees if a.group in ("Đồng gửi", "Đồng kính gửi")],
        "signatory": record.signature.name if record.signature else None,
        "signatories": [s.name for s in signatures],
        "effective": record.effective.start,
        "articles": [d.n for d in articles if not d.quoted and not d.part],
        "quoted": [d.n for d in articles if d.quoted],
        "attached": [d.n for d in articles if d.part and not d.quoted],
        "deadlines": [d.date for d in record.deadlines],
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d["name"])
def test_a_document_is_read_as_it_is(document: dict[str, Any]) -> None:
    found = fields(record_of(document["text"], form=document.get("form", "txt")))
    assert {name: found[name] for name in document["gold"]} == document["gold"]


def test_the_documents_cover_the_field() -> None:
    assert len(DOCUMENTS) >= 60
    assert len({d["gold"].get("type") for d in DOCUMENTS}) >= 15
    assert {"normative", "admin", "party", "consolidated"} <= {d["gold"].get("class") for d in DOCUMENTS}


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("English gazette translation of a circular", "employment"),
        ("social insurance of a province", "social-insurance"),
        ("department (cục) of the ministry with its own number", "overseas-workers"),
        ("People's Council resolution", "overseas-workers"),
        ("standing committee ordinance", "meritorious-service"),
        ("acting minister signs", "children"),
    ],
)
def test_a_document_has_the_topic_that_its_words_show(name: str, topic: str) -> None:
    text = next(d["text"] for d in DOCUMENTS if d["name"] == name)
    found = {t.id: t for t in record_of(text).topics}
    assert topic in found, list(found)
    assert found[topic].rule.split(":")[0] in ("subject", "body", "unit")
