"""The index in a folder, asked through the Python reader: what is found, in which order, and that bytes depend on documents alone."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from search_documents import entries, load, terms

from builder.search.entry import Both, Entry, Label, Passage
from builder.search.index import build, main
from builder.search.reader import Index, open_index


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("index")
    build(entries(), out, terms())
    return out


@pytest.fixture(scope="module")
def index(folder: Path) -> Index:
    return open_index(folder)


def ids(index: Index, query: str, **options: object) -> list[str]:
    return [h.id for h in index.search(query, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(("query", "expected"), load("search_answers.json"))
def test_answers(index: Index, query: str, expected: list[str]) -> None:
    assert ids(index, query) == expected


def test_both_interface_languages_find_the_same(index: Index) -> None:
    for query, expected in load("search_answers.json"):
        assert ids(index, query, lang="en") == expected


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_bytes_depend_on_the_set_of_documents_alone(folder: Path, tmp_path: Path) -> None:
    shuffled = list(entries())
    random.Random(3).shuffle(shuffled)
    build(shuffled, tmp_path / "again", terms())
    assert _contents(tmp_path / "again") == _contents(folder)


def test_an_old_index_leaves_nothing_behind(tmp_path: Path) -> None:
    build(entries(), tmp_path, terms())
    build([], tmp_path)
    assert open_index(tmp_path).search("lao động").total == 0
    assert not list(tmp_path.glob("d/*"))


def test_two_documents_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="twice"):
        build([Entry("twice"), Entry("twice")], tmp_path)


def test_a_word_said_ten_thousand_times_is_not_first(index: Index) -> None:
    assert ids(index, "trợ cấp thất nghiệp")[0] != "lap-lai"


def test_a_title_of_a_megabyte_and_a_long_text_are_capped(tmp_path: Path) -> None:
    long = Entry("long", title=Both("lao động " * 120_000), passages=(Passage("p1", "vi", "hợp đồng " * 20_000 + "cuối cùng"),))
    build([long, *entries()], tmp_path)
    index = open_index(tmp_path)
    assert max(f.stat().st_size for f in tmp_path.glob("d/*.json")) < 100_000
    assert "long" in ids(index, '"hợp đồng cuối cùng"')  # found in a further part of the text
    assert all(len(h.title or "") <= 1000 for h in index.search("lao động").hits)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_undated_documents_come_last_in_both_orders(index: Index, sort: str) -> None:
    assert ids(index, "lao động", sort=sort)[-1] == "khong-ngay"


def test_newest_is_oldest_backwards(index: Index) -> None:
    newest, oldest = ids(index, "lao động", sort="newest"), ids(index, "lao động", sort="oldest")
    assert newest[:-1] == oldest[:-1][::-1]


def test_facets_count_the_answer_and_a_filter_not_its_own_field(index: Index) -> None:
    answer = index.search("lao động", filters={"type": ["cong-van"]})
    assert answer.total == 2
    assert {c.id: c.count for c in answer.facets["type"]} == {"cong-van": 2, "quyet-dinh": 1, "luat": 1}
    assert {c.id: c.count for c in answer.facets["deadline"]} == {"yes": 1}


def test_pages_are_pieces_of_one_list(index: Index) -> None:
    whole = ids(index, "lao động", limit=50)
    assert [i for offset in range(0, len(whole), 2) for i in ids(index, "lao động", limit=2, offset=offset)] == whole


def test_the_fragment_marks_words_as_the_text_has_them(index: Index) -> None:
    (hit,) = index.search("chien luoc hoi nhap").hits
    assert [text for text, mark in hit.title_parts if mark] == ["Chiến lược hội nhập"]
    assert [text for text, mark in hit.fragment if mark] == ["Chiến lược"]
    assert hit.anchor == "p1"


def test_missing_marks_are_taken_from_how_the_archive_writes_the_words_together(tmp_path: Path) -> None:
    texts = {"meant": "quan hệ lao động là mối lo", "other": "mới có quan hệ lao động mới"}
    texts |= {f"usual-{i}": f"bàn thêm về mối quan hệ lao động với nhau lần thứ {i}" for i in range(9)}
    build((Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in texts.items()), tmp_path)
    found = ids(open_index(tmp_path), "moi quan he lao dong", limit=20)
    assert len(found) == len(texts)
    assert found.index("meant") < found.index("other")


def test_other_names_are_searched_and_said(index: Index) -> None:
    answer = index.search("unemployment benefit")
    assert "cong-nhan-1" in [h.id for h in answer.hits]  # has no English
    assert [n.text for n in answer.also] == ["trợ cấp thất nghiệp"]


@pytest.mark.parametrize(
    ("query", "meant"), [("tro cap thatt nghiep", "tro cap thất nghiep"), ("bảo hiểmm", "bảo hiểm"), ("lao động", None)]
)
def test_misspelt_words_offer_the_archives_own(index: Index, query: str, meant: str | None) -> None:
    assert index.search(query).instead == ((meant,) if meant else ())


@pytest.mark.parametrize("query", ["chien luoc hoi nh", "2637/ldt", "overseas empl"])
def test_the_last_word_may_be_a_beginning(index: Index, query: str) -> None:
    assert index.search(query, prefix=True).hits[0].id.startswith("20")


def test_an_archive_of_numbers_finds_each_first_in_every_spelling(tmp_path: Path) -> None:
    rng = random.Random(5)
    symbols = ["QĐ-TTg", "LĐTBXH-HTQT", "UBND-VX", "NĐ-CP", "SLĐTBXH-LĐVL&GDNN", "KH-UBND"]
    numbers = sorted({f"{rng.randrange(1, 3000)}/{'2019/' if rng.random() < 0.2 else ''}{rng.choice(symbols)}" for _ in range(300)})
    build((Entry(f"n{i}", number=n, passages=(Passage("p1", "vi", f"theo {numbers[i - 1]}"),)) for i, n in enumerate(numbers)), tmp_path)
    index = open_index(tmp_path)
    for i, n in enumerate(numbers):
        blanks = n.replace("/", " / ").replace("-", " – ")
        for spelling in (
            n,
            n.lower(),
            n.replace("Đ", "D"),
            n.replace("Đ", "Ð"),
            blanks,
            n.replace("/", " ").replace("-", ""),
            f"công văn số {n}",
        ):
            assert ids(index, spelling, limit=1) == [f"n{i}"], spelling


def test_the_command_builds_from_records(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Điều 1\nhợp đồng lao động", "title": "T", "number": "1/QĐ"},
        {"id": "b", "text": "labour contract", "lang": "en"},
    ]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(json.dumps(r) for r in rows) + "\n", encoding="utf-8")
    assert main([str(corpus), str(tmp_path / "out")]) == 0
    index = open_index(tmp_path / "out")
    assert (ids(index, "hop dong"), ids(index, "contracts"), ids(index, "1/QD")) == (["a"], ["b"], ["a"])
    assert main([]) == 2


def test_who_asks_for_the_body_of_today_gets_its_predecessor_too(tmp_path: Path) -> None:
    heir = Label("moha", "Bộ Nội vụ", "Ministry of Home Affairs")
    before = Label("molisa", "Bộ Lao động", "Ministry of Labour", now=(heir,))
    documents = [Entry(i, issuers=(body,), passages=(Passage("p1", "vi", "tiền lương"),)) for i, body in (("old", before), ("new", heir))]
    build(documents, tmp_path)
    index = open_index(tmp_path)
    counts = {c.id: (c.vi, c.en, c.count) for c in index.search("tiền lương").facets["issuer"]}
    assert counts["molisa"] == ("Bộ Lao động (nay là Bộ Nội vụ)", "Ministry of Labour (now Ministry of Home Affairs)", 1)
    assert counts["moha"][2] == 2
    assert sorted(ids(index, "tiền lương", filters={"issuer": ["moha"]})) == ["new", "old"]
    assert ids(index, "tiền lương issuer:molisa") == ["old"]
