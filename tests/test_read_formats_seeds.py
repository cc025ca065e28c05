"""One letter, every format: each document of the archive, written out as Word, web page, RTF and PDF, gives the record of its text."""

from __future__ import annotations

import subprocess
import unicodedata
from html import escape
from pathlib import Path
from typing import Any

import pytest
from browser import FLAGS, find
from forms.word import paragraph, run, word_file

from builder import intake
from builder.model import Line, Record
from builder.read import office
from builder.read.original import read_original

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted(p for p in (ROOT / "content").glob("*/*/*.txt"))
PLACES = {"span", "ev", "start", "end"}


def record(path: Path, kind: str) -> Record:
    found, problems = intake.extract(path, "x", "x", kind)
    assert found is not None, problems
    return found


def short(found: Record) -> dict[str, Any]:
    """What the text says, without where it stands."""
    news = found.news
    return {
        "type": found.type, "number": found.number, "issuer": found.issuer, "unit": found.unit, "date": found.date, "place": found.place,
        "subject": found.subject, "title": found.title, "addressees": [(a.text, a.id) for a in found.addressees],
        "recipients": [(r.text, r.purpose) for r in found.recipients], "archive": found.archive, "signature": found.signature,
        "citations": [(c.kind, c.printed, c.number, c.date, c.issuer) for c in found.citations], "deadlines": [(d.date, d.who, d.what) for d in found.deadlines],
        "body": [(n.id, n.kind, n.label, n.text) for n in found.body], "contacts": [(c.name, [s.value for s in c.details]) for c in found.contacts],
        "terms": [(t.term, t.target_kind) for t in found.defined_terms], "topics": [t.id for t in found.topics],
        "news": news and (news.category, news.timestamp, news.agency, news.author, news.event_date, [c.text for c in news.captions]),
    }  # fmt: skip


def lines(seed: Path) -> tuple[Line, ...]:
    original, problems = read_original(seed)
    assert original is not None, problems
    return original.lines


def kind(seed: Path) -> str:
    return "news" if "news" in seed.parts else "document"


def word(seed: Path) -> bytes:
    marks = {"strong": "<w:b/>", "em": "<w:i/>", "": ""}
    return word_file(*(paragraph("".join(run(r.text, marks[r.style]) for r in line.runs)) for line in lines(seed)))


def page(seed: Path) -> str:
    tags = {"strong": "b", "em": "i", "": "span"}
    blocks = (
        "<p>" + ("".join(f"<{tags[r.style]}>{escape(r.text)}</{tags[r.style]}>" for r in line.runs) or "&nbsp;") + "</p>"
        for line in lines(seed)
    )
    return f"<!DOCTYPE html><meta charset=utf-8><title>x</title><style>p{{margin:0 0 8pt;font:13pt serif}}</style><body>{''.join(blocks)}</body>"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.stem[:20])
@pytest.mark.parametrize("form", ["docx", "html", "nfd", "utf-16"])
def test_a_document_reads_alike_in_every_format(seed: Path, form: str, tmp_path: Path) -> None:
    target = tmp_path / {"docx": "x.docx", "html": "x.html"}.get(form, "x.txt")
    text = seed.read_text(encoding="utf-8")
    made = {
        "docx": lambda: word(seed),
        "html": lambda: page(seed).encode(),
        "nfd": lambda: unicodedata.normalize("NFD", text).encode(),
        "utf-16": lambda: text.encode("utf-16"),
    }
    target.write_bytes(made[form]())
    assert short(record(target, kind(seed))) == short(record(seed, kind(seed)))


@pytest.mark.skipif(office.office() is None, reason=f"LibreOffice is not installed: {office.INSTALL['LibreOffice']}")
@pytest.mark.parametrize(("form", "seed"), [("rtf", SEEDS[-1]), ("doc", SEEDS[-2])], ids=lambda value: getattr(value, "stem", value)[:20])
def test_a_document_reads_alike_as_an_old_word_file(form: str, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(word(seed))
    program = office.office() or ""
    command = [
        program,
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        form,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "x.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert short(record(tmp_path / f"x.{form}", kind(seed))) == short(record(seed, kind(seed)))


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


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.stem[:20])
def test_a_document_reads_alike_as_a_pdf(seed: Path, tmp_path: Path) -> None:
    """Blank lines are not printed: what a PDF cannot say of a list or a caption may differ, words and numbers may not."""
    found, expected = short(record(printed(page(seed), tmp_path), kind(seed))), short(record(seed, kind(seed)))
    assert [" ".join(f"{n[2]} {n[3]}".split()) for n in found["body"]] == [" ".join(f"{n[2]} {n[3]}".split()) for n in expected["body"]]
    assert found == expected
