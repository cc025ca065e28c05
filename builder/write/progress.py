"""The page of translation progress: how many documents are in which state, and which of them need a translator. Never judges one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder import addresses
from builder.model import Anchor, Archive, Block, Bullets, Foreign, Heading, Inline, Item, Lang, Page, Paragraph, Table, Target, Text
from builder.vocabulary import word
from builder.write import labels
from builder.write.notice import alternates

STATES = ("official", "unofficial", "draft", "outdated", "none")
MOST = 200  # documents in the list of those that need work; the counts are of all


class Work(NamedTuple):
    """One document as a translator sees it. ``file`` is where its English is, or would be, in the repository."""

    id: str
    state: str
    paragraphs: int
    missing: int
    outdated: int
    file: str
    url: str = ""

    @property
    def done(self) -> bool:
        return self.state not in ("none", "draft") and not self.missing and not self.outdated


def pages(works: Sequence[Work], archive: Archive) -> Iterator[Page]:
    """``vi/ban-dich`` and ``en/translations``."""
    order = sorted(works, key=lambda w: (archive.entries[w.id].sort_date, w.id), reverse=True)
    for lang in addresses.LANGS:
        title = word("progress.title", lang)
        about = word("progress.about", lang, n=len(works))
        blocks = (Heading(1, "top", (Text(title),)), *_states(works, lang), *_wanted([w for w in order if not w.done], archive, lang))
        yield Page(
            addresses.PROGRESS[lang], "listing.html", title, about, "–", lang, lang,
            alternates(addresses.PROGRESS["vi"], addresses.PROGRESS["en"]), (), blocks,
        )  # fmt: skip


def _states(works: Sequence[Work], lang: Lang) -> Iterator[Block]:
    counts = Counter("outdated" if w.outdated else w.state for w in works)
    yield Paragraph((Text(word("progress.about", lang, n=len(works))),), role="quiet")
    yield Bullets(tuple(Item((Text(f"{labels.vi_title(word(f'translation.{s}', lang))}: {counts[s]}"),)) for s in STATES))


def _wanted(works: Sequence[Work], archive: Archive, lang: Lang) -> Iterator[Block]:
    yield Heading(2, "help", (Text(word("progress.help", lang)),))
    if not works:
        yield Paragraph((Text(word("progress.all_done", lang)),))
        return
    yield Paragraph((Text(word("progress.how", lang, n=len(works))),))
    header = tuple((Text(word(f"progress.{name}", lang)),) for name in ("document", "state", "left", "file"))
    yield Table(header, tuple(_row(work, archive, lang) for work in works[:MOST]))


def _row(work: Work, archive: Archive, lang: Lang) -> tuple[tuple[Inline, ...], ...]:
    entry = archive.entries[work.id]
    title, code = labels.title(entry, lang)
    words: Inline = Text(title) if code == lang else Foreign(code, (Text(title),))
    state = word(f"translation.{'outdated' if work.outdated else work.state}", lang)
    left = word("progress.paragraphs", lang, left=work.missing + work.outdated, n=work.paragraphs)
    file: Inline = Anchor(Target(url=work.url), (Text(work.file),)) if work.url else Text(work.file)
    return (Anchor(Target(addresses.document(work.id, entry.kind, lang)), (words,)),), (Text(state),), (Text(left),), (file,)
