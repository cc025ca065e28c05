"""Every hostile or odd file gives its code within the gate's limits, and the file after it is read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from forms.hostile import ALL
from forms.word import letter

from builder.read import gate
from builder.read.original import read_original

SLOW = 3  # how much longer than the gate's own limit a loaded machine may take


@pytest.fixture(scope="module", autouse=True)
def _one_child_for_all() -> Iterator[None]:
    yield
    gate.close()


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 60


@pytest.mark.parametrize("name", ALL)
def test_a_hostile_file_gets_its_code_and_costs_only_itself(name: str, tmp_path: Path) -> None:
    suffix, make, code = ALL[name]
    (tmp_path / f"x{suffix}").write_bytes(make())
    started = time.monotonic()
    original, problems = read_original(tmp_path / f"x{suffix}")
    assert time.monotonic() - started < gate.SECONDS * SLOW
    assert [p.code for p in problems] == ([code] if code else [])
    assert (original is None) == bool(code)
    assert original is None or "root:" not in original.text
    (tmp_path / "next.docx").write_bytes(letter("văn bản tiếp theo"))
    assert read_original(tmp_path / "next.docx")[0] is not None
