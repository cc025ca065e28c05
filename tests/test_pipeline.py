"""From files to an archive: problems that only the whole pipeline gives, removals, old names, and addresses that stay."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from conftest import Build, build_site
from letters import archive, letter, sidecar, translation

from builder import addresses, intake, pipeline
from builder.model import Page, Span
from builder.site.pour import RenderError

X = "notices/2020/x"
LETTER = letter()
TAKEN = {"kind": "taken_down", "reason": "Theo yêu cầu", "date": "2026-11-25", "authority": "Ban biên tập"}


def codes(folder: Path, files: dict[str, str | bytes]) -> dict[str, str]:
    """code → path:line of each problem."""
    return {p.code: f"{p.path.rpartition('/')[2]}:{p.line}" for p in pipeline.load(archive(folder, files)).problems}


# --- problems -------------------------------------------------------------------------------------------------------------------


def test_a_lost_character_holds_a_document_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "lost", lambda record: (Span(0, 3),))
    loaded = pipeline.load(archive(tmp_path, {f"{X}.txt": LETTER}))
    assert [(p.code, dict(p.args)["count"]) for p in loaded.problems] == [("P107", "3")]
    assert loaded.held_back == ("x",)


def test_personal_data_is_reported_with_its_line(tmp_path: Path) -> None:
    body = "Liên hệ đồng chí Nguyễn Văn Mẫu, điện thoại: 024 3826 9000."
    assert codes(tmp_path, {f"{X}.txt": letter(body=body)})["P201"] == "x.txt:12"


def test_personal_data_in_a_public_file_beside_the_original_is_reported(tmp_path: Path) -> None:
    english = translation({"p1": "Report to Mr Mẫu, 0912 345 678."})
    loaded = pipeline.load(archive(tmp_path, {f"{X}.txt": LETTER, f"{X}.en.md": english, f"{X}.yml": sidecar(place="Hà Nội 0912 345 679")}))
    found = [(p.path.rpartition("/")[2], p.line, dict(p.args)["key"]) for p in loaded.problems if p.code == "P202"]
    assert found == [("x.yml", 0, "place"), ("x.en.md", 11, "p1")]


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("4321/LĐTBXH", "4321/LÐTBXH", "U+00D0"),
        ("4321/LĐTBXH", "4321/LĐТВXH".replace("В", "B"), "U+0422"),
        ("4321/", "43２１/", "U+FF11, U+FF12"),
        ("4321/", "‮4321/", "U+202E"),
        ("4321/", "43​21/", "U+200B"),
    ],
)
def test_what_looks_like_something_else_is_read_right_and_reported(before: str, after: str, names: str, tmp_path: Path) -> None:
    loaded = pipeline.load(archive(tmp_path, {f"{X}.txt": LETTER.replace(before, after)}))
    assert loaded.documents[0].record.number.norm == "4321/LĐTBXH-VP"
    assert [(p.line, dict(p.args)["found"]) for p in loaded.problems if p.code == "P114"] == [(5, names)]


def test_a_plain_text_is_not_called_disguised(tmp_path: Path) -> None:
    assert codes(tmp_path, {f"{X}.txt": LETTER}) == {}


def test_words_that_a_conversion_has_torn_are_reported(tmp_path: Path) -> None:
    body = "Đ ngh các đơn v thc hin nghiêm túc, th trng đơn v báo cáo kt qu. " * 5
    assert "P113" in codes(tmp_path, {f"{X}.txt": letter(body=body)})


def test_a_translation_is_held_against_its_original(tmp_path: Path) -> None:
    english = translation({"p1": "Pursuant to Decision No. 146/QĐ-TTg of 21 January 2016, please report.", "p9": "x"})
    found = codes(tmp_path, {f"{X}.txt": LETTER, f"{X}.en.md": english})
    assert {"T201", "T202", "T211", "T213", "T214"} <= set(found)
    assert found["T214"] == "x.en.md:14", "the block that stands nowhere any more"


def test_a_site_that_cannot_be_rendered_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    content, site = archive(tmp_path, {f"{X}.txt": LETTER}), tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old", encoding="utf-8")

    def failing(*_: object) -> object:
        raise RenderError("no such template")

    monkeypatch.setattr(pipeline, "prepare", failing)
    built = pipeline.build(content, tmp_path / "docs", site, root / "mkdocs.yml")
    assert not built.published
    assert [p.code for p in built.problems if p.level == "error"] == ["B102"]
    assert (site / "index.html").read_text(encoding="utf-8") == "old"


def test_a_link_that_leads_nowhere_is_our_mistake_and_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    from builder.model import Anchor, Paragraph, Target, Text
    from builder.write import notice

    made = notice.page

    def stray(*words: object) -> Page:
        from dataclasses import replace

        page = made(*words)  # type: ignore[arg-type]
        return replace(page, blocks=(*page.blocks, Paragraph((Anchor(Target("vi/so/nowhere"), (Text("x"),)),))))

    monkeypatch.setattr(notice, "page", stray)
    built = pipeline.build(archive(tmp_path, {f"{X}.txt": LETTER}), tmp_path / "docs", tmp_path / "site", root / "mkdocs.yml")
    assert not built.published
    assert {p.code for p in built.problems if p.level == "error"} == {"B104"}
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "number", ["1/LĐTBXH-" + "A" * 280, "1" * 280 + "/LĐTBXH-VP", "index", "trang-2", "***", "1/" + "ABCDEFGH-" * 40], ids=lambda n: n[:12]
)
def test_no_number_can_be_the_name_of_a_list_or_too_long_for_a_file(number: str, tmp_path: Path) -> None:
    files = {
        f"{X}.txt": LETTER,
        f"{X}.yml": sidecar(number=number, relations={"add": [{"type": "amends", "target": f"Luật {number} " * 9}]}),
    }
    loaded = pipeline.load(archive(tmp_path, files))
    assert loaded.documents
    for ident in loaded.archive.numbers:
        assert 0 < len(ident.encode()) < 150
        assert not addresses.reserved(ident)
        assert addresses.number_slug(ident) == ident, "an id is the id of itself"


@pytest.mark.parametrize("line", ["../../../evil vi/van-ban/x/", "a/b", "index", "trang-2", "A", "x" * 300, "\x00", "-", "{{7*7}}"])
def test_a_strange_line_in_the_ledger_makes_no_page(line: str, tmp_path: Path, root: Path) -> None:
    loaded = pipeline.load(archive(tmp_path, {f"{X}.txt": LETTER, "published.txt": f"{line}\n"}))
    assert loaded.tombs == ()
    assert [p.code for p in loaded.problems] == ["B101"]


@pytest.mark.parametrize("name", ["ỦY BAN NHÂN DÂN HUYỆN " + "BÌNH SƠN " * 60, "SỞ " + "LAO ĐỘNG " * 80 + "TỈNH QUẢNG NGÃI"])
def test_no_issuer_is_too_long_for_a_file(name: str, tmp_path: Path, root: Path) -> None:
    text = LETTER.replace("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", name.strip()).replace("LĐTBXH-VP", "UBND-VX")
    built = pipeline.build(archive(tmp_path, {f"{X}.txt": text}), tmp_path / "docs", tmp_path / "site", root / "mkdocs.yml")
    assert built.published, built.problems
    assert max(len(p.name.encode()) for p in (tmp_path / "site").rglob("*")) < 150


# --- removal ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def removed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A letter of each kind of removal, one that was renamed, one that is gone, one that is held back."""
    folder = tmp_path_factory.mktemp("removed")
    n = "notices/2020/"
    files: dict[str, str | bytes] = {n + "kept.txt": letter(1, subject="văn bản còn lại"), n + "kept.yml": sidecar(aliases_id=["ten-cu"])}
    for serial, kind in enumerate(("withdrawn", "consolidated", "in_error", "taken_down"), 2):
        files[f"{n}{kind.replace('_', '-')}.txt"] = letter(serial, subject=f"chuyện riêng {serial}", body=f"Nội dung kín {serial}.")
        files[f"{n}{kind.replace('_', '-')}.yml"] = sidecar(
            removal={**TAKEN, "kind": kind, "to": "kept" if kind == "consolidated" else None}
        )
    files[n + "tomb.yml"] = sidecar(removal={**TAKEN, "hmac": "0" * 64})
    files[n + "held.txt"] = letter(9, stamp="MẬT", body="Nội dung kín 9.")
    files["published.txt"] = (
        "held vi/van-ban/held/ en/notices/held/\ngone vi/tin-tuc/gone/ en/news/gone/\nten-cu vi/van-ban/ten-cu/ en/notices/ten-cu/\n"
    )
    return build_site(folder, content=archive(folder, files))


def text(build: Build, page: str) -> str:
    return (build.site / page / "index.html").read_text(encoding="utf-8")


def test_withdrawn_text_stays_and_is_explained(removed: Build) -> None:
    for page in ("vi/van-ban/withdrawn", "en/notices/withdrawn"):
        assert "Theo yêu cầu" in text(removed, page)
        assert "Nội dung kín 2" in text(removed, page)
        assert "originals/" not in text(removed, page)
    assert "đã được rút khỏi kho ngày 25 tháng 11 năm 2026" in text(removed, "vi/van-ban/withdrawn")


@pytest.mark.parametrize(("old", "new"), [("consolidated", "kept"), ("ten-cu", "kept")])
def test_consolidated_and_renamed_redirect(old: str, new: str, removed: Build) -> None:
    for folder in ("vi/van-ban", "en/notices"):
        html = text(removed, f"{folder}/{old}")
        assert f'http-equiv="refresh" content="0; url=../{new}/"' in html
        assert "Số hiệu này" not in html, "it was not reached by a number"


@pytest.mark.parametrize("ident", ["in-error", "taken-down", "tomb"])
def test_what_is_hidden_leaves_reason_date_and_authority(ident: str, removed: Build) -> None:
    for page in (f"vi/van-ban/{ident}", f"en/notices/{ident}"):
        html = text(removed, page)
        assert "Theo yêu cầu" in html
        assert "Ban biên tập" in html
        assert "2026" in html


def test_nothing_of_a_hidden_document_is_anywhere(removed: Build) -> None:
    hidden = ["chuyện riêng 3", "chuyện riêng 4", "chuyện riêng 5", "Nội dung kín 3", "Nội dung kín 4", "Nội dung kín 5", "Nội dung kín 9"]
    for tree in (removed.docs, removed.site):
        for path in (p for p in tree.rglob("*") if p.is_file()):
            said = path.read_bytes().decode("utf-8", "replace").lower()
            assert not [h for h in hidden if h.lower() in said], path


def test_a_published_address_always_has_a_page(removed: Build) -> None:
    assert "đang được kiểm tra" in text(removed, "vi/van-ban/held")
    assert "being checked" in text(removed, "en/news/gone")
    assert "B101 the id “gone”" in removed.stderr
    assert "“held” was published" not in removed.stderr, "X101 says it already"


def test_hidden_ones_are_in_no_list_and_no_feed(removed: Build) -> None:
    for page in ("vi/van-ban", "en/notices", "vi", "en"):
        assert "van-ban/in-error" not in text(removed, page)
        assert "notices/in-error" not in text(removed, page)
    feed = (removed.site / "vi/feed.xml").read_text(encoding="utf-8")
    assert feed.count("<entry>") == 2, "kept and withdrawn"
