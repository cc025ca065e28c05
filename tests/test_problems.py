"""The table of problems: both languages, every field filled where a problem is made, no code unused, none without a test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from builder.addresses import LANGS
from builder.problems import Problem, explanations, pattern, problem, remedy, show, table, what
from builder.read.sidecar import read_sidecar
from builder.read.sidecarschema import schema

TABLE = table()
FIELD = re.compile(r"\{(\w+)\}")
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáèéìíòóùúý]", re.I)


def fields(code: str) -> set[str]:
    return {name for lang in ("vi", "en") for part in ("what", "do") for name in FIELD.findall(TABLE[code][lang][part])}


@cache
def calls() -> tuple[tuple[str, set[str], str], ...]:
    """Every ``problem("CODE", …, name=…)`` of the program: code, names, place."""
    found = []
    for path in sorted((ROOT / "builder").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("problem") and node.args:
                names = {k.arg for k in node.keywords if k.arg}
                for code in re.findall(r"'([A-Z]\d{3})'", ast.unparse(node.args[0])):
                    found.append((code, names, f"{path.relative_to(ROOT)}:{node.lineno}"))
    return tuple(found)


@cache
def _source() -> str:
    return "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "builder").rglob("*.py")))


@cache
def _codes_in_tests() -> frozenset[str]:
    here = Path(__file__).name
    kinds = (p for p in sorted((ROOT / "tests").rglob("*")) if p.suffix in (".py", ".yml", ".txt", ".json") and p.name != here)
    return frozenset(re.findall(r"\b[SPCTWBX]\d{3}\b", "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in kinds)))


@pytest.mark.parametrize("code", TABLE)
def test_an_entry_is_whole(code: str) -> None:
    entry = TABLE[code]
    assert re.fullmatch(r"[SPCTWBX]\d{3}", code)
    assert set(entry) == {"level", "example", "vi", "en"}
    assert entry["level"] in ("error", "warning")
    assert VIETNAMESE.search(entry["vi"]["what"] + entry["vi"]["do"])
    assert len(VIETNAMESE.findall(re.sub(r"“[^”]*”|\"[^\"]*\"", "", entry["en"]["what"] + entry["en"]["do"]))) < 2, "đ may be named"
    for part in ("what", "do"):
        assert set(FIELD.findall(entry["vi"][part])) == set(FIELD.findall(entry["en"][part])), "both languages say the same"


@pytest.mark.parametrize("code", TABLE)
def test_no_code_is_unused(code: str) -> None:
    assert f'"{code}"' in _source()


@pytest.mark.parametrize("code", TABLE)
def test_every_code_is_given_by_some_test(code: str) -> None:
    assert code in _codes_in_tests(), "add a case that gives exactly this code"


def test_every_field_is_filled_where_a_problem_is_made() -> None:
    assert len(calls()) > 30
    missing = [(code, place, fields(code) - names) for code, names, place in calls() if fields(code) - names]
    assert not missing


def test_codes_in_the_program_are_in_the_table() -> None:
    assert {code for code, _, _ in calls()} <= set(TABLE)
    with pytest.raises(KeyError):
        problem("S999", "x")


def _examples() -> Iterator[tuple[Problem, str, str]]:
    """Golden wording: what an editor reads."""
    yield (
        problem("S001", "content/notices/2020/cv-1.txt", 0, id="cv-1", other="content/notices/2020/CV-1.txt"),
        "content/notices/2020/cv-1.txt: S001 two files have the id “cv-1”: this one and content/notices/2020/CV-1.txt\n"
        "    Rename one of them; two renditions of one document share folder and name and differ in their suffix.",
        "content/notices/2020/cv-1.txt: S001 hai tệp có cùng mã “cv-1”: tệp này và content/notices/2020/CV-1.txt\n"
        "    Đổi tên một trong hai tệp; hai bản của cùng một văn bản phải cùng thư mục, cùng tên, khác đuôi.",
    )
    yield (
        problem("S209", "x.yml", 4, found="vn-xyz", table="agencies", nearest="vn-moj"),
        "x.yml:4: S209 the table of agencies has no id “vn-xyz”; the nearest is “vn-moj”\n    Use an id of the table.",
        "x.yml:4: S209 không có mã “vn-xyz” trong bảng agencies; gần nhất là “vn-moj”\n    Dùng một mã có trong bảng.",
    )
    yield (
        problem("P201", "x.txt", 3, kinds="phone, id_number", name="Trần Văn Mẫu"),
        "x.txt:3: P201 personal data (telephone number, identity number) of Trần Văn Mẫu is withheld on the site\n"
        '    If it may be public: contacts: {set: [{printed: "…", publish: true}]}; if it is not personal: contacts: {remove: ["…"]}.',
        "x.txt:3: P201 có thông tin cá nhân (số điện thoại, số căn cước) của Trần Văn Mẫu: không hiển thị trên trang\n"
        '    Nếu được phép công khai: contacts: {set: [{printed: "…", publish: true}]}; nếu không phải thông tin cá nhân: contacts: {remove: ["…"]}.',
    )
    yield (
        problem("X101", "x.txt", 0, stamp="MẬT"),
        "x.txt: X101 the document is stamped “MẬT”: it is never published\n"
        "    Remove the file from the repository and its history; tell the person in charge at once.",
        "x.txt: X101 văn bản có dấu “MẬT”: không bao giờ được đăng\n    Xóa tệp khỏi kho và khỏi lịch sử git; báo người phụ trách ngay.",
    )


@pytest.mark.parametrize(("made", "en", "vi"), list(_examples()), ids=lambda v: v.code if isinstance(v, Problem) else "")
def test_golden_wording(made: Problem, en: str, vi: str) -> None:
    assert (show(made, "en"), show(made, "vi")) == (en, vi)


def test_values_found_cannot_steer_a_terminal_or_fill_other_fields() -> None:
    made = problem("S206", "x.yml", 1, key="\x1b[2J\x07{nearest}\u202e", nearest="a\u00a0b")
    said = what(made, "en") + remedy(made, "en")
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "“\\x1b[2J\\x07{nearest}\\u202e”" in said, "a field in a value is a value"
    assert "“a b”" in said


@pytest.mark.parametrize("code", TABLE)
def test_every_code_is_explained(code: str) -> None:
    told = explanations()[code]
    assert set(told) == {"why", "wrong", "right"}
    assert VIETNAMESE.search(told["why"]["vi"])
    assert len(told["why"]["en"]) > 30
    assert told["wrong"] != told["right"], "an example shows a difference"
    assert set(explanations()) == set(TABLE), "no explanation without a code"


def sidecar_lines() -> list[tuple[str, str]]:
    """What an editor may paste: the lines of examples that are keys of an information file."""
    keys = set(schema()["properties"])
    lines = [(code, line) for code, told in explanations().items() for line in told["right"].split("\n")]
    return [
        (code, line) for code, line in lines if line.partition(":")[0] in keys and "…" not in line and not code.startswith(("T", "S30"))
    ]


def test_an_example_that_is_pasted_into_a_sidecar_is_understood() -> None:
    assert len(sidecar_lines()) >= 15
    for code, line in sidecar_lines():
        assert read_sidecar(f"{line}\n".encode(), "x.yml")[1] == (), (code, line)


def test_a_pattern_has_no_holes() -> None:
    """Braces are left only where the remedy itself is a line of YAML."""
    for code in TABLE:
        for lang in LANGS:
            assert not FIELD.search(pattern(code, lang) + pattern(code, lang, "do")), code
