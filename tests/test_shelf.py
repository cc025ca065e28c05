"""What lies under content/: which files make one document, in what order, under what id. Bad names are in tests/hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.addresses import reserved
from builder.read.shelf import hand_pages, holdings, lone_sidecars, shown

N = "notices/2020/"


def made(folder: Path, *names: str) -> Path:
    content = folder / "content"
    for name in names:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return content


def told(content: Path) -> list[tuple[str, ...]]:
    """(id, kind, original, then every other file by what it is)."""
    rows = []
    for h in holdings(content)[0]:
        others = [*(f"also {p.name}" for p in h.renditions), *(f"attached {p.name}" for p in h.attachments)]
        others += [f"sidecar {h.sidecar.name}"] if h.sidecar else []
        others += [f"english {h.translation.name}"] if h.translation else []
        rows.append((h.id, h.kind, h.original.name, *others))
    return rows


CASES: list[tuple[tuple[str, ...], list[tuple[str, ...]]]] = [
    ((), []),
    ((N + "a.txt",), [("a", "document", "a.txt")]),
    (("news/a.md",), [("a", "news", "a.md")]),
    ((N + "b.txt", N + "a.txt", "news/2019/c.txt"), [("a", "document", "a.txt"), ("b", "document", "b.txt"), ("c", "news", "c.txt")]),
    ((N + "2637-LĐTBXH.txt",), [("2637-ldtbxh", "document", "2637-LĐTBXH.txt")]),
    ((N + "Công văn (1).TXT",), [("cong-van-1", "document", "Công văn (1).TXT")]),
    ((N + "a.txt", N + "a.yml", N + "a.en.md"), [("a", "document", "a.txt", "sidecar a.yml", "english a.en.md")]),
    ((N + "a.md", N + "a.en.txt"), [("a", "document", "a.md", "english a.en.txt")]),
    ((N + "a.pdf", N + "a.txt", N + "a.docx"), [("a", "document", "a.docx", "also a.txt", "also a.pdf")]),
    (
        (N + "a.txt", N + "a--phu-luc.pdf", N + "a--mau.docx"),
        [("a", "document", "a.txt", "attached a--mau.docx", "attached a--phu-luc.pdf")],
    ),
    ((N + ".gitkeep", N + "Thumbs.db", N + ".DS_Store", N + "a.txt"), [("a", "document", "a.txt")]),
    (("pages/vi/x.md", "published.txt", N + "a.txt"), [("a", "document", "a.txt")]),
]


@pytest.mark.parametrize(("names", "expected"), CASES, ids=lambda v: str(v)[:40])
def test_files_that_make_one_document(names: tuple[str, ...], expected: list[tuple[str, ...]], tmp_path: Path) -> None:
    content = made(tmp_path, *names)
    assert told(content) == expected
    assert holdings(content)[1] == ()


def test_the_order_is_that_of_the_ids_whatever_the_folder(tmp_path: Path) -> None:
    content = made(tmp_path, "news/2001/b.txt", N + "c.txt", "notices/1999/a.txt")
    assert [h.id for h in holdings(content)[0]] == ["a", "b", "c"]


def test_a_document_whose_names_clash_is_held_back_and_the_others_are_not(tmp_path: Path) -> None:
    content = made(tmp_path, N + "a.txt", "notices/2021/A.txt", N + "b.txt")
    held, problems = holdings(content)
    assert [h.id for h in held] == ["b"]
    assert [(p.code, p.path, dict(p.args)["other"]) for p in problems] == [
        ("S001", "content/notices/2021/A.txt", "content/notices/2020/a.txt")
    ]


def test_a_sidecar_alone_is_left_to_who_can_read_it(tmp_path: Path) -> None:
    content = made(tmp_path, N + "a.yml", "news/b.yaml", N + "c.yml", N + "c.txt")
    assert [(ident, kind, path.name) for ident, kind, path in lone_sidecars(content)] == [
        ("a", "document", "a.yml"),
        ("b", "news", "b.yaml"),
    ]
    assert [p.code for p in holdings(content)[1]] == []


def test_hand_written_pages_by_language(tmp_path: Path) -> None:
    content = made(tmp_path, "pages/vi/b.md", "pages/vi/a.md", "pages/en/a.md")
    pages, problems = hand_pages(content)
    assert {lang: [p.name for p in paths] for lang, paths in pages.items()} == {"vi": ["a.md", "b.md"], "en": ["a.md"]}
    assert problems == ()
    assert hand_pages(tmp_path / "nowhere")[0] == {"vi": (), "en": ()}


@pytest.mark.parametrize(
    ("ident", "expected"),
    [
        ("index", True),
        ("trang-2", True),
        ("page-10", True),
        ("con", True),
        ("lpt1", True),
        ("trang", False),
        ("trang-hai", False),
        ("console", False),
        ("index-2", False),
    ],
)
def test_names_of_lists_and_of_windows_are_reserved(ident: str, expected: bool) -> None:
    assert reserved(ident) is expected


def test_a_path_is_shown_as_the_editor_knows_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    assert shown(content / "notices" / "Công văn.txt", content) == "content/notices/Công văn.txt"
    assert shown(Path("elsewhere.txt"), content) == "elsewhere.txt"
    assert shown(content / "a\x1b[2J\n\u202e.txt", content) == "content/a\\x1b[2J\\n\\u202e.txt"


# --- dropped beside the folders --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "expected", "codes"),
    [
        (("Công văn 814 (1).docx",), [("cong-van-814-1", "auto", "Công văn 814 (1).docx")], ["S009"]),
        (("a.pdf", "a.yml", "a.en.md"), [("a", "auto", "a.pdf", "sidecar a.yml", "english a.en.md")], ["S009"]),
        (("Tháng 3/Quyết định.doc",), [("quyet-dinh", "auto", "Quyết định.doc")], ["S009"]),
        (("moi/a.txt", "moi/b.txt", "moi/x.js"), [("a", "auto", "a.txt"), ("b", "auto", "b.txt")], ["S009", "S009", "S008"]),
        ((N + "a.txt", "a.docx"), [], ["S001", "S009"]),
        (("a.yml", N + "a.txt"), [("a", "document", "a.txt", "sidecar a.yml")], []),
        (("b.yml", N + "a.txt"), [("a", "document", "a.txt")], ["S008"]),
        (("moi/b.yml",), [], ["S008"]),
        (("robots.txt", "moi/humans.txt", "moi/sw.js"), [], ["S008", "S008"]),
        (("index.txt",), [], ["S003", "S009"]),
        ((".a.txt", "moi/.b.txt", "moi/c.txt"), [("c", "auto", "c.txt")], ["S006", "S006", "S009"]),
        (("x" * 210 + ".txt",), [], ["S007"]),
        ((N + "a.docx", N + "~$a.docx"), [("a", "document", "a.docx")], ["S006"]),
        ((N + "a.txt", N + "a-en.md"), [("a", "document", "a.txt")], ["S010"]),
        ((N + "a.txt", "notices/2021/A_tiếng Anh.docx"), [("a", "document", "a.txt")], ["S010"]),
        ((N + "b-en.docx",), [("b-en", "document", "b-en.docx")], []),
    ],
)
def test_an_original_beside_the_folders_is_read_too(
    names: tuple[str, ...], expected: list[tuple[str, ...]], codes: list[str], tmp_path: Path
) -> None:
    content = made(tmp_path, *names)
    assert told(content) == expected
    assert sorted(p.code for p in holdings(content)[1]) == sorted(codes)
