"""The body's tree: articles, quotations, attached parts, annexes, effects, and that nothing of it is lost."""

from __future__ import annotations

import pytest
from parsing import HEAD, record_of

from builder.model import Line, Record
from builder.parse.body import read_body
from builder.runs import runs_of

TOP = "CHÍNH PHỦ\nSố: 9/2021/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2021\nNGHỊ ĐỊNH\nQuy định chi tiết\n\nCăn cứ Luật Việc làm;\n\n"


def body(text: str) -> Record:
    return record_of(TOP + text)


def articles(record: Record) -> list[str]:
    return [d.n for d in record.structure if d.kind == "dieu" and not d.quoted and d.part is None]


def test_ids_of_articles_clauses_and_points() -> None:
    record = body("Điều 1. Phạm vi\n1. Khoản một:\na) Điểm a;\nđ) Điểm đ.\n2. Khoản hai.\nĐiều 2. Đối tượng\nNội dung.\n")
    assert [n.id for n in record.body] == ["p1", "d1", "d1.k1", "d1.k1.a", "d1.k1.dd", "d1.k2", "d2", "p2"]


def test_case_45_quoted_articles_of_an_amending_text_are_kept_apart() -> None:
    record = body(
        "Điều 1. Sửa đổi, bổ sung Điều 28 như sau:\n“Điều 28. Mức hỗ trợ\n1. Mức mới.\nĐiều 28a. Thủ tục\n1. Hồ sơ.”\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01/5/2021.\n"
    )
    assert articles(record) == ["1", "2"]
    assert [d.n for d in record.structure if d.quoted and d.kind == "dieu"] == ["28", "28a"]


def test_case_45_a_quotation_whose_last_mark_is_missing_ends_at_the_next_article() -> None:
    record = body(
        "Điều 1. Sửa đổi Điều 28 như sau:\n“Điều 28. Mức hỗ trợ\n1. Mức mới.\nĐiều 2. Bãi bỏ Điều 9\nNội dung.\nĐiều 3. Hiệu lực\nNội dung.\n"
    )
    assert articles(record) == ["1", "2", "3"]


def test_case_45_an_attached_regulation_restarts_at_article_1() -> None:
    record = body(
        "Điều 1. Ban hành Quy chế.\nĐiều 2. Hiệu lực.\nQUY CHẾ\n(Ban hành kèm theo Nghị định số 9/2021/NĐ-CP)\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng\n"
    )
    assert articles(record) == ["1", "2"]
    assert [d.id for d in record.structure if d.part == "qc1" and d.kind == "dieu"] == ["qc1.d1", "qc1.d2"]


def test_a_letter_torn_from_its_word_is_joined() -> None:
    record = body("Đ\niều 1. Phạm vi\nC\năn cứ pháp luật.\nĐ iều 2. Đối tượng\n")
    assert articles(record) == ["1", "2"]
    assert record.body[2].text == "Căn cứ pháp luật."


@pytest.mark.parametrize(
    "label", ["Điều {}.", "Điều {}:", "Điều {}", "ĐIỀU {}.", "Ðiều {}.", "Đ iều {}.", "Điều {}.-", "Điều {} -", "Article {}."]
)
def test_ways_to_print_an_article(label: str) -> None:
    assert articles(body(f"{label.format(1)} Phạm vi\n{label.format(2)} Đối tượng\n{label.format(3)}\nNội dung.\n")) == ["1", "2", "3"]


def test_a_reference_at_the_start_of_a_line_is_no_article() -> None:
    assert articles(body("Điều 1. Phạm vi\nĐiều 5 của Luật này quy định mức trần.\nĐiều 2. Đối tượng\n")) == ["1", "2"]


def test_annexes_have_their_own_numbering() -> None:
    record = body("Điều 1. Phạm vi\nPHỤ LỤC I\nDANH MỤC NGHỀ\nĐiều 1. Nghề nặng nhọc\n")
    assert articles(record) == ["1"]
    assert [d.kind for d in record.structure] == ["dieu", "phu-luc", "dieu"]


def test_a_table_is_one_block_with_its_cells() -> None:
    """A reader gives a table as one line of all its words, and its cells; no cell is taken for an article or a clause."""
    cells = (("Vùng", "Mức"), ("1. Vùng I", "Điều 4"))
    rows = tuple(tuple(runs_of(cell, 100 * i + 10 * j) for j, cell in enumerate(row)) for i, row in enumerate(cells))
    table = Line(3, tuple(run for row in rows for cell in row for run in cell), "table", 0, rows)
    read = read_body((Line(1, runs_of("Điều 1. Mức lương", 0)), table, Line(4, runs_of("Điều 2. Hiệu lực", 300))))
    assert [(n.id, n.kind) for n in read.nodes] == [("d1", "article"), ("p1", "table"), ("d2", "article")]
    assert read.nodes[1].rows == rows


def test_ids_never_repeat() -> None:
    record = body("Điều 1. A\n1. x.\n1. y.\nĐiều 1. B\n1. z.\n")
    ids = [n.id for n in record.body]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("clause", "start", "rule"),
    [
        ("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2021.", "2021-05-01", "từ ngày 01 tháng 5 năm 2021"),
        ("Nghị định này có hiệu lực kể từ ngày ký.", "2021-03-05", "kể từ ngày ký"),
        ("Nghị định này có hiệu lực thi hành sau 45 ngày kể từ ngày ký ban hành.", "2021-04-19", None),
        ("Nghị định này có hiệu lực thi hành sau 10 ngày, kể từ ngày ký.", "2021-03-15", None),
        ("Nghị định này có hiệu lực thi hành kể từ 15 tháng 6 năm 2021.", "2021-06-15", None),
        ("Nghị định này có hiệu lực từ ngày thông qua.", "2021-03-05", None),
        (
            "Nghị định này có hiệu lực từ ngày 01/5/2021, trừ khoản 2 Điều 6 có hiệu lực từ ngày 01/01/2022.",
            "2021-05-01",
            "từ ngày 01/5/2021",
        ),
        ("Nghị định này có hiệu lực thi hành sau 15 ngày kể từ ngày đăng Công báo.", None, "sau 15 ngày kể từ ngày đăng Công báo"),
        ("Nghị định này có hiệu lực thi hành từ ngày    tháng    năm 2021.", None, None),
        ("Hồ sơ nộp trước ngày Nghị định này có hiệu lực từ ngày ký thì giải quyết.", None, None),
        ("Trong 12 tháng, kể từ ngày Nghị định này có hiệu lực thi hành, các tỉnh rà soát.", None, None),
        ("Thông tư này có hiệu lực từ ngày 01/5/2021.", None, None),
        ("Bản án có hiệu lực pháp luật từ ngày 01/5/2021.", None, None),
    ],
)
def test_case_53_effects(clause: str, start: str | None, rule: str | None) -> None:
    effective = body(f"Điều 1. Phạm vi\nNội dung.\nĐiều 2. Điều khoản thi hành\n1. {clause}\n").effective
    assert effective.start == start
    assert rule is None or effective.rule == rule
    assert effective.state == "unknown"


def test_case_53_a_quoted_effect_and_a_letter_s_are_not_the_document_s() -> None:
    quoted = body(
        "Điều 1. Sửa đổi Điều 9 như sau:\n“Điều 9. Hiệu lực\nNghị định này có hiệu lực từ ngày 01/5/2021.”\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01/7/2021.\n"
    )
    assert quoted.effective.start == "2021-07-01"
    letter = record_of(
        HEAD
        + "Số: 5/LĐTBXH-VP\nV/v họp\nHà Nội, ngày 18 tháng 12 năm 2009\n\nKính gửi: Bộ Ngoại giao\n\nNghị định này có hiệu lực từ ngày 01/01/2010.\n"
    )
    assert letter.effective.start is None


def test_an_effect_before_a_doubtful_issue_is_not_known() -> None:
    text = "Số: 9/2021/NĐ-CP\nHà Nội, ngày {} năm 202{}\nNGHỊ ĐỊNH\nQuy định chi tiết\n\nCăn cứ Luật;\n\nĐiều 1. Hiệu lực\nNghị định này có hiệu lực từ ngày 01/5/2021.\n"
    doubtful = record_of(text.format("12 tháng 3", 2)).effective
    assert (doubtful.start, doubtful.rule) == (None, "từ ngày 01/5/2021")
    assert record_of(text.format("12 tháng 6", 1)).effective.start == "2021-05-01"


def test_an_english_effect() -> None:
    record = record_of(
        "DECREE\n\nOn registration\n\nPursuant to the Law;\n\nArticle 1. Scope\n\nThis Decree takes effect on October 15, 2017, and replaces another.\n"
    )
    assert record.effective.start == "2017-10-15"
