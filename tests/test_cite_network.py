"""A network that is kept and changed: it ends as one made at once, and says what each change touched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from citing import cited, record
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cite_resolve import INVERSE, entry

from builder.cite.account import Account, account
from builder.cite.network import Network, Touched
from builder.model import Node, Record
from builder.runs import runs_of

NUMBERS = ("1/QĐ-TTg", "2/KH-UBND", "3/2020/TT-BLĐTBXH", "Bộ luật Lao động năm 2019")
SAYINGS = (
    "Thực hiện Quyết định số 1/QĐ-TTg ngày 05/3/2020 của Thủ tướng Chính phủ, Sở yêu cầu:",
    "Căn cứ khoản 1 Điều 2 Thông tư số 3/2020/TT-BLĐTBXH;",
    "Theo Kế hoạch số 2/KH-UBND ngày 05/3/2020 về triển khai Quyết định số 1/QĐ-TTg.",
    "Kế hoạch số 2/KH-UBND của UBND tỉnh Bến Tre và Bộ luật Lao động năm 2019.",
    "Trả lời công văn số 4/LĐTBXH-VL;",
)
TYPES = {"1/QĐ-TTg": "quyet-dinh", "2/KH-UBND": "ke-hoach", "3/2020/TT-BLĐTBXH": "thong-tu"}
TABLES = (
    "links",
    "numbers",
    "incoming",
    "states",
    "related",
    "names",
    "above",
    "lists",
    "acts",
    "lines",
    "_counts",
    "accounts",
    "_held",
    "_citing",
    "_holders",
    "_passages",
    "_few",
    "_pointing",
)


def told(
    ident: str, number: str | None, sayings: tuple[str, ...], date: str | None = "2021-01-01", topic: str = "", parts: bool = False
) -> Account:
    source = cited(record(*sayings, ident=ident, number=number, type=TYPES.get(number or "", "cong-van"), date=date))
    if parts:
        source = replace(source, body=(*source.body, Node("d2.k1", "clause", "", runs_of("1.", len(source.text)))))
    return account(source, replace(entry(source), topics=(topic,) if topic else ()), INVERSE)


def tables(network: Network) -> dict[str, Any]:
    """Every row, the order inside rows included."""
    return {name: sorted((key, repr(row)) for key, row in getattr(network, name).items()) for name in TABLES}


documents = st.builds(
    told,
    st.sampled_from("abcdef"),
    st.sampled_from((None, *TYPES)),
    st.lists(st.sampled_from(SAYINGS), max_size=3).map(tuple),
    st.sampled_from(("2020-03-05", "2021-01-01", None)),
    st.sampled_from(("", "employment")),
    st.booleans(),
)
changes = st.lists(st.tuples(st.lists(documents, max_size=3), st.lists(st.sampled_from("abcdef"), max_size=1)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(changes)
def test_changed_step_by_step_it_ends_as_made_at_once(steps: list[tuple[list[Account], list[str]]]) -> None:
    kept = Network(INVERSE)
    final: dict[str, Account] = {}
    for accounts, removed in steps:
        before = tables(kept)
        touched = kept.change(accounts, removed)
        _says_all(before, tables(kept), touched)
        final = {ident: a for ident, a in final.items() if ident not in removed} | {a.id: a for a in accounts}
    anew = Network(INVERSE)
    anew.change(final.values())
    assert tables(kept) == tables(anew)


def _says_all(before: dict[str, Any], after: dict[str, Any], touched: Touched) -> None:
    """Every row that is another now was named, and nothing else."""

    def others(*names: str) -> set[str]:
        return {row[0] for name in names for row in set(before[name]) ^ set(after[name])}

    assert others("numbers") <= touched.numbers
    assert others("links", "incoming", "states", "related") - touched.records == set()


def test_one_document_more_touches_what_cites_it_and_no_other() -> None:
    network = Network(INVERSE)
    network.change([told("a", None, SAYINGS[:1]), told("b", None, SAYINGS[1:2]), told("c", None, SAYINGS[4:])])
    touched = network.change([told("d", "1/QĐ-TTg", (), "2020-03-05")])
    assert touched == Touched(frozenset("ad"), frozenset({"1-qd-ttg"}))
    assert network.links["a"]["c1"].target == "d"
    assert [i.record for i in network.incoming["d"]] == ["a"]


def test_what_says_the_same_touches_nothing() -> None:
    network = Network(INVERSE)
    network.change([told("a", "1/QĐ-TTg", (), "2020-03-05"), told("b", None, SAYINGS[:1])])
    assert network.change([told("b", None, SAYINGS[:1])]) == Touched(frozenset(), frozenset())
    assert network.change([], ["nobody"]) == Touched(frozenset(), frozenset())


def test_words_of_a_document_do_not_touch_those_that_cite_it() -> None:
    network = Network(INVERSE)
    network.change([told("a", "1/QĐ-TTg", (), "2020-03-05"), told("b", None, SAYINGS[:1])])
    assert network.change([told("a", "1/QĐ-TTg", SAYINGS[4:], "2020-03-05")]) == Touched(frozenset("a"), frozenset({"4-ldtbxh-vl"}))


class Counting(dict[str, Any]):
    """A table that counts the rows that are read and written."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.rows += 1
        return super().get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        self.rows += 1
        super().__setitem__(key, value)


def effort(count: int) -> int:
    """Rows looked at for one document more in an archive of ``count``, where each cites one law that all cite and one other."""
    made: list[Counting] = []

    def table(_: str) -> Counting:
        made.append(Counting())
        return made[-1]

    network = Network(INVERSE, table)
    network.change(told(f"x{n}", None, ("Căn cứ Bộ luật Lao động năm 2019;", f"Theo Công văn số {n}/BTC-TC.")) for n in range(count))
    before = sum(t.rows for t in made)
    network.change([told("y", None, ("Căn cứ Bộ luật Lao động năm 2019;", "Theo Công văn số 1/BTC-TC."))])
    return sum(t.rows for t in made) - before


def test_effort_does_not_grow_with_the_archive() -> None:
    assert effort(40) == effort(120) < 60


def test_record_without_account_is_not_needed() -> None:
    source: Record = record("", ident="a", number="1/QĐ-TTg", type="quyet-dinh")
    assert account(source, entry(source), INVERSE).cited == ()
