"""No input hangs or breaks the parser: every pattern is linear, any bytes give a record or a problem, nothing is lost."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builder.parse
from builder import grammar
from builder.model import Record
from builder.parse.account import lost
from builder.parse.document import parse_document
from builder.read.formats import original_of

SIZE = 30_000
SECONDS = 0.6
SEEDS = (
    "a", "A", "Á", " ", "-", "1", ".", "…", "(", ")", "/", ",", ";", "“", "\u00a0", "a ", "A ", "Á ", "- ", "1 ", "1/", "1-", "1.", "A-", "A/", "A.", "a.", "A&", "A, ", "a, ",
    "Aa ", "Aa-", "Á b ", "ngày ", "ngày 1 ", "tháng ", "ngày 1 tháng ", "năm 20", "Số ", "Số: ", "SỐ 1/A NGÀY ", "1/QĐ-", "1/A-A ", "1 / ", "Kính gửi: ", "V/v ", "KT. ", "KT. A ",
    "TM. BỘ TRƯỞNG ", "BỘ TRƯỞNG ", "CHỦ TỊCH ", "CỦA ", "BỘ ", "- A; ", "; - ", "Lưu: ", "Điều 1 ", "khoản 1, ", "điểm a, ", "1, 2, ", "trước ngày ", "từ ngày ", "thời hạn nộp ",
    "báo cáo ", "báo cáo về A ", "gửi ", "gửi A ", "Đề nghị ", "Đề nghị A ", "đã ", "sau 1 ngày ", "Nghị định này ", "Nghị định này có hiệu lực từ ", "This Decree takes effect on ",
    "x@", "x@a.", "0 9", "09", "điện thoại ", "ông A", "Ông Aa ", "tại A", "Thứ trưởng ", "(A.", "No. 1/", "January 1, 20", "Law on ", "Phụ lục ", "PHỤ LỤC ", "_", "*", "|", "| ", "a\n", "\n",
)  # fmt: skip


def modules() -> Iterator[ModuleType]:
    yield grammar
    for found in pkgutil.iter_modules(builder.parse.__path__):
        yield importlib.import_module(f"builder.parse.{found.name}")


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the parsing room, by module and name."""
    return [(f"{m.__name__}.{name}", value) for m in modules() for name, value in vars(m).items() if isinstance(value, re.Pattern)]


def seconds_on(pattern: re.Pattern[str], seed: str, size: int) -> float:
    text = "A" + seed * (size // len(seed)) + "!"
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


def slowest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """The hostile string that takes longest, and how long; the full size only where a fifth of it already takes a while."""
    slow = [seed for seed in SEEDS if seconds_on(pattern, seed, SIZE // 5) > SECONDS / 40]
    return max(((seconds_on(pattern, seed, SIZE), repr(seed)) for seed in slow), default=(0.0, ""))


def test_there_are_patterns_to_time() -> None:
    assert len(patterns()) > 60


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_pattern_is_linear(name: str, pattern: re.Pattern[str]) -> None:
    seconds, seed = slowest(pattern)
    assert seconds <= SECONDS, f"{name} takes {seconds:.1f} s on {SIZE} characters of {seed}"


def test_the_timing_would_notice_a_quadratic_pattern() -> None:
    assert slowest(re.compile(r"a+b"))[0] > 0.2


def record(data: bytes, form: str = "txt", kind: str = "auto") -> Record | None:
    original, problems = original_of(data, f"x.{form}", form)
    if original is None:
        assert problems
        return None
    return parse_document(original, "x", kind)  # type: ignore[arg-type]


WORDS = st.sampled_from(
    [
        "Số: 12/LĐTBXH-HTQT", "V/v họp", "Kính gửi:", "Kính gửi: Bộ Tài chính", "- Bộ Tư pháp;", "Hà Nội, ngày 02 tháng 5 năm 2018", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "Căn cứ Luật Việc làm;",
        "Điều 1. Phạm vi", "Điều 2. Hiệu lực", "1. Khoản", "a) Điểm", "“Điều 9. Cũ", "”", "Nơi nhận:", "- Như trên;", "- Lưu: VT, KHTC.", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Trần Văn Minh", "(Đã ký)",
        "PHỤ LỤC I", "CỘNG", "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI", "-------", "|", "| a | b |", "|---|---|", "", "", "C", "ăn cứ", "S", "ố: 5/TB-BYT", "**", "x",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA", "Nơi nhận: - Như trên; - Lưu: VT. KT. BỘ TRƯỞNG THỨ TRƯỞNG Lê Thị Lan", "THÔNG TƯ LIÊN BỘ", "No. 68/BHXH CSXH", "To:", "Law on Referendum", "Pursuant to",
        "Nghị định này có hiệu lực từ ngày 01/5/2021.", "báo cáo Bộ trước ngày 15/6/2024", "(LĐXH) - Ngày 15/1, tại Hà Nội", "03:59 PM 15/01/2019", "bà Lê Thị Lan, điện thoại 0912345678",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=24), st.sampled_from(["auto", "document", "news"]), st.sampled_from(["txt", "md"]))
def test_lines_in_any_order_give_a_whole_record(lines: list[str], kind: str, form: str) -> None:
    """Whatever the order: every character is kept somewhere, ids are unique, evidence lies in the text."""
    found = record("\n".join(lines).encode(), form, kind)
    if found is None:
        return
    assert [found.text[s.start : s.end] for s in lost(found)] == []
    ids = [n.id for n in found.body]
    assert len(ids) == len(set(ids))
    for evidence in found.evidence.values():
        assert 0 <= evidence.span.start < evidence.span.end <= len(found.text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda s: s.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_record_or_a_problem(data: bytes) -> None:
    found = record(data)
    assert found is None or not lost(found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=20))
def test_what_is_returned_is_printed(lines: list[str]) -> None:
    """A number's serial and letters, a date's parts and a signatory's name stand in the text; nothing is invented."""
    found = record("\n".join(lines).encode(), "txt", "document")
    if found is None:
        return
    squeezed = re.sub(r"\s", "", found.text)
    assert not found.number.norm or re.sub(r"\s", "", found.number.norm) in squeezed
    assert not (found.signature and found.signature.name) or found.signature.name in found.text
    printed = {int(digits) for digits in re.findall(r"\d+", found.text)}
    assert not found.date.value or {int(part) for part in found.date.value.split("-")} <= printed


@pytest.mark.parametrize(
    "seed",
    [
        "- a; ",
        "Kính gửi: a; ",
        "Số: 1/A ",
        "BỘ TRƯỞNG ",
        "(",
        "| a ",
        "a\n",
        "Điều 1. a\n",
        "- a\n",
        "A\n",
        "Nơi nhận:\n- a\n",
        "Số:\n",
        "KT. A\n",
        "“",
    ],
)
def test_a_hostile_document_takes_no_time(seed: str) -> None:
    start = time.process_time()
    record((seed * (SIZE // len(seed))).encode(), "txt", "document")
    assert time.process_time() - start < 20 * SECONDS
