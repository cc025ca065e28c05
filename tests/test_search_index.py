"""The index in a folder, asked through the Python reader: what is found, in which order, and that bytes depend on documents alone."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from search_documents import entries, load, terms

from builder.search.entry import Both, Entry, Label, Passage, Term
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


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("28/6/2017", ["dated", "mentions"]),
        ("ngày 28 tháng Sáu năm 2017", ["dated", "mentions"]),
        ("28th June, 2017", ["dated", "mentions"]),
        ("June 2017", ["dated"]),
        ("quý II/2017", ["dated"]),
        ("năm 2017", ["dated", "mentions", "scattered"]),
        ("lương 28/6/2017", ["mentions"]),
        ("28/6/2018", []),  # no such date: nothing of it but the words, and no document has those together
    ],
)
def test_a_date_is_one_thing_however_it_is_written(tmp_path: Path, query: str, expected: list[str]) -> None:
    texts = {"dated": "", "mentions": "Lương tăng từ ngày 28 tháng 6 năm 2017.", "scattered": "Năm 2017 có 28 việc; tháng 6 có 3."}
    build(
        (Entry(i, date="2017-06-28" if i == "dated" else "2019-01-02", passages=(Passage("p1", "vi", t),)) for i, t in texts.items()),
        tmp_path,
    )
    answer = open_index(tmp_path).search(query)
    found = [h.id for h in answer.hits if not h.partly]
    assert (found[:1], sorted(found)) == (expected[:1], expected)
    assert not set(answer.missing) & {"28", "Sáu", "June", "6", "2018"}  # a date is never misspelt


def test_a_date_is_marked_as_the_text_writes_it(tmp_path: Path) -> None:
    build([Entry("a", passages=(Passage("p1", "vi", "Báo cáo trước ngày 05 tháng 7 năm 2017, số 5."),))], tmp_path)
    (hit,) = open_index(tmp_path).search("5/7/2017").hits
    assert [text for text, mark in hit.fragment if mark] == ["ngày 05 tháng 7 năm 2017"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("công văn 2637", "letter"), ("cv số 2637", "letter"), ("vb 2637", "letter"), ("official letter 2637", "letter"), ("công văn 2637 về hội nhập", "letter"),
        ("2637/2017", "letter"), ("số 2637 năm 2017", "letter"), ("2637/LĐTBX-HTQ", "letter"), ("2637/BLĐTBXH", "letter"), ("tt 12", "circular"),
        ("kế hoạch 5 năm", "other"), ("lương 2637", "other"),
    ],
)  # fmt: skip
def test_a_number_is_one_however_it_is_called(tmp_path: Path, query: str, first: str) -> None:
    """The other document says the words again and again, and bears none of the numbers; 5 years are no number."""
    texts = {
        "letter": "hội nhập",
        "circular": "tiền",
        "five": "việc",
        "other": "công văn 2637 về hội nhập, tt 12, kế hoạch 5 năm, lương 2637. " * 9,
    }
    numbers = {"letter": "2637/LĐTBXH-HTQT", "circular": "12/2019/TT-BLĐTBXH", "five": "5/KH-UBND"}
    build((Entry(i, number=numbers.get(i), passages=(Passage("p1", "vi", t),)) for i, t in texts.items()), tmp_path)
    assert ids(open_index(tmp_path), query)[0] == first


def test_concepts_that_share_a_name_are_one(tmp_path: Path) -> None:
    concepts = [Term(("đi làm việc ở nước ngoài",), ("overseas employment",)), Term(("xuất khẩu lao động",), ("overseas employment",)),
                Term(("XKLĐ", "xuất khẩu lao động"), ()), Term(("tiền lương",), ("wage",))]  # fmt: skip
    build([Entry("a", passages=(Passage("p1", "vi", "Người đi làm việc ở nước ngoài."),))], tmp_path, concepts)
    answer = open_index(tmp_path).search("XKLĐ")
    assert ([h.id for h in answer.hits], [n.text for n in answer.also]) == (["a"], ["đi làm việc ở nước ngoài"])


MISSPELT = {f"d{i}": "bảo hiểm xã hội, tiền lương tối thiểu, trợ cấp thất nghiệp, lao động nữ" for i in range(3)} | {
    "other": "mồ hôi, ưu tiên, nước đọng, vị trí là, tổ chức"
}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("bảo hiêm xã hôi", "bảo hiểm xã hội"),  # marks left out, though *hôi* is a word
        ("tiên lương tôi thiêu", "tiền lương tối thiểu"),
        ("tợ cấp thất nghiệp", "trợ cấp thất nghiệp"),  # not *tổ*, which is as near: the archive writes *trợ cấp*
        ("lao đọng nữ", "lao động nữ"),  # *đọng* is a word of the archive, and no document has it beside these
        ("lương là gì", None),  # a word that asks is no mistake for *vị*
        ("xkl", None),  # too short, and beside nothing
    ],
)
def test_marks_left_out_and_letters_exchanged(tmp_path: Path, query: str, meant: str | None) -> None:
    build((Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in MISSPELT.items()), tmp_path)
    answer = open_index(tmp_path).search(query)
    assert answer.instead == ((meant,) if meant else ())
    assert [h.id[0] for h in answer.hits[:3]] == (["d"] * 3 if meant else [h.id[0] for h in answer.hits[:3]])


def test_what_is_written_is_not_taken_for_what_is_not(tmp_path: Path) -> None:
    """*Công nhận* may be meant where only *công nhân* is held, and both words are the archive's: it is offered, not answered."""
    texts = {"a": "công nhân", "b": "công nhân", "c": "nhận tiền công"}
    build((Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in texts.items()), tmp_path)
    answer = open_index(tmp_path).search("công nhận")
    assert ([h.id for h in answer.hits], answer.instead) == (["c"], ("công nhân",))


def test_words_that_only_ask_are_not_looked_for(tmp_path: Path) -> None:
    texts = {"answer": "lương tối thiểu vùng", "noise": "như thế nào là bao nhiêu, đúng hay sai; cho tôi hỏi, hỏi nhiều. Lương."}
    texts |= {f"d{i}": "hợp đồng" for i in range(9)}
    build((Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in texts.items()), tmp_path)
    index = open_index(tmp_path)
    for query in (
        "cho tôi hỏi lương tối thiểu vùng là bao nhiêu?",
        "luong toi thieu vung nhu the nao",
        "lương tối thiểu vùng, đúng hay sai",
        "lương tối thiểu gì",
    ):
        assert ids(index, query)[0] == "answer", query
    assert ids(index, "như thế nào") == ["noise"]  # there is nothing else
    assert ids(index, '"bao nhiêu" lương') == ["noise"]  # a phrase means itself


def test_a_field_takes_letters_and_other_names(tmp_path: Path) -> None:
    letter, circular = Label("cong-van", "Công văn", "Official letter"), Label("thong-tu", "Thông tư", "Circular")
    district = Label("x", "Ủy ban nhân dân huyện Bình Sơn", "People's Committee of Binh Son District")
    insurance = Label("y", "Bảo hiểm xã hội Việt Nam", "Viet Nam Social Security")
    rows = {"a": (letter, district), "b": (circular, insurance)}
    entries_ = (Entry(i, type=t, issuer=o, issuers=(o,), passages=(Passage("p1", "vi", "tiền lương"),)) for i, (t, o) in rows.items())
    build(entries_, tmp_path, terms())
    index = open_index(tmp_path)
    asked = {
        "type:cv": "a",
        "loại:TT": "b",
        "issuer:UBND": "a",
        "cơ-quan:bhxh": "b",
        "issuer:UBND lương": "a",
        "type:vc": "",
        "issuer:u": "a",
    }
    for query, expected in asked.items():
        assert "".join(ids(index, query)) == ("" if query == "issuer:u" else expected), query


@pytest.mark.parametrize(
    ("query", "text"), [("labor organization", "labour organisations"), ("labour centre", "a labor center"), ("licenced", "license")]
)
def test_english_of_both_sides_of_the_ocean(tmp_path: Path, query: str, text: str) -> None:
    build([Entry("a", passages=(Passage("p1", "en", text),))], tmp_path)
    assert ids(open_index(tmp_path), query) == ["a"]


def test_what_is_said_again_and_again_is_asked_once(index: Index) -> None:
    assert ids(index, "lao động " * 60, limit=50) == ids(index, "lao động", limit=50)


def test_a_fragment_is_rather_of_the_body(tmp_path: Path) -> None:
    texts = (("a1", "Sở Lao động"), ("p1", "Người lao động được nghỉ."), ("r1", "Lao động"))
    build([Entry("a", number="7/CV", passages=tuple(Passage(i, "vi", t) for i, t in texts))], tmp_path)
    index = open_index(tmp_path)
    assert [h.anchor for q in ("lao động", "7/CV", "sở lao động") for h in index.search(q).hits] == ["p1", "p1", "a1"]


def test_the_symbol_of_a_number_is_no_concept(tmp_path: Path) -> None:
    build([Entry("a", number="9/BHXH-CSXH", passages=(Passage("p1", "vi", "bảo hiểm xã hội"),))], tmp_path, terms())
    index = open_index(tmp_path)
    assert (index.search("9/BHXH-CSXH").also, [n.text for n in index.search("BHXH").also]) == ((), ["bảo hiểm xã hội"])


@pytest.mark.parametrize("said", ["thất nghiệp " * 1000, "thất nghiệp. " * 1000 + "chữ nghĩa văn vẻ " * 500, "thất nghiệp " * 10_000])
def test_what_is_repeated_does_not_outrank_a_title(tmp_path: Path, said: str) -> None:
    texts = {f"d{i}": f"Văn bản thứ {i} nói về việc làm và tiền lương của người lao động. " * 40 for i in range(20)}
    rows = [Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in texts.items()]
    rows.append(Entry("repeats", passages=(Passage("p1", "vi", "trợ cấp. " + said),)))
    rows.append(Entry("title", title=Both("Trợ cấp thất nghiệp"), passages=(Passage("p1", "vi", texts["d1"]),)))
    build(rows, tmp_path)
    index = open_index(tmp_path)
    for query in ("thất nghiệp", "that nghiep", "nghiệp", "trợ cấp thất nghiệp"):
        assert ids(index, query)[0] == "title", query


def test_two_words_as_typed_are_meant_as_typed(tmp_path: Path) -> None:
    texts = {"typed": "thanh toán lương", "other": "lương thánh toán, thanh", "bare": "thanh toan luong"}
    build((Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in texts.items()), tmp_path)
    index = open_index(tmp_path)
    assert sorted(h.id for h in index.search("thanh toán").hits if not h.partly) == ["bare", "typed"]
    assert "typed" in ids(index, "thanh toan lương")  # half typed


def test_a_word_without_marks_of_its_own_is_another_word(tmp_path: Path) -> None:
    texts = {"typed": "làm đúng quy định", **{f"other-{i}": "nội dung quy định, đúng" for i in range(4)}}
    build((Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in texts.items()), tmp_path)
    assert [h.id for h in open_index(tmp_path).search("đúng quy").hits if not h.partly] == ["typed"]
