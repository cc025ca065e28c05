"""The page of translation progress: how many documents are in which state, and which of them need a translator. Never judges one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
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


def pages(works: Sequence[Work], archive: Archive, written: Collection[str] = (), form: str = "") -> Iterator[Page]:
    """``vi/ban-dich`` and ``en/translations``.

    ``written`` are the hand-written pages that there are, ``form`` is where a translation is offered in the repository.
    """
    order = sorted(works, key=lambda w: (archive.entries[w.id].sort_date, w.id), reverse=True)
    for lang in addresses.LANGS:
        title = word("progress.title", lang)
        about = word("progress.about", lang, n=len(works))
        blocks = (
            Heading(1, "top", (Text(title),)),
            *_states(works, lang),
            *_wanted([w for w in order if not w.done], archive, lang, _how(form, written, lang)),
        )
        yield Page(
            addresses.PROGRESS[lang], "listing.html", title, about, "–", lang, lang,
            alternates(addresses.PROGRESS["vi"], addresses.PROGRESS["en"]), (), blocks,
        )  # fmt: skip


def _states(works: Sequence[Work], lang: Lang) -> Iterator[Block]:
    counts = Counter("outdated" if w.outdated else w.state for w in works)
    yield Paragraph((Text(word("progress.about", lang, n=len(works))),), role="quiet")
    yield Bullets(tuple(Item(_state(s, counts[s], lang)) for s in STATES))


def _state(state: str, count: int, lang: Lang) -> tuple[Inline, ...]:
    """A count, which leads to the documents in the search."""
    label = Text(labels.vi_title(word(f"translation.{state}", lang)))
    found = Target(addresses.SEARCH[lang], query=f"translation={state}")
    return (Anchor(found, (label,)) if count else label, Text(f": {count}"))


def _how(form: str, written: Collection[str], lang: Lang) -> Paragraph:
    """In the repository, or where the site knows none, by sending the text to the editors."""
    editors, rights = ("vi/bien-tap", "vi/quyen") if lang == "vi" else ("en/editors", "en/rights")
    first, second = Text(word("site.editors", lang)), Text(word("progress.form" if form else "progress.contact", lang))
    ask = Target(url=form) if form else Target(rights) if rights in written else None
    return Paragraph((
        Text(f"{word('progress.in_file' if form else 'progress.by_mail', lang)} "),
        Anchor(Target(editors), (first,)) if editors in written else first,
        Text("; "), Anchor(ask, (second,)) if ask else second, Text("."),
    ))  # fmt: skip


def _wanted(works: Sequence[Work], archive: Archive, lang: Lang, how: Paragraph) -> Iterator[Block]:
    yield Heading(2, "help", (Text(word("progress.help", lang)),))
    if not works:
        yield Paragraph((Text(word("progress.all_done", lang)),))
        return
    yield Paragraph((Text(word("progress.how", lang, n=len(works))),))
    yield how
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
