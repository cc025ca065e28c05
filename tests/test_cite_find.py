"""Citations found in sentences: the table of ``cite_sentences.yml``, and what holds for any text."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from citing import cited, line, record
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Residue, Span
from builder.text import collapse

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "cite_sentences.yml").read_text(encoding="utf-8"))
ROWS = [(group, row) for group, rows in TABLE.items() for row in rows]


def _name(value: object) -> str:
    return str(value["s"])[:60] if isinstance(value, dict) else str(value)[:12]


@pytest.mark.parametrize(("group", "row"), ROWS, ids=_name)
def test_sentence_has_exactly_these_citations(group: str, row: dict[str, Any]) -> None:
    paragraphs = [row["s"]] if isinstance(row["s"], str) else row["s"]
    found = cited(record(*paragraphs, **row.get("as", {})))
    assert [line(c) for c in found.citations] == row["f"]


def test_table_is_as_large_as_promised() -> None:
    nothing = sum(not row["f"] for _, row in ROWS)
    assert len(ROWS) >= 300
    assert nothing >= 80


# What the table must reach as a whole, whatever single rows do: mentions as F1 of their class, attributes as a share of mentions.
LEAST = {"numbered": 0.97, "named": 0.93, "alias": 0.93, "anaphor": 0.93, "date": 0.97, "issuer": 0.97, "provision": 0.97}
CLASSES = {"full": "numbered", "enum": "numbered", "short": "alias"}


def _mention(row: str) -> tuple[str, ...]:
    """Class, type, number or name, antecedent: what makes it this mention."""
    kind, *rest = row.split(" | ")
    return CLASSES.get(kind, kind), *rest[:2], *(part for part in rest if part.startswith("of="))


def _attributes(row: str) -> dict[str, str]:
    parts = row.split(" | ")
    return {"date": parts[3], "issuer": parts[4], "provision": next((p for p in parts if p.startswith("prov=")), "")}


def test_every_class_reaches_its_measure() -> None:
    right, found, expected = Counter[str](), Counter[str](), Counter[str]()
    for _, row in ROWS:
        paragraphs = [row["s"]] if isinstance(row["s"], str) else row["s"]
        left = list(row["f"])
        expected.update(_mention(gold)[0] for gold in left)
        for got in map(line, cited(record(*paragraphs, **row.get("as", {}))).citations):
            found[_mention(got)[0]] += 1
            gold = next((g for g in left if _mention(g) == _mention(got)), None)
            if gold is not None:
                left.remove(gold)
                right[_mention(got)[0]] += 1
                for name, value in _attributes(gold).items():
                    found[name], expected[name] = found[name] + 1, expected[name] + 1
                    right[name] += value == _attributes(got)[name]
    reached = {name: 2 * right[name] / (found[name] + expected[name]) for name in LEAST}
    assert [(name, share) for name, share in reached.items() if share < LEAST[name]] == []
    assert min(expected[name] for name in ("named", "alias", "anaphor")) >= 25


@pytest.mark.parametrize(("group", "row"), [r for r in ROWS if r[1]["f"]], ids=_name)
def test_span_is_where_the_print_stands(group: str, row: dict[str, Any]) -> None:
    paragraphs = [row["s"]] if isinstance(row["s"], str) else row["s"]
    found = cited(record(*paragraphs, **row.get("as", {})))
    for citation in found.citations:
        assert collapse(found.text[citation.span.start : citation.span.end]) == collapse(citation.printed)


def test_defined_term_that_names_no_citation_is_kept_without_a_target() -> None:
    found = cited(record("Người lao động làm việc theo hợp đồng (sau đây gọi là người lao động) được hưởng chế độ."))
    assert [(t.term, t.target) for t in found.defined_terms] == [("người lao động", None)]


def test_term_of_an_approving_decision_means_what_it_approves() -> None:
    text = "Quyết định số 77/QĐ-TTg ngày 03/02/2016 phê duyệt Chiến lược việc làm bền vững đến năm 2025 (sau đây gọi là Chiến lược 77)."
    found = cited(record(text, "Các tỉnh triển khai Chiến lược 77 từ quý I."))
    (term,) = found.defined_terms
    assert (term.target_kind, term.target) == ("approved_instrument", "c1")
    alias = next(c for c in found.citations if c.kind == "alias")
    assert (alias.number, alias.antecedent) == (None, "c2")


def test_alias_means_nothing_before_its_definition() -> None:
    defined = "Quyết định số 8/QĐ-TTg phê duyệt Đề án việc làm cho thanh niên (sau đây gọi là Đề án việc làm)."
    found = cited(record("Đề án việc làm đã bắt đầu.", defined, "Đề án việc làm kết thúc năm 2025."))
    assert [(c.kind, found.text[: c.span.start].count("\n")) for c in found.citations] == [("full", 1), ("alias", 2)]


def test_joint_issuers_are_printed_as_one() -> None:
    joint = "Bộ Tài chính - Bộ Lao động - Thương binh và Xã hội và Bộ Y tế"
    (citation,) = cited(record(f"Thông tư liên tịch số 47/2009/TTLT-BTC-BLĐTBXH-BYT của {joint} hướng dẫn chi trả.")).citations
    assert (citation.issuer, citation.issuer_printed, citation.subject) == ("vn-mof", joint, "hướng dẫn chi trả")


def test_subject_line_is_a_zone_of_its_own() -> None:
    found = cited(record("Căn cứ Nghị định số 2/2020/NĐ-CP;", subject="V/v triển khai Quyết định số 1/QĐ-TTg"))
    assert [(c.number, c.zone) for c in found.citations] == [("1/QĐ-TTg", "subject"), ("2/2020/NĐ-CP", "preamble")]


PIECES = [
    "Quyết định", "Nghị định số ", "số ", "145/2020/NĐ-CP", "60, 61/2015/NĐ-CP", "20-CT/TW", " ngày 14/12/2020", " của Chính phủ", "(sau đây gọi tắt là ",
    "Chỉ thị số 20", ")", "; ", ". ", " và ", ", ", " nêu trên", "khoản 1 Điều 3 ", "Luật Việc làm", " năm 2013", "Công ước số 98 của ILO", "UBND tỉnh ",
    "Sở Tài chính", " về việc ", "phê duyệt ", "Chiến lược việc làm đến năm 2030", "\u00a0", "“", "”", "Đ", "ứ", "1", "/", "-", " ", "CPTPP", "\t",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=25).map("".join), max_size=4))
def test_any_text_gives_citations_that_stand_in_it(paragraphs: list[str]) -> None:
    found = cited(record(*paragraphs))
    ids = [c.cid for c in found.citations]
    assert ids == [f"c{n}" for n in range(1, len(ids) + 1)]
    for citation in found.citations:
        assert 0 <= citation.span.start < citation.span.end <= len(found.text)
        assert citation.cid not in (citation.within, citation.antecedent)
        assert {citation.within, citation.antecedent} <= {*ids, None}


HOSTILE = {
    "one letter": "A" * 1000,
    "digits": "1" * 1000,
    "strokes": "1/" * 500,
    "half numbers": "số 1/QĐ-" * 120,
    "numbers": "Quyết định số 12/QĐ-TTg ngày 01/01/2020 của Thủ tướng Chính phủ về việc làm, " * 13,
    "series": "12, " * 250,
    "open quotes": "về việc “" * 110,
    "laws": "Luật " * 200,
    "amending": "Luật sửa đổi, bổ sung một số điều của " * 26,
    "terms": "(sau đây gọi tắt là Kế hoạch 1) " * 32,
    "provisions": "khoản 1 Điều 3, " * 62,
    "anaphors": "Quyết định nêu trên " * 50,
    "issuers": "của Bộ Lao động - " * 55,
    "conventions": "Công ước số 1, 2, " * 55,
    "strategies": "Chiến lược quốc gia " * 50,
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    """Eight times the text takes at most some twenty times as long: far below the sixty-four of a square."""

    def seconds(times: int) -> float:
        source = record(unit * times)
        started = time.process_time()
        cited(source)
        return time.process_time() - started

    seconds(1)
    small = max(min(seconds(6) for _ in range(2)), 0.004)
    assert seconds(48) < 20 * small


def test_annex_that_stands_alone_cites_what_it_was_issued_with() -> None:
    text = "Phụ lục IV\n(Kèm theo Nghị định số 30/2020/NĐ-CP\nngày 05 tháng 3 năm 2020 của Chính phủ)\n"
    start = text.index("(")
    alone = replace(record(), text=text, residue=(Residue("(Kèm theo Nghị định số 30/2020/NĐ-CP", "menu", Span(start, start + 36)),))
    (citation,) = cited(alone).citations
    assert line(citation) == "full | nghi-dinh | 30/2020/NĐ-CP | 2020-03-05 | vn-gov"
    assert (citation.zone, text[citation.span.start : citation.span.end].replace("\n", " ")) == ("subject", citation.printed)
