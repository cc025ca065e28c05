"""Terms of all documents to the branches of the tree, in order. Writes nothing.

Documents are numbered by date, then id, so that a newer one comes after: "newest first" is the number backwards, and a document
that is added today leaves the lists before it as they were.

Postings are kept as numbers, dealt out by the beginning of their key, and turned into lists one share at a time: of
millions of terms only some thousands are ever in memory as objects.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from builder.search import scale
from builder.search.analysis import pair_key
from builder.search.postings import encode
from builder.search.terms import Terms
from builder.search.tree import Branch, Variant

ANCHORED = 500  # documents: from here on a pair is filed with the rarer of its words, so that a question opens fewer files
SHARE = 100_000  # postings of words, and some times as many of pairs, that are turned into lists at once
_COMMON = 6  # steps of how common a word is: in a 64th of all documents, a 32nd …
_WORDS = 0xFFFFFFFF  # codes up to here are of single words


class _Numbers(dict[str, int]):
    """Numbers what is looked up in order of first appearance."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


class Gatherer:
    """Takes documents one by one and keeps of each only numbers."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._codes, self._times = array("Q"), bytearray()  # of a word its number, of two neighbours both
        self._ends = array("Q")  # in the two above: three of each document, after its Vietnamese, its English, its numbers and dates
        self._order: list[tuple[str, str]] = []
        self._lengths: tuple[array[int], array[int]] = (array("l"), array("l"))

    def add(self, terms: Terms) -> None:
        """Arrival order does not matter: ``ranks`` puts documents in theirs."""
        number = self._numbers
        for said, lengths in zip((terms.vi, terms.en), self._lengths, strict=True):
            self._codes.extend([number[w] for w in said.words])
            self._codes.extend([number[a] + 1 << 32 | number[b] for a, b in said.pairs])
            self._keep([*said.words.values(), *said.pairs.values()])
            lengths.append(said.length)
        self._codes.extend([number[f"{key}\t"] for key in terms.exact])
        self._keep(terms.exact.values())
        self._order.append((terms.date, terms.id))

    def _keep(self, times: Iterable[int]) -> None:
        cap = scale.CAP
        self._times.extend([n if n < cap else cap for n in times])
        self._ends.append(len(self._times))

    def ranks(self) -> list[int]:
        """ranks()[arrival] is the document's ordinal. Raises ValueError for an id that came twice."""
        if len({i for _, i in self._order}) < len(self._order):
            twice = next(i for i, n in Counter(i for _, i in self._order).items() if n > 1)
            raise ValueError(f"two documents have the id {twice}")
        rank = [0] * len(self._order)
        for ordinal, arrival in enumerate(sorted(range(len(rank)), key=self._order.__getitem__)):
            rank[arrival] = ordinal
        return rank

    def undated(self) -> int:
        """How many documents, the first ones, have no date."""
        return sum(not date for date, _ in self._order)

    @property
    def postings(self) -> int:
        return len(self._times)

    def finish(self) -> Gathered:
        """May be called once: it frees what was gathered."""
        ranks = self.ranks()
        order = sorted(range(len(ranks)), key=ranks.__getitem__)
        words = _Words(list(self._numbers), Counter(c for c in self._codes if c <= _WORDS), len(order))
        shares = _Shares(words)
        tables = [_levels(lengths) for lengths in self._lengths]
        for ordinal, arrival in enumerate(order):
            start = self._ends[3 * arrival - 1] if arrival else 0
            for i, table in enumerate((tables[0][arrival], tables[1][arrival], None)):
                end = self._ends[3 * arrival + i]
                times = self._times[start:end]
                shares.deal(ordinal, self._codes[start:end], times.translate(table) if table else times)
                start = end
        self._codes, self._times = array("Q"), bytearray()
        return Gathered(words, shares)


def _levels(lengths: array[int]) -> list[bytes]:
    """For each document: how often it says a word → level."""
    mean = scale.mean_in_steps(sum(lengths), sum(n > 0 for n in lengths))
    norms = [scale.norm(n, mean) for n in lengths]
    table = {n: bytes([0, *(scale.level(times, n) for times in range(1, scale.CAP + 1))]) for n in set(norms)}
    return [table[n] for n in norms]


class _Words:
    """What is known of each word, by its number: key, marks, place in the order of keys, how common the key is."""

    def __init__(self, words: list[str], frequencies: Mapping[int, int], documents: int) -> None:
        self.documents, self.frequencies = documents, frequencies
        self.keys, self.marks = [w.partition("\t")[0] for w in words], [w.partition("\t")[2] for w in words]
        total: Counter[str] = Counter()
        for number, n in frequencies.items():
            total[self.keys[number]] += n
        self.share_of = self._shares(total)
        self.common = self._common(total) if documents >= ANCHORED else {}
        self.step = bytes(self.common.get(k, 0) for k in self.keys)

    def _shares(self, total: Mapping[str, int]) -> array[int]:
        """Of each word its share: so many keys to a share, in order, as make SHARE postings of words."""
        so_far, shares = 0, {}
        for key in sorted(total):
            shares[key] = so_far // SHARE
            so_far += total[key]
        return array("L", (shares[k] for k in self.keys))

    def _common(self, total: Mapping[str, int]) -> dict[str, int]:
        """In steps, so that a document more hardly ever moves one."""
        steps = {k: min(_COMMON, (n * 64 // self.documents).bit_length()) for k, n in total.items() if k[0] not in "#@"}
        return {k: n for k, n in steps.items() if n}


class _Shares:
    """Postings by the word their key begins with."""

    def __init__(self, words: _Words) -> None:
        self._words = words
        count = 1 + max(words.share_of, default=0)
        self._codes, self._packed = [array("Q") for _ in range(count)], [array("I") for _ in range(count)]

    def deal(self, ordinal: int, codes: array[int], levels: bytes | bytearray) -> None:
        share, step, base = self._words.share_of, self._words.step, ordinal << 4
        into = [(c.append, p.append) for c, p in zip(self._codes, self._packed, strict=True)]
        for code, level in zip(codes, levels, strict=True):
            if code <= _WORDS:
                anchor = code
            else:
                anchor, second = (code >> 32) - 1, code & _WORDS
                if step[anchor] > step[second]:
                    anchor = second
            put_code, put_packed = into[share[anchor]]
            put_code(code)
            put_packed(base | level)

    def lists(self) -> Iterator[dict[int, list[int]]]:
        """Share by share: code → ordinals and levels, in order of documents. Frees each share."""
        for i, (codes, packed) in enumerate(zip(self._codes, self._packed, strict=True)):
            found: defaultdict[int, list[int]] = defaultdict(list)
            for code, p in zip(codes, packed, strict=True):
                found[code].append(p)
            self._codes[i], self._packed[i] = array("Q"), array("I")
            yield found


class Gathered:
    """What the tree grows from."""

    def __init__(self, words: _Words, shares: _Shares) -> None:
        self._words, self._shares = words, shares
        self.common = words.common

    @property
    def has_english(self) -> bool:
        return any(k[0] == "~" for k in self._words.keys)

    def words(self) -> Iterator[tuple[str, str, int]]:
        """(key, marks, how many documents)."""
        for number, (key, marks) in enumerate(zip(self._words.keys, self._words.marks, strict=True)):
            yield key, marks, self._words.frequencies.get(number, 0)

    def branches(self) -> Iterator[Branch]:
        """All terms in order of their keys. May be called once."""
        documents = self._words.documents
        for lists in self._shares.lists():
            for key, same in groupby(sorted(map(self._named, lists)), key=itemgetter(0)):
                variants = [
                    Variant(marks, len(found := lists[code]), encode([p >> 4 for p in found], [p & 15 for p in found], documents))
                    for _, marks, code in same
                ]
                yield Branch(key, tuple(variants))

    def _named(self, code: int) -> tuple[str, str, int]:
        """(key, marks, code)."""
        keys, marks = self._words.keys, self._words.marks
        if code <= _WORDS:
            return keys[code], marks[code], code
        a, b = (code >> 32) - 1, code & _WORDS
        return pair_key(keys[a], keys[b], self.common), marks[a] + marks[b], code
