"""The page of a number: its facts lead to the lists that there are, and on to the national database where that may have it."""

from __future__ import annotations

import pytest
from citing import cited, record
from test_cite_resolve import DECISION, archive

from builder.model import Anchor, Bullets, Page, Paragraph, Target, Text
from builder.write import number, wanted


def page(sentence: str, slug: str, *, listed: bool = False) -> Page:
    found = archive(cited(record(sentence, ident="a", date="2024-01-02")), others=(DECISION,) if listed else ())
    return number.page(found.numbers[slug], found, "en")


def leads(shown: Page) -> dict[str, Target | None]:
    return {fact.field: fact.values[0].target for fact in shown.facts if fact.field in ("type", "issuer")}


def elsewhere(shown: Page) -> list[str]:
    paragraphs = [b for b in shown.blocks if isinstance(b, Paragraph)]
    return [part.target.url for b in paragraphs for part in b.content if isinstance(part, Anchor) and part.target.url]


def test_type_and_issuer_lead_to_their_lists_where_anything_is_held() -> None:
    text = "Theo Quyết định số 77/QĐ-TTg ngày 05/6/2021 của Thủ tướng Chính phủ."
    assert leads(page(text, "77-qd-ttg", listed=True)) == {"type": Target("en/types/quyet-dinh"), "issuer": Target("en/issuers/vn-pm")}
    assert leads(page(text, "77-qd-ttg")) == {"type": None, "issuer": None}


SEARCH = "https://vbpl.vn/tw/pages/vbpq-timkiem.aspx?type=0&s=1&SearchIn=Title,Title1&Keyword="


@pytest.mark.parametrize(
    ("sentence", "slug", "keyword"),
    [
        ("Nghị định số 145/2020/NĐ-CP của Chính phủ.", "145-2020-nd-cp", "145/2020/N%C4%90-CP"),
        ("theo Luật Lưu trữ thì được.", "luat-luu-tru", "Lu%E1%BA%ADt%20L%C6%B0u%20tr%E1%BB%AF"),
        ("Chỉ thị số 20-CT/TW của Ban Bí thư.", "20-ct-tw", None),
        ("Công văn số 5/LĐTBXH-VL.", "5-ldtbxh-vl", None),
    ],
)
def test_national_database_is_asked_for_what_it_may_have(sentence: str, slug: str, keyword: str | None) -> None:
    assert elsewhere(page(sentence, slug)) == ([SEARCH + keyword] if keyword else [])


def test_what_is_held_is_not_looked_for_elsewhere() -> None:
    found = archive(
        cited(record("Quyết định số 145/QĐ-TTg ngày 20/01/2017 và Quyết định số 145/QĐ-TTg ngày 20/01/2016.", ident="a")),
        others=(DECISION,),
    )
    assert elsewhere(number.page(found.numbers["145-qd-ttg"], found, "vi")) == []


def test_wanted_documents_are_ranked_by_those_that_cite_them() -> None:
    texts = (
        "Theo Quyết định số 77/QĐ-TTg và Nghị định số 5/2020/NĐ-CP.",
        "Theo Quyết định số 77/QĐ-TTg.",
        "Theo Quyết định số 145/QĐ-TTg.",
    )
    found = archive(*(cited(record(t, ident=f"r{n}", date="2024-01-02")) for n, t in enumerate(texts)), others=(DECISION,))
    assert [(n.slug, n.citing) for n in wanted.ranked(found.lines.values())] == [("77-qd-ttg", 2), ("5-2020-nd-cp", 1)]
    (items,) = [b.items for b in wanted.blocks(["77-qd-ttg"], "en", found) if isinstance(b, Bullets)]
    assert [part.text for part in items[0].content if isinstance(part, Text)] == [" · 2 documents"]
    assert wanted.blocks([], "en", found) == ()
