"""Translation files: laid beside a record that changed, refreshed without losing a word, with what a translator wants to see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Contact, Node, Record, Run, Secret, SourceFile, Span, TranslatedBlock, Translation
from builder.translate.file import hash8, read_translation
from builder.translate.pairing import pair
from builder.translate.reference import references
from builder.translate.scaffold import scaffold

ONE, TWO, THREE = "Xã báo cáo kết quả cho huyện.", "Huyện tổng hợp kết quả của các xã.", "Tỉnh xem xét kết quả của các huyện."
ENGLISH = {ONE: "The commune reports.", TWO: "The district compiles.", THREE: "The province examines."}


def record(*paragraphs: str, contacts: tuple[Contact, ...] = ()) -> Record:
    nodes = tuple(Node(f"p{n}", "paragraph", "", (Run(text, 0),)) for n, text in enumerate(paragraphs, 1))
    return Record(
        "x", "document", "vi", SourceFile("x.txt", hash8("".join(paragraphs)) * 8, "txt", "utf-8"), "", body=nodes, contacts=contacts
    )


def translated(*paragraphs: str, quoted: bool = True) -> Translation:
    """The finished translation of a record of these paragraphs, as a file would give it."""
    text = (
        '---\nsource_sha256: "0"\ntranslator: "x"\ndate: "2020-01-01"\nstatus: "unofficial"\nsource: null\ntitle: "x"\nsubject: "x"\n---\n'
    )
    for n, vi in enumerate(paragraphs, 1):
        text += f"\n[p{n} {hash8(vi)}]\n" + (f"> {vi}\n>> for the eyes only\n" if quoted else "") + f"{ENGLISH[vi]}\n"
    made, problems = read_translation(text.encode(), "x.en.md")
    assert made is not None
    assert problems == ()
    return made


NEW, CHANGED = "Bổ sung thêm đầu mối phụ trách ở thị trấn.", "Huyện tổng hợp, đánh giá kết quả của các xã."
CHANGES = [
    # paragraphs now · English by id · outdated · missing · orphans
    ((ONE, TWO, THREE), {"p1": ONE, "p2": TWO, "p3": THREE}, (), (), ()),
    ((ONE, CHANGED, THREE), {"p1": ONE, "p2": TWO, "p3": THREE}, ("p2",), (), ()),
    ((NEW, ONE, TWO, THREE), {"p2": ONE, "p3": TWO, "p4": THREE}, (), ("p1",), ()),
    ((ONE, NEW, TWO, THREE), {"p1": ONE, "p3": TWO, "p4": THREE}, (), ("p2",), ()),
    ((NEW, ONE, CHANGED, THREE), {"p2": ONE, "p3": TWO, "p4": THREE}, ("p3",), ("p1",), ()),
    ((ONE, THREE), {"p1": ONE, "p2": THREE}, (), (), ("p2",)),
    ((THREE, ONE, TWO), {"p1": THREE, "p2": ONE, "p3": TWO}, (), (), ()),
    ((ONE, NEW, THREE), {"p1": ONE, "p2": TWO, "p3": THREE}, ("p2",), (), ()),  # all of it was changed: it is still the second of three
    ((ONE, NEW, "Một đoạn nữa được thêm vào đây.", THREE), {"p1": ONE, "p4": THREE}, (), ("p2", "p3"), ("p2",)),
]


@pytest.mark.parametrize(("now", "english", "outdated", "missing", "orphans"), CHANGES)
def test_only_what_changed_turns_outdated(
    now: tuple[str, ...], english: dict[str, str], outdated: tuple[str, ...], missing: tuple[str, ...], orphans: tuple[str, ...]
) -> None:
    paired = pair(record(*now), translated(ONE, TWO, THREE))
    assert dict(paired.text) == {ident: ENGLISH[vi] for ident, vi in english.items()}
    assert (paired.outdated, paired.missing, paired.orphans) == (outdated, missing, orphans)


SENTENCES = [f"{who} {what} {when}." for who in ("Xã", "Huyện", "Tỉnh", "Bộ") for what in ("báo cáo kết quả", "họp với các hội", "lập danh sách lao động") for when in ("hằng năm", "mỗi quý")]  # fmt: skip
DOCUMENT = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=12, unique=True)


def made_of(paragraphs: list[str]) -> Translation:
    blocks = tuple(TranslatedBlock(f"p{n}", hash8(vi), f"English of {vi}", n, (), vi) for n, vi in enumerate(paragraphs, 1))
    return Translation("x.en.md", "0", "x", "2020-01-01", "unofficial", None, "x", None, blocks)


@given(DOCUMENT, st.data())
def test_whatever_sentence_changes_its_paragraph_alone_turns_outdated(paragraphs: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(paragraphs) - 1))
    sentences = paragraphs[at].split(". ")
    which = data.draw(st.integers(0, len(sentences) - 1))
    sentences[which] = data.draw(st.sampled_from(("Việc này thôi không làm nữa", "Sửa", sentences[which] + " và cả năm sau", "12/2024")))
    now = [*paragraphs[:at], ". ".join(sentences), *paragraphs[at + 1 :]]
    paired = pair(record(*now), made_of(paragraphs))
    assert (paired.outdated, paired.missing, paired.orphans) == ((f"p{at + 1}",), (), ())
    assert all(paired.text[f"p{n}"] == f"English of {vi}" for n, vi in enumerate(paragraphs, 1))


@given(DOCUMENT, st.data())
def test_wherever_a_paragraph_is_put_in_taken_out_or_moved_nothing_turns_outdated(paragraphs: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(paragraphs)))
    added = [*paragraphs[:at], "Đoạn mới.", *paragraphs[at:]]
    paired = pair(record(*added), made_of(paragraphs))
    assert (paired.outdated, paired.missing, paired.orphans) == ((), (f"p{at + 1}",), ())
    paired = pair(record(*paragraphs), made_of(added))
    assert (paired.outdated, paired.missing, paired.orphans) == ((), (), (f"p{at + 1}",))
    moved = data.draw(st.permutations(paragraphs))
    paired = pair(record(*moved), made_of(paragraphs))
    assert (paired.outdated, paired.missing, paired.orphans) == ((), (), ())
    assert all(paired.text[f"p{n}"] == f"English of {vi}" for n, vi in enumerate(moved, 1))


def test_paragraphs_that_say_the_same_each_keep_their_english() -> None:
    paired = pair(record(NEW, ONE, TWO, ONE), translated(ONE, TWO, ONE))
    assert dict(paired.text) == {"p2": ENGLISH[ONE], "p3": ENGLISH[TWO], "p4": ENGLISH[ONE]}
    assert paired.missing == ("p1",)


FILE = f"""---
source_sha256: "0"
translator: "An"
date: "2020-01-01"
status: "unofficial"
source: null
title: "x"
subject: "x"
---

[p1 {hash8(ONE)}]
> {ONE}
The commune reports.

[p2 {hash8(TWO)}]
> {TWO}
The district compiles 50 results.
[waive 3: rounded]
"""
HASH = hash8(ONE)
RETYPED = {
    "Windows": lambda s: ("\ufeff" + s).replace("\n", "\r\n").encode(),
    "Notepad's Unicode": lambda s: s.replace("\n", "\r\n").encode("utf-16"),
    "an old Mac": lambda s: s.replace("\n", "\r").encode(),
    "capitals": lambda s: s.replace(f"[p1 {HASH}]", f"[P1 {HASH.upper()}]").replace("[waive", "[Waive").replace('"unofficial"', '"Unofficial"').encode(),
    "blanks": lambda s: s.replace(f"[p1 {HASH}]", f"[ p1\u00a0 {HASH} ]").replace("waive 3: ", "waive  3 : ").encode(),
    "a comma": lambda s: s.replace(f"[p1 {HASH}]", f"[p1, {HASH}]").replace("waive 3: ", "waive 3 – ").encode(),
    "escapes of a Markdown editor": lambda s: s.replace("[p1", "\\[p1").replace(f"{HASH}]", f"{HASH}\\]").encode(),
    "wide brackets": lambda s: s.replace(f"[p1 {HASH}]", f"［p1 {HASH}］").encode(),
    "reference lines deleted": lambda s: "\n".join(line for line in s.split("\n") if not line.startswith(">")).encode(),
    "an id edited": lambda s: s.replace(f"[p1 {HASH}]", f"[p7 {HASH}]").encode(),
    "a blank line on top": lambda s: ("\n" + s).encode(),
    "invisible characters": lambda s: s.replace("[p1", "\u200b[p1").encode(),
}  # fmt: skip


@pytest.mark.parametrize("how", RETYPED)
def test_what_windows_and_editors_do_to_a_file_changes_nothing(how: str) -> None:
    made, problems = read_translation(RETYPED[how](FILE), "x.en.md")
    assert made is not None
    assert problems == ()
    paired = pair(record(ONE, TWO), made)
    assert dict(paired.text) == {"p1": "The commune reports.", "p2": "The district compiles 50 results."}
    assert (paired.outdated, paired.missing, paired.orphans) == ((), (), ())
    assert (made.status, made.blocks[1].waived) == ("unofficial", ((3, "rounded"),))


BROKEN = [
    ('status: "unofficial"', 'status: "ready"', "T101", 5),
    ('date: "2020-01-01"', 'date: "01/01/2020"', "T101", 4),
    ('date: "2020-01-01"', 'date: "2020-13-01"', "T101", 4),
    ("source: null", "sources: null", "T101", 6),
    ('status: "unofficial"', "status: “unofficial”", "S212", 5),
    ("---\n\n[p1", "---\nHello.\n[p1", "T102", 10),
    ("---\n\n[p1", "\n[p1", "T105", 1),
    ("---\nsource_sha256", "source_sha256", "T105", 1),
    (f"[p1 {HASH}]", f"[p1 {HASH[:7]}]", "T104", 11),
    (f"[p1 {HASH}]", f"[p1 {HASH[:7]}x]", "T104", 11),
    (f"[p1 {HASH}]", f"p1 {HASH}", "T104", 11),
    ("[waive 3: rounded]", "[waive: rounded]", "T104", 18),
    (f"[p2 {hash8(TWO)}]", f"[p1 {HASH}]", "T103", 15),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), BROKEN)
def test_a_mistake_in_a_file_is_named_with_its_line(old: str, new: str, code: str, line: int) -> None:
    assert FILE.count(old) == 1
    _, problems = read_translation(FILE.replace(old, new).encode(), "x.en.md")
    assert (problems[0].code, problems[0].line) == (code, line)


@pytest.mark.parametrize("words", ["[…]", "[sic] reports.", "[Signed]", "[p.m. is meant]", "The results [waived] of 2020."])
def test_english_in_brackets_is_english(words: str) -> None:
    made, problems = read_translation(FILE.replace("The commune reports.", words).encode(), "x.en.md")
    assert problems == ()
    assert made is not None
    assert made.blocks[0].text == words


def test_without_quoted_vietnamese_the_id_decides() -> None:
    paired = pair(record(ONE, CHANGED, THREE), translated(ONE, TWO, THREE, quoted=False))
    assert paired.outdated == ("p2",)


def refreshed(now: Record, old: Translation, *reviewed: str) -> tuple[str, Translation]:
    text = scaffold(now, old, reviewed)
    made, problems = read_translation(text.encode(), "x.en.md")
    assert made is not None
    assert problems == ()
    return text, made


def test_a_refresh_of_a_finished_translation_changes_nothing_twice() -> None:
    now = record(ONE, TWO, THREE)
    text, made = refreshed(now, translated(ONE, TWO, THREE))
    assert scaffold(now, made) == text
    assert pair(now, made).text == pair(now, translated(ONE, TWO, THREE)).text
    assert made.source_sha256 == now.source.sha256


def test_a_refresh_does_not_make_an_outdated_paragraph_current() -> None:
    now = record(ONE, CHANGED, THREE)
    text, made = refreshed(now, translated(ONE, TWO, THREE))
    assert pair(now, made).outdated == ("p2",)
    assert f"> {TWO}\n>> BẢN GỐC ĐÃ ĐỔI / THE ORIGINAL CHANGED: {CHANGED}" in text
    assert made.source_sha256 == "0"
    again, done = refreshed(now, made, "p2")
    assert pair(now, done).outdated == ()
    assert f"> {CHANGED}" in again
    assert "THE ORIGINAL CHANGED" not in again
    assert pair(now, refreshed(now, made, "all")[1]).outdated == ()
    by_hand = text.replace(f"[p2 {hash8(TWO)}]", f"[p2 {hash8(CHANGED)}]")  # as the file tells an editor on the web to do
    assert pair(now, read_translation(by_hand.encode(), "x.en.md")[0] or made).outdated == ()


def test_no_english_word_is_lost_when_its_paragraph_is() -> None:
    text, made = refreshed(record(ONE, THREE), translated(ONE, TWO, THREE))
    assert ENGLISH[TWO] in text
    assert pair(record(ONE, THREE), made).orphans == ("old.1",)
    assert pair(record(ONE, TWO, THREE), made).orphans == ()  # and it comes back with it


def test_a_first_frame_has_every_paragraph_and_no_english() -> None:
    text, made = refreshed(record(ONE, TWO), translated())
    assert text.count("\n[p") == 2
    assert made.blocks == ()


def test_withheld_details_are_not_quoted() -> None:
    vi = "Liên hệ bà Lê Thị Lan, điện thoại 0912345678, ở xã."
    phone = Secret("phone", "0912345678", Span(30, 40))
    assert "0912345678" not in scaffold(record(vi, contacts=(Contact("Lê Thị Lan", (phone,)),)), None)
    assert "0912345678" in scaffold(record(vi, contacts=(Contact("Lê Thị Lan", (phone,), publish=True),)), None)


def test_the_frame_shows_terms_dates_and_figures_in_english_form() -> None:
    shown = "\n".join(
        references("Theo điểm a khoản 2 Điều 35, Bộ Y tế báo cáo 1.835 hợp đồng lao động trước ngày 10/12/2024 và ngày 20 tháng 6.")
    )
    for wanted in (
        "Bộ Y tế = Ministry of Health", "hợp đồng lao động = labour contract (employment contract)", "1.835 = 1,835",
        "ngày 10/12/2024 = 10 December 2024", "ngày 20 tháng 6 = 20 June", "điểm a khoản 2 Điều 35 = Point a, Clause 2, Article 35",
    ):  # fmt: skip
        assert wanted in shown
    assert list(references("Như trên.")) == []
    assert "Clauses 1, 2 and 5, Article 4" in "\n".join(references("Theo các khoản 1, 2 và 5 Điều 4."))
