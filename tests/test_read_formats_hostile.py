"""Every hostile or odd file gives its code within the gate's limits of memory and time, and the file after it is read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from forms.hostile import ALL
from forms.word import letter
from measured import Server, server

from builder.read import gate
from builder.read.original import read_original

UNKNOWN = ("P101", "P102", "P103", "P104")  # what is read of them has no number, date, issuer or subject


@pytest.fixture(scope="module")
def measured() -> Iterator[Server]:
    with server() as running:
        yield running


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 60


@pytest.mark.parametrize("name", ALL)
def test_a_hostile_file_gets_its_code_within_limits_and_costs_only_itself(name: str, tmp_path: Path, measured: Server) -> None:
    suffix, make, code = ALL[name]
    folder = tmp_path / "content" / "notices" / "2020"
    folder.mkdir(parents=True)
    (folder / f"x{suffix}").write_bytes(make())
    (folder / "y.docx").write_bytes(letter("văn bản tiếp theo"))
    cost = measured.check(tmp_path / "content")
    said = [c for c, path, *_ in cost.problems if path.endswith(f"x{suffix}") and c not in UNKNOWN]
    assert said == ([code] if code else [])
    assert list(cost.documents) == (["y"] if code else ["x", "y"])
    assert cost.within(gate.MEMORY_MB, gate.SECONDS), cost


def test_a_measurement_can_fail(tmp_path: Path, measured: Server) -> None:
    """What is counted is what the process and its children took; one that takes too long is ended."""
    folder = tmp_path / "content" / "notices" / "2020"
    folder.mkdir(parents=True)
    (folder / "x.html").write_bytes(ALL["500,000 elements"][1]())
    cost = measured.check(tmp_path / "content")
    assert cost.megabytes > 150, "its child had the whole tree in memory"
    assert cost.within(gate.MEMORY_MB, gate.SECONDS)
    assert not cost.within(100, gate.SECONDS)
    assert not cost.within(gate.MEMORY_MB, 0.1)
    ended = measured.check(tmp_path / "content", seconds=0.05)
    assert (ended.ended, ended.within(gate.MEMORY_MB, gate.SECONDS)) == (-9, False)


@pytest.mark.parametrize("name", [name for name, (_, make, _) in ALL.items() if b"/etc/passwd" in make()])
def test_no_file_of_this_machine_is_read(name: str, tmp_path: Path) -> None:
    suffix, make, _ = ALL[name]
    (tmp_path / f"x{suffix}").write_bytes(make())
    original, _ = read_original(tmp_path / f"x{suffix}")
    gate.close()
    assert original is None or "root:" not in original.text
