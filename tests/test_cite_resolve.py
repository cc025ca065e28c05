"""What citations are resolved to, in tables; what number pages gather; both directions of every link."""

from __future__ import annotations

from dataclasses import replace

import pytest
from citing import cited, record

from builder import vocabulary
from builder.cite.resolve import resolve
from builder.model import Archive, Contact, Entry, Fact, FactValue, Issuer, Link, Node, Number, Record, Secret, Span, Target
from builder.runs import runs_of
from builder.write.standing import standing

INVERSE = {k.id: k.inv for k in vocabulary.relations().values()}


def held(ident: str, number: str, type: str, date: str | None, issuer: str | None, joint: tuple[str, ...] = ()) -> Entry:
    return Entry(
        ident, "document", type, Number(number, number), date, date or "", Issuer(issuer, None, joint=joint), ident, None, (), "none"
    )  # fmt: skip


def entry(source: Record) -> Entry:
    return held(source.id, source.number.norm or "", source.type or "", source.date.value, source.issuer.id)


def archive(*records: Record, others: tuple[Entry, ...] = ()) -> Archive:
    entries = {e.id: e for e in (*map(entry, records), *others)}
    return resolve(records, entries, INVERSE)


def link(sentence: str, *others: Entry, **about: str) -> Link:
    """What the first citation of a sentence is resolved to."""
    source = cited(record(sentence, ident="citing", **about))  # type: ignore[arg-type]
    return archive(source, others=others).links["citing"]["c1"]


DECREE = held("decree", "145/2020/NĐ-CP", "nghi-dinh", "2020-12-14", "vn-gov")
DECISION = held("decision", "145/QĐ-TTg", "quyet-dinh", "2016-01-20", "vn-pm")
LETTER = held("letter", "3676/LĐTBXH-NCC", "cong-van", "2015-09-10", "vn-molisa")
LATER_LETTER = held("later", "3676/LĐTBXH-NCC", "cong-van", "2018-08-31", "vn-molisa")
PLAN = held("plan", "63/KH-UBND", "ke-hoach", "2023-03-21", "ubnd@quang-ngai")
PARTY = held("party", "06-NQ/TW", "nghi-quyet", "2016-11-05", "vn-cpv-cc")
JOINT = held("joint", "16/2012/TTLT-BLĐTBXH-BTC", "thong-tu-lien-tich", "2012-05-21", "vn-molisa", ("vn-molisa", "vn-mof"))
CODE = held("code", "45/2019/QH14", "bo-luat", "2019-11-20", "vn-na")

RESOLVED = [
    # held: type, number, day and issuer agree, or are not said
    ("Nghị định số 145/2020/NĐ-CP ngày 14/12/2020 của Chính phủ", (DECREE,), "held", "decree"),
    ("Nghị định số 145/2020/NĐ-CP", (DECREE,), "held", "decree"),
    ("Nghị định số 145/2020/ND-CP", (DECREE,), "held", "decree"),
    ("Nghị định 145/2020 của Chính phủ", (DECREE,), "held", "decree"),
    ("Quyết định số 145/QĐ-TTg", (DECISION,), "held", "decision"),
    ("Quyết định số 145/QĐ-TTg tháng 01/2016 của Thủ tướng Chính phủ", (DECISION,), "held", "decision"),
    ("Công văn số 3676/LĐTBXH-NCC ngày 31/8/2018", (LETTER, LATER_LETTER), "held", "later"),
    ("Thông tư liên tịch số 16/2012/TTLT-BLĐTBXH-BTC của Bộ Tài chính, Bộ Lao động - Thương binh và Xã hội", (JOINT,), "held", "joint"),
    ("Kế hoạch số 63/KH-UBND ngày 21/3/2023", (PLAN,), "held", "plan"),
    ("Kế hoạch số 63/KH-UBND của UBND tỉnh Quảng Ngãi", (PLAN,), "held", "plan"),
    ("Nghị quyết số 06-NQ/TW ngày 05/11/2016", (PARTY,), "held", "party"),
    ("Bộ luật Lao động năm 2019", (CODE,), "held", "code"),
    ("Bộ luật Lao động ngày 20 tháng 11 năm 2019", (CODE,), "held", "code"),
    # contradictions: another document of that number
    ("Quyết định số 145/QĐ-TTg ngày 20/01/2017", (DECISION,), "stub", "145-qd-ttg"),
    ("Quyết định số 145/QĐ-TTg tháng 02/2016", (DECISION,), "stub", "145-qd-ttg"),
    ("Kế hoạch số 63/KH-UBND ngày 21/3/2023 của UBND tỉnh Bến Tre", (PLAN,), "stub", "63-kh-ubnd"),
    ("Chỉ thị số 145/QĐ-TTg", (DECISION,), "stub", "145-qd-ttg"),
    ("Bộ luật Lao động năm 2012", (CODE,), "stub", "10-2012-qh13"),
    ("Bộ luật Lao động ngày 18 tháng 6 năm 2019", (CODE,), "stub", "bo-luat-lao-dong-2019"),
    # one number, several documents; or one of many that may bear it
    ("Công văn số 3676/LĐTBXH-NCC", (LETTER, LATER_LETTER), "ambiguous", "3676-ldtbxh-ncc"),
    ("Kế hoạch số 63/KH-UBND", (PLAN,), "ambiguous", "63-kh-ubnd"),
    ("Nghị quyết số 06-NQ/TW", (PARTY,), "ambiguous", "06-nq-tw"),
    # not held, and what no page can be made of
    ("Nghị định số 12/2022/NĐ-CP", (DECREE,), "stub", "12-2022-nd-cp"),
    ("Nghị quyết Đại hội XIII của Đảng", (), "stub", "nghi-quyet-dai-hoi-dang-xiii"),
    ("Quyết định số 77 của Thủ tướng Chính phủ", (), "unparsed", None),
    ("dự án Bộ luật Lao động sửa đổi", (CODE,), "unparsed", None),
]


@pytest.mark.parametrize(("sentence", "others", "status", "target"), RESOLVED, ids=lambda v: str(v)[:50])
def test_citation_resolves_to_one_document_or_says_why_not(
    sentence: str, others: tuple[Entry, ...], status: str, target: str | None
) -> None:
    found = link(sentence, *others)
    assert (found.status, found.target) == (status, target)
    assert found.candidates == (tuple(sorted(e.id for e in others)) if status == "ambiguous" else ())


def test_what_is_cited_cannot_be_younger() -> None:
    assert link("Công văn số 3676/LĐTBXH-NCC", LETTER, LATER_LETTER, date="2016-01-05").target == "letter"
    assert link("Quyết định số 145/QĐ-TTg", DECISION, date="2015-12-31").status == "stub"


def test_document_never_links_to_itself() -> None:
    source = cited(record("theo Quyết định số 1/QĐ-TTg ngày 02/01/2020", ident="own", number="1/QĐ-LĐTBXH", type="quyet-dinh"))
    own = replace(source, number=Number("1/QĐ-TTg", "1/QĐ-TTg"))
    found = archive(own)
    assert found.links["own"]["c1"].status == "self"
    assert found.numbers["1-qd-ttg"].mentions == ()
    assert found.incoming == {}


def test_day_said_once_holds_for_the_whole_record() -> None:
    source = cited(record("Kế hoạch số 63/KH-UBND ngày 21/3/2023 được ban hành.", "Thực hiện Kế hoạch số 63/KH-UBND.", ident="citing"))
    links = archive(source, others=(PLAN,)).links["citing"]
    assert [links[c.cid].target for c in source.citations] == ["plan", "plan"]


def test_two_documents_of_one_number_in_a_record_are_kept_apart() -> None:
    first, second = (
        "Kế hoạch số 63/KH-UBND ngày 21/3/2023 của UBND tỉnh Quảng Ngãi",
        "Kế hoạch số 63/KH-UBND ngày 02/02/2022 của UBND tỉnh Bến Tre",
    )
    source = cited(record(f"{first}.", f"{second}.", "Theo Kế hoạch số 63/KH-UBND thì được.", ident="citing"))
    found = archive(source, others=(PLAN,))
    assert [found.links["citing"][c.cid].status for c in source.citations] == ["held", "stub", "ambiguous"]
    assert len(found.numbers["63-kh-ubnd"].variants) == 2


def test_law_without_year_is_the_one_the_record_names() -> None:
    source = cited(record("Căn cứ Bộ luật Lao động năm 2019;", "theo Điều 5 Bộ luật Lao động", ident="citing"))
    assert {x.target for x in archive(source, others=(CODE,)).links["citing"].values()} == {"code"}
    older = cited(record("Bộ luật Lao động năm 2019; Nghị định số 5/2015/NĐ-CP quy định chi tiết Bộ luật Lao động.", ident="citing"))
    assert archive(older, others=(CODE,)).links["citing"]["c3"].target == "bo-luat-lao-dong"
    both = cited(record("Bộ luật Lao động năm 2012 và Bộ luật Lao động năm 2019", "theo Bộ luật Lao động", ident="citing"))
    links = archive(both, others=(CODE,)).links["citing"]
    assert [links[c.cid].target for c in both.citations] == ["10-2012-qh13", "code", "bo-luat-lao-dong"]


def test_link_goes_to_the_nearest_part_that_is_there() -> None:
    ids = ("d3", "d3.k1", "d3.k1.a", "d4")
    body = tuple(Node(ident, "clause", "", runs_of(ident, n * 9)) for n, ident in enumerate(ids))
    target = replace(record("", ident="decree", number="145/2020/NĐ-CP", type="nghi-dinh", issuer="vn-gov"), body=body)
    parts = ("điểm a khoản 1 Điều 3", "điểm b khoản 1 Điều 3", "khoản 9 Điều 4", "Điều 8", "")
    source = cited(record(*(f"{part} Nghị định số 145/2020/NĐ-CP" for part in parts), ident="citing"))
    links = archive(source, target).links["citing"]
    assert [links[c.cid].anchor for c in source.citations] == ["d3.k1.a", "d3.k1", "d4", None, None]


def test_later_documents_head_the_state() -> None:
    def later(ident: str, number: str, date: str, *text: str, subject: str | None = None) -> Record:
        return cited(record(*text, ident=ident, number=number, type="thong-tu", issuer="vn-mof", date=date, subject=subject))

    amends = "Sửa đổi, bổ sung một số điều của Thông tư số 5/2012/TT-BTC"
    old = record("", ident="old", number="5/2012/TT-BTC", type="thong-tu", issuer="vn-mof", date="2012-01-02")
    first = later("first", "7/2015/TT-BTC", "2015-05-06", "Nội dung.", subject=amends)
    second = later("second", "8/2016/TT-BTC", "2016-05-06", "Nội dung.", subject=amends)
    ending = later("ending", "9/2020/TT-BTC", "2020-03-04", "Thông tư này thay thế Thông tư số 5/2012/TT-BTC.")
    found = archive(old, first, second, ending)
    unknown = Fact("status", "Hiệu lực", (FactValue("chưa rõ", "unknown"),))
    (state,) = standing("old", found, (unknown,), "vi")
    assert [(v.data, v.text.split(" Thông tư")[0], v.target) for v in state.values] == [
        ("replaced", "được thay thế bởi", Target("vi/van-ban/ending", "p1")),
        ("amended", "được sửa đổi, bổ sung bởi", Target("vi/van-ban/second", "top")),
        ("amended", "được sửa đổi, bổ sung bởi", Target("vi/van-ban/first", "top")),
    ]
    assert standing("first", found, (unknown,), "vi") == (unknown,)


# --- both directions ----------------------------------------------------------------------------------------------------------


def chain() -> Archive:
    directive = record("Các cấp ủy triển khai.", ident="d", number="16/CT-TTg", type="chi-thi", issuer="vn-pm", date="2020-03-31")
    plan = record(
        "Thực hiện Chỉ thị số 16/CT-TTg ngày 31/3/2020 của Thủ tướng Chính phủ, Bộ yêu cầu:", ident="p", number="5/KH-LĐTBXH", type="ke-hoach",
        issuer="vn-molisa", date="2020-04-06",
    )  # fmt: skip
    letter = record(
        "Trả lời công văn số 9/SLĐTBXH-VL;", "Kế hoạch số 5/KH-LĐTBXH ngày 06/4/2020 về triển khai Chỉ thị số 16/CT-TTg đã nêu.", ident="l",
        number="77/LĐTBXH-TL", issuer="vn-molisa", date="2020-05-01",
    )  # fmt: skip
    return archive(*map(cited, (directive, plan, letter)))


def test_every_link_is_seen_from_the_other_side() -> None:
    found = chain()
    forward = {(r, x.target) for r, links in found.links.items() for x in links.values() if x.status == "held"}
    backward = {(i.record, target) for target, rows in found.incoming.items() for i in rows}
    assert forward == backward == {("p", "d"), ("l", "p"), ("l", "d")}


def test_incoming_bears_the_relation_that_was_stated() -> None:
    rows = {(target, i.record): (i.type, i.anchor) for target, rows in chain().incoming.items() for i in rows}
    assert rows == {("d", "p"): ("implemented_by", "p1"), ("d", "l"): ("cited_by", "p2"), ("p", "l"): ("cited_by", "p2")}


def test_one_that_carries_it_out_is_not_listed_again_as_citing_it() -> None:
    text = ("Thực hiện Nghị định số 145/2020/NĐ-CP, Bộ yêu cầu:", "Điều 5 Nghị định số 145/2020/NĐ-CP quy định rõ.")
    found = archive(cited(record(*text, ident="l", date="2021-01-01")), others=(DECREE,))
    assert [(i.type, i.anchor) for i in found.incoming["decree"]] == [("implemented_by", "p1")]


def test_mention_of_a_block_tells_all_that_is_said_there() -> None:
    source = cited(record("Thông tư số 5/2012/TT-BTC đã cũ. Thông tư này thay thế Thông tư số 5/2012/TT-BTC.", ident="a", type="thong-tu"))
    assert [m.relations for m in archive(source).numbers["5-2012-tt-btc"].mentions] == [("replaces",)]


def test_number_page_tells_what_one_document_says_of_two_others() -> None:
    numbers = chain().numbers
    (up,), (down,) = numbers["5-kh-ldtbxh"].said, numbers["16-ct-ttg"].said
    assert (up.type, up.slug, up.record, up.anchor) == ("implements", "16-ct-ttg", "l", "p2")
    assert (down.type, down.slug) == ("implemented_by", "5-kh-ldtbxh")
    assert up.words == down.words == "Kế hoạch số 5/KH-LĐTBXH ngày 06/4/2020 về triển khai Chỉ thị số 16/CT-TTg"


def test_number_page_of_a_document_not_held_knows_what_citations_say() -> None:
    page = chain().numbers["9-sldtbxh-vl"]
    assert (page.held, page.type, [m.relations for m in page.mentions]) == ((), "cong-van", [("replies_to",)])
    assert page.mentions[0].sentence == "Trả lời công văn số 9/SLĐTBXH-VL"


def test_descriptions_that_do_not_contradict_are_one_document() -> None:
    first = cited(record("Quyết định số 5/QĐ-TTg tháng 3/2020 của Thủ tướng Chính phủ", ident="a"))
    second = cited(record("Quyết định số 5/QĐ-TTg ngày 09/3/2020 về việc làm", ident="b"))
    third = cited(record("Quyết định số 5/QĐ-TTg ngày 11/01/2021", ident="c"))
    variants = archive(first, second, third).numbers["5-qd-ttg"].variants
    assert [(v.date, v.subject) for v in variants] == [("2020-03-09", "về việc làm"), ("2021-01-11", None)]


def test_sentence_with_a_withheld_detail_stays_in_its_record() -> None:
    text = "Thực hiện Quyết định số 5/QĐ-TTg, liên hệ bà Hoa, điện thoại 0900 000 000."
    source = cited(record(text, ident="a"))
    at = text.index("0900")
    hidden = replace(source, contacts=(Contact("Hoa", (Secret("phone", "0900 000 000", Span(at, at + 12)),)),))
    assert archive(hidden).numbers["5-qd-ttg"].mentions[0].sentence == ""
    assert "điện thoại" in archive(source).numbers["5-qd-ttg"].mentions[0].sentence
