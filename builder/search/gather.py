"""Terms of all documents to the leaves of the index, file by file. Writes nothing.

Postings are kept as numbers, dealt out by the files they will lie in, and turned into lists one share at a time: of millions of
terms only some thousands are ever in memory as objects.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from builder.search import scale
from builder.search.leaves import Variant
from builder.search.numbering import Dated, Numbers, number
from builder.search.places import Places, file_count, spread, steps
from builder.search.postings import encode_rows
from builder.search.spill import Spill
from builder.search.terms import Terms

SHARES = 64  # at most: so many times are postings turned into lists
SHARE_IN_MEMORY = 1 << 17  # postings of a share; what is more waits in a file
_WORDS = 0xFFFFFFFF  # codes up to here are of single words

Branch = tuple[str, list[Variant]]
"""A key and its spellings, in the order of their marks."""


class _Numbers(dict[str, int]):
    """Numbers what is looked up in order of first appearance."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


class Gatherer:
    """Takes documents one by one and keeps of each only numbers: in memory the last of them, the others in a file without a name."""

    def __init__(self) -> None:
        self._words = _Numbers()
        self._frequencies: Counter[int] = Counter()  # of words, by their numbers
        self._codes, self._times = Spill("Q"), Spill("B")  # of a word its number, of two neighbours both; how often each
        self._ends = array("Q")  # in the two above: three of each document, after its Vietnamese, its English, its numbers and dates
        self.documents: list[Dated] = []
        self.lengths: tuple[array[int], array[int]] = (array("l"), array("l"))

    def add(self, terms: Terms) -> None:
        """Arrival order does not matter."""
        number, codes = self._words, array("Q")
        for said, lengths in zip((terms.vi, terms.en), self.lengths, strict=True):
            self._count(codes, [number[w] for w in said.words])
            codes.extend([number[a] + 1 << 32 | number[b] for a, b in said.pairs])
            self._keep([*said.words.values(), *said.pairs.values()])
            lengths.append(said.length)
        self._count(codes, [number[f"{key}\t"] for key in terms.exact])
        self._keep(terms.exact.values())
        self._codes.put(codes)
        self.documents.append((terms.date, terms.id))

    def _count(self, codes: array[int], words: list[int]) -> None:
        codes.extend(words)
        self._frequencies.update(words)

    def _keep(self, times: Iterable[int]) -> None:
        cap = scale.CAP
        self._times.put(array("B", [n if n < cap else cap for n in times]))
        self._ends.append(self._times.size)

    def finish(self) -> Gathered:
        """May be called once: it frees what was gathered. Raises ValueError for an id that came twice."""
        numbers, postings = number(self.documents), self._times.size
        words = _Words(list(self._words), self._frequencies, len(self.documents), postings)
        shares = _Shares(words)
        tables = [_levels(lengths) for lengths in self.lengths]
        for arrival in sorted(range(len(self.documents)), key=lambda a: numbers.of[self.documents[a][1]]):
            start, *ends = self._ends[max(0, 3 * arrival - 1) : 3 * arrival + 3] if arrival else (0, *self._ends[:3])
            codes, times = self._codes.get(start, ends[-1]), self._times.get(start, ends[-1]).tobytes()
            levels, at = b"", 0
            for end, table in zip(ends, (tables[0][arrival], tables[1][arrival], None), strict=True):
                own = times[at : end - start]
                levels += own.translate(table) if table else own
                at = end - start
            shares.deal(numbers.of[self.documents[arrival][1]], codes, levels)
        self._codes.close()
        self._times.close()
        return Gathered(words, shares, numbers, postings)


def _levels(lengths: array[int]) -> list[bytes]:
    """For each document: how often it says a word → level."""
    mean = scale.mean_in_steps(sum(lengths), sum(n > 0 for n in lengths))
    tables = {
        n: bytes([0, *(scale.level(times, n) for times in range(1, scale.CAP + 1))]).ljust(256, b"\0")
        for n in {scale.norm(n, mean) for n in lengths}
    }
    return [tables[scale.norm(n, mean)] for n in lengths]


class _Words:
    """What is known of each word, by its number: key, marks, how common the key is, and the files of its pairs."""

    def __init__(self, words: Sequence[str], frequencies: Mapping[int, int], documents: int, postings: int) -> None:
        self.frequencies = frequencies
        self.keys, self.marks = [w.partition("\t")[0] for w in words], [w.partition("\t")[2] for w in words]
        total: Counter[str] = Counter()
        for i, n in frequencies.items():
            total[self.keys[i]] += n
        self.common = steps(total, documents)
        self.places = Places(self.common, file_count(postings))
        self.step = bytes(self.common.get(k, 0) for k in self.keys)
        self.base, self.mask = array("H", map(self.places.base, map(_head, self.keys))), array("H", map(self.places.mask, self.keys))
        self.own = array("L", map(self.places.of, self.keys))
        self.bare = [k.removeprefix("~") for k in self.keys]
        self.starts = array("L", (spread(k[:2]) for k in self.bare))


def _head(key: str) -> str:
    return key.partition(".")[0] if key[0] == "#" else key


class _Shares:
    """Postings by the files that their keys lie in: a share has whole families of files, over which a word's pairs are shared out."""

    def __init__(self, words: _Words) -> None:
        self._words = words
        count = min(SHARES, max(1, words.places.files // SHARES))
        self._group = -(-words.places.files // count)
        self._codes, self._packed = [Spill("Q", SHARE_IN_MEMORY) for _ in range(count)], [Spill("I", SHARE_IN_MEMORY) for _ in range(count)]
        self._share_of = array("H", (base // self._group for base in words.base))
        self._dealt = 0

    def deal(self, own: int, codes: array[int], levels: bytes) -> None:
        share, step, base = self._share_of, self._words.step, own << 4
        into = [(c.last.append, p.last.append) for c, p in zip(self._codes, self._packed, strict=True)]
        for code, level in zip(codes, levels, strict=True):
            if code <= _WORDS:
                word = code
            else:
                word, second = (code >> 32) - 1, code & _WORDS
                if step[word] > step[second]:
                    word = second
            put_code, put_packed = into[share[word]]
            put_code(code)
            put_packed(base | level)
        self._dealt += len(codes)
        if self._dealt > SHARE_IN_MEMORY:
            self._dealt = 0
            for spill in (*self._codes, *self._packed):
                spill.settle()

    def lists(self) -> Iterator[dict[int, list[int]]]:
        """Share by share: code → numbers of documents and levels, in order of documents. Frees each share."""
        for codes, packed in zip(self._codes, self._packed, strict=True):
            found: defaultdict[int, list[int]] = defaultdict(list)
            for code, p in zip(codes.all(), packed.all(), strict=True):
                found[code].append(p)
            codes.close()
            packed.close()
            yield found


class Gathered:
    """What the leaves grow from."""

    def __init__(self, words: _Words, shares: _Shares, numbers: Numbers, postings: int) -> None:
        self._words, self._shares = words, shares
        self.numbers, self.postings = numbers, postings
        self.common, self.places = words.common, words.places

    @property
    def has_english(self) -> bool:
        return any(k[0] == "~" for k in self._words.keys)

    def words(self) -> Iterator[tuple[str, str, int]]:
        """(key, marks, how many documents)."""
        for i, (key, marks) in enumerate(zip(self._words.keys, self._words.marks, strict=True)):
            yield key, marks, self._words.frequencies.get(i, 0)

    def files(self) -> Iterator[tuple[int, list[Branch]]]:
        """Each file's keys in the order of a leaf. May be called once."""
        size = self.numbers.size
        for lists in self._shares.lists():
            named = sorted(map(self._named, lists))
            for file, own in groupby(named, key=itemgetter(0)):
                branches: list[Branch] = []
                for (word, rest), same in groupby(own, key=itemgetter(1, 2)):
                    found = [Variant(m, len(rows := lists[code]), encode_rows(rows, size)) for _, _, _, m, code in same]
                    branches.append((word + rest, found))
                yield file, branches

    def _named(self, code: int) -> tuple[int, str, str, str, int]:
        """(file, word, what is added to it, marks, code)."""
        w = self._words
        if code <= _WORDS:
            word = _head(w.keys[code])
            return w.own[code], word, w.keys[code][len(word) :], w.marks[code], code
        a, b = (code >> 32) - 1, code & _WORDS
        turned = w.step[a] > w.step[b]
        first, second = (b, a) if turned else (a, b)
        rest = ("!" if turned else " ") + w.bare[second]
        return w.base[first] ^ w.starts[second] & w.mask[first], w.keys[first], rest, w.marks[a] + w.marks[b], code
