"""The chain on a number's page: who carries out what, by whose words, down to the documents that only cite."""

from __future__ import annotations

import pytest
from citing import cited, record
from test_cite_resolve import archive

from builder.model import Anchor, Archive, Bullets, Cascade, Heading, Item, Lang, Table, Target, Text
from builder.write import cascade
from builder.write.chain import Node, node_of


def shown(found: Archive, slug: str, lang: Lang = "vi") -> list[str]:
    """The list's lines as a reader sees them; links in brackets."""
    lists = [b for b in cascade.blocks(Node(slug, None), found, lang) if isinstance(b, Bullets)]
    return ["".join(_words(part) for part in item.content) for block in lists for item in block.items]


def _words(part: object) -> str:
    if isinstance(part, Anchor):
        return f"[{''.join(_words(inner) for inner in part.content)}]"
    assert isinstance(part, Text)
    return part.text


def district() -> Archive:
    letter = record(
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/4/2022 của UBND tỉnh Bến Tre về triển khai Kế hoạch số 7-KH/TU ngày 02/3/2022; các xã báo cáo.",
        "Kế hoạch số 7-KH/TU ngày 02/3/2022 của Tỉnh ủy Bến Tre về thực hiện Chỉ thị số 37-CT/TW ngày 03/9/2019 của Ban Bí thư đã nêu rõ.",
        ident="letter", date="2022-05-01", issuer="ubnd@ben-tre.ba-tri", province="ben-tre",
    )  # fmt: skip
    news = record(
        "Hội nghị quán triệt Chỉ thị số 37-CT/TW ngày 03/9/2019 của Ban Bí thư và Kế hoạch số 7-KH/TU ngày 02/3/2022.",
        ident="meeting",
        date="2022-06-01",
    )
    return archive(cited(letter), cited(news))


def test_chain_goes_from_the_directive_to_the_letter() -> None:
    assert shown(district(), "37-ct-tw") == [
        "1. Chỉ thị số 37-CT/TW ngày 3 tháng 9 năm 2019 của Ban Bí thư (trang này)",
        "1.1. Được triển khai bởi: [Kế hoạch số 7-KH/TU ngày 2 tháng 3 năm 2022 của Tỉnh ủy Bến Tre] (theo [Công văn ngày 1 tháng 5 năm 2022])",
        "“Kế hoạch số 7-KH/TU ngày 02/3/2022 của Tỉnh ủy Bến Tre về thực hiện Chỉ thị số 37-CT/TW ngày 03/9/2019 của Ban Bí thư”",
        "1.1.1. Được triển khai bởi: [Kế hoạch số 12/KH-UBND ngày 5 tháng 4 năm 2022 của Ủy ban nhân dân tỉnh Bến Tre] (theo [Công văn ngày 1 tháng 5 năm 2022])",
        "“Kế hoạch số 12/KH-UBND ngày 05/4/2022 của UBND tỉnh Bến Tre về triển khai Kế hoạch số 7-KH/TU ngày 02/3/2022”",
        "1.1.1.1. Được triển khai bởi: [Công văn ngày 1 tháng 5 năm 2022]",
        "“Thực hiện Kế hoạch số 12/KH-UBND ngày 05/4/2022 của UBND tỉnh Bến Tre về triển khai Kế hoạch số 7-KH/TU ngày 02/3/2022”",
        "1.1.2. Được dẫn trong: [Công văn ngày 1 tháng 6 năm 2022]",
        "“Hội nghị quán triệt Chỉ thị số 37-CT/TW ngày 03/9/2019 của Ban Bí thư và Kế hoạch số 7-KH/TU ngày 02/3/2022”",
    ]


def test_page_in_the_middle_shows_the_way_to_it_and_all_below() -> None:
    lines = shown(district(), "12-kh-ubnd", "en")
    assert [line.split(" ")[0] for line in lines if line[0].isdigit()] == ["1.", "1.1.", "1.1.1.", "1.1.1.1."]
    assert "Implemented by" in lines[1]
    assert "(this page)" in lines[3]


def test_quotes_bear_their_language_on_english_pages() -> None:
    (block,) = [b for b in cascade.blocks(Node("37-ct-tw", None), district(), "en") if isinstance(b, Bullets)]
    quotes = [item for item in block.items if isinstance(item, Item) and item.role == "quiet"]
    assert quotes
    assert {item.lang for item in quotes} == {"vi"}
    assert {item.lang for item in block.items if item not in quotes} == {None}


def test_no_chain_where_nothing_is_carried_out() -> None:
    found = archive(cited(record("Theo Nghị định số 5/2020/NĐ-CP, người lao động được nghỉ.", ident="a")))
    assert not list(cascade.blocks(Node("5-2020-nd-cp", None), found, "vi"))


def test_number_of_several_documents_is_shown_and_not_followed() -> None:
    texts = (
        "Kế hoạch số 9/KH-UBND ngày 05/4/2022 của UBND tỉnh Bến Tre về triển khai Chỉ thị số 3-CT/TW ngày 01/01/2022.",
        "Công văn số 4/SNV-TC ngày 09/9/2020 về triển khai Kế hoạch số 9/KH-UBND ngày 11/8/2020 của UBND tỉnh Long An.",
    )
    found = archive(*(cited(record(t, ident=f"r{n}")) for n, t in enumerate(texts)))
    assert len(found.numbers["9-kh-ubnd"].variants) == 2
    assert not any("4/SNV-TC" in line for line in shown(found, "3-ct-tw") if line[0].isdigit())


def test_two_ways_to_one_document_show_it_once_and_steps_in_order() -> None:
    texts = (
        "Kế hoạch số 1/KH-BTC về triển khai Chỉ thị số 9/CT-TTg.",
        "Kế hoạch số 2/KH-BTC về triển khai Chỉ thị số 9/CT-TTg.",
        "Công văn số 3/BTC-TC về triển khai Kế hoạch số 1/KH-BTC.",
        "Công văn số 3/BTC-TC về triển khai Kế hoạch số 2/KH-BTC.",
        "Xem Kế hoạch số 1/KH-BTC.",
    )
    found = archive(*(cited(record(t, ident=f"r{n}")) for n, t in enumerate(texts)))
    steps = [line.split(" (theo")[0] for line in shown(found, "9-ct-ttg") if line[0].isdigit()]
    assert steps[:4] == [
        "1. Chỉ thị số 9/CT-TTg của Thủ tướng Chính phủ (trang này)",
        "1.1. Được triển khai bởi: [Kế hoạch số 1/KH-BTC của Bộ Tài chính]",
        "1.1.1. Được triển khai bởi: [Công văn số 3/BTC-TC của Bộ Tài chính]",
        "1.1.1.1. Được dẫn trong: [Công văn]",
    ]
    assert [line.split(" ")[0] for line in steps] == sorted(
        (line.split(" ")[0] for line in steps), key=lambda n: [int(x) for x in n.split(".") if x]
    )
    assert sum("3/BTC-TC" in line for line in steps) == 1


def test_way_leads_through_a_document_held() -> None:
    plan = record(
        "Thực hiện Chỉ thị số 9/CT-TTg ngày 02/01/2020, các đơn vị:",
        ident="plan",
        number="1/KH-BTC",
        type="ke-hoach",
        issuer="vn-mof",
        date="2020-02-03",
    )
    letter = record(
        "Công văn số 3/BTC-TC ngày 01/3/2020 về triển khai Kế hoạch số 1/KH-BTC ngày 03/02/2020.", ident="letter", date="2020-04-05"
    )
    found = archive(cited(plan), cited(letter))
    assert [line.split(" (theo")[0] for line in shown(found, "3-btc-tc") if line[0].isdigit()][:3] == [
        "1. [Chỉ thị số 9/CT-TTg ngày 2 tháng 1 năm 2020 của Thủ tướng Chính phủ]",
        "1.1. Được triển khai bởi: [Kế hoạch số 1/KH-BTC ngày 3 tháng 2 năm 2020 của Bộ Tài chính]",
        "1.1.1. Được triển khai bởi: Công văn số 3/BTC-TC ngày 1 tháng 3 năm 2020 của Bộ Tài chính (trang này)",
    ]


def test_document_that_speaks_for_itself_is_linked_where_it_does() -> None:
    found = district()
    links = [
        p.target
        for b in cascade.blocks(Node("37-ct-tw", None), found, "vi")
        if isinstance(b, Bullets)
        for i in b.items
        for p in i.content
        if isinstance(p, Anchor)
    ]
    assert Target("vi/van-ban/letter", "p1") in links
    assert Target("vi/van-ban/meeting", "p1") in links


def test_circle_ends() -> None:
    texts = ("Kế hoạch số 1/KH-BTC về triển khai Kế hoạch số 2/KH-BTC.", "Kế hoạch số 2/KH-BTC về triển khai Kế hoạch số 1/KH-BTC.")
    found = archive(*(cited(record(t, ident=f"r{n}")) for n, t in enumerate(texts)))
    assert isinstance(next(cascade.blocks(Node("1-kh-btc", None), found, "vi")), Heading)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_crowd_is_capped(lang: Lang) -> None:
    crowd = [cited(record(f"Thực hiện Chỉ thị số 8/CT-TTg, số {n}.", ident=f"r{n}")) for n in range(400)]
    found = archive(*crowd)
    assert len(shown(found, "8-ct-ttg", lang)) <= 240


# --- the whole section ---------------------------------------------------------------------------------------------------------


def test_page_of_a_document_shows_the_chains_that_lead_to_it() -> None:
    found = district()
    here = node_of(found, "letter")
    blocks = list(cascade.blocks(here, found, "vi", least=3))
    lines = ["".join(_words(part) for part in item.content) for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert lines[0] == "1. [Chỉ thị số 37-CT/TW ngày 3 tháng 9 năm 2019 của Ban Bí thư]"
    assert lines[1].endswith("(theo [trang này])")
    assert lines[-2] == "1.1.1.1. Được triển khai bởi: Công văn ngày 1 tháng 5 năm 2022 (trang này)"


def test_what_a_document_only_cites_of_a_chain_leads_to_it_too() -> None:
    text = (
        "Kế hoạch số 7-KH/TU ngày 02/3/2022 của Tỉnh ủy Bến Tre về thực hiện Chỉ thị số 37-CT/TW ngày 03/9/2019 của Ban Bí thư đã nêu rõ."
    )
    found = archive(cited(record(text, ident="letter", date="2022-05-01")))
    (drawing,) = [b for b in cascade.blocks(node_of(found, "letter"), found, "vi", least=3) if isinstance(b, Cascade)]
    assert [(box.parent, box.lines[0], box.held, box.here) for box in drawing.boxes] == [
        (None, "Trung ương", False, False),
        (0, "Cấp tỉnh · được triển khai bởi", False, False),
        (1, "Được dẫn trong", True, True),
    ]


def test_document_that_stands_in_no_chain_shows_none() -> None:
    found = district()
    assert not list(cascade.blocks(node_of(found, "letter"), found, "vi", least=5))
    alone = archive(cited(record("Thực hiện Chỉ thị số 3-CT/TW ngày 01/01/2022.", ident="a")))
    assert not list(cascade.blocks(node_of(alone, "a"), alone, "vi", least=3))


def test_timeline_has_each_document_once_and_in_order() -> None:
    (table,) = [b for b in cascade.blocks(Node("37-ct-tw", None), district(), "en") if isinstance(b, Table)]
    assert ["".join(_words(p) for p in cells[0]) for cells in table.rows] == [
        "3 Sep 2019",
        "2 Mar 2022",
        "5 Apr 2022",
        "1 May 2022",
        "1 Jun 2022",
    ]
    assert "".join(map(_words, table.rows[0][1])).startswith("Directive No. 37-CT/TW (this page), ")


def test_levels_are_said_in_words() -> None:
    (drawing,) = [b for b in cascade.blocks(Node("37-ct-tw", None), district(), "en") if isinstance(b, Cascade)]
    assert [box.lines[0].split(" · ")[0] for box in drawing.boxes] == ["Central", "Province", "Province", "District", "Cited in"]
