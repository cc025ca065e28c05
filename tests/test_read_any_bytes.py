"""Any bytes at all under an allowed name give a record or a problem: never an exception, never both nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from letters import letter, sidecar, translation

from builder import intake
from builder.parse.account import lost
from builder.problems import what
from builder.read.markdown import read_page
from builder.read.shelf import Holding
from builder.read.sidecar import read_sidecar
from builder.translate.file import read_translation

CASES = int(os.environ.get("FUZZ", "2000"))  # `FUZZ=100000` for a night
LINES = [*letter().split("\n"), "Kính gửi:", "- Bộ A;", "Điều 1. X", "1. Y", "a) Z", "Căn cứ Luật Việc làm;", "**MẬT**", "| a | b |", "Ảnh: x", "KT. BỘ TRƯỞNG",
         "Nơi nhận:", "- Lưu: VT.", "Số: /UBND-VX", "V/v", "15/01/2019 - 15:59", "PHỤ LỤC I", "ngày 30/02/2020", "0912 345 678", "a@b.vn", "145/QĐ-TTg", "\t", "\u200b", "# x", "---"]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(LINES), st.text(max_size=12), st.sampled_from(["\r\n", "\n\n", " ", "\u00a0", "**", "*", "|", "\x00", "\ufeff"])
)
TEXTS = st.lists(PIECES, max_size=40).map("\n".join)
BYTES = st.one_of(
    st.binary(max_size=300),
    TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda t: t.encode("utf-16", "surrogatepass")),
    st.tuples(TEXTS, st.binary(max_size=8), TEXTS).map(lambda p: p[0].encode("utf-8", "replace") + p[1] + p[2].encode("utf-8", "replace")),
)
QUICKLY = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("any") / "content" / "notices"
    folder.mkdir(parents=True)
    return folder


@QUICKLY
@given(data=BYTES, suffix=st.sampled_from([".txt", ".md"]), kind=st.sampled_from(["document", "news"]))
def test_any_bytes_give_a_record_or_a_problem(place: Path, data: bytes, suffix: str, kind: str) -> None:
    path = place / f"x{suffix}"
    path.write_bytes(data)
    document, problems = intake.understand(Holding("x", kind, path), place.parent)  # type: ignore[arg-type]
    assert document or problems
    assert "P108" not in {p.code for p in problems}, problems
    assert "P107" not in {p.code for p in problems}, [what(p, "en") for p in problems]
    if document:
        assert not lost(document.record)


@settings(QUICKLY, max_examples=max(200, CASES // 5))
@given(data=st.one_of(st.binary(max_size=200), TEXTS.map(str.encode), st.lists(st.sampled_from(["a: 1\n", "- x\n", "{", "}", "[", "]", ":", "&a ", "*a ", "!t ", '"', "'", "|\n", "\n", "issuer:", " ", "null", "removal: {", "#", "\t", "%", "@", "`"]), max_size=20).map(lambda p: "".join(p).encode())))  # fmt: skip
def test_any_bytes_are_a_sidecar_or_a_problem(data: bytes) -> None:
    made, problems = read_sidecar(data, "x.yml")
    assert (made is None) == bool(problems)


@settings(QUICKLY, max_examples=max(200, CASES // 5))
@given(
    data=st.one_of(
        st.binary(max_size=200),
        TEXTS.map(lambda t: translation({"p1": t}).encode("utf-8", "replace")),
        TEXTS.map(lambda t: t.encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_a_translation_or_a_problem(data: bytes) -> None:
    made, problems = read_translation(data, "x.en.md")
    assert made or problems


@settings(QUICKLY, max_examples=max(200, CASES // 5))
@given(
    data=st.one_of(
        st.binary(max_size=200),
        TEXTS.map(lambda t: (sidecar(slug="x", title="x", description="x") + "---\n" + t).encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_a_page_or_a_problem(data: bytes) -> None:
    for head in (b"", b"---\n"):
        made, problems = read_page(head + data, "x.md")
        assert made or problems
