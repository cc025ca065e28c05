"""One document, every format: each of the archive, written out as Word, web page, RTF, PDF, old Word, decomposed text, gives one record.

Compared is the whole record; where a word stands (offset, page, cell) and what the file is (name, hash, format, encoding) may differ.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from html import escape
from pathlib import Path
from typing import Any

import pytest
from browser import FLAGS, find
from forms.word import paragraph, run, word_file
from test_read_formats_encoding import abc

from builder import intake
from builder.model import Line, Record
from builder.read import office
from builder.read.original import read_original
from builder.write.record import record_data

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted(p for p in (ROOT / "content").glob("*/*/*.txt"))
NAMES = [p.stem[:20] for p in SEEDS]
PLACES = frozenset({"ev", "page", "cell", "source", "normalisation", "extractor"})
NEEDS_OFFICE = pytest.mark.skipif(office.office() is None, reason=f"LibreOffice is not installed: {office.INSTALL['LibreOffice']}")


def record(path: Path, seed: Path) -> Record:
    found, problems = intake.extract(path, "x", "x", "news" if "news" in seed.parts else "document")
    assert found is not None, problems
    return found


def whole(found: Record) -> dict[str, Any]:
    """All that is said of a document and nothing of where it stands; of its text and residue the letters, without asterisks that are markup."""
    data = placeless(record_data(found))
    letters = list(found.text)
    for mark in (r.span for r in found.residue if r.kind == "markup"):
        letters[mark.start : mark.end] = [""] * (mark.end - mark.start)
    data["text"] = "".join("".join(letters).split())
    data["residue"] = sorted((r.kind, "".join(r.text.split())) for r in found.residue if r.kind != "markup")
    assert isinstance(data, dict)
    return data


def placeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: placeless(inner) for key, inner in value.items() if key not in PLACES}
    return [placeless(inner) for inner in value] if isinstance(value, list) else value


def lines(seed: Path) -> tuple[Line, ...]:
    original, problems = read_original(seed)
    assert original is not None, problems
    return original.lines


# --- written out -------------------------------------------------------------------------------------------------------------

MARKS = {"strong": "<w:b/>", "em": "<w:i/>", "": ""}
FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:cs="{0}"/>'


def word(seed: Path) -> bytes:
    return word_file(*(paragraph("".join(run(r.text, MARKS[r.style]) for r in line.runs)) for line in lines(seed)))


def old_word(seed: Path) -> bytes:
    """The same typed with the fonts of the nineties: capitals with a tone are small letters of a font that prints capitals."""

    def typed(text: str, style: str) -> str:
        pieces: list[list[str]] = []
        for c in text:
            font = (
                ".VnTimeH"
                if c.isupper() and any(m in unicodedata.normalize("NFD", c) for m in "\u0300\u0301\u0303\u0309\u0323")
                else ".VnTime"
            )
            if pieces and pieces[-1][0] == font:
                pieces[-1][1] += c
            else:
                pieces.append([font, c])
        return "".join(run(abc(piece), FONT.format(font) + MARKS[style]) for font, piece in pieces)

    return word_file(*(paragraph("".join(typed(r.text, r.style) for r in line.runs)) for line in lines(seed)))


def page(seed: Path) -> str:
    tags = {"strong": "b", "em": "i", "": "span"}
    blocks = (
        "<p>" + ("".join(f"<{tags[r.style]}>{escape(r.text)}</{tags[r.style]}>" for r in line.runs) or "&nbsp;") + "</p>"
        for line in lines(seed)
    )
    return f"<!DOCTYPE html><meta charset=utf-8><title>x</title><style>p{{margin:0 0 8pt;font:13pt serif}}</style><body>{''.join(blocks)}</body>"


def printed(source: str, tmp_path: Path) -> Path:
    """A page as a PDF, by the browser."""
    browser = find()
    if browser is None:
        pytest.skip("no Chromium")
    (tmp_path / "p.html").write_text(source, encoding="utf-8")
    target = tmp_path / "p.pdf"
    command = [browser, "--headless=new", *FLAGS, "--no-pdf-header-footer", f"--print-to-pdf={target}", (tmp_path / "p.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return target


def saved_as(form: str, files: dict[str, bytes], folder: Path) -> Path:
    """Word files as LibreOffice saves them in another form, all by one start of it."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [office.office() or "", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files)], check=True, capture_output=True, timeout=180
    )
    shutil.rmtree(folder / "profile", ignore_errors=True)
    return folder


# --- and read ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
@pytest.mark.parametrize("form", ["docx", "html", "nfd", "utf-16", "old docx"])
def test_a_document_reads_alike_in_every_format(seed: Path, form: str, tmp_path: Path) -> None:
    target = tmp_path / {"docx": "x.docx", "old docx": "x.docx", "html": "x.html"}.get(form, "x.txt")
    text = seed.read_text(encoding="utf-8")
    made = {
        "docx": lambda: word(seed),
        "old docx": lambda: old_word(seed),
        "html": lambda: page(seed).encode(),
        "nfd": lambda: unicodedata.normalize("NFD", text).encode(),
        "utf-16": lambda: text.encode("utf-16"),
    }
    target.write_bytes(made[form]())
    assert whole(record(target, seed)) == whole(record(seed, seed))


@pytest.fixture(scope="module")
def rich_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved_as("rtf", {seed.stem: word(seed) for seed in SEEDS}, tmp_path_factory.mktemp("rtf"))


@pytest.fixture(scope="module")
def nineties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved_as("doc", {seed.stem: old_word(seed) for seed in SEEDS}, tmp_path_factory.mktemp("doc"))


@NEEDS_OFFICE
@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_a_document_reads_alike_as_rich_text(seed: Path, rich_text: Path) -> None:
    assert whole(record(rich_text / f"{seed.stem}.rtf", seed)) == whole(record(seed, seed))


@NEEDS_OFFICE
@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_a_document_reads_alike_as_an_old_word_file_in_an_old_font(seed: Path, nineties: Path) -> None:
    found = record(nineties / f"{seed.stem}.doc", seed)
    assert (found.source.format, found.source.encoding) == ("doc", "utf-8 tcvn3")
    assert whole(found) == whole(record(seed, seed))


@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_a_document_reads_alike_as_a_pdf(seed: Path, tmp_path: Path) -> None:
    assert whole(record(printed(page(seed), tmp_path), seed)) == whole(record(seed, seed))
