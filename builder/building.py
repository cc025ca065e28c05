"""The commands that make the site: ``build`` and ``serve``. Reads nothing of a document itself."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from builder import pipeline, problems
from builder.console import CONTENT, LANG, bar, done, language, last_line, levels, profile, tell
from builder.delivery import Delivery
from builder.meter import Meter
from builder.model import Lang
from builder.site.offline import pack
from builder.site.publish import BusyError

Command = TypeVar("Command", bound=Callable[..., Any])
_PATH, _FILE = click.Path(path_type=Path), click.Path(exists=True, path_type=Path)
_FOLDERS = (
    CONTENT,
    click.option("--docs", type=_PATH, default=Path("build/docs"), show_default=True, help="Where the Markdown goes."),
    click.option("--site", type=_PATH, default=Path("build/site"), show_default=True, help="Where the site goes."),
    click.option("--config", type=_FILE, default=Path("mkdocs.yml"), show_default=True, help="MkDocs' configuration."),
    LANG,
)


def _folders(command: Command) -> Command:
    """The options that both commands have."""
    for option in reversed(_FOLDERS):
        command = option(command)
    return command


@click.command()
@_folders
@click.option("--reference", is_flag=True, help="Let MkDocs render every page: slower, the same bytes.")
@click.option("--jobs", type=click.IntRange(min=0), default=0, show_default=True, help="Processes that read and write; 0: one a core.")
@click.option("--cluster", metavar="tcp://…", help="Read originals on the workers of this Dask scheduler (needs the extra “cluster”).")
@click.option("--compress", is_flag=True, help="Add compressed copies (.gz, .br) for servers that send them as they lie.")
@click.option(
    "--split", type=click.IntRange(min=0), default=0, metavar="FILES", help="Also write build/parts, each of at most FILES files."
)
@click.option("--markdown/--no-markdown", default=True, show_default=True, help="Write the pages for MkDocs, too: --reference reads them.")
@click.option("--profile", "profiled", is_flag=True, help="Say where the time went.")
def build(
    content: Path,
    docs: Path,
    site: Path,
    config: Path,
    lang: str | None,
    reference: bool,
    jobs: int,
    cluster: str | None,
    compress: bool,
    split: int,
    markdown: bool,
    profiled: bool,
) -> None:
    """Build the whole site from content/. The address comes from SITE_URL."""
    meter, delivery = Meter(), Delivery(compress, split, jobs, markdown)
    content = content.resolve() if cluster else content  # workers stand elsewhere
    with _workers(cluster) as executor:
        status = _build((content, docs, site, config), language(lang), reference, jobs, delivery, executor, meter)
    if profiled:
        click.echo(profile(meter, language(lang)), err=True)
    sys.exit(status)


@contextmanager
def _workers(address: str | None) -> Iterator[Executor | None]:
    """The workers of a cluster as an executor. They must have this program and see ``content`` under the same path."""
    if not address:
        yield None
        return
    try:
        import distributed
    except ImportError as error:
        raise click.UsageError("--cluster: pip install 'labour-policy-archive[cluster]'") from error
    try:
        client: Any = distributed.Client(address, timeout="5s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--cluster {address}: {error}") from error
    with client, client.get_executor(pure=False) as executor:
        yield executor


def _build(
    folders: tuple[Path, Path, Path, Path],
    lang: Lang,
    reference: bool = False,
    jobs: int = 0,
    delivery: Delivery = pipeline.DELIVERY,
    executor: Executor | None = None,
    meter: Meter | None = None,
) -> int:
    started, progress = time.monotonic(), bar(lang)
    content, docs, site, config = folders
    if not content.is_dir():
        raise click.UsageError(f"no folder {content} / không có thư mục {content}")
    try:
        site_url = os.environ.get("SITE_URL") or pipeline.DEFAULT_URL
        built = pipeline.build(content, docs, site, config, site_url, progress, reference, jobs, delivery, executor, meter)
    except BusyError:
        done()
        return tell([problems.problem("B103", str(site))], lang)
    done()
    worst = tell(built.problems, lang)
    counts = {"documents": built.documents, "pages": built.pages, "held_back": len(built.held_back), **levels(built.problems)}
    click.echo(last_line(started, lang, **counts) + (f" {site}" if built.published else ""), err=True)
    return worst if built.published else 1


@click.command()
@_folders
@click.option("--port", type=int, default=8000, show_default=True)
def serve(content: Path, docs: Path, site: Path, config: Path, lang: str | None, port: int) -> None:
    """Build, serve on this machine, rebuild when content/ or overrides/ changes."""
    from builder.site.serve import serve_forever  # the server is needed by this command alone

    os.environ["SITE_URL"] = f"http://127.0.0.1:{port}/"
    watched = (content, config.parent / "overrides")
    serve_forever(site, port, watched, lambda: _build((content, docs, site, config), language(lang)))


@click.command()
@_folders
@click.option("--out", type=_PATH, default=Path("build/offline.zip"), show_default=True, help="The zip to write.")
def offline(content: Path, docs: Path, site: Path, config: Path, lang: str | None, out: Path) -> None:
    """Build the site and pack it into one zip that works without a network, from any web server."""
    status = _build((content, docs, site, config), language(lang))
    if not (site / "index.html").is_file():
        sys.exit(status or 1)
    started = time.monotonic()
    count = pack(site, out)
    click.echo(str(out))
    click.echo(last_line(started, language(lang), files_packed=count), err=True)
    sys.exit(status)
