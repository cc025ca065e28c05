"""Invented documents for the tests of parsing: lines in, a record out."""

from __future__ import annotations

from builder.model import Record
from builder.parse.account import lost
from builder.parse.document import parse_document
from builder.read.formats import original_of


def record_of(text: str, kind: str = "document", form: str = "txt") -> Record:
    """The record of a text; fails where a character of it is in no field, no block and no residue."""
    original, problems = original_of(text.encode(), f"x.{form}", form)
    assert original is not None, problems
    record = parse_document(original, "x", kind)  # type: ignore[arg-type]
    left = [record.text[s.start : s.end] for s in lost(record)]
    assert not left, left
    return record


HEAD = """BỘ LAO ĐỘNG - THƯƠNG BINH
VÀ XÃ HỘI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
"""

LETTER = (
    HEAD
    + """Số: 1234/LĐTBXH-KHTC
V/v báo cáo tình hình thực hiện chính sách việc làm

Hà Nội, ngày 05 tháng 3 năm 2021

Kính gửi:
- Sở Lao động - Thương binh và Xã hội các tỉnh, thành phố trực thuộc Trung ương;
- Các Vụ: Pháp chế, Bảo hiểm xã hội.

Thực hiện Quyết định số 77/QĐ-TTg ngày 15/01/2021 của Thủ tướng Chính phủ, Bộ đề nghị Quý cơ quan gửi báo cáo về Vụ Kế hoạch - Tài chính trước ngày 20/4/2021.

Trân trọng./.

Nơi nhận:
- Như trên;
- Bộ trưởng (để b/c);
- Lưu: VT, KHTC.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG
(Đã ký)
Trần Văn Minh
"""
)
