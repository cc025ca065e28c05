"""Numbers of documents and places of terms: of the set of documents alone, and hardly moved by one more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builder.search.numbering import number
from builder.search.places import OWN, Places, anchor, file_count, round_power, step, steps

DATES = st.one_of(st.just(""), st.dates().map(lambda d: d.isoformat()), st.sampled_from(["2017", "2017-06", "2017-06-28", "2017-12-31"]))


@given(st.lists(DATES, max_size=60))
def test_numbers_are_in_order_of_date_and_each_is_given_once(dates: list[str]) -> None:
    documents = [(date, f"d{i}") for i, date in enumerate(dates)]
    found = number(documents)
    assert sorted(found.of) == sorted(i for _, i in documents)
    assert len(set(found.of.values())) == len(documents)
    assert all(0 <= n < found.size for n in found.of.values())
    by_number = sorted(documents, key=lambda d: found.of[d[1]])
    assert [date for date, _ in by_number] == sorted(dates)
    assert sum(n < found.undated for n in found.of.values()) == dates.count("")


@given(st.permutations([(f"20{i:02}-01-0{i % 9 + 1}", f"d{i}") for i in range(20)]))
def test_numbers_do_not_depend_on_who_came_first(documents: list[tuple[str, str]]) -> None:
    assert number(documents) == number(sorted(documents))


def test_one_document_more_hardly_moves_another() -> None:
    documents = [(f"{2000 + i % 25}-{i % 12 + 1:02}-{i % 28 + 1:02}", f"d{i}") for i in range(1000)]
    before, after = number(documents), number([*documents, ("2012-05-05", "new")])
    assert before.size == after.size
    assert sum(before.of[i] != after.of[i] for _, i in documents) <= 5


def test_documents_of_one_day_at_the_end_of_a_year_stay_in_it() -> None:
    found = number([*((("2017-12-31"), f"d{i}") for i in range(9)), ("2018-01-01", "next")])
    assert max(n for i, n in found.of.items() if i != "next") < found.of["next"]


def test_words_are_common_in_steps() -> None:
    assert [step(n, 1000) for n in (0, 15, 16, 32, 64, 999)] == [0, 0, 1, 2, 3, 6]
    assert steps({"lao": 900, "#12": 900}, 1000) == {"lao": 6}
    assert steps({"lao": 9}, 10) == {}
    assert [round_power(n) for n in (1, 2, 3, 5, 6, 1000, 1500)] == [0, 1, 2, 2, 3, 10, 11]


def test_pairs_lie_with_their_word_and_common_words_alone() -> None:
    rare, common = Places({}, 64), Places({"lao": 2}, 64)
    assert {rare.of(key) for key in ("thất", "thất nghiệp", "thất!mất")} == {rare.of("thất")}
    assert common.of("lao") >= 64
    assert common.name(common.of("lao")).startswith("w/")
    assert {common.of(f"lao {second}") ^ common.base("lao") for second in ("dong", "cai", "xao", "nguoi", "phu")} <= set(range(4))
    assert [anchor(k) for k in ("lao dong", "dong!lao", "#2637.ldtbxh", "@2017-06-28", "~labour code", "lao")] == [
        "lao", "dong", "#2637", "@2017-06-28", "~labour", "lao",
    ]  # fmt: skip
    assert all(0 <= rare.of(w) < 64 * (1 + OWN) for w in "abcdef")


def test_files_double_when_an_archive_has() -> None:
    assert [file_count(n) for n in (0, 1000, 2000, 10**6, 10**9)] == [1, 4, 8, 2048, 4096]
