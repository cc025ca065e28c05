"""The tables of the vocabulary hold what they say: every example leads to its entry, every counter-example does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from builder import text
from builder import vocabulary as v
from builder.vocabulary import tables

TABLES = ("types", "agencies", "local", "units", "topics", "glossary", "abbreviations", "instruments", "relations")
SECTIONS = (
    ("authority", ("authorities", "titles", "unit_heads", "stamps", "purposes")),
    ("provinces", ("area_kinds", "provinces", "districts")),
)
FIELD = re.compile(r"\{(\w+)\}")


def stamps() -> list[v.Stamp]:
    return [*v.urgency().values(), *v.secrecy().values(), *v.circulation().values()]


def named(entry_id: str) -> Callable[[Any], bool]:
    return lambda found: found is not None and found.id == entry_id


def topics_of(words: str) -> set[str]:
    return {t.id for t in v.topics().values() if any(term in words.lower() for term in t.terms)}


# --- examples and counter-examples of every table ---------------------------------------------------------------------

LOOKUPS: tuple[tuple[str, Iterable[Any], Callable[[str], Any]], ...] = (
    ("type", v.types().values(), v.type_by_word),
    ("agency", v.agencies().values(), v.agency_by_name),
    ("local kind", v.local_kinds().values(), v.local_kind_by_name),
    ("province", v.provinces().values(), v.province_by_name),
    ("authority", v.authorities().values(), v.authority_by_print),
    ("stamp", stamps(), v.stamp_by_print),
    ("purpose", v.purposes().values(), v.purpose_by_print),
    ("instrument", v.instruments().values(), v.instrument_by_name),
)


@pytest.mark.parametrize(
    ("look_up", "entry_id", "example"),
    [pytest.param(f, e.id, x, id=f"{table} {e.id}: {x}") for table, entries, f in LOOKUPS for e in entries for x in e.examples],
)
def test_an_example_leads_to_its_entry(look_up: Callable[[str], Any], entry_id: str, example: str) -> None:
    assert named(entry_id)(look_up(example))


@pytest.mark.parametrize(
    ("look_up", "entry_id", "example"),
    [pytest.param(f, e.id, x, id=f"{table} {e.id}: {x}") for table, entries, f in LOOKUPS for e in entries for x in e.counterexamples],
)
def test_a_counter_example_does_not(look_up: Callable[[str], Any], entry_id: str, example: str) -> None:
    assert not named(entry_id)(look_up(example))


@pytest.mark.parametrize(("table", "entries"), [pytest.param(t, tuple(es), id=t) for t, es, _ in LOOKUPS])
def test_every_entry_has_an_example(table: str, entries: tuple[Any, ...]) -> None:
    assert [e.id for e in entries if not e.examples] == []


@pytest.mark.parametrize("topic", v.topics().values(), ids=lambda t: t.id)
def test_a_topic_is_shown_by_its_examples(topic: v.PolicyField) -> None:
    assert topic.examples
    assert topic.counterexamples
    assert [e for e in topic.examples if topic.id not in topics_of(e)] == []
    assert [e for e in topic.counterexamples if topic.id in topics_of(e)] == []


def test_the_name_of_the_ministry_shows_no_topic() -> None:
    """It is in nearly every text: "Lao động", "Thương binh" and "Xã hội" in it say nothing of the subject."""
    assert topics_of("Bộ Lao động - Thương binh và Xã hội; Sở Lao động – Thương binh và Xã hội; Phòng LĐ-TB&XH") == set()


@pytest.mark.parametrize(("code", "agency"), [(c, a) for a in v.agencies().values() for c in (*a.code_examples, *a.typos)], ids=str)
def test_a_code_leads_to_its_agency(code: str, agency: v.Agency) -> None:
    assert v.agency_by_code(code) == agency


@pytest.mark.parametrize(("code", "kind"), [(c, k) for k in v.local_kinds().values() for c in k.codes], ids=str)
def test_a_code_leads_to_its_local_kind(code: str, kind: v.LocalKind) -> None:
    assert v.local_kind_by_code(code) == kind


@pytest.mark.parametrize("unit", v.units().values(), ids=lambda u: u.id)
def test_a_unit_is_found_by_its_codes_and_names(unit: v.UnitEntry) -> None:
    owner = "vn-moha" if unit.agency == "*" else unit.agency
    assert unit.examples
    for code in (*unit.codes, *unit.examples):
        found = v.unit_by_code(code, owner)
        assert found is not None
        assert found.vi == unit.vi
        assert v.unit_by_id(found.id) == found
    for name in (unit.vi, *unit.known, *unit.aliases, *unit.name_examples) if unit.agency != "*" else ():
        assert v.unit_names_index(unit.agency)[text.key(name)] == unit.id


@pytest.mark.parametrize("kind", [k for k in v.types().values() if k.numbers and k.abbr + k.abbr_party], ids=lambda k: k.id)
def test_the_numbers_of_a_type_carry_its_mark(kind: v.DocType) -> None:
    for number in kind.numbers:
        segments = [*re.split(r"[-/]", number), number.split("/")[-1]]
        carried = {t.id for s in segments for system in ("state", "party") for t in v.types_by_abbr(s, system)}  # type: ignore[arg-type]
        assert kind.id in carried or re.search(r"QH\d|LĐTBXH-HTQT", number), number


@pytest.mark.parametrize("title", v.titles(), ids=lambda t: t.vi)
def test_a_title_is_found_in_capitals(title: v.Label) -> None:
    assert {v.title_english(p) for p in (title.vi, title.vi.upper(), *title.also)} == {title.en}


# --- references between tables ------------------------------------------------------------------------------------------


def rows() -> Iterable[tuple[str, dict[str, Any]]]:
    for table in TABLES:
        yield from ((table, row) for row in tables.load(table))
    for table, sections in SECTIONS:
        yield from ((f"{table}.{section}", row) for section in sections for row in tables.load(table)[section])


def test_every_source_is_in_the_table_of_sources() -> None:
    known = set(tables.load("sources"))
    cited = {(t, s) for t, row in rows() for s in (*row.get("src", ()), *(e["source"] for e in row.get("en", ()) if isinstance(e, dict)))}
    assert {(t, s) for t, s in cited if s not in known} == set()


def test_every_english_name_has_a_source() -> None:
    bare = [(t, row) for t, row in rows() if "en" in row and isinstance(row["en"], str) and not row.get("src") and t != "relations"]
    assert bare == []
    assert [a.id for a in v.agencies().values() if not a.en or sum(e.preferred for e in a.en) != 1] == []


def test_successors_parents_and_issuers_exist() -> None:
    agencies = v.agencies()
    assert [(a.id, s.id) for a in agencies.values() for s in a.successors if s.id not in agencies] == []
    assert [a.id for a in agencies.values() if a.parent and a.parent not in agencies] == []
    assert [k.id for k in v.local_kinds().values() if k.successor and k.successor not in v.local_kinds()] == []
    assert [i.id for i in v.instruments().values() if i.issuer and i.issuer not in agencies] == []
    assert [i.id for i in v.instruments().values() if i.type and i.type not in v.types()] == []
    assert [k.id for k in v.local_kinds().values() if not set(k.areas) | set(k.by_area) <= set(v.area_kinds())] == []


def test_units_belong_to_agencies_or_local_kinds() -> None:
    owners = {*v.agencies(), *v.local_kinds(), "*"}
    assert [u.id for u in v.units().values() if u.agency not in owners] == []


def test_topics_name_units_that_exist_or_are_known_variants() -> None:
    codes = {text.key(c) for u in v.units().values() for c in u.codes} | {text.key(c) for a in v.agencies().values() for c in a.codes}
    unknown = {u for t in v.topics().values() for u in t.units if text.key(u) not in codes}
    assert unknown == {"TTLĐ", "TL", "GDNN", "DN"}  # seen as units, their full names not known


def test_the_years_of_laws_agree_with_their_numbers_and_dates() -> None:
    for instrument in v.instruments().values():
        for version in instrument.versions:
            inside = re.search(r"/((?:19|20)\d\d)/", version.number or "")
            assert inside is None or int(inside[1]) == version.year, version
            assert version.date is None or version.date.startswith(str(version.year)), version


def test_a_law_is_found_by_its_number() -> None:
    found = v.instrument_by_number("45/2019/QH14")
    assert found is not None
    assert (found[0].id, found[1].date) == ("bo-luat-lao-dong", "2019-11-20")
    assert v.instrument_by_number("99/2019/QH14") is None


def test_relations_and_their_inverses_have_labels_and_no_name_twice() -> None:
    names = [n for r in v.relations().values() for n in (r.id, r.inv)]
    assert len(names) == len(set(names)) == 32
    assert v.relation_label("implements", "en") == "implements"
    assert v.relation_label("implemented_by", "vi") == "được triển khai bởi"
    with pytest.raises(KeyError):
        v.relation_label("likes", "en")


# --- collisions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("abbr", "system", "ids"),
    [
        ("HD", "state", ["huong-dan"]),
        ("HĐ", "state", ["hop-dong"]),
        ("DA", "state", ["du-an"]),
        ("ĐA", "state", ["de-an"]),
        ("ÐA", "state", ["de-an"]),
        ("QĐ", "state", ["quyet-dinh"]),
        ("QÐ", "state", ["quyet-dinh"]),
        ("QĐ", "party", ["quyet-dinh", "quy-dinh"]),
        ("QyĐ", "state", ["quy-dinh"]),
        ("QD", "state", ["quyet-dinh"]),
        ("ND", "state", ["nghi-dinh"]),
        ("TT", "state", ["thong-tu"]),
        ("TT", "party", ["thong-tri"]),
        ("TTr", "state", ["to-trinh"]),
        ("TTh", "state", ["ban-thoa-thuan"]),
        ("CT", "state", ["chi-thi"]),
        ("CTr", "state", ["chuong-trinh"]),
        ("PC", "state", ["phieu-chuyen"]),
        ("TC", "state", ["thong-cao"]),
        ("SL", "state", ["sac-lenh", "sao-luc"]),
        ("CV", "state", []),
        ("CV", "party", ["cong-van"]),
        ("HĐ", "party", []),
        ("HD", "party", ["huong-dan"]),
        ("LĐTBXH", "state", []),
        ("", "state", []),
    ],
)
def test_marks_that_look_alike(abbr: str, system: Any, ids: list[str]) -> None:
    assert [t.id for t in v.types_by_abbr(abbr, system)] == ids


@pytest.mark.parametrize(
    ("code", "agency"),
    [
        ("LĐTBXH", "vn-molisa"),
        ("BLÐTBXH", "vn-molisa"),
        ("BLĐTB&XH", "vn-molisa"),
        ("LDTBXH", "vn-molisa"),
        ("TTg", "vn-pm"),
        ("СР", "vn-gov"),
        ("QH14", "vn-na"),
        ("UBTVQH11", "vn-nasc"),
        ("HĐNN8", "vn-state-council"),
        ("BKH", "vn-mpi"),
        ("BKHCN", "vn-most"),
        ("TW", None),
        ("UBND", None),
        ("SLĐTBXH", None),
        ("TTr", None),
        ("CT", None),
        ("", None),
        ("14", None),
    ],
)
def test_codes_that_look_alike(code: str, agency: str | None) -> None:
    found = v.agency_by_code(code)
    assert (found.id if found else None) == agency


def test_only_the_party_shares_a_code() -> None:
    codes = {c for a in v.agencies().values() for c in a.codes}
    assert {c for c in codes if len(v.agencies_by_code(c)) > 1} == {"TW"}
    assert {a.id for a in v.agencies_by_code("TW")} == {"vn-cpv-cc", "vn-cpv-secretariat", "vn-cpv-politburo"}


@pytest.mark.parametrize(
    ("entries", "prints"), [(v.authorities().values(), lambda a: a.prints), (v.purposes().values(), lambda p: p.prints)]
)
def test_no_print_means_two_things(entries: Iterable[Any], prints: Callable[[Any], Iterable[str]]) -> None:
    keys = [k for e in entries for k in {text.key(p).replace(" ", "") for p in prints(e)}]
    assert sorted(k for k in set(keys) if keys.count(k) > 1) == []


def test_no_name_leads_to_two_agencies() -> None:
    lost = {n for a in v.agencies().values() for n in (*(d.vi for d in a.names), *a.aliases) if v.agency_by_name(n) is not a}
    assert lost == set()


@pytest.mark.parametrize(
    ("word", "kind"),
    [("huong dan", "huong-dan"), ("HOP DONG", "hop-dong"), ("quyêt định", None), ("Luật Việc làm", None), ("", None), ("Bộ", None)],
)
def test_type_words_without_marks_and_with_wrong_ones(word: str, kind: str | None) -> None:
    found = v.type_by_word(word)
    assert (found.id if found else None) == kind


@pytest.mark.parametrize(
    ("kind", "year", "party", "doc_class"),
    [
        ("quyet-dinh", True, False, "normative"),
        ("quyet-dinh", False, False, "admin"),
        ("nghi-quyet", False, True, "party"),
        ("chi-thi", True, False, "normative-historical"),
        ("cong-van", True, False, "admin"),
        ("nghi-dinh", True, False, "normative"),
        ("thong-tri", False, True, "party"),
    ],
)
def test_the_class_of_a_document(kind: str, year: bool, party: bool, doc_class: str) -> None:
    assert v.types()[kind].class_of(year=year, party=party) == doc_class


def test_types_have_an_english_word() -> None:
    assert v.type_by_english("decree") == "nghi-dinh"
    assert v.type_by_english("Official Letter") == "cong-van"
    assert v.type_by_english("Letter") is None


# --- names in time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agency", "date", "name"),
    [
        ("vn-molisa", "2017-06-28", "Bộ Lao động - Thương binh và Xã hội"),
        ("vn-molisa", None, "Bộ Lao động - Thương binh và Xã hội"),
        ("vn-mocst", "2005", "Bộ Văn hóa - Thông tin"),
        ("vn-mocst", "2007-08", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("vn-cema", "2024-12-31", "Ủy ban Dân tộc"),
        ("vn-cema", "2025-03-01", "Bộ Dân tộc và Tôn giáo"),
        ("vn-most", "1995", "Bộ Khoa học, Công nghệ và Môi trường"),
    ],
)
def test_a_name_on_a_day(agency: str, date: str | None, name: str) -> None:
    assert v.agencies()[agency].name_on(date) == name


@pytest.mark.parametrize(
    ("agency", "date", "name"),
    [
        ("vn-cema", "2019-03-01", "Committee for Ethnic Affairs"),
        ("vn-cema", "2025-02", "Committee for Ethnic Affairs"),
        ("vn-cema", "2025-03-01", "Ministry of Ethnic and Religious Affairs"),
        ("vn-cema", None, "Ministry of Ethnic and Religious Affairs"),
        ("vn-mocst", "2005", "Ministry of Culture and Information"),
        ("vn-molisa", "2017-06-28", "Ministry of Labour, War invalids and Social Affairs"),
    ],
)
def test_an_english_name_on_a_day(agency: str, date: str | None, name: str) -> None:
    assert v.agencies()[agency].english_on(date) == name


@pytest.mark.parametrize("name", ["Cục Thuế", "Cục Thống kê", "Thành ủy", "Bộ ta", "Bộ"])
def test_a_name_of_several_bodies_is_nobody(name: str) -> None:
    assert v.agency_by_name(name) is None


def test_names_follow_one_another() -> None:
    for agency in v.agencies().values():
        for older, newer in zip(agency.names, agency.names[1:], strict=False):
            assert older.end is not None, agency.id
            assert newer.start is not None, agency.id
            assert older.end <= newer.start, agency.id


def test_the_ministry_prints_the_form_of_the_circular_and_is_found_by_all() -> None:
    molisa = v.agencies()["vn-molisa"]
    assert molisa.english == "Ministry of Labour, War invalids and Social Affairs"
    assert {v.english_names_index()[text.key(e.text)] for e in molisa.en} == {"vn-molisa"}
    assert v.english_names_index()["molisa"] == "vn-molisa"
    assert [s.id for s in molisa.successors] == ["vn-moha", "vn-moet", "vn-moh"]


@pytest.mark.parametrize("name", ["Bộ Lao động - Thương binh và Xã hội", "Tòa án nhân dân tối cao", "Ủy ban Dân tộc"])
@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda s: s.replace(" - ", "–"), lambda s: s.replace("òa", "oà").replace("Ủy", "Uỷ"), text.fold]
)
def test_spelling_does_not_matter(name: str, change: Callable[[str], str]) -> None:
    assert v.agency_by_name(change(name)) == v.agency_by_name(name) is not None


# --- places and local bodies ------------------------------------------------------------------------------------------------


def test_there_were_63_provinces_and_are_34() -> None:
    provinces = v.provinces()
    current = {p.id for p in provinces.values() if p.current == p.id}
    assert (len(provinces), len(current)) == (63, 34)
    assert sum(provinces[p].kind == "thanh-pho" for p in current) == 6
    assert {p.current for p in provinces.values()} == current
    assert {p.id for p in provinces.values() if p.end} == set(provinces) - current


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("tỉnh Quảng Ngãi", "quang-ngai"),
        ("TP. Hồ Chí Minh", "ho-chi-minh"),
        ("TP.HCM", "ho-chi-minh"),
        ("Thừa Thiên - Huế", "hue"),
        ("Quang Ngai", "quang-ngai"),
        ("huyện Quảng Ngãi", None),
        ("Bình Sơn", None),
        ("", None),
    ],
)
def test_provinces_by_name(name: str, province: str | None) -> None:
    found = v.province_by_name(name)
    assert (found.id if found else None) == province


def test_a_district_is_found_only_in_its_province() -> None:
    found = v.district_by_name("huyện Bình Sơn", "quang-ngai")
    assert found is not None
    assert found.id == "quang-ngai.binh-son"
    assert v.district_by_name("Bình Sơn", "quang-ngai") == found
    assert v.district_by_name("thị xã Bình Sơn", "quang-ngai") is None
    assert v.district_by_name("huyện Bình Sơn", "quang-nam") is None


@pytest.mark.parametrize(("district", "example"), [pytest.param(d, e, id=e) for d in v.districts().values() for e in (*d.examples, d.vi)])
def test_districts_by_name(district: v.District, example: str) -> None:
    assert district.id.split(".")[0] in v.provinces()
    assert v.district_by_name(example, district.id.split(".")[0]) == district


@pytest.mark.parametrize(
    ("body", "date", "vi", "en"),
    [
        ("ubnd@quang-ngai.binh-son", None, "Ủy ban nhân dân huyện Bình Sơn", "People's Committee of Binh Son District"),
        ("ubnd@quang-ngai", None, "Ủy ban nhân dân tỉnh Quảng Ngãi", "People's Committee of Quang Ngai Province"),
        ("ubnd@ho-chi-minh", None, "Ủy ban nhân dân thành phố Hồ Chí Minh", "People's Committee of Ho Chi Minh City"),
        ("tinh-uy@quang-ngai", None, "Tỉnh ủy Quảng Ngãi", "Party Committee of Quang Ngai Province"),
        ("tinh-uy@ha-noi", None, "Thành ủy Hà Nội", "Party Committee of Ha Noi City"),
        ("huyen-uy@quang-ngai.duc-pho", None, "Thị ủy Đức Phổ", "Party Committee of Duc Pho Town"),
        (
            "so-ldtbxh@hue",
            "2020-05",
            "Sở Lao động - Thương binh và Xã hội tỉnh Thừa Thiên Huế",
            "Department of Labour, War invalids and Social Affairs of Thua Thien Hue Province",
        ),
        ("so-noi-vu@hue", "2025", "Sở Nội vụ thành phố Huế", "Department of Home Affairs of Hue City"),
        ("ubnd@nowhere", None, None, None),
        ("nobody@quang-ngai", None, None, None),
        ("ubnd", None, None, None),
    ],
)
def test_local_bodies_have_names(body: str, date: str | None, vi: str | None, en: str | None) -> None:
    assert (v.local_name(body, "vi", date), v.local_name(body, "en", date)) == (vi, en)


def test_a_local_body_has_an_id() -> None:
    assert v.local_body("ubnd", ("quang-ngai", "binh-son")) == "ubnd@quang-ngai.binh-son"
    with pytest.raises(KeyError):
        v.local_body("nobody", ("quang-ngai",))


@pytest.mark.parametrize(
    ("name", "kind", "rest"),
    [
        ("Ủy ban nhân dân huyện Bình Sơn", "ubnd", "huyện Bình Sơn"),
        ("Sở Lao động–Thương binh và Xã hội", "so-ldtbxh", ""),
        ("Sở Lao động - TB & XH tỉnh Kon Tum", "so-ldtbxh", "tỉnh Kon Tum"),
        ("VP HĐND&UBND: CVP, PCVP", "vp-hdnd-ubnd", ": CVP, PCVP"),
        ("UBND các xã, thị trấn", "ubnd", "các xã, thị trấn"),
        ("Văn phòng UBND tỉnh", "vp-ubnd", "tỉnh"),
    ],
)
def test_a_name_is_split_after_its_kind(name: str, kind: str, rest: str) -> None:
    found = v.split_local_name(name)
    assert found is not None
    assert (found[0].id, found[1]) == (kind, rest)


def test_a_very_long_name_is_split_in_no_time() -> None:
    assert v.split_local_name("Ủy ban nhân dân " + "huyện " * 100_000) is not None
    assert v.split_local_name("a " * 100_000) is None


def test_a_name_of_no_local_kind_is_not_split() -> None:
    assert v.split_local_name("Các tổ chức chính trị - xã hội huyện") is None
    assert v.split_local_name("") is None


@pytest.mark.parametrize(
    ("place", "english"),
    [
        ("Hà Nội", "Ha Noi"),
        ("TP. Hồ Chí Minh", "Ho Chi Minh City"),
        ("TP.HCM", "Ho Chi Minh City"),
        ("huyện Bình Sơn", "Binh Son District"),
        ("tỉnh Đắk Lắk", "Dak Lak Province"),
        ("Việt Nam", "Viet Nam"),
        ("Phường Đoàn", "Doan Ward"),
        ("Quảng Ngãi", "Quang Ngai"),
        ("xã", "xa"),
    ],
)
def test_places_in_english(place: str, english: str) -> None:
    assert v.place_english(place) == english


# --- units of agencies that share a code --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "agency", "unit"),
    [
        ("HTQT", "vn-molisa", "vn-molisa.htqt"),
        ("NC", "vn-oog", "vn-oog.nc"),
        ("VX", "ubnd@quang-ngai.binh-son", "ubnd@quang-ngai.binh-son.vx"),
        ("LDVL&GDNN", "so-ldtbxh@quang-ngai", "so-ldtbxh@quang-ngai.ldvl-gdnn"),
        ("VT", "vn-moh", "vn-moh.vt"),
        ("HTQT", "vn-moh", None),
        ("HTQT", None, None),
    ],
)
def test_a_unit_belongs_to_the_agency_asked_for(code: str, agency: str | None, unit: str | None) -> None:
    found = v.unit_by_code(code, agency)
    assert (found.id if found else None) == unit


# --- words of pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", v.words())
def test_a_word_has_both_languages_and_the_same_fields(key: str) -> None:
    entry = v.words()[key]
    assert set(entry) == {"vi", "en"}
    forms = [s for e in entry.values() for s in (e.values() if isinstance(e, dict) else [e])]
    assert all(forms)
    assert len({frozenset(FIELD.findall(s)) for s in forms}) == 1
    assert not [s for s in forms if re.search(r"[{}]", FIELD.sub("", s))]


@pytest.mark.parametrize("key", [k for k, e in v.words().items() if isinstance(e["en"], dict)])
def test_counts_have_a_singular_and_a_plural(key: str) -> None:
    assert set(v.words()[key]["en"]) == {"one", "other"}
    assert "{n}" in v.words()[key]["vi"]


def test_every_word_that_pages_ask_for_is_there() -> None:
    sources = [p.read_text("utf-8") for p in Path(v.__file__).parent.parent.rglob("*.py")]
    asked = {key for source in sources for key in re.findall(r"\bword\(\s*\"([^\"{]+)\"", source)}
    assert asked
    assert asked - set(v.words()) == set()


def test_words_are_filled() -> None:
    assert v.word("count.documents", "en", n=1) == "1 notice"
    assert v.word("count.documents", "en", n=1835) == "1,835 notices"
    assert v.word("count.documents", "vi", n=1835) == "1.835 văn bản"
    assert v.word("listing.year", "vi", year="2017") == "Năm 2017"
    assert v.word("cite.about", "en", subject="{n} {{") == "on {n} {{"
    for wrong in (lambda: v.word("no.such", "en"), lambda: v.word("listing.year", "en"), lambda: v.word("count.documents", "en")):
        with pytest.raises(KeyError):
            wrong()


def test_every_value_of_the_model_has_its_words() -> None:
    """What the model can hold, a page can say."""
    kinds = [f"kind.{k}" for k in ("document", "news", "stub")]
    numbers = [f"number.{s}" for s in ("present", "blank", "absent", "conflict")]
    links = [f"link.{s}" for s in ("held", "stub", "ambiguous", "unparsed", "self")]
    classes = [f"class.{c}" for t in v.types().values() for c in t.classes]
    removals = [f"removal.{r}" for r in ("withdrawn", "consolidated", "in_error", "taken_down")]
    secrets = [f"withheld.{s}" for s in ("phone", "fax", "email", "id_number", "account")]
    inferred = [f"inferred.{i}" for i in ("header", "symbol", "signature", "sidecar", "number", "news_timestamp", "body")]
    parts = [f"part.{p}" for p in ("phan", "chuong", "muc", "dieu", "khoan", "diem", "phu-luc", "quy-che", "phan-so")]
    wanted = {*kinds, *numbers, *links, *classes, *removals, *secrets, *inferred, *parts}
    assert wanted - set(v.words()) == set()


# --- terms ------------------------------------------------------------------------------------------------------------------------


def test_a_term_is_there_once_and_not_its_own_alternative() -> None:
    terms = [t.vi.lower() for t in v.glossary()]
    assert sorted({t for t in terms if terms.count(t) > 1}) == []
    assert [t.vi for t in v.glossary() if t.en in t.alt or len(set(t.alt)) != len(t.alt)] == []


def test_what_people_say_is_another_name_of_what_texts_write() -> None:
    names = [n for e in v.everyday() for n in (*e.vi, *e.en)]
    assert len({n.lower() for n in names}) == len(names)
    assert all(len(e.vi) + len(e.en) > 1 for e in v.everyday())


def test_abbreviations_expand() -> None:
    assert v.abbreviations()["NLĐ"].vi == "người lao động"
    assert len(v.abbreviations()) == len(tables.load("abbreviations"))


def test_topic_terms_are_lower_case_and_composed() -> None:
    assert [t for topic in v.topics().values() for t in topic.terms if t != text.nfc(t.lower())] == []


def test_every_string_is_composed_and_trimmed() -> None:
    def strings(value: Any) -> Iterable[str]:
        if isinstance(value, dict):
            value = [*value, *value.values()]
        yield from [value] if isinstance(value, str) else (s for x in value for s in strings(x)) if isinstance(value, list) else ()

    found = [s for p in table_files() for s in strings(tables.load(p.stem))]
    assert len(found) > 3000
    assert [s for s in found if s != text.collapse(text.nfc(s))] == []


def test_words_around_news_are_keys() -> None:
    assert text.key("Liên kết") in v.news_words().menu
    assert text.key("THỜI SỰ") in v.news_words().sections
    assert not v.news_words().menu & v.news_words().sections


# --- reading the tables ---------------------------------------------------------------------------------------------------------------


def table_files() -> list[Path]:
    return sorted(Path(tables.__file__).parent.glob("*.yml"))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the place of the tables."""
    monkeypatch.setattr(tables, "_TABLES", tmp_path)
    tables.load.cache_clear()
    yield tmp_path
    tables.load.cache_clear()


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("{vi: A, en: B, src: [K], enn: C}", "unknown or missing enn"),
        ("{vi: A, src: [K]}", "unknown or missing en"),
        ("{vi: A, en: 3, src: [K]}", "3 is not"),
        ("{vi: A, en: B, src: K}", "'K' is not"),
        ("{vi: A, en: B, src: [2009-01-01]}", "is not"),
        ("{vi: A, vi: B, en: B, src: [K]}", "'vi' is there twice"),
    ],
)
def test_a_wrong_row_is_refused(elsewhere: Path, row: str, complaint: str) -> None:
    (elsewhere / "x.yml").write_text(f"- {row}\n", encoding="utf-8")
    with pytest.raises(Exception, match=complaint):
        tables.table(v.Label, "x")


def test_a_wrong_nested_row_is_refused(elsewhere: Path) -> None:
    (elsewhere / "x.yml").write_text("- {id: a, level: central, names: [{vi: A, form: b}], en: []}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.yml a\.names A: unknown or missing form"):
        tables.table(v.Agency, "x")


def test_two_entries_with_one_id_are_refused() -> None:
    stamp = stamps()[0]
    with pytest.raises(ValueError, match="two entries have the id 'hoa-toc'"):
        tables.by_id([stamp, stamp])


def test_the_fingerprint_follows_names_and_bytes_but_not_line_ends(elsewhere: Path) -> None:
    def mark(name: str, raw: bytes) -> str:
        for old in elsewhere.iterdir():
            old.unlink()
        (elsewhere / name).write_bytes(raw)
        return v.fingerprint()

    first = mark("a.yml", b"- x\n")
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert mark("a.yml", b"- x\r\n") == first
    assert mark("a.yml", b"- y\n") != first
    assert mark("b.yml", b"- x\n") != first
