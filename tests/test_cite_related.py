"""Related documents: those that speak of the same few others, with the reason, never those linked already."""

from __future__ import annotations

from dataclasses import replace

from citing import cited, record
from test_cite_resolve import INVERSE, entry

from builder.cite.resolve import resolve
from builder.model import Anchor, Archive, Bullets, Entry, Record, Text
from builder.write import related


def archive(*records: Record, topics: dict[str, tuple[str, ...]] | None = None) -> Archive:
    entries: dict[str, Entry] = {r.id: replace(entry(r), topics=(topics or {}).get(r.id, ())) for r in records}
    return resolve(records, entries, INVERSE)


def letter(ident: str, text: str, number: str | None = None, date: str = "2021-01-01") -> Record:
    return cited(record(text, ident=ident, number=number, date=date))


A = letter("a", "Theo Quyết định số 5/QĐ-TTg và Công văn số 6/BTC-TC.")
B = letter("b", "Theo Quyết định số 5/QĐ-TTg.")
C = letter("c", "Theo Quyết định số 5/QĐ-TTg, Công văn số 6/BTC-TC.")
D = letter("d", "Theo Nghị định số 7/2020/NĐ-CP.")


def test_what_both_cite_is_the_reason_and_more_in_common_comes_first() -> None:
    found = archive(A, B, C, D).related
    assert [(r.record, r.shared) for r in found["a"]] == [("c", ("6-btc-tc", "5-qd-ttg")), ("b", ("5-qd-ttg",))]
    assert "d" not in found


def test_topic_in_common_counts_and_then_the_newer_one() -> None:
    other, newer = letter("e", "Theo Quyết định số 5/QĐ-TTg."), letter("f", "Theo Quyết định số 5/QĐ-TTg.", date="2023-01-01")
    assert [r.record for r in archive(B, other, newer).related["b"]] == ["f", "e"]
    same = archive(B, other, newer, topics={"b": ("employment",), "e": ("employment",)}).related["b"]
    assert [(r.record, r.topics) for r in same] == [("e", ("employment",)), ("f", ())]


def test_documents_linked_already_are_left_out() -> None:
    cited_one = letter("g", "Theo Quyết định số 5/QĐ-TTg.", number="8/LĐTBXH-TL", date="2020-01-01")
    citing = letter("h", "Theo Công văn số 8/LĐTBXH-TL và Quyết định số 5/QĐ-TTg.")
    found = archive(cited_one, citing)
    assert "h" not in found.related
    assert not list(related.blocks("g", found, "vi"))


def test_what_everybody_cites_is_no_reason() -> None:
    assert archive(*(letter(f"x{n}", "Theo Quyết định số 5/QĐ-TTg.") for n in range(21))).related == {}


def test_at_most_five_are_named() -> None:
    assert len(archive(*(letter(f"x{n}", "Theo Quyết định số 5/QĐ-TTg.") for n in range(9))).related["x0"]) == 5


def test_reason_is_said_on_the_page() -> None:
    found = archive(A, C, topics={"a": ("employment",), "c": ("employment",)})
    (block,) = [b for b in related.blocks("a", found, "en") if isinstance(b, Bullets)]
    words = "".join(
        p.text if isinstance(p, Text) else f"[{p.content[0].text}]" for p in block.items[0].content if isinstance(p, Text | Anchor)
    )  # type: ignore[union-attr]
    assert words.endswith("(both cite [5/QĐ-TTg], [6/BTC-TC]; same topic: Employment)"), words


LONG, OTHER, SHORT = "người lao động nước ngoài", "hợp đồng lao động", "tiền lương"


def test_words_in_common_come_first_and_are_a_reason() -> None:
    plain, same = letter("p", "Theo Quyết định số 5/QĐ-TTg."), letter("s", "Theo Quyết định số 5/QĐ-TTg.", date="2019-01-01")
    own = replace(B, glossary=(SHORT, OTHER, LONG))
    found = archive(own, plain, replace(same, glossary=(LONG, SHORT, OTHER))).related["b"]
    assert [(r.record, r.words) for r in found] == [("s", (LONG, OTHER)), ("p", ())]


def test_words_alone_make_no_two_documents_related() -> None:
    one, other = letter("o", "Theo Quyết định số 8/QĐ-TTg."), letter("q", "Theo Quyết định số 9/QĐ-TTg.")
    assert archive(replace(one, glossary=(LONG,)), replace(other, glossary=(LONG,))).related == {}
