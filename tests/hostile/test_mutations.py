"""Sound files with bytes of them changed: a record or a problem comes of each, whatever its format, and never a fault of ours.

`make test` tries some hundreds; `make fuzz` many thousands, old Word files and scans too.
"""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from forms.cells import sheet
from forms.hostile import one_page
from forms.word import listed, paragraph, run, table, word_file
from letters import letter, sidecar, translation

from builder import intake
from builder.read import gate, office
from builder.read.original import FORMATS
from builder.read.shelf import Holding

FUZZ = int(os.environ.get("FUZZ", "0"))
CASES = FUZZ or 100  # of each format
BY_PROGRAM = max(FUZZ // 100, 0)  # a second each: only when asked for
TEXT = letter(
    12, body="Điều 1. Phạm vi\n\n1. Thực hiện Quyết định số 145/QĐ-TTg.\n\na) Báo cáo.\n\n| TT | Tên |\n| 1 | A |\n\nTrước ngày 30/4/2020."
)
PAGE = "<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>Tin</title></head><body><nav><a href=/>Trang chủ</a></nav><article>" + "".join(
    f"<p>{line}</p>" for line in TEXT.split("\n") if line
) + "<table><tr><th>TT<th>Tên<tr><td rowspan=2>1<td>A<tr><td>B</table></article></body></html>"  # fmt: skip
WORD = word_file(
    *(paragraph(run(line, "<w:b/>")) for line in TEXT.split("\n")), listed("một", 1), listed("hai", 1, 1), table(["a", "b"], ["c", ""])
)
RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f0 Times New Roman;}}\f0 S\u7889?: 12/UBND-L\u272?\par K\u237?nh g\u7917?i: S\u7903? N\u7897?i v\u7909?.\par}"
)
CELLS = sheet([["Bieu so 1"], ["STT", "Ten"], [1.0, "C«ng v¨n"], [2.0, "x"]], {(2, 1): ".VnTime"})
SOUND: dict[str, Callable[[], bytes]] = {
    ".txt": TEXT.encode, ".md": TEXT.encode, ".html": PAGE.encode, ".docx": lambda: WORD, ".pdf": one_page, ".xls": lambda: CELLS,
    ".rtf": lambda: RTF,
}  # fmt: skip
SAME = {".htm": ".html"}
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")  # nothing of ours reads them: ocrmypdf does
NUMBERS = st.integers(0, 1 << 20)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "twice", "put", "end", "swap"]), NUMBERS, NUMBERS, st.binary(min_size=1, max_size=8)),
    min_size=1,
    max_size=8,
)
Change = tuple[str, int, int, bytes]
QUICKLY = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not FUZZ)


def changed(data: bytes, changes: list[Change]) -> bytes:
    for what, a, b, new in changes:
        if not data:
            return new
        at, size = a % len(data), b % 64
        match what:
            case "flip":
                data = data[:at] + bytes([data[at] ^ (1 << b % 8)]) + data[at + 1 :]
            case "cut":
                data = data[:at] + data[at + size :]
            case "twice":
                data = data[:at] + data[at : at + size] * (1 + b % 5) + data[at:]
            case "put":
                data = data[:at] + new + data[at:]
            case "end":
                data = data[: max(at, len(data) // 2)]
            case _:
                data = data[at:] + data[:at] if b % 4 == 0 else data[:at] + new + data[at + len(new) :]
    return data


def inside(data: bytes, changes: list[Change]) -> bytes:
    """A container whose parts are changed and whose sums are right, so that the change is met by who reads the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist())
        chosen = changes[0][1] % len(names)
        for n, name in enumerate(names):
            new.writestr(name, changed(old.read(name), changes) if n == chosen else old.read(name))
    return target.getvalue()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("changed") / "content" / "notices"
    folder.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        if not FUZZ:  # a page that has lost its letters is a scan, and each takes its program a second
            patch.setattr(office, "ocr", lambda: None)
        yield folder
    gate.close()


def understood(place: Path, suffix: str, data: bytes, **more: bytes) -> None:
    """A record or a problem, and never one that says the program was at fault."""
    path = place / f"x{suffix}"
    path.write_bytes(data)
    beside = {name: place / f"x.{'yml' if name == 'sidecar' else 'en.md'}" for name in more}
    for name, words in more.items():
        beside[name].write_bytes(words)
    document, problems = intake.understand(Holding("x", "document", path, **beside), place.parent)
    assert document or problems
    assert not {"P107", "P108"} & {p.code for p in problems}, problems
    for used in (path, *beside.values()):
        used.unlink()


def test_every_format_is_tried() -> None:
    assert set(FORMATS) - {*SOUND, *SAME, *PICTURES} <= {".doc"}, "a format was added: give it a sound file"


@pytest.mark.parametrize("suffix", [s for s in SOUND if s != ".rtf"])
@QUICKLY
@given(changes=CHANGES, deep=st.booleans())
def test_a_changed_file_is_read_or_refused(place: Path, suffix: str, changes: list[Change], deep: bool) -> None:
    sound = SOUND[suffix]()
    understood(place, suffix, inside(sound, changes) if deep and suffix == ".docx" else changed(sound, changes))


SIDECAR = sidecar(
    number="12/UBND", date="2020-03-12", issuer={"id": "vn-molisa"}, subject="x", deadlines=[{"date": "2020-04-30", "who": "a", "what": "b"}],
    relations={"add": [{"type": "corrects", "target": "1/LĐTBXH-VP"}]}, contacts={"remove": ["x"]},
    removal={"kind": "withdrawn", "reason": "x", "date": "2026-11-25", "authority": "y"},
)  # fmt: skip


@QUICKLY
@given(changes=CHANGES)
def test_a_changed_sidecar_or_translation_is_read_or_refused(place: Path, changes: list[Change]) -> None:
    english = translation({"p1": "Article 1", "p2": "In implementation of Decision No. 145/QĐ-TTg.", "a1": "The People's Committee"})
    understood(place, ".txt", TEXT.encode(), sidecar=changed(SIDECAR.encode(), changes))
    understood(place, ".txt", TEXT.encode(), translation=changed(english.encode(), changes))


@pytest.mark.skipif(not BY_PROGRAM or office.office() is None, reason="only `make fuzz`, with LibreOffice")
@settings(QUICKLY, max_examples=max(BY_PROGRAM, 1))
@given(changes=CHANGES)
def test_a_changed_old_word_file_is_read_or_refused(place: Path, changes: list[Change]) -> None:
    understood(place, ".rtf", changed(RTF, changes))


@pytest.mark.skipif(not BY_PROGRAM or office.ocr() is None, reason="only `make fuzz`, with ocrmypdf")
@settings(QUICKLY, max_examples=max(BY_PROGRAM, 1))
@given(changes=CHANGES)
def test_a_changed_picture_is_read_or_refused(place: Path, changes: list[Change]) -> None:
    from PIL import Image, ImageDraw

    picture, target = Image.new("L", (400, 120), 255), io.BytesIO()
    ImageDraw.Draw(picture).text((20, 40), "So: 12/UBND-LD", fill=0)
    picture.save(target, "PNG", dpi=(150, 150))
    understood(place, ".png", changed(target.getvalue(), changes))
