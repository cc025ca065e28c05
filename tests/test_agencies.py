"""A page for each agency: its names in time, whom it took over from, who has its tasks today, its documents; in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from builder import addresses, vocabulary
from builder.model import Archive, Entry, Issuer, Lang, Number, Page, Table, Target
from builder.write import agency, listing
from builder.write.facts import _today

MOLISA, HOME = "vn-molisa", "vn-moha"


def entry(ident: str, issuer: str, date: str) -> Entry:
    name = vocabulary.agencies()[issuer].name_on(date) if issuer in vocabulary.agencies() else vocabulary.local_name(issuer, "vi", date)
    number = Number(f"{ident}/X", f"{ident}/X")
    return Entry(ident, "document", "cong-van", number, date, date, Issuer(issuer, name), f"Về {ident}", None, (), "none")


def archive(entries: Iterable[Entry]) -> Archive:
    return Archive({e.id: e for e in entries}, {}, {}, {})


def page(found: Archive, ident: str, lang: Lang, part: int = 1) -> Page | None:
    path = addresses.further(addresses.listing("issuers", ident, lang), part, lang)
    return next((o.make(found) for o in listing.outlines(found) if o.path == path), None)


def said(blocks: object) -> str:
    """Every word of blocks, in order; a blank after each block and cell."""
    if isinstance(blocks, str):
        return blocks
    if isinstance(blocks, tuple):
        return "".join(said(part) + ("" if hasattr(part, "text") or hasattr(part, "target") else " ") for part in blocks)
    if isinstance(blocks, Target) or not hasattr(blocks, "__slots__"):
        return ""
    return "".join(said(getattr(blocks, name)) for name in blocks.__slots__ if name not in ("id", "role", "lang"))


@pytest.mark.parametrize(
    ("ident", "heirs"),
    [
        (MOLISA, [HOME, "vn-moet", "vn-moh"]),
        ("vn-mpi", ["vn-mof"]),
        ("vn-council-ministers", ["vn-gov"]),
        ("so-ldtbxh@quang-ngai", ["so-noi-vu@quang-ngai"]),
        ("so-ldtbxh@binh-duong", ["so-noi-vu@ho-chi-minh"]),  # its kind ended in March, its province in July
        ("ubnd@binh-duong", ["ubnd@ho-chi-minh"]),
        ("ubnd@quang-ngai", []),
        ("ubnd@quang-ngai.binh-son", []),
        ("phong-ldtbxh@quang-ngai.binh-son", []),
        (HOME, []),
        ("nobody", []),
    ],
)
def test_who_has_the_tasks_of_a_body_today(ident: str, heirs: list[str]) -> None:
    assert [h.id for h in vocabulary.today(ident)] == heirs


def test_a_ministry_that_was_divided_says_who_has_which_part() -> None:
    scopes = {h.id: (h.scope, h.scope_en, h.start, h.by) for h in vocabulary.today(MOLISA)}
    assert scopes["vn-moet"] == ("giáo dục nghề nghiệp", "vocational education", "2025-03-01", "Nghị định số 37/2025/NĐ-CP")
    assert all(vi and en for vi, en, _, _ in scopes.values())


def test_every_heir_is_a_body_and_inherits_back() -> None:
    for ident in vocabulary.agencies():
        for heir in vocabulary.heirs(ident):
            assert heir.id in vocabulary.agencies()
            assert ident in [f.id for f in vocabulary.forebears(heir.id)]


def test_districts_ended_and_say_so() -> None:
    end = vocabulary.ended("ubnd@quang-ngai.binh-son")
    assert end is not None
    assert end.start == "2025-07-01"
    assert vocabulary.ended("ubnd@quang-ngai") is None
    assert [v.text for v in _today("ubnd@quang-ngai.binh-son", "vi")] == ["không còn từ 1 tháng 7 năm 2025"]


def test_names_in_the_order_of_time() -> None:
    names = vocabulary.names_of("ubnd@hue", "vi")
    assert [(n.vi, n.start, n.end) for n in names] == [
        ("Ủy ban nhân dân tỉnh Thừa Thiên Huế", None, "2024-12-31"),
        ("Ủy ban nhân dân thành phố Huế", "2025-01-01", None),
    ]
    assert len(vocabulary.names_of("vn-most", "en")) == len(vocabulary.names_of("vn-most", "vi")) == 2


def test_a_page_shows_all_names_the_change_and_the_documents_as_they_were_issued() -> None:
    found = archive([entry("a", "vn-most", "1999-05-01"), entry("b", "vn-most", "2010-05-01")])
    shown = page(found, "vn-most", "vi")
    assert shown is not None
    words = said(shown.blocks[1:])
    assert words.index("Bộ Khoa học, Công nghệ và Môi trường") < words.index("Bộ Khoa học và Công nghệ")
    assert "từ 1992 đến 4/8/2002" in words
    assert "Nghị quyết số 02/2002/QH11" in words
    rows = [row for b in shown.blocks[3:] if isinstance(b, Table) for row in b.rows]
    assert [said(row[2]).strip() for row in rows] == ["Bộ Khoa học và Công nghệ", "Bộ Khoa học, Công nghệ và Môi trường"]


def test_the_page_in_english_names_the_paper_in_both_languages() -> None:
    shown = page(archive([entry("a", MOLISA, "2017-05-01")]), MOLISA, "en")
    assert shown is not None
    words = " ".join(said(shown.blocks).split())
    assert "Ministry of Labour, War invalids and Social Affairs (Bộ Lao động - Thương binh và Xã hội )" in words
    assert "Ministry of Home Affairs (from 1 Mar 2025, under Decree No. 25/2025/NĐ-CP): labour, wages" in words


def test_kin_of_a_body_with_documents_have_pages_and_others_have_none() -> None:
    found = archive([entry("a", MOLISA, "2017-05-01")])
    for lang in addresses.LANGS:
        home = page(found, HOME, lang)
        assert home is not None
        assert addresses.listing("issuers", MOLISA, lang) in str(home.blocks)
        assert page(found, "vn-mof", lang) is None
    assert list(agency.pages({})) == []


def test_two_hundred_documents_a_page_and_the_history_above_the_first() -> None:
    found = archive([entry(f"d{n}", MOLISA, f"2017-{n % 12 + 1:02}-01") for n in range(401)])
    parts = [page(found, MOLISA, "vi", part) for part in (1, 2, 3)]
    assert [len(re.findall(r"d\d+/X ", said(p.blocks))) for p in parts if p] == [200, 200, 1]
    assert ["782/HĐNN" in said(p.blocks) for p in parts if p] == [True, False, False]
