"""How fast citations are found and resolved, on texts made up here. Run by hand: ``python bench/cite.py [--resolve 100000]``.

Find: documents of about 5 kB, as dense in citations as real circulars (one a line of the preamble, one in three paragraphs of the body).
Resolve: many documents with five citations each, half of them to documents held, drawn as real archives are cited: few often, most once.
Both print documents a second of processor time of one core.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import replace

from builder import vocabulary
from builder.cite.find import find
from builder.cite.relations import relations
from builder.cite.resolve import resolve
from builder.model import Citation, Date, Entry, Issuer, Node, Number, Record, SourceFile, Span
from builder.runs import runs_of

SOURCE = SourceFile("x.txt", "0" * 64, "txt", "utf-8")
BASES = (
    "Căn cứ Nghị định số {n}/2020/NĐ-CP ngày 12 tháng {m} năm 2020 của Chính phủ quy định chức năng, nhiệm vụ của Bộ;",
    "Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019;",
    "Căn cứ Quyết định số {n}/QĐ-TTg ngày 14/{m}/2021 của Thủ tướng Chính phủ phê duyệt Chương trình quốc gia về việc làm;",
    "Thực hiện Công văn số {n}/LĐTBXH-TL ngày 05/{m}/2022 của Bộ Lao động - Thương binh và Xã hội về việc báo cáo;",
)
PLAIN = (
    "Các đơn vị rà soát đối tượng, lập danh sách người lao động có nhu cầu học nghề, tổng hợp kinh phí và báo cáo kết quả "
    "trước ngày 15 hằng tháng; cán bộ phụ trách chịu trách nhiệm về số liệu, phối hợp tuyên truyền đến từng hộ gia đình."
)
BODY = "Hồ sơ theo khoản {m} Điều 5 Thông tư số {n}/2021/TT-BLĐTBXH và các nội dung nêu tại công văn nêu trên, gửi về Sở."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--find", type=int, default=300, help="documents to search")
    parser.add_argument("--resolve", type=int, default=20_000, help="documents to resolve")
    chosen = parser.parse_args()
    rng = random.Random(1)
    finding([letter(rng, n) for n in range(chosen.find)])
    resolving(chosen.resolve, rng)


def letter(rng: random.Random, ident: int) -> Record:
    """A document of about 5,000 characters."""
    lines = [text.format(n=rng.randrange(1, 3000), m=rng.randrange(1, 10)) for text in BASES]
    while sum(map(len, lines)) < 5000:
        lines += [PLAIN, PLAIN, BODY.format(n=rng.randrange(1, 40), m=rng.randrange(1, 6))]
    body, text = [], ""
    for count, line in enumerate(lines, 1):
        body.append(Node(f"p{count}", "paragraph", "", runs_of(line, len(text))))
        text += line + "\n"
    return Record(f"d{ident}", "document", "vi", SOURCE, text, type="cong-van", body=tuple(body))


def finding(records: list[Record]) -> None:
    find(records[0])  # the tables are read once
    started = time.process_time()
    found = 0
    for record in records:
        citations, terms = find(record)
        found += len(citations)
        relations(replace(record, citations=citations, defined_terms=terms))
    spent = time.process_time() - started
    size = sum(len(r.text.encode()) for r in records) / len(records) / 1024
    print(f"find     {len(records):,} documents of {size:.1f} kB, {found:,} citations: {spent:.2f} s, {len(records) / spent:,.0f} a second")


def resolving(count: int, rng: random.Random) -> None:
    numbers = [f"{n % 9000 + 1}/{2000 + n // 9000}/TT-BLĐTBXH" for n in range(count)]
    entries = {f"d{n}": entry(f"d{n}", numbers[n], f"{2000 + n // 9000}-01-02") for n in range(count)}
    records = [citing(n, numbers, rng) for n in range(count)]
    inverse = {k.id: k.inv for k in vocabulary.relations().values()}
    started = time.process_time()
    found = resolve(records, entries, inverse)
    spent = time.process_time() - started
    held = sum(link.status == "held" for links in found.links.values() for link in links.values())
    print(f"resolve  {count:,} documents, {5 * count:,} citations, {held:,} to documents held, {len(found.numbers):,} numbers:", end=" ")
    print(f"{spent:.2f} s, {count / spent:,.0f} a second")


def entry(ident: str, number: str, date: str) -> Entry:
    return Entry(ident, "document", "thong-tu", Number(number, number), date, date, Issuer("vn-molisa", None), ident, None, (), "none")


def citing(ident: int, numbers: list[str], rng: random.Random) -> Record:
    """Five sentences, each with a citation; early numbers are cited most."""
    body, cited, text = [], [], ""
    for n in range(5):
        number = numbers[int((ident + 1) * rng.random() ** 3)] if n % 2 else f"{rng.randrange(1, 9000)}/QĐ-TTg"
        kind, issuer = ("thong-tu", "vn-molisa") if n % 2 else ("quyet-dinh", "vn-pm")
        line = f"Thực hiện văn bản số {number} của cơ quan ban hành theo quy định."
        start = len(text) + 10
        body.append(Node(f"p{n + 1}", "paragraph", "", runs_of(line, len(text))))
        cited.append(Citation(f"c{n + 1}", "full", line[10:30], Span(start, start + 20), "body", kind, number, None, issuer))
        text += line + "\n"
    return Record(
        f"d{ident}", "document", "vi", SOURCE, text, type="thong-tu", number=Number(numbers[ident], None),
        date=Date(f"{2000 + ident // 9000}-01-02", "day"), citations=tuple(cited), body=tuple(body),
    )  # fmt: skip


if __name__ == "__main__":
    main()
