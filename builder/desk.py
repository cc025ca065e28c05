"""Commands for those who propose and review changes: what a proposal means, before and after. Publishes nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import click

from builder import pipeline
from builder.changes import NoHistoryError, Proposal, proposal
from builder.compared import page
from builder.console import HELD, LANG, language, last_line
from builder.reading import program
from builder.site.store import Glance, Store
from builder.standing import LostError
from builder.summary import markdown

CACHE = Path("build/cache/build.sqlite")
Said = TypeVar("Said")


def glanced(say: Callable[[Store], Said]) -> Said:
    """What there is to say, with what the last build read; if that is damaged, with nothing."""
    try:
        with closing(Glance(CACHE, program())) as store:
            return say(store)
    except LostError:
        return say(Store(None))


@click.command()
@HELD
@click.option("--base", default="HEAD", show_default=True, help="The commit to compare with.")
@click.option(
    "--page", "target", type=click.Path(dir_okay=False, path_type=Path), help="Also write a page: before and after, side by side."
)
@click.option("--site", default="../site", show_default=True, help="Where that page finds the built site.")
@LANG
def changed(content: Path, base: str, target: Path | None, site: str, lang: str | None) -> None:
    """Say what changed under content/ since a commit, as Markdown in both languages: fields, citations, problems, a suggested file."""
    started = time.monotonic()

    def said(store: Store) -> tuple[Proposal, str, str]:
        loaded = pipeline.load(content, store=store)
        found = proposal(loaded, base)
        return found, markdown(found, loaded), page(found.changes, loaded, site) if target else ""

    try:
        found, text, sheet = glanced(said)
    except NoHistoryError as error:
        raise click.UsageError(f"no commit {base} to compare with / không có bản nào để so: {error}") from error
    click.echo(text)
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(sheet, encoding="utf-8", newline="\n")
    click.echo(last_line(started, language(lang), documents=len(found.changes)), err=True)
    sys.exit(int(any(c.kind == "refused" for c in found.changes) or any(p.level == "error" for p in found.loose)))


@click.command()
@HELD
@click.option(
    "--lock", "locks", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True, help="A lock of packages to ask about."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Another day than today.")
@LANG
def watch(content: Path, locks: tuple[Path, ...], today: datetime | None, lang: str | None) -> None:
    """Say what went wrong while nobody touched anything, as the text of an issue: dead links, deadlines, translations, packages."""
    started = time.monotonic()
    day = today.date() if today else datetime.now(tz=ZoneInfo("Asia/Ho_Chi_Minh")).date()
    from builder import watch as watching  # what asks other machines is needed by this command alone

    found = glanced(lambda store: tuple(watching.findings(pipeline.load(content, store=store), day, locks, watching.ask)))
    click.echo(watching.issue(found, day), nl=False)
    click.echo(last_line(started, language(lang), findings=len(found)), err=True)
    sys.exit(int(bool(found)))
