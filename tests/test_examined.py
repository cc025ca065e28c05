"""The page for editors: each original with what was read marked in it, what is unknown, what conflicts, what would settle it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from parsing import LETTER, record_of

from builder import examined, pipeline, report
from builder.cli import main
from builder.intake import merged_with
from builder.parse.review import disputed, review, unknown
from builder.read.sidecar import read_sidecar
from builder.write.notice import Source, page

CALL = LETTER.replace("Trân trọng./.", "Liên hệ ông Nguyễn Văn Mẫu, điện thoại 0912 345 678.\n\nTrân trọng./.")
BARE = "V/v họp bàn kế hoạch\nHà Nội, ngày 18 tháng 12 năm 2009\n\nKính gửi: Vụ Pháp chế\n\nĐề nghị Vụ nghiên cứu công văn này./.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "notices" / "2021"
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text(CALL, encoding="utf-8")
    (folder / "bare.txt").write_text(BARE, encoding="utf-8")
    (folder / "said.txt").write_text(LETTER.replace("1234/", "77/"), encoding="utf-8")
    (folder / "said.yml").write_text('date: "2021-03-06"\n', encoding="utf-8")
    return tmp_path / "content"


def sections(content: Path) -> dict[str, str]:
    html = examined.page(pipeline.load(content, jobs=1))
    return {m[1]: m[0] for m in re.finditer(r'<section id="([^"]+)".*?</section>', html, re.S)}


def test_every_value_is_marked_where_it_was_read(content: Path) -> None:
    letter = sections(content)["letter"]
    for printed in ("1234/LĐTBXH-KHTC", "ngày 05 tháng 3 năm 2021", "Trần Văn Minh", "trước ngày 20/4/2021", "Quyết định số 77/QĐ-TTg"):
        assert re.search(rf"<mark[^>]*><small>[^<]+</small>[^<]*{re.escape(printed)}", letter), printed


def test_the_whole_original_is_there_but_for_what_is_withheld(content: Path) -> None:
    letter = sections(content)["letter"]
    original = re.search(r'<pre lang="vi">(.*)</pre></details>', letter, re.S)
    assert original is not None
    shown = re.sub(r"<small>.*?</small>|<[^>]+>", "", original[1])
    assert shown == CALL.replace("0912 345 678", "[…]")
    assert "345 678" not in letter


def test_what_is_unknown_and_what_would_settle_it(content: Path) -> None:
    bare = sections(content)["bare"]
    assert "Cơ quan ban hành / Issuer" in bare
    assert "P101" in bare
    assert "# issuer: {id:" in bare.replace("&#34;", '"')


def test_a_confirmed_value_against_the_print_is_shown_as_such(content: Path) -> None:
    said = sections(content)["said"]
    assert "P115" in said
    assert "ngày 05 tháng 3 năm 2021" in said
    loaded = pipeline.load(content, jobs=1)
    assert any("P115" in line for line in report.text(loaded, "en").splitlines())
    document = next(d for d in loaded.documents if d.record.id == "said")
    for lang, words in (("vi", "ban biên tập xác nhận “6 tháng 3 năm 2021”"), ("en", "the editors confirmed “6 March 2021”")):
        made = page(Source(document.record, None, "", None, lambda *_: iter(())), loaded.archive, lang)  # type: ignore[arg-type]
        assert words in str(made.blocks)


@pytest.mark.parametrize(
    ("yaml", "fields"),
    [
        ('date: "2021-03-06"', ["date"]),
        ('date: "2021-03-05"', []),
        ('number: "12/LĐTBXH-KHTC"', ["number"]),
        ('type: "thong-bao"', ["type"]),
        ('issuer: {id: "vn-moh"}', ["issuer"]),
        ('issuer: {id: "vn-molisa"}', []),
        ('signature: {name: "Lê Thị Mẫu"}', ["signature"]),
        ('signature: {name: "Trần  Văn Minh"}', []),
        ("place: null", []),
        ('province: "ha-noi"', []),
    ],
)
def test_only_another_value_is_disputed(yaml: str, fields: list[str]) -> None:
    sidecar, wrong = read_sidecar(yaml.encode(), "x.yml")
    assert not wrong
    record, _ = merged_with(record_of(LETTER), sidecar)
    assert [d.field for d in record.disputed] == fields
    assert [p.code for p in review(record, "x") if p.code == "P115"] == ["P115"] * len(fields)


def test_nothing_is_disputed_without_a_sidecar() -> None:
    record = record_of(LETTER)
    assert disputed(record, record) == ()
    assert unknown(record) == ()


def test_the_page_is_written_for_all_or_for_one(content: Path, tmp_path: Path) -> None:
    target = tmp_path / "review" / "index.html"
    runner = CliRunner()
    assert runner.invoke(main, ["report", "--content", str(content), "--page", str(target), "bare"]).exit_code == 0
    assert target.read_text("utf-8").count("<section") == 1
    assert runner.invoke(main, ["report", "--content", str(content), "--page", str(target), "nobody"]).exit_code == 2


def test_no_text_of_a_file_becomes_markup(content: Path) -> None:
    (content / "notices" / "2021" / "bare.txt").write_text(BARE.replace("kế hoạch", "<script>alert(1)</script>"), encoding="utf-8")
    assert "<script>" not in examined.page(pipeline.load(content, jobs=1))
