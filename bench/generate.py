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
    """Who issues: the heading over the letter, the place, codes of a number, who signs; its name and office in English."""

    head: tuple[str, ...]
    place: str
    code: str
    unit: str
    signer: str
    english: str
    signed: str


BODIES = (
    Body(
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",), "Hà Nội", "LĐTBXH", "ATLĐ", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG",
        "Ministry of Labour, War invalids and Social Affairs", "FOR THE MINISTER / DEPUTY MINISTER",
    ),
    Body(
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",), "Hà Nội", "LĐTBXH", "HTQT", "TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ HỢP TÁC QUỐC TẾ",
        "Ministry of Labour, War invalids and Social Affairs", "BY ORDER OF THE MINISTER / DIRECTOR, INTERNATIONAL COOPERATION DEPARTMENT",
    ),
    Body(
        ("BỘ NỘI VỤ",), "Hà Nội", "BNV", "VL", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG",
        "Ministry of Home Affairs", "FOR THE MINISTER / DEPUTY MINISTER",
    ),
    Body(
        ("BẢO HIỂM XÃ HỘI VIỆT NAM",), "Hà Nội", "BHXH", "CSXH", "KT. TỔNG GIÁM ĐỐC\nPHÓ TỔNG GIÁM ĐỐC",
        "Viet Nam Social Security", "FOR THE DIRECTOR GENERAL / DEPUTY DIRECTOR GENERAL",
    ),
    Body(
        ("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"), "Quảng Ngãi", "UBND", "KGVX", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        "People's Committee of Quang Ngai Province", "FOR THE CHAIRMAN / VICE CHAIRMAN",
    ),
    Body(
        ("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG"), "Bắc Giang", "UBND", "LĐTBXH", "CHỦ TỊCH",
        "People's Committee of Bac Giang Province", "CHAIRMAN",
    ),
    Body(
        ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ ĐÀ NẴNG"), "Đà Nẵng", "UBND", "VX", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "People's Committee of Da Nang City", "ON BEHALF OF THE PEOPLE'S COMMITTEE / CHAIRMAN",
    ),
)  # fmt: skip
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
    "Sending workers to work abroad under contract",
    "Adjusting the regional minimum wage of workers",
    "Paying unemployment benefits and supporting vocational learning",
    "Managing foreign employees working in Viet Nam",
    "Reviewing poor households, near-poor households and social protection beneficiaries",
    "Preventing child labour and accidental injuries of children",
    "Carrying out policies for people with meritorious services to the revolution",
    "Vocational training for rural workers and female employees",
    "International integration in labour and social affairs",
)
Said = tuple[str, str]
"""The same in Vietnamese and in English."""
SENTENCES: tuple[Said, ...] = (
    (
        "Các cơ quan, đơn vị, doanh nghiệp rà soát việc thực hiện các quy định của pháp luật lao động tại nơi làm việc.",
        "Agencies, units and enterprises shall review the observance of the labour law at the workplace.",
    ),
    (
        "Người sử dụng lao động có trách nhiệm bảo đảm điều kiện làm việc, tiền lương và các chế độ bảo hiểm cho người lao động.",
        "Employers are responsible for working conditions, wages and the insurance of their employees.",
    ),
    (
        "Tổ chức thông tin, tuyên truyền, phổ biến chính sách đến người lao động và nhân dân trên địa bàn.",
        "Organize the information on policies, and their dissemination to employees and people in the locality.",
    ),
    (
        "Kịp thời phát hiện, xử lý hoặc kiến nghị xử lý các vi phạm theo thẩm quyền.",
        "In time detect violations, and handle them or propose how they are handled, according to competence.",
    ),
    (
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh để được hướng dẫn, giải quyết.",
        "In the course of implementation, please report difficulties and problems, if any, for guidance and settlement.",
    ),
    (
        "Bố trí kinh phí, lồng ghép với các chương trình mục tiêu quốc gia theo quy định của pháp luật về ngân sách nhà nước.",
        "Allocate funds, integrating national target programmes in accordance with the law on the state budget.",
    ),
    (
        "Tổng hợp kết quả thực hiện, đánh giá tình hình việc làm, thất nghiệp và nhu cầu tuyển dụng (nếu có).",
        "Summarize the results of implementation, and assess employment, unemployment and the demand for recruitment (if any).",
    ),
    (
        "Phối hợp với các đoàn thể chính trị - xã hội giám sát việc chi trả đúng đối tượng, đúng thời hạn & công khai kết quả.",
        "Coordinate with socio-political organizations in supervising payment to the right persons, in time, and publicize the results.",
    ),
)
ADDRESSEES: tuple[Said, ...] = (
    (
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        "People's Committees of provinces and centrally run cities",
    ),
    (
        "Sở Lao động - Thương binh và Xã hội các tỉnh, thành phố",
        "Departments of Labour, War invalids and Social Affairs of provinces and cities",
    ),
    ("Các doanh nghiệp có sử dụng lao động trên địa bàn", "Enterprises that employ workers in the locality"),
    ("Ủy ban nhân dân các huyện, thị xã, thành phố", "People's Committees of districts, towns and cities"),
)
RECIPIENTS: tuple[Said, ...] = (
    ("Như trên;", "As above"),
    ("Bộ trưởng (để báo cáo);", "Minister"),
    ("Văn phòng Chính phủ (để b/c);", "Office of the Government"),
)
TYPES = {
    "letter": ("Công văn", "Official Letter"), "decision": ("Quyết định", "Decision"),
    "circular": ("Thông tư", "Circular"), "plan": ("Kế hoạch", "Plan"),
}  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
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
    text = "\n".join((head, *(part.printed for part in parts), ""))
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


class Part(NamedTuple):
    """A line as printed; for a translation the block's id ("" for none), its words, and these in English."""

    printed: str
    id: str = ""
    words: str = ""
    english: str = ""


def _parts(about: Known, seed: int, i: int, r: Random) -> Iterator[Part]:
    cited = [known(seed, j) for j in sorted({r.randrange(i) for _ in range(r.choice((0, 1, 1, 2, 3)))})] if i else []
    if r.random() < 0.4:  # a document that the archive does not hold
        cited.append(known(seed + 1_000_000, r.randrange(i // 4 + 5)))
    cited = [c for c in cited if c.kind != "news"]
    yield from _letter(about, cited, r) if about.kind == "letter" else _rules(about, cited, r)
    yield Part("Nơi nhận:")
    for n, (who, english) in enumerate(RECIPIENTS, 1):
        yield Part(f"- {who}", f"r{n}", who.rstrip(";").partition(" (")[0], english)
    yield Part(f"- Lưu: VT, {about.body.unit}.")
    yield Part(about.body.signer)
    name = f"{r.choice(FAMILIES)} {r.choice(GIVEN)}"
    yield Part(name, "s1", " / ".join((*about.body.signer.split("\n"), name)), f"{about.body.signed} / {_unmarked(name)}")


def _letter(about: Known, cited: list[Known], r: Random) -> Iterator[Part]:
    to, english = r.choice(ADDRESSEES)
    yield Part(f"Kính gửi: {to}", "a1", to, english)
    lines = [_request(about, cited), *(_labelled(f"{n}.", _sentences(r)) for n in range(1, r.randint(2, 5)))]
    for c in cited[1:]:
        (vi, en), (of, of_en) = _labelled("-", _sentences(r)), _citation(c)
        lines.append((f"{vi} Căn cứ {of} để tổ chức thực hiện.", f"{en} Pursuant to {of_en}, organize the implementation."))
    if r.random() < 0.2:
        by = f"{about.day:02d}/{about.month:02d}/{about.year + 1}"
        until = f"{about.day} {MONTHS[about.month - 1]} {about.year + 1}"
        lines.append((f"Kết quả thực hiện báo cáo trước ngày {by}.", f"The results of implementation shall be reported before {until}."))
    if r.random() < 0.1:
        who, phone = f"{r.choice(FAMILIES)} {r.choice(GIVEN)}", f"024-3{r.randint(100, 999)} {r.randint(1000, 9999)}"
        contact = f"For all information, please contact Comrade {_unmarked(who)}, telephone: […]."
        lines.append((f"Mọi thông tin liên hệ đồng chí {who}, điện thoại: {phone}.", contact))
    for n, (vi, en) in enumerate([*lines, ("Trân trọng cảm ơn./.", "Thank you very much./.")], 1):
        yield Part(vi, f"p{n}", vi, en)


def _request(about: Known, cited: list[Known]) -> Said:
    vi, en = _citation(cited[0]) if cited else ("", "")
    first, english = (f"Thực hiện {vi}, ", f"Implementing {en}, ") if cited else ("Thời gian qua, ", "Recently, ")
    who = about.body.head[0].capitalize()
    asks = about.body.english if len(about.body.head) == 1 else "People's Committee"
    return (
        f"{first}{who} đề nghị các đơn vị triển khai thực hiện các nội dung sau:",
        f"{english}the {asks} requests all units to carry out the following:",
    )


def _labelled(label: str, said: Said) -> Said:
    return f"{label} {said[0]}", f"{label} {said[1]}"


def _rules(about: Known, cited: list[Known], r: Random) -> Iterator[Part]:
    for c in cited:
        yield Part(f"Căn cứ {_citation(c)[0]};")
    for article in range(1, r.randint(3, 7)):
        yield Part(f"Điều {article}. {SUBJECTS[(about.subject + article) % len(SUBJECTS)].capitalize()}")
        for clause in range(1, r.randint(2, 4)):
            yield Part(f"{clause}. {_sentences(r)[0]}")
            for letter in "abcdđ"[: r.choice((0, 0, 2, 4))]:
                yield Part(f"{letter}) {r.choice(SENTENCES)[0]}")
    if cited and r.random() < 0.3:
        yield Part(f"Điều 9. Hiệu lực thi hành\n1. Thay thế {_citation(cited[-1])[0]}.")


def _citation(c: Known) -> Said:
    kind, english = TYPES[c.kind]
    of = " ".join(c.body.head).title().replace(" Và ", " và ")
    about = ENGLISH[c.subject][0].lower() + ENGLISH[c.subject][1:]
    return (
        f"{kind} số {c.number} ngày {c.day}/{c.month}/{c.year} của {of} về việc {SUBJECTS[c.subject]}",
        f"{english} No. {c.number} dated {c.day} {MONTHS[c.month - 1]} {c.year} of the {c.body.english} on {about}",
    )


def _sentences(r: Random) -> Said:
    said = r.sample(SENTENCES, r.randint(1, 3))
    return " ".join(vi for vi, _ in said), " ".join(en for _, en in said)


def _unmarked(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _news(about: Known, r: Random) -> str:
    title = f"Hội nghị về {SUBJECTS[about.subject]}".rstrip(".")
    lines = ["Thời sự", title, f"{r.randint(1, 12):02d}:{r.randint(0, 59):02d} PM {about.day:02d}/{about.month:02d}/{about.year}"]
    lines.append(f"(LĐXH) Sáng ngày {about.day}/{about.month}, tại {about.body.place} đã diễn ra hội nghị. {_sentences(r)[0]}")
    lines += [_sentences(r)[0] for _ in range(r.randint(2, 5))]
    return "\n".join((*lines, f"{r.choice(FAMILIES)} {r.choice(GIVEN)}", ""))


def _translation(about: Known, text: str, parts: list[Part]) -> str:
    title = ENGLISH[about.subject]
    lines = ["---", f'source_sha256: "{hashlib.sha256(text.encode()).hexdigest()}"', 'translator: "the editors"', 'date: "2026-01-05"']
    lines += ['status: "unofficial"', "source: null", f'title: "{title}"', f'subject: "{title}"', "---"]
    for part in parts:
        if part.id:
            digest = hashlib.sha256(unicodedata.normalize("NFC", part.words).encode()).hexdigest()[:8]
            lines += ["", f"[{part.id} {digest}]", f"> {part.words}", part.english]
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
