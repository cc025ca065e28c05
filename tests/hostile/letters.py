"""Invented letters and news items for tests of what strangers may send: every field can be given, all else is plain and correct."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def letter(
    serial: int | str = 4321,
    *,
    subject: str = "thử nghiệm kho lưu trữ",
    addressee: str = "Ủy ban nhân dân tỉnh Quảng Ngãi",
    body: str = "Thực hiện Quyết định số 145/QĐ-TTg ngày 20 tháng 01 năm 2016 của Thủ tướng Chính phủ, đề nghị báo cáo.",
    recipient: str = "Như trên",
    signer: str = "Nguyễn Văn Mẫu",
    stamp: str = "",
) -> str:
    """An official letter of the ministry, as plain text."""
    return f"""BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{stamp}
Số: {serial}/LĐTBXH-VP
V/v {subject}

Hà Nội, ngày 12 tháng 3 năm 2020

Kính gửi: {addressee}

{body}

Nơi nhận:
- {recipient};
- Lưu: VT.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG
{signer}
"""


def news(title: str, body: str, author: str = "Minh Mẫu") -> str:
    return f"{title}\n\nThứ ba, 15/01/2019 - 15:59\n\n(LĐXH) {body}\n\n{author}\n"


def translation(
    blocks: dict[str, str], *, title: str = "A trial", translator: str = "The editors", source: str = "–", sha256: str = "0" * 64
) -> str:
    """A translation file whose blocks are found by their ids."""
    head = {
        "source_sha256": sha256,
        "translator": translator,
        "date": "2026-11-25",
        "status": "official",
        "source": source,
        "title": title,
        "subject": title,
    }
    lines = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()), "---"]
    for ident, text in blocks.items():
        lines += ["", f"[{ident} 00000000]", *text.split("\n")]
    return "\n".join(lines) + "\n"


def sidecar(**fields: object) -> str:
    """YAML with every string in double quotes (JSON is YAML)."""
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())


def archive(folder: Path, files: dict[str, str | bytes]) -> Path:
    """``folder/content`` with the project's hand-written pages and these files."""
    content = folder / "content"
    shutil.copytree(ROOT / "content" / "pages", content / "pages")
    for name, data in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return content
