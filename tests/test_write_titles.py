"""Subjects printed in capitals as titles: names and numbers as they are written, and nothing where a name is not known."""

from __future__ import annotations

import pytest

from builder.write.titles import calm, continued


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("VỀ VIỆC HỖ TRỢ NGƯỜI LAO ĐỘNG", "Về việc hỗ trợ người lao động"),
        (
            "HƯỚNG DẪN QUYẾT ĐỊNH SỐ 40/2011/QĐ-TTG CỦA THỦ TƯỚNG CHÍNH PHỦ",
            "Hướng dẫn Quyết định số 40/2011/QĐ-TTg của Thủ tướng Chính phủ",
        ),
        ("THAM GIA BHXH THEO CÔNG ƯỚC CỦA ILO VÀ ASEAN", "Tham gia BHXH theo công ước của ILO và ASEAN"),
        ("NGHỊ QUYẾT ĐẠI HỘI ĐẢNG KHÓA XII", "Nghị quyết đại hội đảng khóa XII"),
        ("XỬ LÝ VI PHẠM", "Xử lý vi phạm"),
        ("TRÊN ĐỊA BÀN TỈNH CÀ MAU", "Trên địa bàn tỉnh Cà Mau"),
        ("TẠI CÁC TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG", "Tại các tỉnh, thành phố trực thuộc trung ương"),
        ("BẢO HIỂM XÃ HỘI Ở HỢP TÁC XÃ NÔNG NGHIỆP", "Bảo hiểm xã hội ở hợp tác xã nông nghiệp"),
        ("THI HÀNH BỘ LUẬT LAO ĐỘNG Ở VIỆT NAM", "Thi hành Bộ luật Lao động ở Việt Nam"),
        ("NĂM 2024 CỦA BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Năm 2024 của Bộ Lao động - Thương binh và Xã hội"),
    ],
)
def test_a_line_in_capitals_becomes_a_sentence(printed: str, shown: str) -> None:
    assert calm(printed) == shown


@pytest.mark.parametrize(
    "printed",
    [
        "đôn đốc triển khai Chiến lược 145",  # not in capitals
        "Hỗ trợ của UBND tỉnh",
        "TRÊN ĐỊA BÀN XÃ KHÔNG CÓ TRONG BẢNG NÀO",  # a place that no table knows
        "HUYỆN MỘNG MƠ",
        "2637/LĐTBXH-HTQT",
        "",
    ],
)
def test_what_is_not_safe_stays_as_printed(printed: str) -> None:
    assert calm(printed) == printed


@pytest.mark.parametrize(
    ("subject", "after"),
    [
        ("đôn đốc triển khai Chiến lược 145", "đôn đốc triển khai Chiến lược 145"),
        ("VỀ VIỆC HỖ TRỢ NGƯỜI LAO ĐỘNG", "hỗ trợ người lao động"),
        ("Về kết quả giám sát.", "kết quả giám sát"),
        ("HƯỚNG DẪN THI HÀNH", "hướng dẫn thi hành"),
        ("Chính phủ trả lời", "Chính phủ trả lời"),
    ],
)
def test_a_subject_goes_on_after_about(subject: str, after: str) -> None:
    assert continued(subject) == after
