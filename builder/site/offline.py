"""A site as one zip that works from any web server on one's own machine, under any path, search included. Changes no page."""

from __future__ import annotations

import zipfile
from pathlib import Path

from builder.site import manifest

ROOT = "labour-policy-archive"
README = "README.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip has a time for each file; this archive has no clock
_PACKED = frozenset({".woff2", ".png", ".zip", ".docx", ".jpg", ".jpeg", ".webp"})
_SAID = """LƯU TRỮ CHÍNH SÁCH LAO ĐỘNG, bản ngoại tuyến
1. Giải nén tệp zip vào một thư mục.
2. Mở cửa sổ lệnh trong thư mục đó và chạy một máy chủ web, ví dụ:  python -m http.server 8000
3. Mở http://localhost:8000/ trong trình duyệt. Không cần mạng; tra cứu cũng chạy trên máy này.
Trình duyệt không cho tra cứu khi mở thẳng tệp index.html (file://); các trang và danh mục thì vẫn đọc được.

LABOUR POLICY ARCHIVE, offline copy
1. Unzip it into a folder.
2. Open a terminal in that folder and run a web server, for example:  python -m http.server 8000
3. Open http://localhost:8000/ in a browser. No network is needed; the search runs on this machine, too.
Browsers allow no search on a file opened directly (file://); pages and lists can be read all the same.
"""


def pack(site: Path, target: Path) -> int:
    """Every file of ``site`` in one folder of ``target``, the same bytes for the same site. Returns the number of files."""
    new = target.with_name(f".{target.name}.new")
    new.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with zipfile.ZipFile(new, "w", allowZip64=True) as archive:
        _put(archive, README, _SAID.encode("utf-8-sig"))  # Notepad of older Windows reads UTF-8 by its mark alone
        for path in manifest.files(site):
            if not path.endswith((".gz", ".br")):
                _put(archive, path, (site / path).read_bytes())
                count += 1
    new.replace(target)
    return count


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(f"{ROOT}/{name}", _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
    entry.external_attr, entry.create_system = 0o644 << 16, 3
    archive.writestr(entry, data)
