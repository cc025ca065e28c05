"""An index that is brought up to date is, byte for byte, the one that is made anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from builder.search.change import change
from builder.search.digest import Digest, digest
from builder.search.entry import Both, Entry, Label, Lang, Passage, Term
from builder.search.index import assemble
from builder.search.kept import KIND
from builder.site.store import Store

TERMS = [Term(("hợp đồng",), ("contract",))]
WORDS = [
    "lao",
    "lão",
    "động",
    "đồng",
    "hợp",
    "lương",
    "của",
    "các",
    "và",
    "thất",
    "nghiệp",
    "xã",
    "hội",
    "bảo",
    "hiểm",
    "quy",
    "định",
    "12",
]
ENGLISH = ["labour", "contracts", "employment", "employers", "of", "the", "wages"]
DATES = [None, "2017", "2017-06", "2017-06-28", "2017-06-28", "2017-12-31", "2018-01-02", "1999-05-05"]
LABELS = [Label("a", "Loại A", "Type A"), Label("b", "Loại B", "Type B"), Label("b", "Loại B cũ", "Old type B"), Label("c", "C", "C")]


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """So that a few documents have what a large archive has: common words, lists of their own, several documents in a file."""
    measures = {"places.STEPPED": 4, "places.FILE": 60, "folder.LIST_INSIDE": 3, "documents.GROUPS_AT_MOST": 20, "numbering.LEAST": 32}
    measures |= {"documents.TEXT_IN_RECORD": 90, "suggestions.IN_A_FILE": 2}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in measures.items():
            patch.setattr(f"builder.search.{name}", value)
        patch.setattr("builder.search.scale.mean_in_steps", lambda total, count: 20.0)  # which few documents would move each time
        yield


def _text(words: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=12).map(" ".join)


@st.composite
def _entry(draw: st.DrawFn, ident: str) -> Entry:
    lang: Lang = draw(st.sampled_from(["vi", "vi", "vi", "en"]))
    texts = draw(st.lists(_text(WORDS if lang == "vi" else ENGLISH), max_size=3))
    if draw(st.integers(0, 9)) == 0:
        texts.append("dài " * 40)  # more than a record has room for
    title, number = draw(st.one_of(st.none(), _text(WORDS))), draw(st.sampled_from([None, "1/QĐ", "2637/LĐTBXH-HTQT", "2637/UBND"]))
    passages = tuple(Passage(f"p{i}", lang, t) for i, t in enumerate(texts))
    labels = draw(st.lists(st.sampled_from(LABELS), max_size=2, unique=True))
    return Entry(
        ident,
        title=Both(vi=title),
        number=number,
        date=draw(st.sampled_from(DATES)),
        passages=passages,
        type=labels[0] if labels else None,
        topics=tuple(labels),
    )


@st.composite
def _archives(draw: st.DrawFn) -> list[dict[str, Entry]]:
    """The same archive some times: each time a few documents are other ones."""
    idents = [f"d{i}" for i in range(14)]
    now = {i: draw(_entry(i)) for i in idents[: draw(st.integers(1, 14))]}
    found = [now]
    for _ in range(3):
        now = dict(now)
        for ident in draw(st.lists(st.sampled_from(idents), min_size=1, max_size=2, unique=True)):
            if ident in now and draw(st.booleans()):
                del now[ident]
            else:
                now[ident] = draw(_entry(ident))
        found.append(now)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def _differences(before: Mapping[str, Digest], after: Mapping[str, Digest]) -> tuple[list[Digest], list[Digest]]:
    gone = [d for i, d in before.items() if after.get(i) != d]
    return gone, [d for i, d in after.items() if before.get(i) != d]


@settings(max_examples=25, deadline=None)
@given(_archives())
def test_a_changed_index_is_the_one_made_anew(archives: list[dict[str, Entry]]) -> None:
    with TemporaryDirectory() as folder:
        out, anew, keep = Path(folder) / "out", Path(folder) / "anew", Store(None)
        before: dict[str, Digest] = {}
        for archive in archives:
            now = {i: digest(e) for i, e in archive.items()}
            gone, come = _differences(before, now)
            if change(keep, gone, come, before.__getitem__, out, TERMS):
                event("changed")
            else:
                assemble(now.values(), out, TERMS, keep)
            fresh = Store(None)
            assemble(now.values(), anew, TERMS, fresh)
            assert contents(out) == contents(anew)
            assert _kept(keep) == _kept(fresh)
            before = now


def _kept(store: Store) -> dict[str, object]:
    """What is kept, whatever the order of its keys; a row of nothing is no row."""
    return {name: found for name, row in store.rows(KIND).items() if (found := json.loads(row))}
