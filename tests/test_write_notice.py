"""Pages of kinds that the first five documents are not: a decision, a joint circular, a letter in English, one without a subject."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import build_site
from published import Element, pages

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n\n"
INVENTED = {
    "2019-77-qd-ubnd": "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n-------\n\n" + NATIONAL + "Số: 77/QĐ-UBND\n\n"
    "Quảng Ngãi, ngày 5 tháng 3 năm 2019\n\nQUYẾT ĐỊNH\n\nVỀ VIỆC BAN HÀNH KẾ HOẠCH HỖ TRỢ NGƯỜI LAO ĐỘNG TRÊN ĐỊA BÀN TỈNH QUẢNG NGÃI\n\n"
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\n\nCăn cứ Luật Việc làm ngày 16 tháng 11 năm 2013;\n\nQUYẾT ĐỊNH:\n\n"
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch hỗ trợ người lao động.\n\nĐiều 2. Tổ chức thực hiện\n\n1. Sở Nội vụ chủ trì.\n\n"
    "Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nNguyễn Văn Thử\n",
    "2010-88-ttlt": "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - BỘ TÀI CHÍNH\n-------\n\n" + NATIONAL + "Số: 88/2010/TTLT-BLĐTBXH-BTC\n\n"
    "Hà Nội, ngày 2 tháng 4 năm 2010\n\nTHÔNG TƯ LIÊN TỊCH\n\nHướng dẫn một việc thử\n\nĐiều 1. Phạm vi điều chỉnh\n\nThông tư này hướng dẫn một việc thử.\n",
    "2021-99-bhxh": "VIETNAM SOCIAL SECURITY\n--------\n\nSOCIALIST REPUBLIC OF VIETNAM\nIndependence - Freedom - Happiness\n---------\n\n"
    "No. 99/BHXH-CSXH\nRe: trial of a letter in English\n\nHanoi, October 1, 2021\n\nTo: Provincial Social security\n\nThis letter asks for nothing.\n",
    "2009-55-ldtbxh": "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\n-------\n\n" + NATIONAL + "Số: 55/LĐTBXH-LĐTL\n\nHà Nội, ngày 14 tháng 4 năm 2009\n\n"
    "Kính gửi: Công ty Thử Nghiệm\n\nBộ trả lời như sau: được.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def invented_site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    shutil.copytree(root / "content" / "pages", folder / "content" / "pages")
    place = folder / "content" / "notices" / "2000"
    place.mkdir(parents=True)
    for ident, text in INVENTED.items():
        (place / f"{ident}.txt").write_text(text, encoding="utf-8")
    return build_site(folder, content=folder / "content").site


@pytest.fixture(scope="module")
def invented(invented_site: Path) -> dict[str, Element]:
    return pages(invented_site)


def of(site: dict[str, Element], ident: str, lang: str) -> Element:
    return next(site[f"{'vi/van-ban' if lang == 'vi' else 'en/notices'}/{ident}/"].all("article"))


def fact(page: Element, field: str) -> list[tuple[str, str]]:
    """The values of a fact with their languages ("" is the page's)."""
    return [
        (dd.text, next((e.attrs["lang"] for e in dd.all() if "lang" in e.attrs), ""))
        for f in page.by_class(f"fact--{field}")
        for dd in f.all("dd")
    ]


def title(page: Element) -> str:
    return next(page.all("h1")).text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_article_that_is_a_sentence_stands_under_its_number(invented: dict[str, Element], lang: str) -> None:
    page = of(invented, "2019-77-qd-ubnd", lang)
    assert [h.text for h in page.all("h3")] == ["Điều 1.", "Điều 2. Tổ chức thực hiện", "Điều 3."]
    assert "Ban hành kèm theo Quyết định này Kế hoạch hỗ trợ người lao động." in [p.text for p in page.all("p")]


def test_a_subject_in_capitals_is_shown_as_a_sentence(invented: dict[str, Element]) -> None:
    page = of(invented, "2019-77-qd-ubnd", "vi")
    assert title(page) == "Về việc ban hành kế hoạch hỗ trợ người lao động trên địa bàn tỉnh Quảng Ngãi"
    citation = next(page.by_class("citeas")).text
    assert "tỉnh Quảng Ngãi về ban hành kế hoạch hỗ trợ người lao động" in citation


def test_a_page_without_a_translation_says_so_and_speaks_english_around_the_text(invented: dict[str, Element]) -> None:
    page = of(invented, "2019-77-qd-ubnd", "en")
    assert title(page) == "Decision No. 77/QĐ-UBND of 5 March 2019, People's Committee of Quang Ngai Province"
    assert "No English translation is held" in next(page.by_class("banner")).text
    assert page.by_id("d1").attrs["lang"] == "vi"
    assert {p.attrs.get("lang") for p in page.all("p") if p.attrs.get("id", "").startswith("p")} == {"vi"}
    assert fact(page, "signature") == [("Nguyễn Văn Thử, Vice Chairman/Chairwoman", "")]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("vi", ["Bộ Lao động - Thương binh và Xã hội", "Bộ Tài chính"]),
        ("en", ["Ministry of Labour, War invalids and Social Affairs", "Ministry of Finance"]),
    ],
)
def test_all_who_issued_a_joint_document_are_named_and_list_it(invented: dict[str, Element], lang: str, names: list[str]) -> None:
    page = of(invented, "2010-88-ttlt", lang)
    assert [text for text, _ in fact(page, "issuer")] == names
    assert "; ".join(names) in next(page.by_class("citeas")).text
    folder = "vi/co-quan" if lang == "vi" else "en/issuers"
    for body in ("vn-molisa", "vn-mof"):
        assert any("2010-88-ttlt" in a.attrs["href"] for a in next(invented[f"{folder}/{body}/"].all("main")).all("a"))


def test_an_original_in_english_is_no_untranslated_one(invented: dict[str, Element]) -> None:
    vietnamese, english = (of(invented, "2021-99-bhxh", lang) for lang in ("vi", "en"))
    assert title(english) == title(vietnamese) == "Trial of a letter in English"
    assert next(vietnamese.all("h1")).attrs["lang"] == "en"
    assert "lang" not in next(english.all("h1")).attrs
    assert [b.text for b in english.by_class("banner")] == []
    assert "chỉ có bằng tiếng Anh" in next(vietnamese.by_class("banner")).text
    assert fact(english, "translation") == [("original in English", "")]
    assert fact(vietnamese, "issuer") == [("Bảo hiểm xã hội Việt Nam", "")]
    assert "về Trial" not in next(vietnamese.by_class("citeas")).text


def test_a_document_without_a_subject_is_titled_by_its_citation(invented: dict[str, Element]) -> None:
    assert (
        title(of(invented, "2009-55-ldtbxh", "vi"))
        == "Công văn số 55/LĐTBXH-LĐTL ngày 14 tháng 4 năm 2009 của Bộ Lao động - Thương binh và Xã hội"
    )
    wanted = "Official letter No. 55/LĐTBXH-LĐTL of 14 April 2009, Ministry of Labour, War invalids and Social Affairs"
    assert title(of(invented, "2009-55-ldtbxh", "en")) == wanted
    assert wanted in [a.text for a in next(invented["en/notices/"].all("main")).all("a")]


@pytest.mark.parametrize("where", ["en/", "en/notices/", "en/years/2019/"])
def test_a_title_in_a_list_bears_its_own_language(invented: dict[str, Element], where: str) -> None:
    links = {a.attrs["href"].rstrip("/").rpartition("/")[2]: a for a in next(invented[where].all("main")).all("a")}
    spoken = [e.attrs.get("lang") for e in links["2019-77-qd-ubnd"].all()]
    assert spoken == ["vi"]
    if where != "en/years/2019/":
        assert list(links["2021-99-bhxh"].all()) == []


def test_a_title_in_a_feed_bears_its_own_language(invented_site: Path) -> None:
    feed = (invented_site / "en" / "feed.xml").read_text(encoding="utf-8")
    found = re.findall(r'<title xml:lang="(\w\w)">[^<]*</title><id>[^<]*/([\w-]+)/</id>', feed)
    assert {ident: lang for lang, ident in found} == {
        "2019-77-qd-ubnd": "vi", "2010-88-ttlt": "vi", "2021-99-bhxh": "en", "2009-55-ldtbxh": "en",
    }  # fmt: skip
