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
from builder.model import Lang
from builder.problems import Problem

CONTENT = click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="Folder of originals."
)
HELD = click.option(
    "--content", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("content"), show_default=True,
    help="Folder of originals.",
)  # fmt: skip
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


def last_line(started: float, **counts: int) -> str:
    """A sentence with counts and time."""
    said = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    return f"{said}; {time.monotonic() - started:.1f} s."


def bar() -> Callable[[str, int, int], None]:
    """Progress on standard error when that is a terminal; stage, count and share."""
    if not sys.stderr.isatty():
        return _quiet
    return lambda stage, done, total: click.echo(
        f"\r\033[K{stage} {done}" + (f"/{total} ({100 * done // total} %)" if total else ""), err=True, nl=False
    )


def done() -> None:
    """Clear the line of progress."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def levels(found: Iterable[Problem]) -> dict[str, int]:
    items = tuple(found)
    return {"errors": sum(p.level == "error" for p in items), "warnings": sum(p.level == "warning" for p in items)}
