"""The JSON Schema of sidecars says what the check says, lies where editors' tools look for it, and is published."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from jsonschema import Draft202012Validator

from builder import suggested, vocabulary
from builder.intake import parse_document
from builder.read.formats import original_of
from builder.read.sidecar import read_sidecar
from builder.read.sidecarschema import PATH, published, schema

CHECKED = Draft202012Validator(schema())
RIGHT = [
    "{}",
    'number: "814/SLĐTBXH-LĐVL"',
    'number: {norm: "814/SLĐTBXH-LĐVL", status: "present"}',
    "number: null",
    'date: "2024-03-14"',
    'date: {value: "2024-03"}',
    'issuer: {id: "vn-molisa"}',
    'issuer: {id: "ubnd@quang-ngai"}',
    'type: "cong-van"',
    'topics: ["employment", "wages"]',
    'effective: {from: "2024-07-01"}',
    'relations: {add: [{type: "implements", target: "145/QĐ-TTg"}]}',
    'cosigners: [{name: "Lê Thị Mẫu"}]',
]
WRONG = [
    'isuer: {id: "vn-molisa"}',
    'issuer: {id: "vn-molisa", nam: "x"}',
    'issuer: "vn-molisa"',
    'type: "cong-vann"',
    'topics: "employment"',
    'topics: ["employmant"]',
    'date: "2024-13-01"',
    'date: "2024-02-32"',
    'date: {value: "14/3/2024"}',
    "date: 2024",
    'deadlines: [{date: "2024-6-1"}]',
    'relations: {add: [{type: "implementz", target: "145/QĐ-TTg"}]}',
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_check_takes_the_schema_takes(text: str) -> None:
    assert read_sidecar(text.encode(), "x.yml")[1] == ()
    assert list(CHECKED.iter_errors(yaml.safe_load(text))) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_the_schema_refuses_the_check_refuses_with_its_line(text: str) -> None:
    data: Any = yaml.safe_load(text)
    assert list(CHECKED.iter_errors(data))
    _, problems = read_sidecar(f"# x\n{text}".encode(), "x.yml")
    assert [p.line for p in problems] == [2]


def test_ids_are_offered_and_keys_explained() -> None:
    made = schema()
    assert set(made["properties"]["type"]["anyOf"][0]["enum"]) == set(vocabulary.types())
    assert "vn-molisa" in made["$defs"]["IssuerPart"]["properties"]["id"]["anyOf"][0]["examples"]
    assert made["properties"]["issuer"]["description"] == "Cơ quan ban hành / Issuer"
    Draft202012Validator.check_schema(made)


def test_the_repository_has_the_schema_that_the_program_makes() -> None:
    assert (ROOT / PATH).read_bytes() == published(), "run: archive schema > schema/sidecar.schema.json"
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert settings["yaml.schemas"][PATH] == ["content/notices/**/*.yml", "content/news/**/*.yml"]


@pytest.mark.parametrize("path", ["content/notices/2024/x.txt", "content/notices/2024/3/x.docx", "content/x.docx", "content/news/x.txt"])
def test_a_suggested_file_names_it_from_wherever_it_lies(path: str) -> None:
    original, _ = original_of("V/v họp\n\nKính gửi: Vụ Pháp chế\n\nĐề nghị họp./.".encode(), "x.txt", "txt")
    assert original is not None
    text = suggested.sidecar(parse_document(original, "x"), path)
    assert text is not None
    (line,) = (line for line in text.splitlines() if "yaml-language-server" in line)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), line.partition("$schema=")[2])) == PATH
    assert read_sidecar(text.encode(), "x.yml")[1] == ()


def test_the_site_has_it(site: Path) -> None:
    assert (site / PATH).read_bytes() == published()
