"""A correction (đính chính) is a document of its own: both it and the one that it corrects say so at the top, in both languages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from conftest import Build, build_site
from letters import archive, letter, sidecar, translation
from published import read

N = "notices/2020/"
FIRST = "Công văn số 1/LĐTBXH-VP ngày 12 tháng 3 năm 2020 của Bộ Lao động - Thương binh và Xã hội"
FIRST_EN = "Official letter No. 1/LĐTBXH-VP of 12 March 2020, Ministry of Labour, War invalids and Social Affairs"


def later(serial: int, day: int, subject: str, body: str) -> str:
    return letter(serial, subject=subject, body=body).replace("ngày 12 tháng 3", f"ngày {day} tháng 4", 1)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A letter corrected twice: once as a title says, once as an editor confirms; a correction of what is not held."""
    folder = tmp_path_factory.mktemp("corrected")
    files: dict[str, str | bytes] = {
        N + "first.txt": letter(1, subject="hướng dẫn báo cáo"),
        N + "first.en.md": translation({"p1": "In implementation of Decision No. 145/QĐ-TTg, please report."}, title="On reports"),
        N + "by-title.txt": later(2, 20, "đính chính Công văn số 1/LĐTBXH-VP", "Bộ thông báo để các đơn vị biết."),
        N + "confirmed.txt": later(3, 25, "bổ sung số liệu", "Số liệu ở Công văn số 1/LĐTBXH-VP ngày 12 tháng 3 năm 2020 nay viết lại như sau."),
        N + "confirmed.yml": sidecar(relations={"add": [{"type": "corrects", "target": "1/LĐTBXH-VP"}]}),
        N + "elsewhere.txt": later(4, 26, "đính chính Thông tư số 77/2011/TT-BLĐTBXH", "Đề nghị các đơn vị lưu ý."),
        N + "passive.txt": later(5, 27, "trả lời kiến nghị", "Nội dung này đã được đính chính tại Công văn số 2/LĐTBXH-VP."),
    }  # fmt: skip
    return build_site(folder, content=archive(folder, files))


def banners(build: Build, page: str) -> list[tuple[str, str]]:
    """The words of each banner about a correction, and where its link leads."""
    root = read((build.site / page / "index.html").read_text(encoding="utf-8"))
    found = [(b.text, next((a.attrs["href"] for a in b.all("a")), "")) for b in root.by_class("banner")]
    return [(text, href) for text, href in found if text.startswith(("Đã được đính", "Đính chính", "Correct"))]


@pytest.mark.parametrize("page", ["vi/van-ban/first", "vi/song-ngu/first"])
def test_the_corrected_one_names_its_corrections_the_newest_first(page: str, corrected: Build) -> None:
    (third, to_third), (second, to_second) = banners(corrected, page)
    assert second == f"Đã được đính chính bởi {FIRST.replace('số 1/', 'số 2/').replace('12 tháng 3', '20 tháng 4')}."
    assert "số 3/LĐTBXH-VP ngày 25 tháng 4" in third
    assert to_second.endswith("/by-title/#top")
    assert "/confirmed/#" in to_third


def test_and_so_in_english(corrected: Build) -> None:
    said = [text for text, _ in banners(corrected, "en/notices/first")]
    assert said[1] == f"Corrected by {FIRST_EN.replace('No. 1/', 'No. 2/').replace('12 March', '20 April')}."
    assert said[0].startswith("Corrected by Official letter No. 3/LĐTBXH-VP of 25 April 2020")


@pytest.mark.parametrize("ident", ["by-title", "confirmed"])
def test_the_correcting_one_says_what_it_corrects(ident: str, corrected: Build) -> None:
    assert banners(corrected, f"vi/van-ban/{ident}") == [(f"Đính chính cho {FIRST}.", "../first/")]
    assert banners(corrected, f"en/notices/{ident}") == [(f"Corrects {FIRST_EN}.", "../first/")]


def test_a_correction_of_what_is_not_held_leads_to_its_number(corrected: Build) -> None:
    assert banners(corrected, "vi/van-ban/elsewhere") == [
        ("Đính chính cho Thông tư số 77/2011/TT-BLĐTBXH.", "../../so/77-2011-tt-bldtbxh/")
    ]
    assert banners(corrected, "en/notices/elsewhere") == [("Corrects Circular No. 77/2011/TT-BLĐTBXH.", "../../so/77-2011-tt-bldtbxh/")]


def test_whose_page_says_so_too(corrected: Build) -> None:
    said = "Đã được đính chính bởi " + FIRST.replace("số 1/", "số 4/").replace("12 tháng 3", "26 tháng 4") + "."
    assert [text for text, _ in banners(corrected, "vi/so/77-2011-tt-bldtbxh")] == [said]
    assert [text[:47] for text, _ in banners(corrected, "en/so/77-2011-tt-bldtbxh")] == ["Corrected by Official letter No. 4/LĐTBXH-VP of"]


def test_what_only_speaks_of_a_correction_has_no_banner(corrected: Build) -> None:
    assert banners(corrected, "vi/van-ban/passive") == []
