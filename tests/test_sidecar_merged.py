"""extracted ⊕ sidecar: each key takes the place of its whole field, null says that there is none, all else stays as it was read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from letters import archive, letter, news

from builder import intake, pipeline
from builder.model import Record
from builder.read.original import original_of
from builder.read.sidecar import Sidecar, read_sidecar
from builder.write.record import record_data

LETTER = letter(
    4321,
    body="Căn cứ Quyết định số 145/QĐ-TTg ngày 20/01/2016 của Thủ tướng Chính phủ;\n\nThực hiện Công văn số 12/VP ngày 1/2/2020, "
    "đề nghị các đơn vị báo cáo trước ngày 30/4/2020. Liên hệ đồng chí Nguyễn Văn Mẫu, điện thoại 024 3826 9522.",
)


def extracted(text: str = LETTER, kind: str = "document") -> Record:
    original, _ = original_of(text.encode(), "x.txt", "txt")
    assert original is not None
    return intake.cited(intake.parse_document(original, "x", kind))  # type: ignore[arg-type]


def merged(yaml: str, text: str = LETTER, kind: str = "document") -> dict[str, Any]:
    sidecar, problems = read_sidecar(yaml.encode(), "x.yml")
    assert not problems
    return record_data(intake.merged(extracted(text, kind), sidecar))


def at(data: Any, path: str) -> Any:
    for part in path.split("."):
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data


CASES: list[tuple[str, dict[str, Any]]] = [
    ("", {"number.norm": "4321/LĐTBXH-VP", "issuer.id": "vn-molisa", "confirmed": []}),
    ('number: "4322/LĐTBXH-VP"', {"number.norm": "4322/LĐTBXH-VP", "number.serial": "4322", "number.status": "present", "confirmed": ["number"]}),
    ('number: {norm: null, status: "blank"}', {"number.norm": None, "number.status": "blank"}),
    ("number: null", {"number.norm": None, "number.status": "absent"}),
    ('number: "12/2020/TT-BLĐTBXH"\ntype: "thong-tu"', {"type": "thong-tu", "class": "normative", "number.year": 2020}),
    ('type: "thong-bao"', {"type": "thong-bao", "class": "admin", "number.norm": "4321/LĐTBXH-VP"}),
    ('issuer: {id: "vn-molisa"}', {"issuer.name": "Bộ Lao động - Thương binh và Xã hội", "issuer.inferred_from": "sidecar"}),
    ('issuer: {id: "ubnd@quang-ngai.binh-son"}', {"issuer.name": "Ủy ban nhân dân huyện Bình Sơn"}),
    ('issuer: {name: "Hội Từ thiện"}', {"issuer.id": None, "issuer.name": "Hội Từ thiện"}),
    ("issuer: null", {"issuer.id": None, "issuer.name": None}),
    ('unit: {code: "HTQT", id: "vn-molisa.htqt"}', {"unit.code": "HTQT", "unit.id": "vn-molisa.htqt"}),
    ("unit: null", {"unit": None}),
    ('date: "2021-02"', {"date.value": "2021-02", "date.precision": "month", "date.inferred_from": "sidecar", "date.printed": "ngày 12 tháng 3 năm 2020"}),
    ("date: null", {"date.value": None}),
    ("place: null\nprovince: \"quang-ngai\"", {"place": None, "province": "quang-ngai"}),
    ('title: {en: "A trial"}', {"title.en": "A trial", "title.en_source": "editor", "title.vi": "thử nghiệm kho lưu trữ"}),
    ('title: {vi: "Tên", en: "Name", en_source: "official"}', {"title.vi": "Tên", "title.en_source": "official"}),
    ('subject: "về việc khác"', {"subject": "về việc khác"}),
    ('urgency: "khan"', {"urgency": "khan"}),
    ('addressees: [{text: "Bộ Tài chính"}, {text: "Bộ Nội vụ", group: "Các Bộ"}]', {"addressees.0.text": "Bộ Tài chính", "addressees.1.group": "Các Bộ"}),
    ("addressees: null", {"addressees": []}),
    ('recipients: [{text: "Như trên", purpose: "report"}]', {"recipients.0.purpose": "report"}),
    ('signature: {name: "Trần Văn Thử", title: "CỤC TRƯỞNG", signed: true}', {"signature.name": "Trần Văn Thử", "signature.signed": True, "signature.authority": None}),
    ("signature: null", {"signature": None}),
    ('cosigners: [{name: "Lê Thị Mẫu", title: "THỨ TRƯỞNG"}]', {"cosigners.0.name": "Lê Thị Mẫu", "cosigners.0.title": "THỨ TRƯỞNG"}),
    ('effective: {from: "2021-01-01", state: "in_force", as_of: "2026-11-25"}', {"effective.from": "2021-01-01", "effective.state": "in_force"}),
    ('deadlines: [{date: "2020-05-01", who: "các đơn vị"}]', {"deadlines.0.date": "2020-05-01"}),
    ("deadlines: null", {"deadlines": []}),
    ('topics: ["wages"]', {"topics.0.id": "wages"}),
    ("topics: null", {"topics": []}),
    ('source: {url: "https://example.org/x", retrieved: "2020-01-01"}', {"source.url": "https://example.org/x"}),
    ('aliases_id: ["ten-cu"]', {"aliases_id": ["ten-cu"]}),
    ('removal: {kind: "withdrawn", reason: "x", date: "2026-11-25", authority: "y"}', {"removal.kind": "withdrawn", "removal.hmac": None}),
    ('contacts: {set: [{printed: "024 3826 9522", publish: true}]}', {"contacts.0.publish": True, "contacts.0.personal": True}),
    ('contacts: {remove: ["024 3826 9522"]}', {"contacts.0.publish": True, "contacts.0.personal": False}),
    ('contacts: {add: ["Nguyễn Văn Mẫu"]}', {"contacts.1.publish": False}),
    ('lang: "en"', {"lang": "en"}),
]  # fmt: skip


@pytest.mark.parametrize(("yaml", "expected"), CASES, ids=[c[0][:40] or "nothing" for c in CASES])
def test_a_key_takes_the_place_of_its_field(yaml: str, expected: dict[str, Any]) -> None:
    data = merged(yaml)
    assert {path: at(data, path) for path in expected} == expected


def test_every_key_of_the_sidecar_is_in_the_table_above() -> None:
    """So no key can be accepted and then ignored."""
    written = {line.split(":")[0] for yaml, _ in CASES for line in yaml.split("\n") if line}
    assert set(Sidecar.model_fields) - written == {"secrecy", "news", "citations", "relations", "english"}, "those have tests of their own"


def test_what_is_not_given_stays_and_its_evidence_with_it() -> None:
    plain, given = merged(""), merged('place: "Huế"')
    changed = {key for key in plain if plain[key] != given[key]}
    assert changed == {"place", "evidence", "confirmed", "review"}
    assert set(plain["evidence"]) - set(given["evidence"]) == {"place"}


def test_news_keys() -> None:
    data = merged('news: {author: "Minh An", event_date: "2019-01-14"}', news("Hội nghị", "Sáng ngày 15/1 có hội nghị."), "news")
    assert (data["news"]["author"], data["news"]["event_date"]) == ("Minh An", "2019-01-14")


# --- citations and relations ------------------------------------------------------------------------------------------------------


def numbers(data: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [(c["number"], c["date"], c["issuer"]) for c in data["citations"] if c["number"]]


def relations(data: dict[str, Any]) -> list[tuple[str, str]]:
    by_cid = {c["cid"]: c for c in data["citations"]}
    return sorted(
        (r["type"], by_cid[r["target"]]["number"] or by_cid[r["target"]]["name"]) for r in data["relations"] if r["source"] == "self"
    )


PRINTED = [c.printed for c in extracted().citations if c.number]


def test_the_letter_cites_two() -> None:
    assert numbers(merged("")) == [("145/QĐ-TTg", "2016-01-20", "vn-pm"), ("12/VP", "2020-02-01", None)]
    assert relations(merged("")) == [("based_on", "145/QĐ-TTg"), ("implements", "12/VP")]


def test_a_citation_is_removed_and_what_followed_from_it() -> None:
    data = merged(f'citations: {{remove: ["{PRINTED[0]}"]}}')
    assert [n for n, _, _ in numbers(data)] == ["12/VP"]
    assert relations(data) == [("implements", "12/VP")]


def test_a_citation_is_set_by_its_printed_form() -> None:
    data = merged(f'citations: {{set: [{{printed: "{PRINTED[1]}", number: "12/LĐTBXH-VP", issuer: "vn-molisa"}}]}}')
    assert numbers(data)[1] == ("12/LĐTBXH-VP", "2020-02-01", "vn-molisa")
    assert ("implements", "12/LĐTBXH-VP") in relations(data)


def test_relations_are_added_and_removed() -> None:
    data = merged(
        'relations: {add: [{type: "replies_to", target: "12/VP", by: "An"}, {type: "amends", target: "9/QĐ-TTg"}], remove: [{type: "implements", target: "12/VP"}]}'
    )
    assert relations(data) == [("amends", "9/QĐ-TTg"), ("based_on", "145/QĐ-TTg"), ("replies_to", "12/VP")]
    assert [r["confirmed_by"] for r in data["relations"] if r["type"] == "replies_to"] == ["An"]


def test_what_the_text_does_not_have_is_said(tmp_path: Path) -> None:
    yaml = 'citations: {remove: ["Quyết định số 1/QĐ-TTg"]}\nrelations: {remove: [{type: "amends", target: "12/VP"}]}'
    loaded = pipeline.load(archive(tmp_path, {"notices/2020/x.txt": LETTER, "notices/2020/x.yml": yaml}))
    found = [(p.path, dict(p.args)["key"], dict(p.args)["found"]) for p in loaded.problems if p.code == "C101"]
    assert found == [
        ("content/notices/2020/x.yml", "citations.remove", "Quyết định số 1/QĐ-TTg"),
        ("content/notices/2020/x.yml", "relations.remove", "amends 12/VP"),
    ]


def test_an_added_relation_is_on_the_page_and_on_the_numbers_page(tmp_path: Path) -> None:
    yaml = 'relations: {add: [{type: "amends", target: "9/QĐ-TTg"}]}'
    loaded = pipeline.load(archive(tmp_path, {"notices/2020/x.txt": LETTER, "notices/2020/x.yml": yaml}))
    assert [m.record for m in loaded.archive.numbers["9-qd-ttg"].mentions] == ["x"]
    assert loaded.documents[0].record.relations[-1].type == "amends"
