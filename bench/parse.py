"""Documents a second from lines to a record, on one core: the parsing room alone, files already read.

Usage: python bench/parse.py [FOLDER]

FOLDER holds text documents (.txt, .md), searched with its subfolders; without one, or where it holds none, invented letters and
decrees are measured and the output says so. Run by hand, never part of the tests.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from builder.model import Original
from builder.parse.document import parse_document
from builder.read.formats import original_of
from builder.read.original import read_original

ROUNDS = 5
LETTER = """BỘ LAO ĐỘNG - THƯƠNG BINH
VÀ XÃ HỘI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
-------
Số: {n}/LĐTBXH-KHTC
V/v báo cáo tình hình thực hiện chính sách việc làm

Hà Nội, ngày 05 tháng 3 năm 2021

Kính gửi:
- Bộ Tài chính;
- Các Vụ: Pháp chế, Bảo hiểm xã hội.

Thực hiện Quyết định số 77/QĐ-TTg của Thủ tướng Chính phủ, Bộ đề nghị gửi báo cáo về Vụ Kế hoạch - Tài chính trước ngày 20/4/2021.
{body}
Nơi nhận:
- Như trên;
- Bộ trưởng (để b/c);
- Lưu: VT, KHTC.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG
(Đã ký)
Trần Văn Minh
"""
PARAGRAPH = (
    "Các địa phương rà soát đối tượng, lập dự toán và tổ chức chi trả đúng quy định tại khoản {n} Điều 4 Nghị định số 20/2021/NĐ-CP.\n"
)
ARTICLE = (
    "Điều {n}. Nội dung\n1. Người lao động được hỗ trợ theo quy định.\na) Mức hỗ trợ;\nb) Thủ tục.\n2. Cơ quan bảo hiểm xã hội chi trả.\n"
)
DECREE = "CHÍNH PHỦ\nSố: {n}/2021/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2021\nNGHỊ ĐỊNH\nQuy định chi tiết\n\nCăn cứ Luật Việc làm;\n\n{body}"


def invented() -> list[Original]:
    """Ninety letters of about 3,000 characters and ten decrees of about 30,000."""
    letters = [LETTER.format(n=i + 1, body="".join(PARAGRAPH.format(n=k) for k in range(1, 20))) for i in range(90)]
    decrees = [DECREE.format(n=i + 1, body="".join(ARTICLE.format(n=k) for k in range(1, 180))) for i in range(10)]
    found = (original_of(text.encode(), "invented.txt", "txt")[0] for text in letters + decrees)
    return [original for original in found if original]


def held(folder: Path) -> list[Original]:
    paths = sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md") and not p.name.endswith(".en.md"))
    found = (read_original(path)[0] for path in paths)
    return [original for original in found if original]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    originals = held(folder) if folder else []
    if not originals:
        print("no documents found: measured on invented ones" if folder else "no folder given: measured on invented documents")
        originals = invented()
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for original in originals:
            parse_document(original, "x")
        seconds.append(time.process_time() - start)
    best, middle = min(seconds), statistics.median(seconds)
    size = sum(len(o.text) for o in originals)
    rate = f"{len(originals) / middle:.0f} documents a second (best {len(originals) / best:.0f})"
    print(f"{len(originals)} documents, {size:,} characters: {rate}")


if __name__ == "__main__":
    main()
