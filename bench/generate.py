"""Invented notices in the forms of real ones, for tests and measurements: the same seed and count always give the same files.

``python bench/generate.py FOLDER COUNT [SEED]`` writes FOLDER/notices, FOLDER/news and copies of the hand-written pages.
A document depends on the seed and its place alone, never on how many there are. Nothing in them is about a real person.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

PAGES = Path(__file__).resolve().parent.parent / "content" / "pages"
FIRST_YEAR, YEARS = 2005, 21


class Body(NamedTuple):
    """Who issues: the heading over the letter, the place, codes of a number, who signs."""

    head: tuple[str, ...]
    place: str
    code: str
    unit: str
    signer: str


BODIES = (
    Body(("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",), "Hà Nội", "LĐTBXH", "ATLĐ", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG"),
    Body(("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",), "Hà Nội", "LĐTBXH", "HTQT", "TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ HỢP TÁC QUỐC TẾ"),
    Body(("BỘ NỘI VỤ",), "Hà Nội", "BNV", "VL", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG"),
    Body(("BẢO HIỂM XÃ HỘI VIỆT NAM",), "Hà Nội", "BHXH", "CSXH", "KT. TỔNG GIÁM ĐỐC\nPHÓ TỔNG GIÁM ĐỐC"),
    Body(("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"), "Quảng Ngãi", "UBND", "KGVX", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
    Body(("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG"), "Bắc Giang", "UBND", "LĐTBXH", "CHỦ TỊCH"),
    Body(("ỦY BAN NHÂN DÂN", "THÀNH PHỐ ĐÀ NẴNG"), "Đà Nẵng", "UBND", "VX", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
)
SUBJECTS = (
    "tăng cường công tác an toàn, vệ sinh lao động trong mùa mưa bão",
    "đưa người lao động đi làm việc ở nước ngoài theo hợp đồng",
    "điều chỉnh tiền lương tối thiểu vùng đối với người lao động",
    "chi trả trợ cấp thất nghiệp và hỗ trợ học nghề",
    "quản lý lao động nước ngoài làm việc tại Việt Nam",
    "rà soát hộ nghèo, hộ cận nghèo và đối tượng bảo trợ xã hội",
    "phòng ngừa lao động trẻ em và tai nạn thương tích trẻ em",
    "thực hiện chính sách đối với người có công với cách mạng",
    "đào tạo nghề cho lao động nông thôn và lao động nữ",
    "hội nhập quốc tế về lao động và xã hội",
)
ENGLISH = (
    "Strengthening occupational safety and health in the rainy season",
    "Sending workers abroad under contract",
    "Adjusting the regional minimum wage of workers",
    "Paying unemployment benefits and supporting vocational learning",
    "Managing foreign workers in Viet Nam",
    "Reviewing poor and near-poor households and social-protection beneficiaries",
    "Preventing child labour and child injuries",
    "Carrying out policies for people with meritorious services",
    "Vocational training for rural workers and women",
    "International integration in labour and social affairs",
)
SENTENCES = (
    "Các cơ quan, đơn vị, doanh nghiệp rà soát việc thực hiện các quy định của pháp luật lao động tại nơi làm việc.",
    "Người sử dụng lao động có trách nhiệm bảo đảm điều kiện làm việc, tiền lương và các chế độ bảo hiểm cho người lao động.",
    "Tổ chức thông tin, tuyên truyền, phổ biến chính sách đến người lao động và nhân dân trên địa bàn.",
    "Kịp thời phát hiện, xử lý hoặc kiến nghị xử lý các vi phạm theo thẩm quyền.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh để được hướng dẫn, giải quyết.",
    "Bố trí kinh phí, lồng ghép với các chương trình mục tiêu quốc gia theo quy định của pháp luật về ngân sách nhà nước.",
    "Tổng hợp kết quả thực hiện, đánh giá tình hình việc làm, thất nghiệp và nhu cầu tuyển dụng (nếu có).",
    "Phối hợp với các đoàn thể chính trị - xã hội giám sát việc chi trả đúng đối tượng, đúng thời hạn & công khai kết quả.",
)
ADDRESSEES = (
    "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
    "Sở Lao động - Thương binh và Xã hội các tỉnh, thành phố",
    "Các doanh nghiệp có sử dụng lao động trên địa bàn",
    "Ủy ban nhân dân các huyện, thị xã, thành phố",
)
FAMILIES, GIVEN = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ"), ("Văn An", "Thị Bình", "Minh Châu", "Quốc Dũng", "Thu Hà")
_DROPPED = re.compile(r"[^a-z0-9]+")


class File(NamedTuple):
    """A path below the content folder, and its text."""

    path: str
    text: str


class Known(NamedTuple):
    """What other documents may say of one: its kind, number, date, body, subject."""

    kind: str
    number: str
    day: int
    month: int
    year: int
    body: Body
    subject: int


def known(seed: int, i: int) -> Known:
    """The head of document ``i``."""
    r = Random(f"{seed} {i}")
    kind = r.choices(("letter", "decision", "circular", "plan", "news"), (55, 14, 8, 6, 17))[0]
    body = r.choice(BODIES[:4] if kind == "circular" else BODIES)
    serial, year = r.randint(1, 4999), FIRST_YEAR + min(i % YEARS, r.randrange(YEARS) + 4)
    number = {
        "letter": f"{serial}/{body.code}-{body.unit}",
        "decision": f"{serial}/QĐ-{body.code}",
        "circular": f"{serial % 60 + 1:02d}/{year}/TT-B{body.code.removeprefix('B')}",
        "plan": f"{serial}/KH-{body.code}",
        "news": "",
    }[kind]
    return Known(kind, number, r.randint(1, 28), r.randint(1, 12), year, body, r.randrange(len(SUBJECTS)))


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _DROPPED.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def files(seed: int, i: int) -> Iterator[File]:
    """Document ``i``: its original, and for one letter in ten a translation; a sidecar for one in twenty."""
    about, r = known(seed, i), Random(f"{seed} {i} text")
    folder = "news" if about.kind == "news" else "notices"
    stem = f"{folder}/{about.year}/{about.year}-{i:06d}-{slug(about.number or 'tin')}"
    if about.kind == "news":
        yield File(f"{stem}.txt", _news(about, r))
        return
    head, parts = _head(about, r), list(_parts(about, seed, i, r))
    text = "\n".join((head, *(printed for _, printed, _ in parts), ""))
    yield File(f"{stem}.txt", text)
    if about.kind == "letter" and i % 5 == 2:
        yield File(f"{stem}.en.md", _translation(about, text, parts))
    if i % 20 == 7:
        yield File(f"{stem}.yml", f'title: {{vi: "{SUBJECTS[about.subject].capitalize()}"}}\n')


def _head(about: Known, r: Random) -> str:
    number = "" if about.kind == "letter" and r.random() < 0.05 else about.number.partition("/")[0]
    printed = f"Số: {number}/{about.number.partition('/')[2]}"
    subject = SUBJECTS[about.subject]
    if r.random() < 0.06:
        subject += ", " + SUBJECTS[(about.subject + 3) % len(SUBJECTS)] + " và " + SUBJECTS[(about.subject + 5) % len(SUBJECTS)]
    lines = [*about.body.head, printed]
    motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    place = f"{about.body.place}, ngày {about.day:02d} tháng {about.month} năm {about.year}"
    if about.kind == "letter":
        return "\n".join([*lines, f"V/v {subject}", *motto, place])
    name = {"decision": "QUYẾT ĐỊNH", "circular": "THÔNG TƯ", "plan": "KẾ HOẠCH"}[about.kind]
    return "\n".join([*lines, *motto, place, name, f"Về việc {subject}"])


Part = tuple[str, str, str]
"""An id that a translation may name ("" for none), the line as printed, the words of the block."""


def _parts(about: Known, seed: int, i: int, r: Random) -> Iterator[Part]:
    cited = [known(seed, j) for j in sorted({r.randrange(i) for _ in range(r.choice((0, 1, 1, 2, 3)))})] if i else []
    if r.random() < 0.4:  # a document that the archive does not hold
        cited.append(known(seed + 1_000_000, r.randrange(i // 4 + 5)))
    cited = [c for c in cited if c.kind != "news"]
    yield from _letter(about, cited, r) if about.kind == "letter" else _rules(about, cited, r)
    yield "", "Nơi nhận:", ""
    for n, who in enumerate(("Như trên;", "Bộ trưởng (để báo cáo);", "Văn phòng Chính phủ (để b/c);"), 1):
        yield f"r{n}", f"- {who}", who.rstrip(";").partition(" (")[0]
    yield "", f"- Lưu: VT, {about.body.unit}.", ""
    yield "", about.body.signer, ""
    yield "", f"{r.choice(FAMILIES)} {r.choice(GIVEN)}", ""


def _letter(about: Known, cited: list[Known], r: Random) -> Iterator[Part]:
    to = r.choice(ADDRESSEES)
    yield "a1", f"Kính gửi: {to}", to
    first = f"Thực hiện {_citation(cited[0])}, " if cited else "Thời gian qua, "
    lines = [f"{first}{about.body.head[0].capitalize()} đề nghị các đơn vị triển khai thực hiện các nội dung sau:"]
    lines += [f"{n}. {_sentences(r)}" for n in range(1, r.randint(2, 5))]
    lines += [f"- {_sentences(r)} Căn cứ {_citation(c)} để tổ chức thực hiện." for c in cited[1:]]
    if r.random() < 0.2:
        lines.append(f"Kết quả thực hiện báo cáo trước ngày {about.day:02d}/{about.month:02d}/{about.year + 1}.")
    if r.random() < 0.1:
        who = f"{r.choice(FAMILIES)} {r.choice(GIVEN)}"
        lines.append(f"Mọi thông tin liên hệ đồng chí {who}, điện thoại: 024-3{r.randint(100, 999)} {r.randint(1000, 9999)}.")
    for n, line in enumerate([*lines, "Trân trọng cảm ơn./."], 1):
        yield f"p{n}", line, line


def _rules(about: Known, cited: list[Known], r: Random) -> Iterator[Part]:
    for c in cited:
        yield "", f"Căn cứ {_citation(c)};", ""
    for article in range(1, r.randint(3, 7)):
        yield "", f"Điều {article}. {SUBJECTS[(about.subject + article) % len(SUBJECTS)].capitalize()}", ""
        for clause in range(1, r.randint(2, 4)):
            yield "", f"{clause}. {_sentences(r)}", ""
            for letter in "abcdđ"[: r.choice((0, 0, 2, 4))]:
                yield "", f"{letter}) {r.choice(SENTENCES)}", ""
    if cited and r.random() < 0.3:
        yield "", f"Điều 9. Hiệu lực thi hành\n1. Thay thế {_citation(cited[-1])}.", ""


def _citation(c: Known) -> str:
    kind = {"letter": "Công văn", "decision": "Quyết định", "circular": "Thông tư", "plan": "Kế hoạch"}[c.kind]
    of = " ".join(c.body.head).title().replace(" Và ", " và ")
    return f"{kind} số {c.number} ngày {c.day}/{c.month}/{c.year} của {of} về việc {SUBJECTS[c.subject]}"


def _sentences(r: Random) -> str:
    return " ".join(r.sample(SENTENCES, r.randint(1, 3)))


def _news(about: Known, r: Random) -> str:
    title = f"Hội nghị về {SUBJECTS[about.subject]}".rstrip(".")
    lines = ["Thời sự", title, f"{r.randint(1, 12):02d}:{r.randint(0, 59):02d} PM {about.day:02d}/{about.month:02d}/{about.year}"]
    lines.append(f"(LĐXH) Sáng ngày {about.day}/{about.month}, tại {about.body.place} đã diễn ra hội nghị. {_sentences(r)}")
    lines += [_sentences(r) for _ in range(r.randint(2, 5))]
    return "\n".join((*lines, f"{r.choice(FAMILIES)} {r.choice(GIVEN)}", ""))


def _translation(about: Known, text: str, parts: list[Part]) -> str:
    title = ENGLISH[about.subject]
    lines = ["---", f'source_sha256: "{hashlib.sha256(text.encode()).hexdigest()}"', 'translator: "the editors"', 'date: "2026-01-05"']
    lines += ['status: "unofficial"', "source: null", f'title: "{title}"', f'subject: "{title}"', "---"]
    for ident, _, words in parts:
        if ident:
            digest = hashlib.sha256(unicodedata.normalize("NFC", words).encode()).hexdigest()[:8]
            lines += ["", f"[{ident} {digest}]", f"> {words}", f"({ident}) {title}."]
    return "\n".join((*lines, ""))


def write(folder: Path, count: int, seed: int = 1, pages: Path = PAGES) -> None:
    """``count`` documents and the hand-written pages, into ``folder``."""
    for i in range(count):
        put(folder, seed, i)
    shutil.copytree(pages, folder / "pages", dirs_exist_ok=True)


def put(folder: Path, seed: int, i: int) -> list[Path]:
    """The files of one document; returns their paths."""
    written = []
    for file in files(seed, i):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8", newline="\n")
        written.append(target)
    return written


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
