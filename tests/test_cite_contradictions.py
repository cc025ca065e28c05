"""Circles and documents ended twice are told to the editors of the files concerned."""

from __future__ import annotations

from citing import cited, record
from test_cite_resolve import archive

from builder.cite.contradictions import circles, contradictions
from builder.model import Record
from builder.problems import what


def plan(ident: str, number: str, text: str, date: str = "2020-05-05") -> Record:
    return cited(record(text, ident=ident, number=number, type="ke-hoach", issuer="vn-mof", date=date))


def told(*records: Record) -> list[tuple[str, str, str]]:
    files = {r.id: f"{r.id}.txt" for r in records}
    return [(p.code, p.path, what(p, "en")) for p in contradictions(archive(*records), files)]


def test_circle_is_told_once_at_its_first_document() -> None:
    first = plan("a", "1/KH-BTC", "Thực hiện Kế hoạch số 3/KH-BTC ngày 05/5/2020, đơn vị báo cáo.")
    second = plan("b", "2/KH-BTC", "Thực hiện Kế hoạch số 1/KH-BTC ngày 05/5/2020, đơn vị báo cáo.")
    third = plan("c", "3/KH-BTC", "Thực hiện Kế hoạch số 2/KH-BTC ngày 05/5/2020, đơn vị báo cáo.")
    assert circles(archive(first, second, third)) == [("a", "b", "c")]
    assert told(third, second, first) == [("C201", "a.txt", "documents rest on each other in a circle: a → b → c → a")]


def test_circle_begins_at_its_first_document_wherever_it_was_entered() -> None:
    entry = plan("a", "1/KH-BTC", "Nội dung.")
    second = plan("b", "2/KH-BTC", "Thực hiện Kế hoạch số 3/KH-BTC; đơn vị báo cáo.")
    third = plan("c", "3/KH-BTC", "Thực hiện Kế hoạch số 1/KH-BTC và Kế hoạch số 2/KH-BTC; đơn vị báo cáo.")
    assert circles(archive(entry, second, third)) == [("b", "c")]


def test_chain_is_no_circle() -> None:
    first = plan("a", "1/KH-BTC", "Nội dung.")
    second = plan("b", "2/KH-BTC", "Thực hiện Kế hoạch số 1/KH-BTC; đơn vị báo cáo.")
    third = plan("c", "3/KH-BTC", "Thực hiện Kế hoạch số 1/KH-BTC và Kế hoạch số 2/KH-BTC; đơn vị báo cáo.")
    assert told(first, second, third) == []


def test_mere_mention_of_each_other_is_no_circle() -> None:
    assert told(plan("a", "1/KH-BTC", "Theo Kế hoạch số 2/KH-BTC."), plan("b", "2/KH-BTC", "Theo Kế hoạch số 1/KH-BTC.")) == []


def test_document_ended_twice_is_told_at_the_later_one() -> None:
    ending = "Thông tư này thay thế Thông tư số 5/2012/TT-BTC ngày 02/01/2012."
    first = cited(record(ending, ident="a", number="7/2015/TT-BTC", type="thong-tu", date="2015-01-01"))
    second = cited(record(ending, ident="b", number="9/2020/TT-BTC", type="thong-tu", date="2020-01-01"))
    assert [(code, path) for code, path, _ in told(second, first)] == [("C202", "b.txt")]
    assert told(second) == []


def test_two_of_one_number_may_each_be_ended() -> None:
    texts = [f"Quyết định này thay thế Quyết định số 5/QĐ-UBND ngày 02/01/{year} của UBND tỉnh Bến Tre." for year in (2012, 2013)]
    records = [
        cited(record(t, ident=f"r{n}", number=f"{n + 7}/QĐ-UBND", type="quyet-dinh", date="2020-01-01")) for n, t in enumerate(texts)
    ]
    assert told(*records) == []
