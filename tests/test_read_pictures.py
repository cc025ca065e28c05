"""Photos and figures: kept with their captions, encoded anew without metadata, sized for phones; what is wrong with one costs only itself."""

from __future__ import annotations

import base64
import io
import re
import shutil
import struct
import zlib
from pathlib import Path

import pytest
from forms.pictures import drawing, drawn, illustrated, photo
from forms.word import paragraph, part, word_file
from PIL import Image

from builder import filing, intake, pipeline
from builder.model import Original, Picture
from builder.problems import Problem
from builder.read import gate
from builder.read.formats import original_of
from builder.read.original import read_original
from builder.read.shelf import Holding, holdings
from builder.site import manifest

LEAD = "(LĐXH) Sáng ngày 15/1/2019, tại Hà Nội, Bộ Lao động - Thương binh và Xã hội đã tổ chức Hội nghị tổng kết công tác năm 2018 và triển khai nhiệm vụ năm 2019 của ngành."
NEWS = [paragraph("Thời sự"), paragraph("Hội nghị tổng kết năm 2018"), paragraph("15/01/2019"), paragraph(LEAD)]
CONFIG = Path(__file__).resolve().parent.parent / "mkdocs.yml"


def read(data: bytes, form: str = "docx") -> tuple[Original, tuple[Problem, ...]]:
    original, problems = original_of(data, f"x.{form}", form)
    assert original is not None, problems
    return original, problems


def shown(original: Original) -> list[Picture]:
    return [line.picture for line in original.lines if line.picture]


def left(problems: tuple[Problem, ...]) -> dict[str, str]:
    """What S116 counts, without zeros."""
    return {key: value for problem in problems if problem.code == "S116" for key, value in problem.args if value != "0"}


# --- encoded anew ------------------------------------------------------------------------------------------------------------


def test_a_photo_is_sized_for_phones_and_says_nothing_of_where_it_was_taken() -> None:
    original, problems = read(illustrated([*NEWS, drawn("r9", "Ảnh: toàn cảnh")], {"r9": photo()}))
    (picture,), files = shown(original), dict(original.files)
    assert (problems, picture.alt) == ((), "Ảnh: toàn cảnh")
    assert [(r.width, r.height) for r in picture.renditions] == [(480, 300), (960, 600)]
    assert all(re.fullmatch(r"[0-9a-f]{64}\.jpg", r.name) for r in picture.renditions)
    for rendition in picture.renditions:
        assert b"SECRET" not in files[rendition.name]
        image = Image.open(io.BytesIO(files[rendition.name]))
        assert (image.size, image.getexif(), "comment" in image.info) == ((rendition.width, rendition.height), {}, False)
    assert sum(map(len, files.values())) < 100_000


@pytest.mark.parametrize(
    ("data", "sizes"),
    [
        (photo(500, 400), [(500, 400)]),
        (photo(960, 400), [(480, 200), (960, 400)]),
        (photo(800, 600, "PNG"), [(480, 360), (800, 600)]),
        (photo(300, 200, "WEBP"), [(300, 200)]),
        (photo(300, 200, "GIF"), [(300, 200)]),
        (photo(300, 200, "BMP"), [(300, 200)]),
        (photo(300, 200, "TIFF"), [(300, 200)]),
    ],
)
def test_nothing_is_made_larger(data: bytes, sizes: list[tuple[int, int]]) -> None:
    (picture,) = shown(read(illustrated([*NEWS, drawn("r9")], {"r9": data}))[0])
    assert [(r.width, r.height) for r in picture.renditions] == sizes


def test_a_drawing_stays_sharp_on_white() -> None:
    original, _ = read(illustrated([*NEWS, drawn("r9")], {"r9": drawing()}))
    name, data = original.files[-1]
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert (name[-4:], image.getpixel((0, 0)), image.getpixel((image.width // 2, image.height // 2))) == (
        ".png",
        (255, 255, 255),
        (200, 0, 0),
    )


def test_a_photo_taken_upright_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (picture,) = shown(read(illustrated([*NEWS, drawn("r9")], {"r9": photo(400, 300, exif=exif)}))[0])
    assert [(r.width, r.height) for r in picture.renditions] == [(300, 400)]


def test_colours_that_are_not_of_the_web_are_made_so() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (200, 150), (0, 255, 255, 0)).save(out, "JPEG")
    original, _ = read(illustrated([*NEWS, drawn("r9")], {"r9": out.getvalue()}))
    red, green, blue = Image.open(io.BytesIO(original.files[0][1])).getpixel((9, 9))  # type: ignore[misc]
    assert red > 150 > 90 > max(green, blue)


def test_one_picture_shown_twice_is_one_file() -> None:
    original, _ = read(illustrated([*NEWS, drawn("r8"), drawn("r9")], {"r8": photo(300, 200), "r9": photo(300, 200)}))
    assert (len(shown(original)), len(original.files)) == (2, 1)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large; a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bomb(30_000, 30_000), {"size": "1"}),
        (bomb(9_000, 9_000), {"size": "1"}),
        (photo()[:5_000], {"kind": "1"}),
        (bomb(300, 300), {"kind": "1"}),
        (b"\xd7\xcd\xc6\x9a" + bytes(400), {"kind": "1"}),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", {"kind": "1"}),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n", {"kind": "1"}),
        (photo(16, 16, "PNG"), {}),
        (photo(900, 90, "PNG"), {}),
    ],
    ids=["900 million pixels", "81 million", "cut", "no data", "a metafile", "SVG", "PostScript", "an icon", "a rule"],
)
def test_a_picture_that_is_not_shown_costs_only_itself(data: bytes, why: dict[str, str]) -> None:
    original, problems = gate.read_guarded(
        illustrated([*NEWS, drawn("r8"), drawn("r9")], {"r8": data, "r9": photo(300, 200)}), "x.docx", "docx"
    )
    assert original is not None
    assert (len(shown(original)), left(problems)) == (1, why)
    assert original.lines[3].text == LEAD


def test_only_so_many_pictures_are_kept() -> None:
    many = {f"r{n}": photo(80 + n, 80, "PNG") for n in range(42)}
    original, problems = read(illustrated([*NEWS, *map(drawn, many)], many))
    assert (len(shown(original)), left(problems)) == (40, {"count": "2"})


def test_a_picture_that_is_only_linked_is_said_and_not_fetched() -> None:
    linked = drawn("r9").replace("r:embed", "r:link")
    assert left(read(word_file(*NEWS, linked))[1]) == {"absent": "1"}


def test_pictures_of_running_heads_are_none() -> None:
    head = {"word/header1.xml": part("hdr", drawn("r9"))}
    assert shown(read(word_file(*NEWS, parts=head))[0]) == []


def test_what_comes_through_the_gate_is_what_was_read() -> None:
    data = illustrated([*NEWS, drawn("r9")], {"r9": photo(700, 300)})
    assert gate.read_guarded(data, "x.docx", "docx") == original_of(data, "x.docx", "docx")


# --- from pages and PDFs -----------------------------------------------------------------------------------------------------

PAGE = "<!DOCTYPE html><meta charset=utf-8><title>x</title><body><h1>Hội nghị tổng kết năm 2018</h1><p>15/01/2019</p><p>{lead}</p>{shown}<p>{lead}</p>"


def page(shown_: str) -> bytes:
    return PAGE.format(lead=LEAD, shown=shown_).encode()


def test_a_picture_within_a_page() -> None:
    address = "data:image/jpeg;base64," + base64.b64encode(photo(300, 200)).decode()
    original, problems = read(page(f'<figure><img src="{address}" alt="Toàn cảnh"><figcaption>Quang cảnh.</figcaption></figure>'), "html")
    assert ([p.alt for p in shown(original)], problems) == (["Toàn cảnh"], ())
    assert [(line.kind, line.text) for line in original.lines if line.kind == "figure"] == [("figure", ""), ("figure", "Quang cảnh.")]


@pytest.mark.parametrize(
    "source",
    ["tin_files/anh%201.jpg", "./tin_files/anh 1.jpg", "https://x.vn/anh%201.jpg?w=700"],
)
def test_a_picture_saved_beside_a_page(source: str, tmp_path: Path) -> None:
    (tmp_path / "tin_files").mkdir()
    (tmp_path / "tin_files" / "anh 1.jpg").write_bytes(photo(300, 200))
    (tmp_path / "tin_files" / "evil.js").write_text("alert(1)")
    (tmp_path / "tin.html").write_bytes(page(f'<img src="data:," data-src="{source}" width=600>'))
    original, problems = read_original(tmp_path / "tin.html")
    assert original is not None
    assert (len(shown(original)), problems) == (1, ())


def test_a_page_without_its_folder_says_what_is_missing() -> None:
    original, problems = read(page('<img src="https://x.vn/a.jpg" width="600"><img src="logo.png" width=40>'), "html")
    assert (shown(original), left(problems)) == ([], {"absent": "1"})


def test_a_picture_in_a_pdf_stands_where_the_page_shows_it(tmp_path: Path) -> None:
    from test_read_formats_seeds import printed

    address = "data:image/jpeg;base64," + base64.b64encode(photo(600, 400)).decode()
    icon = "data:image/png;base64," + base64.b64encode(photo(90, 90, "PNG")).decode()
    source = page(
        f'<p><img src="{icon}" style="width:30px"></p><p><img src="{address}" style="width:400px"></p><p>Quang cảnh hội nghị</p>'
    ).decode()
    original, problems = read_original(printed(source, tmp_path))
    assert original is not None
    at = next(n for n, line in enumerate(original.lines) if line.picture)
    assert (len(shown(original)), problems) == (1, ())
    assert original.lines[at - 1].text.endswith("của ngành.")
    assert next(line.text for line in original.lines[at:] if line.runs) == "Quang cảnh hội nghị"


# --- among the blocks, and on the site --------------------------------------------------------------------------------------


def record_of(data: bytes, tmp_path: Path, kind: str = "news") -> list[tuple[str, str, str]]:
    (tmp_path / "x.docx").write_bytes(data)
    record, problems = intake.extract(tmp_path / "x.docx", "x", "x", kind)
    assert record is not None, problems
    return [(node.id, node.kind, node.text[:20]) for node in record.body]


def test_the_line_below_a_picture_is_its_caption(tmp_path: Path) -> None:
    blocks = [
        *NEWS[:3],
        drawn("r9"),
        paragraph("Quang cảnh Hội nghị tổng kết, ngày 15/1/2019."),
        NEWS[3],
        drawn("r9"),
        paragraph(LEAD),
        drawn("r9"),
    ]
    assert record_of(illustrated(blocks, {"r9": photo(300, 200)}), tmp_path) == [
        ("f1", "figure", ""), ("c1", "caption", "Quang cảnh Hội nghị "), ("p1", "paragraph", LEAD[:20]), ("f2", "figure", ""),
        ("p2", "paragraph", LEAD[:20]), ("f3", "figure", ""),
    ]  # fmt: skip


def test_of_a_notice_only_pictures_of_its_text_are_shown(tmp_path: Path) -> None:
    head = [
        paragraph(t)
        for t in ("UBND TỈNH SƠN HẢI", "Số: 12/UBND-LĐ", "Sơn Hải, ngày 5 tháng 3 năm 2025", "V/v báo cáo", "Kính gửi: Sở Nội vụ.")
    ]
    foot = [paragraph("Nơi nhận:"), paragraph("- Như trên;"), paragraph("- Lưu: VT."), paragraph("CHỦ TỊCH"), paragraph("Phạm Văn Bình")]
    blocks = [
        drawn("r9"),
        *head,
        paragraph("Thực hiện theo sơ đồ sau:"),
        drawn("r9"),
        paragraph("Đề nghị báo cáo trước ngày 30 tháng 4."),
        *foot,
        drawn("r9"),
    ]
    assert [b[0] for b in record_of(illustrated(blocks, {"r9": photo(300, 200)}), tmp_path, "document")] == ["p1", "f1", "p2"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three items with pictures: one as it is, one with a private telephone number, one withdrawn."""
    top = tmp_path_factory.mktemp("pictures")
    folder = top / "content" / "news" / "2019"
    folder.mkdir(parents=True)
    shutil.copytree(CONFIG.parent / "content" / "pages", top / "content" / "pages")
    caption = paragraph("Thứ trưởng <b>phát biểu & trao quà")
    for n, name in enumerate(("mot", "hai", "ba")):
        more = (
            [paragraph("Liên hệ: ông Nguyễn Văn An, điện thoại 0912 345 678, để biết thêm chi tiết về Hội nghị và các tài liệu đã phát.")]
            if name == "hai"
            else []
        )
        (folder / f"{name}.docx").write_bytes(
            illustrated([*NEWS, drawn("r9"), caption, *more, drawn("r8", "Sơ đồ")], {"r9": photo(700 + n, 300), "r8": drawing(300 + n)})
        )
    (folder / "ba.yml").write_text('removal:\n  kind: "withdrawn"\n  reason: "thử"\n  date: "2024-01-01"\n  authority: "Bộ"\n')
    for reference, place in ((False, "site"), (True, "plain")):
        built = pipeline.build(top / "content", top / place / "docs", top / place / "site", CONFIG, reference=reference)
        assert built.published, built.problems
    return top


def test_pictures_are_on_both_pages_with_captions_and_words_for_those_who_cannot_see_them(published: Path) -> None:
    for path, none in (("vi/tin-tuc/mot", "Sơ đồ"), ("en/news/mot", "Sơ đồ")):
        html = (published / "site" / "site" / path / "index.html").read_text(encoding="utf-8")
        figures = re.findall(r"<figure.*?</figure>", html, re.S)
        assert len(figures) == 2
        assert "<figcaption" in figures[0]
        assert "Thứ trưởng &lt;b&gt;phát biểu &amp; trao quà</figcaption>" in figures[0]
        assert 'alt="Thứ trưởng &lt;b&gt;phát biểu &amp; trao quà"' in figures[0]
        assert f'alt="{none}"' in figures[1]
        assert "figcaption" not in figures[1]
        assert (' lang="vi"' in figures[1]) is path.startswith("en")
        for source in re.findall(r"[./]*pictures/[0-9a-f]+\.\w+", html):
            assert (published / "site" / "site" / path / source).is_file()


def test_pouring_gives_the_same_pages_and_every_picture_is_listed(published: Path) -> None:
    poured, plain = (published / place / "site" for place in ("site", "plain"))
    listed = manifest.read(poured)
    assert sum(name.startswith("pictures/") for name in listed) == 3
    assert listed == manifest.read(plain)
    assert list(manifest.wrong(poured)) == []


def test_pictures_of_what_is_withheld_or_withdrawn_are_not_shown(published: Path) -> None:
    for path in ("vi/tin-tuc/hai", "vi/tin-tuc/ba", "en/news/ba"):
        html = (published / "site" / "site" / path / "index.html").read_text(encoding="utf-8")
        assert "<img" not in html
        assert "trao quà" in html


def test_a_picture_goes_when_its_document_goes_and_stays_when_nothing_changed(published: Path) -> None:
    top, folder = published / "site", published / "content" / "news" / "2019"
    before = manifest.read(top / "site")
    assert pipeline.build(published / "content", top / "docs", top / "site", CONFIG).published
    assert manifest.read(top / "site") == before
    (folder / "mot.yml").write_text('removal:\n  kind: "taken_down"\n  reason: "thử"\n  date: "2024-01-01"\n  authority: "Bộ"\n')
    (folder / "mot.docx").unlink()
    assert pipeline.build(published / "content", top / "docs", top / "site", CONFIG).published
    assert not [name for name in manifest.read(top / "site") if name.startswith("pictures/")]
    cache = b"".join(p.read_bytes() for p in (top / "cache").glob("*.sqlite"))
    assert b"\xff\xd8\xff" not in cache


def test_the_folder_of_a_saved_page_is_no_document(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "news" / "tin_files"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(photo(300, 200))
    (folder / "a.js").write_text("alert(1)")
    (folder.parent / "tin.html").write_bytes(page('<img src="tin_files/a.jpg">'))
    found, problems = holdings(tmp_path / "content")
    assert ([h.id for h in found], problems) == (["tin"], ())
    document, problems = intake.understand(Holding("tin", "news", folder.parent / "tin.html"), tmp_path / "content")
    assert document is not None
    assert (len(document.pictures), [p.code for p in problems if p.code.startswith("S")]) == (1, [])


def test_filing_a_saved_page_takes_its_pictures_along(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "1.jpg").write_bytes(photo(300, 200))
    (tmp_path / "a_files" / "x.js").write_text("alert(1)")
    (tmp_path / "a.html").write_bytes(page('<img src="a_files/1.jpg">'))
    filing.copied(tmp_path / "a.html", tmp_path / "news" / "b.html")
    assert sorted(p.name for p in (tmp_path / "news").rglob("*")) == ["1.jpg", "b.html", "b_files"]
    original, problems = read_original(tmp_path / "news" / "b.html")
    assert original is not None
    assert (len(shown(original)), problems) == (1, ())
