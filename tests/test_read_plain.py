"""Plain text: what is a line, where its words stand, what is markup, what is left as it was typed."""

from __future__ import annotations

import unicodedata

import pytest

from builder.model import Line
from builder.read.plain import read_lines

# text → lines, (style, words) of each marked run, and what was taken out as markup
CASES: list[tuple[str, list[str], list[tuple[str, str]], list[str]]] = [
    ("a\nb", ["a", "b"], [], []),
    ("a\n\n b  c \n", ["a", "", "b c", ""], [], []),
    ("**Điều 1.** Phạm vi", ["Điều 1. Phạm vi"], [("strong", "Điều 1.")], ["**", "**"]),
    ("một *hai* ba", ["một hai ba"], [("em", "hai")], ["*", "*"]),
    ("***a***", ["a"], [("strong", "a")], ["***", "***"]),
    ("**a *b* c**", ["a b c"], [("strong", "a"), ("em", "b"), ("strong", "c")], ["**", "*", "*", "**"]),
    ("**hai\ndòng**", ["hai", "dòng"], [("strong", "hai"), ("strong", "dòng")], ["**", "**"]),
    ("2 * 3 = 6", ["2 * 3 = 6"], [], []),
    ("chú thích (*)", ["chú thích (*)"], [], []),
    ("**chưa đóng", ["**chưa đóng"], [], []),
    ("**a\n\nb**", ["**a", "", "b**"], [], []),
    ("****", ["****"], [], []),
    ("# Tiêu đề", ["Tiêu đề"], [], ["#"]),
    ("#không phải", ["#không phải"], [], []),
    ("<b>x</b> &amp; [a](b)", ["<b>x</b> &amp; [a](b)"], [], []),
    ("| a | b |", ["a", "b"], [], ["|", "|", "|"]),
    ("|---|---|", [], [], ["|---|---|"]),
    ("| a<br>b | c |", ["a", "b", "c"], [], ["|", "<br>", "|", "|"]),
    ("| **a** | b* |", ["a", "b"], [("strong", "a")], ["|", "**", "**", "|", "*", "|"]),
    ("a | b", ["a | b"], [], []),
    ("bá\u200bo\u202e", ["báo"], [], ["\u200b", "\u202e"]),
    ("a\u00a0b", ["a b"], [], []),
    ("a\tb", ["a b"], [], []),
]  # fmt: skip


def shown(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(("text", "lines", "marked", "markup"), CASES, ids=[c[0] for c in CASES])
def test_lines_and_markup(text: str, lines: list[str], marked: list[tuple[str, str]], markup: list[str]) -> None:
    made, residue = read_lines(text)
    assert shown(made) == lines
    assert [(r.style, r.text) for line in made for r in line.runs if r.style] == marked or _joined(made) == marked
    assert [r.text for r in residue] == markup


def _joined(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    """Neighbouring runs of one style in one line as one."""
    out: list[tuple[str, str]] = []
    for line in lines:
        last = ""
        for run in line.runs:
            if run.style and run.style == last:
                out[-1] = (run.style, out[-1][1] + run.text)
            elif run.style:
                out.append((run.style, run.text))
            last = run.style
    return out


@pytest.mark.parametrize("text", [c[0] for c in CASES] + ["**a** | *b*\n| x | **y** |\n\n  z\u200b  w\n" * 3])
def test_every_run_is_where_it_says(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    made, residue = read_lines(text)
    for line in made:
        for run in line.runs:
            there = text[run.start : run.end]
            assert run.text == there or (run.text == " " and there.isspace()) or set(there) <= set(run.text) | set("*"), (run, there)
    for piece in residue:
        assert text[piece.span.start : piece.span.end].strip() == piece.text.strip()


@pytest.mark.parametrize("text", [c[0] for c in CASES])
def test_no_letter_is_lost(text: str) -> None:
    made, residue = read_lines(text)
    kept = "".join(line.text for line in made) + "".join(r.text for r in residue)
    for letter in text:
        assert letter.isspace() or letter in "|*" or letter in kept or "<br>" in text


def test_lines_have_the_numbers_of_the_file() -> None:
    made, _ = read_lines("a\n\n| b | c |\n|---|---|\nd")
    assert [(line.number, line.text, line.kind) for line in made if line.text] == [
        (1, "a", "line"),
        (3, "b", "cell"),
        (3, "c", "cell"),
        (5, "d", "line"),
    ]
