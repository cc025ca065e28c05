"""The gate: limits hold, a bad file costs only itself, what comes back is what was read. Programs that may be missing are said."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from browser import FLAGS, find
from forms.word import letter, paragraph, run, table, word_file
from PIL import Image

from builder.problems import remedy
from builder.read import gate, office
from builder.read.formats import original_of
from builder.read.original import FORMATS, read_original

TEXT = "UBND TỈNH SƠN HẢI\nSố: 12/UBND-LĐ\nKính gửi: Sở Nội vụ.\nBáo cáo trước ngày 30 tháng 4."


@pytest.fixture(autouse=True)
def _no_child_left() -> object:
    yield
    gate.close()


def test_what_comes_back_is_what_was_read() -> None:
    data = word_file(
        paragraph(run("đậm", "<w:b/>") + run(" và\u200b \u00a0ẩn")),
        paragraph("Bé Lao ®éng, Th­¬ng binh vµ X· héi"),
        table(["a", "b", "c"], ["d", "", "f"]),
    )
    assert gate.read_guarded(data, "x.docx", "docx") == original_of(data, "x.docx", "docx")
    assert gate.read_guarded(b"PK", "x.docx", "docx") == original_of(b"PK", "x.docx", "docx")


def test_one_child_serves_many_files() -> None:
    gate.read_guarded(letter("một"), "1.docx", "docx")
    child = gate._worker
    gate.read_guarded(letter("hai"), "2.docx", "docx")
    assert gate._worker is child


def test_a_file_that_takes_too_long_costs_only_itself() -> None:
    slow = word_file(*(paragraph(f"{n * 7919 % 65537}") for n in range(40_000)))
    started = time.monotonic()
    original, problems = gate.read_guarded(slow, "slow.docx", "docx", seconds=0.3)
    assert time.monotonic() - started < 3
    assert (original, [p.code for p in problems]) == (None, ["S108"])
    assert gate.read_guarded(letter("sau đó"), "next.docx", "docx")[0] is not None


def test_a_file_that_takes_too_much_memory_costs_only_itself() -> None:
    heavy = word_file(*(paragraph(f"{n * 7919 % 65537} {n}") for n in range(60_000)))
    original, problems = gate.read_guarded(heavy, "heavy.docx", "docx", seconds=60, memory=110)
    assert (original, [p.code for p in problems]) == (None, ["S108"])
    assert gate.read_guarded(letter("sau đó"), "next.docx", "docx")[0] is not None


def test_a_child_cannot_write(tmp_path: Path) -> None:
    worker = gate._Worker(512)
    assert worker.ask({"name": "x", "form": "docx", "beside": [], "pictured": True}, [letter("một")], 20) is not None
    limits = Path(f"/proc/{worker._process.pid}/limits")
    if limits.exists():
        said = {line[:26].strip(): line[26:].split()[0] for line in limits.read_text().splitlines()}
        assert said["Max file size"] == "0"
        assert said["Max address space"] == "512000000"
    worker.end()


def test_a_fault_of_a_reader_is_a_problem_of_that_file() -> None:
    original, problems = gate.read_guarded(letter("một"), "x.docx", "no such form")
    assert (original, [p.code for p in problems]) == (None, ["S106"])


def test_what_the_suffix_says_wrongly(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(letter("thực ra là docx"))
    original, problems = read_original(tmp_path / "a.doc")
    assert original is not None, problems
    assert original.lines[0].text == "thực ra là docx"


@pytest.mark.parametrize("suffix", [".doc", ".rtf"])
def test_old_word_files_without_libreoffice(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: None)
    (tmp_path / f"a{suffix}").write_bytes(b"{\\rtf1 x}" if suffix == ".rtf" else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    original, (problem,) = read_original(tmp_path / f"a{suffix}")
    assert (original, problem.code) == (None, "S109")
    assert "libreoffice-writer" in remedy(problem, "en")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_scans_without_ocr(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "ocr", lambda: None)
    (tmp_path / f"a{suffix}").write_bytes(b"\x89PNG")
    original, (problem,) = read_original(tmp_path / f"a{suffix}")
    assert (original, problem.code) == (None, "S109")
    assert "tesseract-ocr-vie" in remedy(problem, "vi")


def test_what_a_scan_says_is_for_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "recognised", lambda data, suffix: "Số: 12\fTrang hai")
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    original, problems = read_original(tmp_path / "a.png")
    assert original is not None
    assert (original.source.ocr, original.source.format, [p.code for p in problems]) == (True, "png", ["S112"])
    assert [line.text for line in original.lines] == ["Số: 12", "Trang hai"]


RTF = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}{\f1 Times New Roman;}}\f0 B\'e9 Lao \'ae\'e9ng\par \f1 K\u237\'ednh g\u7917?i: S\u7903? N\u7897?i v\u7909?.\par}"


@pytest.mark.skipif(office.office() is None, reason=f"LibreOffice is not installed: {office.INSTALL['LibreOffice']}")
def test_an_rtf_file_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text(RTF, encoding="ascii")
    original, problems = read_original(tmp_path / "a.rtf")
    assert original is not None, problems
    assert [line.text for line in original.lines if line.runs] == ["Bộ Lao động", "Kính gửi: Sở Nội vụ."]
    assert (original.source.format, original.source.encoding) == ("rtf", "utf-8 tcvn3")


@pytest.mark.skipif(office.ocr() is None, reason=f"ocrmypdf or its Vietnamese is not installed: {office.INSTALL['ocrmypdf']}")
@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_a_scan_is_recognised_and_for_review(suffix: str, tmp_path: Path) -> None:
    browser = find()
    if browser is None:
        pytest.skip("no Chromium")
    (tmp_path / "p.html").write_text(
        "<meta charset=utf-8><body style='font:32px serif;margin:60px'><p>Số: 12/UBND-LĐ<p>Kính gửi: Sở Nội vụ.", encoding="utf-8"
    )
    shot = tmp_path / "p.png"
    subprocess.run(
        [browser, "--headless=new", *FLAGS, f"--screenshot={shot}", "--window-size=900,500", (tmp_path / "p.html").as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )
    scan = tmp_path / f"scan{suffix}"
    with Image.open(shot) as picture:
        picture.convert("RGB").save(scan, dpi=(150, 150)) if suffix == ".png" else picture.convert("RGB").save(scan, resolution=150)
    original, problems = read_original(scan)
    assert original is not None, problems
    assert (original.source.ocr, original.source.format, [p.code for p in problems]) == (True, suffix[1:], ["S112"])
    assert "Kính gửi: Sở Nội vụ" in original.text


def test_every_suffix_has_its_place_in_the_order() -> None:
    from builder.read.original import PREFERENCE

    assert set(PREFERENCE) == set(FORMATS)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("x.exe", b"MZ", "S101"), ("x", b"a", "S101"), ("x.docx", b"", "S105"), ("x.html", b"", "S105"), ("x.xlsx", b"PK", "S101")],
)
def test_what_is_not_read_gets_its_code(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    original, (problem,) = read_original(tmp_path / name)
    assert (original, problem.code) == (None, code)


def test_folders_links_and_giants(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 8_000_001)
    (tmp_path / "b.txt").symlink_to("/etc/hostname")
    (tmp_path / "c.txt").mkdir()
    assert [read_original(tmp_path / name)[1][0].code for name in ("a.txt", "b.txt", "c.txt", "d.txt")] == ["S103", "S102", "S102", "S102"]
