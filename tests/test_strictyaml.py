"""YAML that people write: what gets in, and the code and line of everything that does not."""

from __future__ import annotations

import time

import pytest

from builder import strictyaml
from builder.strictyaml import Loaded, Refused, line_of, load

BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))

GOOD = [
    ("", {}),
    ("# only a comment\n", {}),
    ('place: "no"', {"place": "no"}),
    ("place: 'Hà Nội'", {"place": "Hà Nội"}),
    ("place: Hà Nội", {"place": "Hà Nội"}),
    ('place: "“Hà Nội”"', {"place": "“Hà Nội”"}),
    ("date: 2024-03-14", {"date": "2024-03-14"}),
    ('date: "2024-03"', {"date": "2024-03"}),
    ("a: true\nb: false", {"a": True, "b": False}),
    ("a: null\nb: ~\nc:", {"a": None, "b": None, "c": None}),
    ("a: 12\nb: 0", {"a": 12, "b": 0}),
    ('a: {b: ["x", "y"]}', {"a": {"b": ["x", "y"]}}),
    ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ('a: "{{7*7}} <b> &x *x !t"', {"a": "{{7*7}} <b> &x *x !t"}),
]
BAD = [
    ('number: "12', "S201", 1),
    ("a:\n\tb: c", "S213", 2),
    ("a: 1\n \tb: c", "S213", 2),
    ("a: “x”", "S212", 1),
    ("“a”: x", "S212", 1),
    ("a: [b, ‘c’]", "S212", 1),
    ("a: b: c", "S201", 1),
    ("? [a]\n: b", "S201", 1),
    ('"\x00": "x"', "S201", 1),
    ("[" * 40 + "]" * 40, "S201", 1),
    ("a: &x [*x]", "S202", 1),
    ("b: 1\na: *x", "S202", 2),
    (BOMB, "S202", 1),
    ("a: !!python/object:os.system x", "S202", 1),
    ("a: !!binary aGk=", "S202", 1),
    ("a: !x y", "S202", 1),
    ('type: "a"\ntype: "b"', "S203", 2),
    ("x:\n  y: 1\n  z: 2\n  y: 3", "S203", 4),
    ("a: " + "x" * 70_000, "S204", 1),
    ("- a", "S205", 1),
    ("just words", "S205", 1),
    ("place: no", "S210", 1),
    ("a: x\nplace: 012", "S210", 2),
    ("place: 10:30", "S210", 1),
    ("place: 1.5", "S210", 1),
    ("place: 1_000", "S210", 1),
    ("place: 0x1F", "S210", 1),
    ("place: .inf", "S210", 1),
    ("place: on", "S210", 1),
    ("place: [a, [yes]]", "S210", 1),
    ("place: =", "S210", 1),
]


@pytest.mark.parametrize(("raw", "data"), GOOD)
def test_plain_data_gets_in(raw: str, data: dict[str, object]) -> None:
    loaded = load(raw)
    assert isinstance(loaded, Loaded), loaded
    assert loaded.data == data


@pytest.mark.parametrize(("raw", "code", "line"), BAD, ids=lambda v: str(v)[:24])
def test_everything_else_has_a_code_and_a_line_at_once(raw: str, code: str, line: int) -> None:
    started = time.perf_counter()
    refused = load(raw)
    assert isinstance(refused, Refused), refused
    assert (refused.code, refused.line) == (code, line)
    assert time.perf_counter() - started < 1


def test_lines_count_from_where_the_yaml_begins_in_its_file() -> None:
    refused = load("a: 1\nb: no", first_line=2)
    assert isinstance(refused, Refused)
    assert refused.line == 3
    loaded = load('a: "x"\nb:\n  - c: "y"\n', first_line=2)
    assert isinstance(loaded, Loaded)
    assert line_of(loaded.lines, ("b", 0, "c")) == 4
    assert line_of(loaded.lines, ("b", 0, "gone")) == 4, "the nearest thing around"
    assert line_of(loaded.lines, ("nowhere",)) == 2


def test_the_limit_is_in_bytes() -> None:
    assert isinstance(load("a: " + "ệ" * (strictyaml.MAX_BYTES // 3)), Refused)
    assert isinstance(load("a: " + "e" * (strictyaml.MAX_BYTES // 3)), Loaded)
