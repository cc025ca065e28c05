"""Dates, news and encodings: each hard case as a small invented item."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from parsing import LETTER, record_of

from builder.model import Record
from builder.parse.news import timestamp
from builder.parse.review import review

LEAD = "(LĐXH) - Ngày 15/1, tại Hà Nội, Bộ Lao động - Thương binh và Xã hội tổ chức hội nghị tổng kết công tác năm với sự tham dự của nhiều đại biểu trong nước và quốc tế. Thứ trưởng Lê Văn Quân chủ trì hội nghị."
SECOND = "Phát biểu tại hội nghị, các đại biểu đánh giá cao kết quả đã đạt được trong năm qua và đề xuất nhiều giải pháp cho thời gian tới để công tác ngày càng tốt hơn."
ITEM = f"""Thời sự

Tổng kết công tác năm 2018

03:59 PM 15/01/2019

{LEAD}

Toàn cảnh hội nghị tổng kết
công tác của ngành

{SECOND}

Thứ trưởng trao bằng khen

Minh Ngọc
"""


def news(text: str) -> Record:
    return record_of(text, "news")


def test_case_51_a_date_without_a_year_takes_the_article_s() -> None:
    record = news(ITEM)
    assert record.news is not None
    assert (record.date.value, record.news.timestamp, record.news.event_date) == ("2019-01-15", "2019-01-15T15:59", "2019-01-15")


def test_case_51_without_a_time_the_year_is_not_guessed() -> None:
    record = news(ITEM.replace("03:59 PM 15/01/2019\n\n", ""))
    assert record.news is not None
    assert (record.date.value, record.news.event_date) == (None, None)


def test_case_51_an_event_is_not_the_publication() -> None:
    record = news(ITEM.replace("03:59 PM 15/01/2019\n\n", "").replace("Ngày 15/1,", "Ngày 10/12/2015,"))
    assert record.news is not None
    assert (record.date.value, record.news.event_date) == (None, "2015-12-10")


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("03:59 PM 15/01/2019", "2019-01-15T15:59"),
        ("12:05 AM 01/02/2020", "2020-02-01T00:05"),
        ("12:05 PM 01/02/2020", "2020-02-01T12:05"),
        ("15/01/2019 - 08:30", "2019-01-15T08:30"),
        ("Thứ ba, 15/01/2019 08:30", "2019-01-15T08:30"),
        ("15/01/2019", "2019-01-15"),
        ("25:10 15/01/2019", None),
        ("31/02/2019", None),
        ("15/01/2019 hội nghị", None),
        ("", None),
    ],
)
def test_case_51_clock(printed: str, iso: str | None) -> None:
    assert timestamp(printed) == iso


def test_case_54_captions_and_dateline() -> None:
    record = news(ITEM)
    assert record.news is not None
    assert [c.text for c in record.news.captions] == ["Toàn cảnh hội nghị tổng kết công tác của ngành", "Thứ trưởng trao bằng khen"]
    assert record.news.agency == "LĐXH"
    assert [n.id for n in record.body if n.kind == "paragraph"] == ["p1", "p2"]


@pytest.mark.parametrize("menu", ["Liên kết", "Trang chủ"])
def test_case_54_words_of_a_menu_are_residue(menu: str) -> None:
    record = news(f"{menu}\n\n{ITEM}")
    assert [r.text for r in record.residue if r.kind == "menu"] == [menu]
    assert record.title.vi == "Tổng kết công tác năm 2018"


def test_case_55_the_author_is_neither_signer_nor_a_person_in_the_text() -> None:
    record = news(ITEM)
    assert record.news is not None
    assert (record.news.author, record.news.persons, record.signature) == ("Minh Ngọc", ("Lê Văn Quân",), None)


def plain(record: Record) -> tuple[object, ...]:
    return (
        record.number.norm, record.type, record.issuer.name, record.date.value, record.place, record.subject,
        tuple(a.text for a in record.addressees), record.signature and record.signature.name, tuple(n.text for n in record.body),
    )  # fmt: skip


def test_case_56_decomposed_text_is_the_same_record() -> None:
    assert plain(record_of(unicodedata.normalize("NFD", LETTER))) == plain(record_of(LETTER))


def test_case_56_house_style_of_tones_is_kept() -> None:
    record = record_of(LETTER.replace("Trân trọng./.", "Các cấp uỷ và Huyện ủy thực hiện."))
    assert record.body[-1].text == "Các cấp uỷ và Huyện ủy thực hiện."


def test_case_57_a_legacy_headline_leaves_a_warning_and_no_invention() -> None:
    record = record_of("Thùc tiÔn sö dông luËt lao ®éng\n\nBộ đề nghị các đơn vị thực hiện./.\n")
    assert (record.number.norm, record.date.value, record.issuer.name) == (None, None, None)
    assert {"P101", "P103"} <= {p.code for p in review(record, "x.txt")}


def test_case_58_invisible_marks_split_no_word() -> None:
    assert plain(record_of(LETTER.replace("Trần Văn", "Trần\u200b Văn").replace("báo cáo tình", "báo\ufeff cáo tình"))) == plain(
        record_of(LETTER)
    )


def test_case_58_small_capitals_stay_as_they_are() -> None:
    record = record_of(LETTER.replace("Trân trọng./.", "Các ᴄơ quan, đơn ᴠị thực hiện."))
    assert record.body[-1].text == "Các ᴄơ quan, đơn ᴠị thực hiện."


def test_case_59_personal_data_of_a_contact() -> None:
    record = record_of(
        LETTER.replace(
            "Trân trọng./.", "Chi tiết liên hệ bà Lê Thị Lan, chuyên viên, điện thoại 0912 345 678, email: lan.le@example.gov.vn."
        )
    )
    assert [(c.name, [d.kind for d in c.details]) for c in record.contacts] == [("Lê Thị Lan", ["phone", "email"])]
    agency = record_of(LETTER.replace("Trân trọng./.", "Mọi thông tin gửi về Cục Việc làm, fax 024 3825 0000."))
    assert agency.contacts == ()


def test_case_60_typing_errors_are_kept() -> None:
    assert (
        record_of(LETTER.replace("Trân trọng./.", "Sở làm đối mối, phối với với các huyện.")).body[-1].text
        == "Sở làm đối mối, phối với với các huyện."
    )


def test_residue_says_what_it_is() -> None:
    kinds = {r.kind for r in record_of(LETTER).residue}
    assert kinds == {"letterhead", "rule", "label"}


@pytest.mark.parametrize("label", ["Bài, ảnh: ", "Tin: ", "Theo ", ""])
def test_words_before_an_author_are_a_label(label: str) -> None:
    record = news(ITEM.replace("Minh Ngọc\n", f"{label}Minh Ngọc\n"))
    assert record.news is not None
    assert record.news.author == "Minh Ngọc"


def test_paths_and_tails_of_a_site_are_menus() -> None:
    record = news(f"Trang chủ > Tin tức > Việc làm\n\n{ITEM}\nTừ khóa: việc làm, lao động\n")
    assert record.news is not None
    assert record.title.vi == "Tổng kết công tác năm 2018"
    assert record.news.author == "Minh Ngọc"
    assert [r.text for r in record.residue if r.kind == "menu"] == ["Trang chủ > Tin tức > Việc làm", "Từ khóa: việc làm, lao động"]


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [("(LĐXH) - ", "LĐXH"), ("TPO - ", "TPO"), ("VOV.VN - ", "VOV.VN"), ("Chinhphu.vn – ", "Chinhphu.vn"), ("", None), ("Hà Nội - ", None)],
)
def test_datelines(dateline: str, agency: str | None) -> None:
    record = news(ITEM.replace("(LĐXH) - ", dateline))
    assert record.news is not None
    assert record.news.agency == agency


@pytest.mark.parametrize(("words", "event"), [("Sáng 14/1", "2019-01-14"), ("Chiều ngày 14/1", "2019-01-14"), ("Tỷ lệ 14/1", None)])
def test_half_days(words: str, event: str | None) -> None:
    record = news(ITEM.replace("Ngày 15/1", words))
    assert record.news is not None
    assert record.news.event_date == event


ITEMS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "parse_news_items.yml").read_text("utf-8"))


@pytest.mark.parametrize("item", ITEMS, ids=lambda i: i["name"])
def test_an_item_of_a_portal_is_read_as_it_is(item: dict[str, Any]) -> None:
    record = news(item["text"])
    assert record.news is not None
    found = {
        "title": record.title.vi, "category": record.news.category, "time": record.news.timestamp, "agency": record.news.agency,
        "event": record.news.event_date, "event_month": (record.news.event_date or "")[:7], "author": record.news.author,
        "captions": len(record.news.captions), "place": record.place,
    }  # fmt: skip
    named = {"persons": record.news.persons, "bodies": record.news.bodies}
    assert {k: found[k] for k in item["gold"] if k in found} == {k: v for k, v in item["gold"].items() if k in found}
    assert all(set(item["gold"][k]) <= set(named[k]) for k in item["gold"] if k in named)


def test_a_division_is_nobody_s_name() -> None:
    record = news(ITEM.replace("Thứ trưởng Lê Văn Quân chủ trì", "Giám đốc Sở Nội vụ Lê Văn Quân chủ trì"))
    assert record.news is not None
    assert record.news.persons == ("Lê Văn Quân",)
