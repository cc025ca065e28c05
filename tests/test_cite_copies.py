"""Documents held twice and texts that are nearly the same: found among many, with the words that differ; and what only looks alike."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from parsing import LETTER, record_of

from builder import addresses, pipeline
from builder.cite.copies import Copy, compared, likely, pairs, sketch, trait, twins
from builder.model import Record
from builder.problems import Problem
from builder.write import related

BODY = " ".join(f"Các đơn vị số {n} rà soát đối tượng thứ {n * 7}, lập danh sách và tổ chức chi trả đúng quy định." for n in range(1, 12))
WHOLE = LETTER.replace("Trân trọng./.", f"{BODY}\n\nTrân trọng./.")


def held(ident: str, text: str = WHOLE) -> Record:
    return replace(record_of(text), id=ident)


def copies(records: list[Record]) -> tuple[Copy, ...]:
    held = {r.id: r for r in records}
    found = (compared(held[a], held[b], lambda _, words: words) for a, b in pairs(map(trait, records)))
    return tuple(c for c in found if c)


def test_one_document_held_twice_is_one_and_shows_it() -> None:
    found = copies([held("a"), held("b")])
    assert [(c.first, c.second, c.same, c.share, c.passage) for c in found] == [("a", "b", True, 1.0, ("", ""))]
    assert twins(found) == {"a": ("b",), "b": ("a",)}


def test_a_letter_issued_again_names_the_words_that_differ() -> None:
    again = (
        WHOLE.replace("Số: 1234/", "Số: 1999/")
        .replace("ngày 05 tháng 3", "ngày 15 tháng 4")
        .replace("trước ngày 20/4/2021", "trước ngày 30/6/2021")
    )
    (found,) = copies([held("a"), held("b", again)])
    assert not found.same
    assert found.share > 0.9
    assert found.passage == ("chính trước ngày 20/4/2021.", "chính trước ngày 30/6/2021.")
    assert twins([found]) == {}


def test_one_number_date_and_issuer_with_another_text_is_said_and_not_called_one() -> None:
    other = LETTER.replace("gửi báo cáo", "cử cán bộ dự họp tại trụ sở cơ quan Bộ và chuẩn bị tài liệu, rồi gửi báo cáo")
    (found,) = copies([held("a"), held("b", other)])
    assert found.same
    assert twins([replace(found, share=0.5)]) == {}


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("Số: 1234/", "Số: 77/")
        .replace("rà soát đối tượng", "nghỉ lễ theo lịch")
        .replace("tổ chức chi trả", "bàn giao tài sản"),
        LETTER.replace("Số: 1234/", "Số: 77/"),
    ],
)
def test_other_letters_from_the_same_hand_are_not_alike(text: str) -> None:
    assert copies([held("a"), held("b", text)]) == ()


def test_a_hundred_copies_make_a_chain_and_no_square() -> None:
    mark = trait(held("x")).sketch
    assert len(list(likely({f"d{n:03}": mark for n in range(100)}))) == 99


def test_ten_thousand_sketches_take_no_time() -> None:
    sketches = {f"d{n}": b"".join(((n * 24 + k) * 2654435761 % 2**32).to_bytes(4, "little") for k in range(24)) for n in range(10_000)}
    started = time.process_time()
    assert list(likely(sketches)) == []
    assert time.process_time() - started < 3


def test_a_text_of_a_few_words_has_no_sketch() -> None:
    assert sketch(record_of(LETTER).body[:0]) == b""


def _problems(folder: Path, **texts: str) -> list[Problem]:
    for name, text in texts.items():
        path = folder / "content" / "notices" / "2021" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [p for p in pipeline.load(folder / "content", jobs=1).problems if p.code in ("C203", "C204")]


def test_check_names_both_documents_and_the_passage(tmp_path: Path) -> None:
    again = WHOLE.replace("Số: 1234/", "Số: 1999/").replace("trước ngày 20/4/2021", "trước ngày 30/6/2021")
    found = _problems(tmp_path, one=WHOLE, three=WHOLE, two=again)
    assert [p.code for p in found] == ["C203", "C204"]
    assert found[0].path.endswith("2021/three.txt")
    assert dict(found[0].args)["other"] == "one"
    assert "30/6/2021" in str(found[1].args)


def test_personal_details_are_not_quoted(tmp_path: Path) -> None:
    call = "Liên hệ ông Nguyễn Văn Mẫu, điện thoại 0912 345 678.\n\nTrân trọng./."
    found = _problems(tmp_path, one=WHOLE.replace("Trân trọng./.", call), two=WHOLE.replace("Trân trọng./.", call.replace("345", "999")))
    assert [p.code for p in found] == ["C203"]
    assert "345" not in str(found[0].args)


def test_the_pages_of_one_document_lead_to_each_other(tmp_path: Path) -> None:
    _problems(tmp_path, one=WHOLE, two=WHOLE)
    archive = pipeline.load(tmp_path / "content", jobs=1).archive
    for lang, words in (("vi", "Văn bản này cũng có ở trang:"), ("en", "This document is also published as:")):
        (banner,) = related.twins("one", archive, lang)  # type: ignore[arg-type]
        assert words in str(banner)
        assert addresses.document("two", "document", lang) in str(banner)  # type: ignore[arg-type]
    assert list(related.twins("three", archive, "vi")) == []
