"""How fast originals are read, on letters made up here. Run by hand: ``python bench/read.py [--count 300]``.

A letter of about 4,000 characters as plain text, in TCVN3, as a web page of a portal and as a Word file with automatic numbers.
Prints files a second of one core: plain text in this process, the rest through the gate, its start apart.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from forms.word import level, listed, numbering, paragraph, table, word_file

from builder.read.formats import original_of
from builder.read.gate import read_guarded

HEAD = (("UBND TỈNH SƠN HẢI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: {n}/UBND-LĐ", "Sơn Hải, ngày 5 tháng 3 năm 2025"))
CLAUSE = (
    "Các sở, ngành, địa phương rà soát việc cấp giấy phép lao động, đối chiếu với Nghị định số 152/2020/NĐ-CP ngày 30 tháng 12 năm 2020 "
    "của Chính phủ, tổng hợp và báo cáo Ủy ban nhân dân tỉnh trước ngày 15 hằng tháng; cán bộ phụ trách chịu trách nhiệm về số liệu."
)
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>Chuyên mục {n}</a>" for n in range(60)) + "</ul>"


def text(n: int) -> bytes:
    head = "\n".join(cell for row in HEAD for cell in row).format(n=n)
    return f"{head}\nKính gửi: Sở Nội vụ.\n\n".encode() + "".join(f"{k}. {CLAUSE}\n" for k in range(1, 16)).encode()


def page(n: int) -> bytes:
    head = "".join("<tr>" + "".join(f"<td><p>{escape(c)}" for c in row) for row in HEAD).format(n=n)
    body = "".join(f"<p class=x style='margin:0'><span>{k}. </span><span>{CLAUSE}</span></p>" for k in range(1, 16))
    return f"<title>x</title><body><div>{MENU}</div><div><table>{head}</table><p>Kính gửi: Sở Nội vụ.</p>{body}</div>{MENU}".encode()


def word(n: int) -> bytes:
    head = table(*([cell.format(n=n) for cell in row] for row in HEAD))
    parts = {"word/numbering.xml": numbering({0: level(0, "decimal", "%1.")}, {1: (0, "")})}
    return word_file(head, paragraph("Kính gửi: Sở Nội vụ."), *(listed(CLAUSE, 1) for _ in range(15)), parts=parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=300, help="files of each kind")
    count = parser.parse_args().count
    told(".txt", [text(n) for n in range(count)], lambda data: original_of(data, "x", "txt"), 150)
    told(".html", [page(n) for n in range(count)], lambda data: read_guarded(data, "x", "html"), 0)
    told(".docx", [word(n) for n in range(count)], lambda data: read_guarded(data, "x", "docx"), 40)


def told(name: str, files: list[bytes], read: Callable[[bytes], tuple[object, object]], bar: int) -> None:
    started = time.perf_counter()
    read(files[0])
    begun = time.perf_counter() - started
    started = time.perf_counter()
    for data in files:
        assert read(data)[0] is not None
    speed = len(files) / (time.perf_counter() - started)
    print(f"{name:6} {speed:8.0f} a second{f' (at least {bar})' if bar else ''}, the first after {begun:.2f} s")


if __name__ == "__main__":
    main()
