"""What every command shares: its options, its problems and progress, the sentence at the end. Runs nothing.

Results go to standard output, problems and progress to standard error; progress only where that is a terminal.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from builder import problems
from builder.meter import Meter
from builder.model import Lang
from builder.problems import Problem

CONTENT = click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="Folder of originals."
)
HELD = click.option(
    "--content", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("content"), show_default=True,
    help="Folder of originals.",
)  # fmt: skip
PAUSE = 0.1  # seconds between two looks of a progress bar
LANG = click.option("--lang", type=click.Choice(["vi", "en"]), default=None, help="Language of messages (default: from the system).")


def language(given: str | None) -> Lang:
    """The language of messages: asked for, else the system's, else Vietnamese beside English is not needed and English is used."""
    system = os.environ.get("ARCHIVE_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "vi" if (given or system).startswith("vi") else "en"


def _quiet(stage: str, done: int, total: int) -> None:
    """No progress."""


def tell(found: Iterable[Problem], lang: Lang, form: str = "text") -> int:
    """Print problems on standard error; 1 if any of them is an error."""
    worst = 0
    for item in found:
        click.echo(annotation(item) if form == "github" else problems.show(item, lang), err=form != "github")
        worst = max(worst, int(item.level == "error"))
    return worst


def annotation(item: Problem) -> str:
    """A problem as an annotation of a pull request, both languages; nothing in it can start another command."""
    text = "\n".join(f"{problems.what(item, lang)} {problems.remedy(item, lang)}" for lang in ("vi", "en"))
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = item.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A").replace("\n", "%0A").replace("\r", "%0D")
    return f"::{item.level} file={path},line={max(item.line, 1)},title={item.code}::{escaped}"


_WORDS: dict[str, tuple[str, str]] = {
    "documents": ("documents", "văn bản"), "pages": ("pages", "trang"), "held_back": ("held back", "giữ lại"),
    "errors": ("errors", "lỗi"), "warnings": ("warnings", "cảnh báo"), "files_added": ("files added", "tệp đã thêm"),
    "files_packed": ("files packed", "tệp đã đóng gói"),
    "findings": ("findings", "phát hiện"),
    "records": ("records", "hồ sơ"), "found": ("found", "kết quả"), "numbers": ("numbers", "số, ký hiệu"), "files": ("files", "tệp"),
    # stages
    "start": ("start", "khởi động"), "read": ("read", "đọc"), "resolve": ("resolve", "đối chiếu"), "frames": ("frames", "khung trang"),
    "write": ("write", "viết trang"), "index": ("index", "chỉ mục"), "originals": ("originals", "bản gốc"), "check": ("check", "kiểm tra"),
    "publish": ("publish", "công bố"), "finish": ("finish", "hoàn tất"), "compress": ("compress", "nén"), "keep": ("keep", "lưu lại"),
}  # fmt: skip


def said(name: str, lang: Lang) -> str:
    """The word for what is counted or done."""
    en, vi = _WORDS.get(name, (name.replace("_", " "), name.replace("_", " ")))
    return vi if lang == "vi" else en


def last_line(started: float, lang: Lang = "en", **counts: int) -> str:
    """A sentence with counts and time."""
    seconds = f"{time.monotonic() - started:.1f}"
    counted = ", ".join(f"{count} {said(name, lang)}" for name, count in counts.items())
    return f"{counted}; {seconds.replace('.', ',')} giây." if lang == "vi" else f"{counted}; {seconds} s."


class Bar:
    """One line that is written over and over: stage, count, share, rate, time that is left."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._stage, self._began, self._drawn = "", 0.0, 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._drawn = stage, now, 0.0
        if now - self._drawn >= PAUSE or done == total:
            self._drawn = now
            click.echo(f"\r\033[K{progress_line(stage, done, total, now - self._began, self._lang)}", err=True, nl=False)


def progress_line(stage: str, done: int, total: int, seconds: float, lang: Lang) -> str:
    """``read 40/200 (20 %), 80/s, 2 s left``; only what is known."""
    parts = [f"{said(stage, lang)} {done}" + (f"/{total} ({100 * done // total} %)" if total else "")]
    if seconds >= 1 and done:
        rate = done / seconds
        parts.append(f"{rate:.0f}/{'giây' if lang == 'vi' else 's'}" if rate >= 1 else f"{rate:.1f}/{'giây' if lang == 'vi' else 's'}")
        if total > done:
            left = f"{(total - done) / rate:.0f}"
            parts.append(f"còn {left} giây" if lang == "vi" else f"{left} s left")
    return ", ".join(parts)


def bar(lang: Lang = "en") -> Callable[[str, int, int], None]:
    """Progress on standard error when that is a terminal."""
    return Bar(lang) if sys.stderr.isatty() else _quiet


def done() -> None:
    """Clear the line of progress."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def profile(meter: Meter, lang: Lang) -> str:
    """Where the time went: a row a stage."""
    heads = ("công đoạn", "số lượng", "giây", "giây CPU", "tỷ lệ") if lang == "vi" else ("stage", "count", "seconds", "CPU s", "share")
    rows = [
        (said(stage, lang), str(spent.count or ""), f"{spent.wall:.2f}", f"{spent.cpu:.2f}", f"{100 * share:.0f} %")
        for stage, spent, share in meter.rows()
    ]
    return "\n".join(f"{a:12} {b:>9} {c:>9} {d:>9} {e:>6}" for a, b, c, d, e in (heads, *rows))


def levels(found: Iterable[Problem]) -> dict[str, int]:
    items = tuple(found)
    return {"errors": sum(p.level == "error" for p in items), "warnings": sum(p.level == "warning" for p in items)}
