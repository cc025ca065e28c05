"""Changes the leaves of an index: what some documents say less and what they say more, entry by entry. Knows no entries of the archive.

The files are those of the index before, until they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from builder.search import scale
from builder.search.analysis import pair_key, plain
from builder.search.folder import Folder, list_inside
from builder.search.leaves import Leaf, Variant, entry, read, variants, within
from builder.search.places import Places, anchor, list_name
from builder.search.splices import edited
from builder.search.terms import Said, Terms

Means = tuple[float, float]
"""Of words of a document, in each language."""
Posting = tuple[str, str, str]
"""A word, or two neighbours in the order they are written, and the marks of all: (first, second or "", marks)."""


def postings(terms: Terms, means: Means) -> dict[Posting, int]:
    """All that a document says, with levels."""
    found: dict[Posting, int] = {}
    for said, mean in zip((terms.vi, terms.en), means, strict=True):
        found.update(_said(said, scale.norm(said.length, mean)))
    found.update({(key, "", ""): level for key, level in terms.exact.items()})
    return found


def _said(said: Said, norm: int) -> Iterator[tuple[Posting, int]]:
    for word, times in said.words.items():
        key, _, marks = word.partition("\t")
        yield (key, "", marks), scale.level(min(times, scale.CAP), norm)
    for (a, b), times in said.pairs.items():
        (first, _, before), (second, _, after) = a.partition("\t"), b.partition("\t")
        yield (first, second, before + after), scale.level(min(times, scale.CAP), norm)


@dataclass(slots=True)
class Edit:
    """What changes in one list: documents to take away, and documents to put with their levels."""

    gone: set[int] = field(default_factory=set)
    come: dict[int, int] = field(default_factory=dict)


class Edits:
    """By posting. A document that says the same as before at the same place changes nothing."""

    def __init__(self) -> None:
        self._lists: defaultdict[Posting, Edit] = defaultdict(Edit)

    def add(self, number: int, before: Mapping[Posting, int], after: Mapping[Posting, int]) -> None:
        """What stands under a number, before and after."""
        for posting in before.keys() - after.keys():
            self._lists[posting].gone.add(number)
        for posting, level in after.items():
            if before.get(posting) != level:
                self._lists[posting].come[number] = level

    def by_file(self, places: Places, common: Mapping[str, int]) -> dict[int, dict[str, dict[str, Edit]]]:
        """File → key → marks → edit."""
        found: defaultdict[int, defaultdict[str, dict[str, Edit]]] = defaultdict(lambda: defaultdict(dict))
        for (first, second, marks), edit in self._lists.items():
            key = pair_key(first, second, common) if second else first
            found[places.of(key)][key][marks] = edit
        return {file: dict(keys) for file, keys in found.items()}


class Grove:
    """The leaves of a folder, as they were and as they will be."""

    def __init__(self, folder: Folder, before: Places, after: Places, size: int) -> None:
        self._folder, self._before, self._places, self._size = folder, before, after, size
        self._inside = list_inside(size)
        self._leaves: dict[int, Leaf] = {}
        self._old: dict[int, bytes | None] = {}

    def _leaf(self, file: int) -> Leaf:
        if file not in self._leaves:
            self._old[file] = data = self._folder.read(self._places.name(file))
            self._leaves[file] = read(data) if data else Leaf([], [])
        return self._leaves[file]

    def replant(self, rose: Iterable[str], fell: Iterable[str], common: Mapping[str, int]) -> None:
        """Move what lies elsewhere now that words are more or less common: a word itself, its pairs, and, of a word that has become
        rarer, those that lay with the other word."""
        fell = set(fell)
        for word in {*rose, *fell}:
            for file in {self._before.of_word(word), *(self._before.base(word) ^ i for i in range(self._before.mask(word) + 1))}:
                self._move(file, _of_word(word), common)
        if fell:
            ends = {word.removeprefix("~") for word in fell}
            sought = tuple(c + end.encode() for end in ends for c in (b" ", b"!"))
            for file in range(self._before.files):
                data = self._folder.read(self._places.name(file)) or b""
                if any(s in data for s in sought):
                    self._move(file, lambda key: key[len(anchor(key)) + 1 :] in ends, common)

    def _move(self, file: int, wanted: Callable[[str], bool], common: Mapping[str, int]) -> None:
        leaf = self._leaf(file)
        for key, data in [*leaf.keys()]:
            if wanted(key):
                new = _filed(key, common)
                to = self._places.of(new)
                if (to, new) != (file, key):
                    leaf.put(key, b"")
                    self._leaf(to).put(new, data)

    def edit(self, file: int, keys: Mapping[str, Mapping[str, Edit]]) -> None:
        leaf = self._leaf(file)
        for key, edits in keys.items():
            old = [*variants(leaf.get(key), key)]
            away = {v.marks: self._folder.read(list_name(plain(key), v.marks)) or b"" for v in old if v.data is None}
            full = {v.marks: v._replace(data=away[v.marks]) if v.data is None else v for v in old}
            for marks, edit in edits.items():
                changed = self._edited(full.get(marks), marks, edit)
                full.pop(marks, None)
                if changed:
                    full[marks] = changed
            kept, long = within([full[marks] for marks in sorted(full)], self._inside if file < self._places.files else 1 << 16)
            self._lists(plain(key), away, {v.marks: v.data or b"" for v in long})
            leaf.put(key, entry(kept))

    def _edited(self, old: Variant | None, marks: str, edit: Edit) -> Variant | None:
        frequency, data = edited((old.frequency, old.data or b"") if old else (0, b""), self._size, edit.gone, edit.come)
        return Variant(marks, frequency, data) if frequency else None

    def _lists(self, key: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        for marks in before.keys() | after.keys():
            self._folder.replace(list_name(key, marks), before.get(marks), after.get(marks))

    def write(self) -> None:
        for file, leaf in self._leaves.items():
            there = leaf.lines or file < self._places.files
            self._folder.replace(self._places.name(file), self._old[file], leaf.bytes() if there else None)


def _of_word(word: str) -> Callable[[str], bool]:
    return lambda key: anchor(key) == word


def _filed(key: str, common: Mapping[str, int]) -> str:
    """A key as it is filed now."""
    said = plain(key)
    first, blank, second = said.partition(" ")
    return pair_key(first, f"~{second}" if first[0] == "~" else second, common) if blank else said
