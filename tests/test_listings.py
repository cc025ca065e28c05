"""Lists: by year, type, issuer, unit, addressee, topic, status, deadline, number; 200 a page; the Vietnamese order; counts; feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from builder import addresses
from builder.model import (
    ABSENT,
    Anchor,
    Archive,
    Block,
    Bullets,
    Due,
    Entry,
    Foreign,
    Heading,
    Issuer,
    Item,
    Number,
    Page,
    Paragraph,
    Table,
    Text,
)
from builder.write import agenda, data_page, front_pages, listing
from builder.write.dimensions import DIMENSIONS


def entry(n: int, **known: object) -> Entry:
    number = Number(f"{n}/LĐTBXH-VL", f"Số: {n}/LĐTBXH-VL", str(n), 2020)
    plain = Entry(
        f"x{n}", "document", "cong-van", number, "2020-01-01", "2020-01-01", Issuer("vn-molisa", "Bộ Lao động"), f"Trích yếu {n}", None,
        ("employment",), "none", "vn-molisa-htqt", (("vn-mof", "Bộ Tài chính"), ("so-noi-vu", "Sở Nội vụ")), (), "none",
    )  # fmt: skip
    return replace(plain, **known)  # type: ignore[arg-type]


def archive(*entries: Entry) -> Archive:
    return Archive({e.id: e for e in entries}, {}, {e.id: {} for e in entries}, {})


def pages(found: Archive) -> dict[str, Page]:
    return {outline.path: outline.make(found) for outline in (*listing.outlines(found), *agenda.outlines(found))}


def told(blocks: tuple[Block, ...]) -> str:
    return " ".join(_words(blocks))


def _words(part: object) -> Iterator[str]:
    if isinstance(part, Text):
        yield part.text
    elif isinstance(part, tuple):
        for inner in part:
            yield from _words(inner)
    elif isinstance(part, Heading | Paragraph | Item | Anchor | Foreign):
        yield from _words(part.content)
    elif isinstance(part, Bullets):
        yield from _words(part.items)
    elif isinstance(part, Table):
        yield from _words((part.header, *part.rows))


def rows(page: Page) -> int:
    return sum(len(b.rows) for b in page.blocks if isinstance(b, Table))


def files(page: Page) -> list[str | None]:
    return [
        inline.target.file
        for b in page.blocks
        if isinstance(b, Paragraph)
        for inline in b.content
        if isinstance(inline, Anchor) and inline.target.file
    ]


def test_every_dimension_has_an_index_and_a_list_in_both_languages() -> None:
    found = pages(archive(entry(1)))
    for lang in addresses.LANGS:
        for dimension in DIMENSIONS:
            assert addresses.index(dimension, lang) in found
        for dimension, value in (
            ("years", "2020"), ("types", "cong-van"), ("issuers", "vn-molisa"), ("units", "vn-molisa-htqt"), ("addressees", "vn-mof"),
            ("addressees", "so-noi-vu"), ("topics", "employment"), ("statuses", "none"),
        ):  # fmt: skip
            assert told(found[addresses.listing(dimension, value, lang)].blocks).count("Trích yếu 1") == 1
    assert found["vi/noi-gui/so-noi-vu"].title == "Kính gửi: Sở Nội vụ"
    assert found["en/addressees/so-noi-vu"].body_lang == "vi"  # a name that is only printed stays as printed, and says so


def test_at_most_two_hundred_a_page_and_nothing_lost() -> None:
    many = [entry(n, sort_date=f"{2020 - n // 150}-01-01") for n in range(450)]
    found = pages(archive(*many))
    parts = [found[addresses.further("vi/van-ban/index", n, "vi")] for n in (1, 2, 3)]
    assert [rows(p) for p in parts] == [200, 200, 50]
    assert "vi/van-ban/trang-4" not in found
    listed = re.findall(r"Trích yếu (\d+)", told(tuple(b for p in parts for b in p.blocks)))
    assert sorted(map(int, listed)) == list(range(450))


def test_years_are_headings_and_a_row_of_links_leads_to_them() -> None:
    many = [entry(n, sort_date=f"{2020 - n // 150}-01-01") for n in range(450)]
    found = pages(archive(*many))
    first = found["vi/van-ban/index"]
    jump = next(b for b in first.blocks if isinstance(b, Paragraph) and b.role == "jump")
    links = [i.target for i in jump.content if isinstance(i, Anchor)]
    assert [(t.page, t.anchor) for t in links] == [
        ("vi/van-ban/index", "y2020"),
        ("vi/van-ban/index", "y2019"),
        ("vi/van-ban/trang-2", "y2018"),
    ]
    assert "2020 (150)" in told((jump,)).replace("  ", " ")
    for target in links:
        assert target.anchor in {b.id for b in found[target.page or ""].blocks if isinstance(b, Heading)}
    assert not [b for b in found["vi/nam/2020"].blocks if isinstance(b, Paragraph) and b.role == "jump"]  # one year needs no jump


def test_a_main_list_offers_its_feed_and_others_do_not() -> None:
    found = pages(archive(entry(1)))
    assert files(found["vi/co-quan/vn-molisa"]) == ["vi/co-quan/vn-molisa/feed.xml"]
    assert files(found["en/topics/employment"]) == ["en/topics/employment/feed.xml"]
    assert files(found["vi/van-ban/index"]) == ["vi/feed.xml"]
    assert files(found["vi/loai/cong-van"]) == []


def test_an_index_is_sorted_as_vietnamese_sorts_and_counts() -> None:
    names = ["Ủy ban", "Đảng ủy", "Du lịch", "Áo", "Ánh", "Ăn uống"]
    found = pages(archive(*(entry(n, addressees=((f"b{n}", name),)) for n, name in enumerate(names))))
    index = next(b for b in found["vi/noi-gui/index"].blocks if isinstance(b, Bullets))
    assert [told((Bullets((i,)),)).rsplit(" ", 1)[0].strip() for i in index.items] == [
        "Ánh",
        "Áo",
        "Ăn uống",
        "Du lịch",
        "Đảng ủy",
        "Ủy ban",
    ]
    assert told((index,)).count("(1)") == len(names)


def test_deadlines_are_listed_the_latest_first_with_who_and_where() -> None:
    dues = (Due("2024-12-10", "UBND xã báo cáo", None, "p4"), Due("2024-12-15", "Phòng báo cáo Sở", "The Division reports", "p5"))
    page = pages(archive(entry(1, dues=dues)))["vi/thoi-han/index"]
    table = next(b for b in page.blocks if isinstance(b, Table))
    assert [told((Table(table.header, (row,)),)).split("Số hiệu ")[1][:18] for row in table.rows] == [
        "15 tháng 12 năm 20",
        "10 tháng 12 năm 20",
    ]
    assert "Phòng báo cáo Sở" in told((table,))
    english = pages(archive(entry(1, dues=dues)))["en/deadlines/index"]
    assert "The Division reports" in told(english.blocks)
    assert files(page) == ["vi/thoi-han.ics"]


@pytest.mark.parametrize("lang", addresses.LANGS)
def test_the_home_has_deadlines_topics_and_what_this_is_in_one_sentence(lang: addresses.Lang) -> None:
    home = next(p for p in front_pages.homes(archive(entry(1, dues=(Due("2024-12-10", "UBND xã báo cáo", None, "p4"),)))) if p.lang == lang)
    headings = [b.id for b in home.blocks if isinstance(b, Heading)]
    assert headings[:4] == ["top", "newest", "deadlines", "topics"]
    sentence = home.blocks[1]
    assert isinstance(sentence, Paragraph)
    assert told((sentence,)).count(". ") == 0


def test_a_document_without_number_or_date_has_its_place_in_lists() -> None:
    found = pages(archive(entry(1, number=ABSENT, date=None, sort_date="")))
    assert rows(found["vi/nam/0000"]) == 1


def test_the_page_of_data_names_every_year() -> None:
    page = next(iter(data_page.pages(archive(entry(1), entry(2, sort_date="2019-05-06")))))
    assert "2019.jsonl" in told(page.blocks)
    assert "2020.akn.zip" in told(page.blocks)
