"""The law of conservation: what a file has is in blocks, in recognised residue, or in the list of repairs; and the repairs can be undone."""

from __future__ import annotations

import unicodedata

import pytest
from forms.word import listed, paragraph, run, table, word_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.model import Original
from builder.read.formats import original_of
from builder.read.repairs import original_text

QUICKLY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
# Letters that are repaired, letters that are decoded, markup, blanks of every kind.
ODD = "aộĐÐðС１/-5.,\u00a0\u202f\u200b\u00ad\u0323\u0301\u202e \t"
WORDS = [
    "Bộ",
    "một",
    " hai ",
    "145/QĐ-ТТg",
    "Ðiều 1.",
    "hoà",
    "hòa",
    "–",
    "—",
    "Bé Lao ®éng",
    "Th­¬ng binh",
    "ngày ０５/０３/２０２４",
    "a\u00a0b",
    "t\u00ado",
]
PIECE = st.one_of(st.sampled_from(WORDS), st.text(alphabet=ODD, max_size=6))
LINE = st.lists(PIECE, max_size=5).map("".join)


def squeezed(text: str) -> str:
    return "".join(text.split())


def unkept(original: Original) -> str:
    """Characters of the text that stand in no line and in no residue."""
    kept = [c.isspace() for c in original.text]
    spans = [(r.start, r.end) for line in original.lines for r in line.runs]
    for start, end in spans + [(r.span.start, r.span.end) for r in original.residue]:
        kept[start:end] = [True] * (end - start)
    return "".join(c for c, k in zip(original.text, kept, strict=True) if not k)


def holds(original: Original) -> None:
    """The law itself, and that every block and every residue is where it says."""
    assert unkept(original) == ""
    for line in original.lines:
        for run_ in line.runs:
            there = original.text[run_.start : run_.end]
            assert run_.text == there or (run_.text == " " and (there == "" or there.isspace() or there in "|*<"))
    for rest in original.residue:
        assert original.text[rest.span.start : rest.span.end].strip() == rest.text.strip()
    for offset, _, after in original.normalisation.edits:
        assert original.text[offset : offset + len(after)] == after


MARKUP = st.sampled_from(["**", "*", "|", "| a | b |", "|---|---|", "# ", "- ", "1. ", "<br>", "\\|", "    ", "a)", "\t", "`"])


@pytest.mark.parametrize("form", ["txt", "md"])
@QUICKLY
@given(
    st.lists(st.lists(st.one_of(PIECE, MARKUP), max_size=6).map("".join), max_size=8),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n\x0c"]),
)
def test_text_and_markdown(form: str, lines: list[str], end: str) -> None:
    raw = end.join(lines)
    original, _ = original_of(raw.encode(), f"x.{form}", form)
    if original is None:
        return
    holds(original)
    assert original_text(original.text, original.normalisation) == raw.removeprefix("\ufeff")


@QUICKLY
@given(st.lists(st.lists(PIECE, max_size=4), max_size=6), st.lists(st.lists(LINE, min_size=2, max_size=3), max_size=4))
def test_word(paragraphs: list[list[str]], rows: list[list[str]]) -> None:
    data = word_file(*(paragraph("".join(map(run, texts)) or "") for texts in paragraphs), *([table(*rows)] if rows else []))
    original, _ = original_of(data, "x.docx", "docx")
    if original is None:
        return
    holds(original)
    given_ = "".join("".join(texts) for texts in paragraphs) + "".join("".join(row) for row in rows)
    assert squeezed(original_text(original.text, original.normalisation)) == squeezed(given_)


TAGS = "<p> </p> <b> </b> <td> <tr> <table> </table> <br> <li> <ol> <nav> </nav> <pre> <div> </div> <h2> </h2> <figure> <figcaption> <footer> </footer>".split()


@QUICKLY
@given(st.lists(st.one_of(PIECE.map(lambda t: t.replace("<", "")), st.sampled_from([*TAGS, "<a href=x>", "</a>"])), max_size=30))
def test_pages(parts: list[str]) -> None:
    original, _ = original_of("".join(parts).encode(), "x.html", "html")
    if original is None:
        return
    holds(original)
    shown = squeezed("".join(part for part in parts if not part.startswith("<")))
    if "<li>" not in parts:  # whose bullets are printed and not written
        back = squeezed(original_text(original.text, original.normalisation))
        assert sorted(unicodedata.normalize("NFD", back)) == sorted(unicodedata.normalize("NFD", shown))


def test_what_is_repaired_is_counted_listed_and_can_be_undone() -> None:
    raw = "Ðiều 1. Quyết\u00a0định số 145/QĐ-ТТg\r\nđến\u200b ngày ０５/０３/２０２４, Lao\u00ad động, hoà – hòa\r\nНа Ной Α"
    original, _ = original_of(raw.encode(), "x.txt", "txt")
    assert original is not None
    assert original.text == "Điều 1. Quyết định số 145/QĐ-TTg\nđến ngày 05/03/2024, Lao động, hoà – hòa\nНа Ной Α"
    counts = original.normalisation
    assert (counts.eth, counts.nbsp, counts.lookalike, counts.invisible, counts.soft_hyphen) == (1, 1, 10, 1, 1)
    assert counts.edits[:2] == ((0, "Ð", "Đ"), (13, "\u00a0", " "))
    assert (original_text(original.text, counts), counts.line_end) == (raw, "\r\n")


def test_a_line_in_an_old_font_is_one_repair() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    data = word_file(paragraph("Một"), paragraph(run("Bé  Lao ®éng", font) + run(" và Xã hội")), listed("x", 9))
    original, _ = original_of(data, "x.docx", "docx")
    assert original is not None
    assert original.normalisation.edits == ((4, "Bé Lao ®éng và Xã hội", "Bộ Lao động và Xã hội"),)
    assert original.normalisation.decoded == 1


def test_a_decomposed_line_is_one_repair() -> None:
    raw = unicodedata.normalize("NFD", "Độc lập\nTự do")
    original, _ = original_of(raw.encode(), "x.txt", "txt")
    assert original is not None
    assert [after for _, _, after in original.normalisation.edits] == ["Độc lập", "Tự do"]
    assert original_text(original.text, original.normalisation) == raw


@pytest.mark.parametrize("text", ["145/QĐ-TTg ngày 5/3", "С П Т", "Москва 2024", "а/б-1 чисел", "α-β", "hoà – hòa — uỷ"])
def test_letters_of_other_scripts_and_tones_and_dashes_stay(text: str) -> None:
    original, _ = original_of(text.encode(), "x.txt", "txt")
    assert original is not None
    assert (original.text, original.normalisation.edits) == (text, ())
