"""Sidecars: what an editor may write, and every mistake with its code, its line and, where there is one, the nearest right word."""

from __future__ import annotations

import json

import pytest

from builder.problems import Problem, show
from builder.read.known import STATES
from builder.read.sidecar import read_sidecar
from builder.read.sidecarschema import schema
from builder.vocabulary import word

GOOD = [
    "",
    'issuer: {id: "vn-molisa"}',
    'issuer: {id: "ubnd@quang-ngai.binh-son"}',
    'issuer: {id: "vn-molisa", joint: ["vn-gov"]}',
    "urgency: null",
    'number: "2637/LĐTBXH-HTQT"',
    'number: {norm: null, status: "blank"}',
    'date: "2024-02-29"',
    "date: 2024-03",
    'date: "2009"',
    'topics: ["wages", "children"]',
    'recipients: [{text: "Như trên", purpose: "report"}]',
    'contacts: {set: [{printed: "0912 345 678", publish: true}], remove: ["x"], add: ["y"]}',
    'removal: {kind: "withdrawn", reason: "Đã thu hồi.", date: "2026-11-25", authority: "Ban biên tập"}',
    'source: {url: "https://example.org/a?b=1", retrieved: "2020-01-01"}',
    'effective: {from: "2021-01-01", to: null, state: "in_force", as_of: "2026-11-25"}',
    'aliases_id: ["ten-cu"]',
    "\ufeffplace: 'Hà Nội'",
    'place: "Hà Nội"\r\nprovince: "quang-ngai"\r\n',
]
# sidecar, then for each problem: code, line, an argument and its value
BAD = [
    ('number: "12', [("S201", 1, "", "")]),
    ('\nisuer: {id: "vn-molisa"}', [("S206", 2, "nearest", "issuer")]),
    ('issuer: {idd: "vn-molisa"}', [("S206", 1, "nearest", "id")]),
    (
        'removal:\n  kind: "withdrawn"\n  resaon: "x"\n  reason: "x"\n  date: "2026-01-01"\n  authority: "x"',
        [("S206", 3, "nearest", "reason")],
    ),
    ("place: 12", [("S207", 1, "found", "12")]),
    ('place: ["a"]', [("S207", 1, "key", "place")]),
    ('removal: {kind: "gone", reason: "x", date: "2026-01-01", authority: "x"}', [("S207", 1, "key", "removal.kind")]),
    ('removal: {kind: "withdrawn", date: "2026-01-01", authority: "x"}', [("S207", 1, "key", "removal.reason")]),
    ('contacts: {set: [{printed: "x", publish: "yes"}]}', [("S207", 1, "key", "contacts.set.0.publish")]),
    ('place: "a\\u0000b"', [("S207", 1, "key", "place")]),
    ('place: "' + "x" * 5000 + '"', [("S207", 1, "key", "place")]),
    ('source: {url: "javascript:alert(1)"}', [("S207", 1, "key", "source.url")]),
    ('source: {url: "https://a.vn/\\" onclick=\\"x"}', [("S207", 1, "key", "source.url")]),
    ('lang: "fr"', [("S207", 1, "key", "lang")]),
    ('date: "2023-02-29"', [("S208", 1, "found", "2023-02-29")]),
    ('date: "2024-13"', [("S208", 1, "found", "2024-13")]),
    ('date: "29/02/2024"', [("S208", 1, "found", "29/02/2024")]),
    ('date: "2024-1-5"', [("S208", 1, "found", "2024-1-5")]),
    ('date: "20240314"', [("S208", 1, "found", "20240314")]),
    ('date: "٢٠٢٤"', [("S208", 1, "found", "٢٠٢٤")]),
    ('deadlines: [{date: "2024-04-31"}]', [("S208", 1, "key", "deadlines.0.date")]),
    ('issuer: {id: "vn-mols"}', [("S209", 1, "nearest", "vn-molisa")]),
    ('issuer: {id: "ubnd@atlantis"}', [("S209", 1, "found", "ubnd@atlantis")]),
    ('type: "cong-vann"', [("S209", 1, "nearest", "cong-van")]),
    ('province: "quang-ngay"', [("S209", 1, "nearest", "quang-ngai")]),
    ('topics:\n  - "wages"\n  - "wage"', [("S209", 3, "nearest", "wages")]),
    ('urgency: "mat"', [("S209", 1, "found", "mat")]),
    ('recipients: [{text: "x", purpose: "reports"}]', [("S209", 1, "nearest", "report")]),
    ('relations: {add: [{type: "amend", target: "1/QĐ-TTg"}]}', [("S209", 1, "nearest", "amends")]),
    ('effective: {state: "inforce"}', [("S209", 1, "nearest", "in_force")]),
    ('isuer: 1\nplace: 12\ndate: "x"', [("S206", 1, "key", "isuer"), ("S207", 2, "key", "place"), ("S208", 3, "key", "date.value")]),
    ("place: no", [("S210", 1, "found", "no")]),
]


@pytest.mark.parametrize("raw", GOOD, ids=lambda v: v[:30])
def test_what_an_editor_may_write(raw: str) -> None:
    sidecar, problems = read_sidecar(raw.encode(), "x.yml")
    assert not problems
    assert sidecar is not None


@pytest.mark.parametrize(("raw", "expected"), BAD, ids=lambda v: str(v)[:40])
def test_every_mistake_is_said_with_its_place(raw: str, expected: list[tuple[str, int, str, str]]) -> None:
    sidecar, problems = read_sidecar(raw.encode(), "x.yml")
    assert sidecar is None, "a sidecar with a mistake counts for nothing"
    assert sorted((p.code, p.line) for p in problems) == sorted((code, line) for code, line, _, _ in expected)
    by_code: dict[str, Problem] = {p.code: p for p in problems}
    for code, _, name, value in expected:
        assert dict(by_code[code].args).get(name, "") == value


def test_bytes_that_are_no_text_have_a_code() -> None:
    assert [p.code for p in read_sidecar(b"\xff\xfe\x00", "x.yml")[1]] == ["S104"]


def test_the_message_names_the_value_and_the_nearest_in_both_languages() -> None:
    (problem,) = read_sidecar(b'issuer: {id: "vn-mols"}', "content/notices/2020/x.yml")[1]
    assert show(problem, "en").startswith(
        "content/notices/2020/x.yml:1: S209 the table of agencies has no id “vn-mols”; the nearest is “vn-molisa”\n    "
    )
    assert "không có mã “vn-mols”" in show(problem, "vi")
    assert "vn-molisa" in show(problem, "vi")


def test_every_state_that_may_be_written_has_words() -> None:
    for state in STATES:
        assert word(f"status.{state}", "vi", date="x")
        assert word(f"status.{state}", "en", date="x")


def test_the_schema_for_editors_tools_is_json_and_strict() -> None:
    made = json.loads(json.dumps(schema()))
    assert made["additionalProperties"] is False
    assert {"issuer", "removal", "contacts"} <= set(made["properties"])
