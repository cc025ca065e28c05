"""Commands of those who keep the archive: what was published, what became of a document, taking one down for good."""

from __future__ import annotations

import hashlib
import hmac
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from builder import intake, ledger, pipeline, strictyaml
from builder.console import HELD, LANG, language, tell
from builder.filing import nearest
from builder.intake import sidecar_of
from builder.model import Lang, Removal
from builder.read.original import saved_beside
from builder.read.shelf import Holding, holdings, lone_sidecars, shown
from builder.vocabulary import word
from builder.write import labels

SHORTEST_SECRET = 16
_ROLES: dict[str, dict[Lang, str]] = {
    "original": {"vi": "bản gốc", "en": "the original"},
    "sidecar": {"vi": "tệp xác nhận", "en": "the editor's file"},
    "translation": {"vi": "bản dịch", "en": "the translation"},
    "attachment": {"vi": "tệp đính kèm", "en": "an attachment"},
}
_DEEDS: dict[str, dict[Lang, str]] = {
    "A": {"vi": "thêm {role}", "en": "{role} was added"},
    "M": {"vi": "sửa {role}", "en": "{role} was changed"},
    "D": {"vi": "xóa {role}", "en": "{role} was deleted"},
    "R": {"vi": "đổi tên {role}", "en": "{role} was renamed"},
}


def files_of(holding: Holding) -> tuple[Path, ...]:
    """Every file of a document, the original first."""
    pages = (holding.original, *holding.renditions)
    others = (
        *holding.attachments,
        holding.sidecar,
        holding.translation,
        holding.english,
        *(p for page in pages for p in saved_beside(page)),
    )
    return (*pages, *(p for p in others if p))


def _holding(ident: str, content: Path) -> Holding | None:
    return next((h for h in holdings(content)[0] if h.id == ident), None)


# --- history ------------------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("ident")
@HELD
@LANG
def log(ident: str, content: Path, lang: str | None) -> None:
    """Tell the history of the document IDENT, oldest first."""
    holding = _holding(ident, content)
    alone = next((path for found, _, path in lone_sidecars(content) if found == ident), None)
    paths = files_of(holding) if holding else (alone,) if alone else ()
    if not paths:
        raise click.UsageError(f"no document {ident}; nearest: {nearest(ident, content)}")
    for line in (*_deeds(ident, paths[0].parent, language(lang)), *_now(ident, holding, alone, content, language(lang))):
        click.echo(line)


def _deeds(ident: str, folder: Path, lang: Lang) -> Iterator[str]:
    """What the repository remembers of every file of that name, wherever it lay."""
    patterns = [f":(top,glob,icase)**/{ident}{rest}" for rest in (".*", "--*")]
    command = ["git", "log", "--reverse", "--date=short", "--name-status", "--format=%x01%ad%x02%s", "--", *patterns]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError:
        return
    for commit in done.stdout.split("\x01")[1:]:
        head, *changes = commit.strip().splitlines()
        date, _, subject = head.partition("\x02")
        deeds = [_deed(change.split("\t"), lang) for change in changes if "\t" in change]
        yield f"{date}  {'; '.join(dict.fromkeys(deeds))} ({subject})"


def _deed(change: list[str], lang: Lang) -> str:
    name = change[-1].rpartition("/")[2]
    roles = ((".yml", "sidecar"), (".yaml", "sidecar"), (".en.", "translation"), ("--", "attachment"), ("", "original"))
    role = next(role for mark, role in roles if mark in name)
    return _DEEDS.get(change[0][0], _DEEDS["M"])[lang].format(role=_ROLES[role][lang])


def _now(ident: str, holding: Holding | None, alone: Path | None, content: Path, lang: Lang) -> Iterator[str]:
    """Whether it was published, and any removal."""
    known = next((line for line in ledger.read(content) if line.id == ident), None)
    if known:
        yield {"vi": "Đã công bố: ", "en": "Published: "}[lang] + ledger.written(known.id, known.kind).partition(" ")[2]
    path = holding.sidecar if holding else alone
    from builder.read.sidecar import read_sidecar  # as in intake

    sidecar = read_sidecar(path.read_bytes(), shown(path, content))[0] if path else None
    if sidecar and sidecar.removal:
        removal = Removal(**sidecar.removal.model_dump())
        said = {"date": labels.date_text(removal.date, lang), "reason": removal.reason, "authority": removal.authority}
        yield word(f"banner.{removal.kind}", lang, **said)


# --- what was published ---------------------------------------------------------------------------------------------------------


@click.command()
@HELD
@LANG
@click.option("--append", is_flag=True, help="Add to content/published.txt what is not there yet. For the publishing job.")
def published(content: Path, lang: str | None, append: bool) -> None:
    """Print the documents that content/published.txt does not list yet."""
    loaded = pipeline.load(content)
    now = [(short.id, short.kind, short.both) for short in loaded.documents.briefs]
    new = ledger.append(content, now) if append else ledger.unlisted(content, now)
    for line in new:
        click.echo(line)
    sys.exit(tell((p for p in loaded.problems if p.code == "B101"), language(lang)))


# --- taking down ----------------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("ident")
@HELD
@click.option("--reason", required=True, help="Why, in a sentence that anyone understands and that repeats nothing of the text.")
@click.option("--authority", required=True, help="Who decided.")
@click.option("--date", required=True, help="Day of the decision, as 2026-11-25.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
def takedown(ident: str, content: Path, reason: str, authority: str, date: str, yes: bool) -> None:
    """Delete every file of IDENT and leave a tomb with a keyed hash. The secret comes from ARCHIVE_SECRET."""
    holding, secret = _holding(ident, content), os.environ.get("ARCHIVE_SECRET", "")
    if holding is None:
        raise click.UsageError(f"no document {ident}; nearest: {nearest(ident, content)}")
    if len(secret) < SHORTEST_SECRET:
        raise click.UsageError(f"ARCHIVE_SECRET must have {SHORTEST_SECRET} characters or more / cần ít nhất {SHORTEST_SECRET} ký tự")
    before = sidecar_of(holding, content)[0]
    tomb = tomb_yaml(holding.original.read_bytes(), secret, reason, date, authority, (before.aliases_id if before else None) or ())
    from builder.read.sidecar import read_sidecar

    wrong = read_sidecar(tomb.encode(), f"{ident}.yml")[1]
    if wrong:
        raise click.UsageError("--reason, --authority or --date cannot be written / không ghi được")
    files, place = files_of(holding), _tomb_place(holding, content)
    if not yes and not click.confirm("\n".join(map(str, files)) + "\n?", err=True):
        sys.exit(1)
    for path in files:
        path.unlink()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(tomb, encoding="utf-8", newline="\n")
    click.echo(str(place))
    click.echo(_AFTERWARDS, err=True)


def _tomb_place(holding: Holding, content: Path) -> Path:
    """Beside the original; for one that lies outside the folders of documents in the folder of its kind, where a tomb is known as one."""
    if holding.kind != "auto":
        return holding.original.with_suffix(".yml")
    record = intake.extract(holding.original, holding.id, shown(holding.original, content))[0]
    return content / ("news" if record and record.kind == "news" else "notices") / f"{holding.id}.yml"


_AFTERWARDS = (
    "Tệp vẫn còn trong lịch sử của kho và trong mọi bản sao: phải viết lại lịch sử và xóa các bản xem trước.\n"
    "The files are still in the repository's history and in every clone: the history must be rewritten, previews deleted."
)


def tomb_yaml(data: bytes, secret: str, reason: str, date: str, authority: str, aliases: Sequence[str] = ()) -> str:
    """The sidecar that stays. A plain hash of a short text could be guessed; this one cannot, and tells a file that comes back."""
    key = hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()
    words = {"kind": "taken_down", "reason": reason, "date": date, "authority": authority, "hmac": key}
    old = f"aliases_id: [{', '.join(map(_quoted, aliases))}]\n" if aliases else ""
    return old + "removal:\n" + "".join(f"  {name}: {_quoted(value)}\n" for name, value in words.items())


def _quoted(text: str) -> str:
    return strictyaml.quoted(text.replace("\n", " "))
