"""The command ``archive``. Results on standard output, problems on standard error, a sentence with counts and time last.

Exit codes: 0 clean, 1 problems found, 2 wrong usage. Warnings alone are not problems.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click

from builder import building, custody, desk, filing, intake, pipeline, problems, report, suggested, vocabulary
from builder.console import CONTENT, HELD, LANG, bar, done, language, last_line, levels, tell
from builder.limits import COLLECTED
from builder.model import Lang
from builder.problems import Problem
from builder.read.original import FORMATS, SAVED
from builder.read.shelf import Holding, holdings, shown
from builder.text import slug
from builder.write.record import record_data


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="labour-policy-archive", prog_name="archive")
def main() -> None:
    """Labour Policy Archive: read originals, check them, build the site."""
    gc.set_threshold(*COLLECTED)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


# --- commands ---------------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CONTENT
@LANG
@click.option("--news", is_flag=True, help="File as news items.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
def add(files: tuple[Path, ...], content: Path, lang: str | None, news: bool, yes: bool) -> None:
    """Copy FILES into content/ under proposed names; show what was understood, and the information file that would settle the rest."""
    started, worst, added = time.monotonic(), 0, 0
    taken = {h.id: h.original for h in holdings(content)[0]}
    for path in files:
        record, found = intake.extract(path, "new", str(path), "news" if news else "auto")
        worst |= tell(found, language(lang))
        if record is None:
            continue
        target = filing.proposed(record, path.suffix.lower(), content)
        click.echo(filing.summary(record, language(lang)))
        if proposed := suggested.sidecar(record, shown(target, content)):
            click.echo(f"--- {target.with_suffix('.yml').name}\n{proposed}---")
        if held := taken.get(target.stem):
            worst |= tell([problems.problem("S001", str(path), id=target.stem, other=held)], language(lang))
        elif yes or click.confirm(f"{path} → {target}?", default=True, err=True):
            filing.copied(path, target)
            click.echo(str(target))
            taken[target.stem] = target
            added += 1
    click.echo(last_line(started, language(lang), files_added=added), err=True)
    sys.exit(worst)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@HELD
@LANG
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="github: annotations of a pull request.")
def check(paths: tuple[Path, ...], content: Path, lang: str | None, form: str) -> None:
    """Check everything under content/, or only what PATHS names: files, folders, ids."""
    started, progress = time.monotonic(), bar(language(lang))
    if strange := [path for path in paths if not path.exists()]:
        ids = {h.id for h in holdings(content)[0]}
        if lost := [path for path in strange if str(path) not in ids]:
            raise click.UsageError(f"no file and no document {lost[0]}; nearest: {filing.nearest(str(lost[0]), content)}")
    loaded = desk.glanced(lambda store: pipeline.load(content, progress, store))
    done()
    named = _named(paths, content)
    found = [p for p in loaded.problems if not paths or named(p.path)]
    worst = tell(found, language(lang), form)
    click.echo(
        last_line(started, language(lang), documents=len(loaded.documents), held_back=len(loaded.held_back), **levels(found)), err=True
    )
    sys.exit(worst)


def _named(paths: tuple[Path, ...], content: Path) -> Callable[[str], bool]:
    """Tells whether the path of a problem is one of ``paths``, lies in one, or is of the document whose id is one."""
    folder, given, ids = content.resolve(), {path.resolve() for path in paths}, {str(path) for path in paths}

    @cache
    def named(problem: str) -> bool:
        first, _, rest = problem.partition("/")
        where = folder / rest if first == content.name else folder.parent / problem
        return not given.isdisjoint((where, *where.parents)) or slug(where.stem.removesuffix(".en")) in ids

    return named


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@CONTENT
@LANG
@click.option("--merged", is_flag=True, help="With the sidecar applied.")
def extract(paths: tuple[Path, ...], content: Path, lang: str | None, merged: bool) -> None:
    """Print one JSON record a line for each original in PATHS. Never stops at a bad file."""
    started, worst, count = time.monotonic(), 0, 0
    filed = {h.original.resolve(): h for h in holdings(content)[0]} if content.is_dir() else {}
    for path in _originals(paths):
        data, found = _extracted(path, filed.get(path.resolve()), content, merged)
        worst |= tell(found, language(lang))
        if data is not None:
            click.echo(json.dumps(data, ensure_ascii=False))
            count += 1
    click.echo(last_line(started, language(lang), records=count), err=True)
    sys.exit(worst)


def _originals(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of a folder, every original in it (hand-written pages and translations are none)."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(path.rglob("*")):
            written = inside.stem.endswith(".en") or "pages" in inside.relative_to(path).parts[:-1]
            written = written or any(folder.endswith(SAVED) for folder in inside.relative_to(path).parts[:-1])
            if inside.suffix.lower() in FORMATS and inside.is_file() and not written:
                yield inside


def _extracted(path: Path, holding: Holding | None, content: Path, merged: bool) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    try:
        record, found = intake.extract(path, slug(path.stem) or "document", str(path), holding.kind if holding else "auto")
        if record and merged and holding:
            sidecar, wrong = intake.sidecar_of(holding, content)
            record, found = intake.merged(record, sidecar), (*found, *wrong)
        return (record_data(record) if record else None), found
    except Exception as error:  # the promise of this command: one bad file never costs the others
        return None, (problems.problem("P108", str(path), found=type(error).__name__),)


@main.command()
@click.argument("ident")
@HELD
@LANG
@click.option("--reviewed", "-r", multiple=True, metavar="BLOCK", help="The English of this outdated block is right again (p4; all).")
def translate(ident: str, content: Path, lang: str | None, reviewed: tuple[str, ...]) -> None:
    """Write a frame for the English of IDENT, or refresh the one that is there. Translates nothing."""
    holding = next((h for h in holdings(content)[0] if h.id == ident), None)
    if holding is None:
        raise click.UsageError(f"no document {ident}; nearest: {filing.nearest(ident, content)}")
    written, found = filing.refresh_translation(holding, content, reviewed)
    worst = tell(found, language(lang))
    if written:
        click.echo(str(written))
    sys.exit(worst)


@main.command()
@click.argument("code")
@LANG
def explain(code: str, lang: str | None) -> None:
    """Say what a problem CODE means, why it matters and what to do, in both languages, with an example."""
    entry = problems.table().get(code.upper())
    if entry is None:
        raise click.UsageError(f"no code {code}; nearest: {filing.nearest_code(code)}")
    order: tuple[Lang, Lang] = ("vi", "en") if language(lang) == "vi" else ("en", "vi")
    click.echo(f"{code.upper()} ({entry['level']})")
    told = problems.explanations()[code.upper()]
    for code_lang in order:
        click.echo(f"  {problems.pattern(code.upper(), code_lang)}\n    {told['why'][code_lang]}")
        click.echo(f"  → {problems.pattern(code.upper(), code_lang, 'do')}")
    for mark, part in (("✗", "wrong"), ("✓", "right")):
        click.echo("\n".join(f"  {mark} {line}" for line in told[part].split("\n")))


@main.command()
@click.argument("query", nargs=-1, required=True)
@LANG
@click.option("--index", "folder", type=click.Path(path_type=Path), default=Path("build/docs/assets/search"), show_default=True)
@click.option("--limit", type=int, default=10, show_default=True)
def search(query: tuple[str, ...], lang: str | None, folder: Path, limit: int) -> None:
    """Search the built archive, as the site does."""
    if not folder.is_dir():
        raise click.UsageError(f"no index in {folder}: run archive build first / hãy chạy archive build trước")
    started = time.monotonic()
    from builder.search.reader import open_index  # only this command reads the index

    answer = open_index(folder).search(" ".join(query), limit=limit, lang=language(lang))
    for hit in answer.hits:
        click.echo(" · ".join(str(p) for p in (hit.number, hit.title, hit.issuer, hit.date, hit.url) if p))
    click.echo(last_line(started, language(lang), found=answer.total), err=True)


@main.command(name="report")
@HELD
@LANG
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
@click.option("--page", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write a page for editors instead.")
@click.argument("idents", nargs=-1)
def report_command(content: Path, lang: str | None, form: str, target: Path | None, idents: tuple[str, ...]) -> None:
    """What is unknown, conflicting, ambiguous, untranslated, outdated, wanted, withheld.

    With --page: a page that shows each original (or those of IDENTS) with what was read marked in it, and what would settle the rest.
    """
    started = time.monotonic()
    desk.glanced(lambda store: _reported(pipeline.load(content, store=store), language(lang), form, target, idents, started))


def _reported(loaded: pipeline.Loaded, lang: Lang, form: str, target: Path | None, idents: tuple[str, ...], started: float) -> None:
    if missing := [i for i in idents if i not in loaded.archive.entries]:
        raise click.UsageError(f"no document {missing[0]}; nearest: {filing.nearest(missing[0], loaded.content)}")
    if target or idents:
        from builder import examined  # only this asks for the template

        target = target or Path("build/review/index.html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(examined.page(loaded, idents), encoding="utf-8", newline="\n")
        click.echo(str(target))
        click.echo(last_line(started, lang, documents=len(idents or loaded.documents)), err=True)
        return
    click.echo(report.text(loaded, lang, form))
    click.echo(last_line(started, lang, documents=len(loaded.documents), numbers=len(loaded.archive.numbers)), err=True)


@main.command(name="schema", hidden=True)
def schema_command() -> None:
    """Print the JSON Schema of sidecars, for editors' tools."""
    from builder.read.sidecarschema import published

    click.echo(published().decode(), nl=False)


@main.command(name="tables", hidden=True)
def tables_command() -> None:
    """Print the fingerprint of the vocabulary."""
    click.echo(vocabulary.fingerprint())


for command in (
    building.build,
    building.serve,
    building.offline,
    custody.log,
    custody.published,
    custody.takedown,
    desk.changed,
    desk.watch,
):
    main.add_command(command)
