"""What is a stamp of secrecy or of restricted circulation, and what only speaks of secrecy."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from letters import letter

from builder.parse.stamps import stamped

STAMPS = {
    "mat": [
        "MẬT", "Mật", "**MẬT**", "[MẬT]", "« MẬT »", "★ MẬT ★", "MẬT!", "– MẬT –", "MẬT 1", "M Ậ T", "M.Ậ.T", "M-Ậ-T", "M\u200bẬT", "ＭẬＴ", "MẬT\u00a0",
        "Độ mật: Mật", "Dấu chỉ độ mật: MẬT", "Mức độ mật: Mật", "MẬT - KHẨN", "HỎA TỐC, MẬT", "TÀI LIỆU MẬT", "VĂN BẢN MẬT", "MAT", "MÂT", "CONFIDENTIAL",
        "MẬT            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT\tSố: 12", "| MẬT | Số: 12 |", "MẬT (bản số 2)",
    ],
    "toi-mat": ["TỐI MẬT", "T Ố I   M Ậ T", "Độ mật : Tối mật", "TỐI MẬT (bản số 1)", "TỐI MẬT – HỎA TỐC", "TOI MAT", "SECRET"],
    "tuyet-mat": ["TUYỆT MẬT", "TUYỆT  MẬT", "T U Y Ệ T   M Ậ T", "TÀI LIỆU TUYỆT MẬT", "TUYET MAT", "TOP SECRET"],
    "luu-hanh-noi-bo": ["LƯU HÀNH NỘI BỘ", "(Lưu hành nội bộ)", "(lưu hành nội bộ)", "Tài liệu lưu hành nội bộ, không phổ biến", "Chỉ lưu hành nội bộ", "LUU HANH NOI BO"],
    "xem-xong-tra-lai": ["XEM XONG TRẢ LẠI"],
}  # fmt: skip
NONE = [
    "MẶT", "MẤT", "MẮT", "mật", "văn bản mật", "tối mật, tuyệt mật", "V/v độ mật, tối mật", "QUẢN LÝ TÀI LIỆU MẬT, TỐI MẬT", "VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "BẢO MẬT",
    "MẬT ONG RỪNG", "KHẨN", "HỎA TỐC", "TÀI LIỆU", "Độ mật: Không", "Mật độ dân số", "Danh mục tài liệu mật", "FORMAT", "A secret ballot",
]  # fmt: skip


@pytest.mark.parametrize(("ident", "print_"), [(ident, p) for ident, prints in STAMPS.items() for p in prints])
def test_a_stamp_near_the_top(ident: str, print_: str) -> None:
    assert stamped(letter(stamp=print_)) == ident


@pytest.mark.parametrize("print_", ["\u041cẬ\u0422", "\u041c Ậ \u0422", "TỐI M\u00adẬT", "ＭẬＴ"])
def test_a_stamp_in_letters_of_another_alphabet(print_: str) -> None:
    """Cyrillic and wide letters look the same in print."""
    assert stamped(letter(stamp=print_))
    assert stamped(letter() + "\n" * 30 + print_)


@pytest.mark.parametrize("print_", ["MẬT", "TỐI MẬT", "| TUYỆT MẬT | x |", "LƯU HÀNH NỘI BỘ", "Độ mật: Mật", "MẬT - KHẨN"])
def test_a_stamp_anywhere(print_: str) -> None:
    assert stamped(letter() + "\n" * 30 + print_)


@pytest.mark.parametrize("line", NONE)
def test_what_only_speaks_of_secrecy(line: str) -> None:
    assert stamped(letter(stamp=line)) is None
    assert stamped(letter(subject=f"quản lý\n{line}" if line.islower() else "x", body=line)) is None


@pytest.mark.parametrize("word", ["Mật", "MAT", "SECRET", "CONFIDENTIAL"])
def test_far_from_the_top_a_stamp_is_in_capitals_and_in_vietnamese(word: str) -> None:
    """A cell of a table may hold any of these words."""
    assert stamped("\n".join([letter(), *(["x"] * 20), f"| {word} | 12 |"])) is None


@pytest.mark.parametrize("unit", ["MẬT x|\t    ", "a ", "M \n", "M.", "( "])
def test_none_takes_long(unit: str) -> None:
    started = time.process_time()
    stamped(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 2
