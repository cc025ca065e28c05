"""Golden stories: an original in, its whole record out. The folder's name says what it shows.

``input`` is one line: the path of the original from the repository's root. ``record.yml`` is what ``archive extract`` gives, without
the text itself. ``pytest --bless`` writes it anew and then fails, so that a person reads the difference.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted(p.parent for p in (ROOT / "tests" / "golden").glob("*/input"))
# What changes with every release, or is long and proved elsewhere.
LEFT_OUT = ("text", "extractor", "evidence", "residue", "body")


def extracted(path: str, *flags: str) -> dict[str, Any]:
    """One record as the command prints it."""
    done = subprocess.run(
        [sys.executable, "-m", "builder", "extract", *flags, path], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    lines = [line for line in done.stdout.split("\n") if line.startswith("{")]
    assert len(lines) == 1, done.stderr
    return dict(json.loads(lines[0]))


def short(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what is left out, and the places of its evidence as the words that stand there."""
    shown = {k: v for k, v in record.items() if k not in LEFT_OUT}
    shown["evidence"] = {k: [record["text"][e["ev"][0] : e["ev"][1]], e["rule"]] for k, e in sorted(record["evidence"].items())}
    shown["residue"] = sorted({f"{r['kind']}: {r['text']}" for r in record["residue"]})
    shown["body"] = [f"{n['id']} {n['kind']}: {n['label']} {n['text'][:60]}" for n in record["body"]]
    return shown


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_record_is_golden(case: Path, request: pytest.FixtureRequest) -> None:
    expected = case / "record.yml"
    record = short(extracted((case / "input").read_text(encoding="utf-8").strip()))
    printed = yaml.safe_dump(record, allow_unicode=True, sort_keys=True, width=140)
    if request.config.getoption("--bless"):
        expected.write_text(printed, encoding="utf-8", newline="\n")
        pytest.fail(f"wrote {expected.relative_to(ROOT)}: please read the difference")
    assert expected.is_file(), f"no {expected.relative_to(ROOT)}: run pytest --bless, then read it"
    assert record == yaml.safe_load(expected.read_text(encoding="utf-8"))


def test_there_are_golden_cases() -> None:
    """An empty folder would pass everything."""
    assert len(CASES) >= 5
