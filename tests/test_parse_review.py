"""What an editor is asked to look at: contradictions in the print, and nothing where there is none."""

from __future__ import annotations

import pytest
from parsing import LETTER, record_of

from builder.parse.review import review


def codes(text: str) -> set[str]:
    return {p.code for p in review(record_of(text), "x.txt")}


DECISION = "{head}\nSố: {number}\n{place}, ngày 05 tháng 3 năm {year}\n{kind}\nVề việc nghỉ lễ\n\nCăn cứ Luật;\n\nĐiều 1. Nghỉ.\n"


def decision(**parts: str) -> str:
    usual = {"head": "BỘ NỘI VỤ", "number": "5/2025/TT-BNV", "place": "Hà Nội", "year": "2025", "kind": "THÔNG TƯ"}
    return DECISION.format(**{**usual, **parts})


def test_a_consistent_document_asks_for_nothing() -> None:
    assert codes(LETTER) == set()
    assert codes(decision()) == set()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"year": "2026"}, "P106"),
        ({"head": "BỘ Y TẾ"}, "P110"),
        ({"kind": "NGHỊ ĐỊNH"}, "P111"),
        ({"place": "Sóc Trăng"}, "P112"),
        ({"head": "", "number": "5/TB-XYZ", "kind": "THÔNG BÁO"}, "P101"),
    ],
)
def test_each_contradiction_has_its_code(parts: dict[str, str], code: str) -> None:
    assert codes(decision(**parts)) == {code}


@pytest.mark.parametrize(
    "parts",
    [
        {"head": "BỘ NỘI VỤ - BỘ Y TẾ", "number": "5/2025/TTLT-BNV-BYT", "kind": "THÔNG TƯ LIÊN TỊCH"},
        {"head": "BỘ NỘI VỤ - BỘ Y TẾ", "number": "4/TT-LB", "kind": "THÔNG TƯ LIÊN BỘ"},
        {"head": "ỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG", "number": "5/QĐ-UBND", "place": "Sóc Trăng", "kind": "QUYẾT ĐỊNH"},
        {"number": "5/VBHN-BNV", "kind": "NGHỊ ĐỊNH"},
        {"number": "77/BNV-QĐ", "kind": "QUYẾT ĐỊNH"},
    ],
)
def test_what_only_looks_like_a_contradiction(parts: dict[str, str]) -> None:
    assert codes(decision(**parts)) == set()


def test_letters_lost_by_a_conversion_are_reported() -> None:
    assert codes(LETTER.replace("Trân trọng./.", "Sở thc hin đúng th trng và báo cáo kt qu thc hin.")) == {"P113"}


def test_units_of_measure_are_no_lost_letters() -> None:
    assert codes(LETTER.replace("Trân trọng./.", "Cao 12 cm, dài 3 km, rộng 5 mm, nặng 4 kg, 7 tn và 6 ha; dài 9 cm.")) == set()


def test_a_line_of_the_letterhead_that_cannot_be_read_is_said() -> None:
    apart = "UBND TỈNH SƠN LA\nS Ở N Ộ I V Ụ\nSố: 12/SNV-VL\nV/v nghỉ lễ\nSơn La, ngày 05 tháng 3 năm 2025\n\nKính gửi: Các phòng\n\nNghỉ lễ theo lịch./."
    assert "P116" in codes(apart.replace("S Ở N Ộ I V Ụ", "T R U N G T Â M L Ạ"))
    assert codes(apart.replace("S Ở N Ộ I V Ụ", "SỞ NỘI VỤ")) == set()
    assert "P116" not in codes(apart.replace("S Ở N Ộ I V Ụ", "BẢN SAO"))


def test_two_bodies_on_one_line_are_two() -> None:
    text = "BỘ TÀI CHÍNH TỔNG CỤC THUẾ\nSố: 12/TCT-CS\nV/v chính sách thuế\nHà Nội, ngày 05 tháng 3 năm 2013\n\nKính gửi: Cục Thuế tỉnh Hà Tĩnh\n\nTrả lời công văn./."
    record = record_of(text)
    assert (record.issuer.id, record.issuer.parent) == ("vn-gdt", "Bộ Tài chính")
    assert codes(text) == set()
