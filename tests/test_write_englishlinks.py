"""English paragraphs link the documents that their Vietnamese cites: by number, by short form, by name; and nothing else."""

from __future__ import annotations

import pytest
from citing import cited, record

from builder.cite.instruments import instrument_slug
from builder.model import Target
from builder.write.englishlinks import places

STRATEGY = "Quyết định số 145/QĐ-TTg phê duyệt Chiến lược việc làm (sau đây gọi tắt là Chiến lược 145). Các tỉnh triển khai Chiến lược 145."
PLAN = "Kế hoạch số 63/KH-UBND ngày 21/3/2023 của UBND tỉnh Quảng Ngãi. Thực hiện Kế hoạch 63."

TABLE = [
    (STRATEGY, "Decision No. 145/QĐ-TTg approving the Strategy (Strategy 145). Provinces implement Strategy 145.", ["Decision No. 145/QĐ-TTg", "Strategy 145"]),
    (STRATEGY, "Decision 145/QD-TTg; strategy 145", ["Decision 145/QD-TTg", "strategy 145"]),
    (PLAN, "Implementing Plan 63 of the province.", ["Plan 63"]),
    (PLAN, "Plan No. 63 applies.", ["Plan No. 63"]),
    ("Thực hiện Chỉ thị số 37-CT/TW. Theo Chỉ thị 37.", "Under Directive 37", ["Directive 37"]),
    ("Quyết định số 22/2013/QĐ-TTg (sau đây gọi tắt là QĐ22). Theo QĐ22.", "Under Decision 22,", ["Decision 22"]),
    ("theo Bộ luật Lao động năm 2019", "under the Labour Code of 2019 and the labour code", ["Labour Code"]),
    ("Hiệp định CPTPP", "commitments under the CPTPP", ["CPTPP"]),
    # what is not cited in the Vietnamese, or is another number
    (PLAN, "Plan 630, Article 63, Plan 63/2024, page 63", []),
    (PLAN, "Decision 63 and Strategy 63", []),
    ("Chiến lược việc làm", "Strategy 145 and Decision No. 145/QĐ-TTg", []),
    (PLAN, "", []),
]  # fmt: skip


@pytest.mark.parametrize(("vietnamese", "english", "linked"), TABLE)
def test_english_names_what_the_vietnamese_cites(vietnamese: str, english: str, linked: list[str]) -> None:
    citations = cited(record(vietnamese)).citations
    pairs = [(c, Target(f"en/so/{slug}")) for c in citations if (slug := instrument_slug(c))]
    assert [english[start:end] for start, end, _ in places(english, pairs)] == linked


def test_each_leads_to_its_own_page() -> None:
    citations = cited(record(STRATEGY)).citations
    pairs = [(c, Target(instrument_slug(c))) for c in citations]
    found = places(TABLE[0][1], pairs)
    assert [target.page for _, _, target in found] == ["145-qd-ttg", "chien-luoc-145"]
