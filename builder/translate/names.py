"""Names that a block of either language holds: agencies, kinds of local body, terms of the glossary. Looks up; never guesses.

English is compared in one spelling: labor is labour, organization organisation, workers worker, ’ is '.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from builder import vocabulary
from builder.text import fold, key, same_tone
from builder.vocabulary import LocalKind, Term

# A stretch that every such word has, the word, its spelling here.
_BRITISH = (
    ("or", re.compile(r"\b(lab|fav|hon|behavi|neighb)or(?=s|ed|ing|ers?\b|\b|abl)"), r"\1our"),
    ("iz", re.compile(r"(?<=[a-z]{3})iz(?=e[sdr]?\b|ers?\b|ing\b|ations?\b|ational)"), "is"),
    ("center", re.compile(r"\bcenter"), "centre"),
    ("program", re.compile(r"\bprogram(?=s?\b)"), "programme"),
    ("defense", re.compile(r"\bdefense\b"), "defence"),
    ("license", re.compile(r"\blicense"), "licence"),
    ("vietnam", re.compile(r"\bvietnam(?=ese|\b)"), "viet nam"),
    ("viet namese", re.compile(r"\bviet namese\b"), "vietnamese"),
)
_WORD, _LETTERS, _ENGLISH_WORD = re.compile(r"\w+"), re.compile(r"[^\W_]+"), re.compile(r"[\w&¶]+")
_POSSESSIVE, _SENTENCE_END = re.compile(r"[’'](?:s?\b|(?=\s))"), re.compile(r"[.;:](?=\s|$)")
_EMPTY = frozenset(("the", "a", "an", "of", "for", "and", "&"))
_KEPT = frozenset("affairs civil news physics politics series basis this its as is was has".split())
# Not the Government: non-governmental, intergovernmental
_OTHERS = ("phi Chính phủ", "liên Chính phủ")


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    if word in _KEPT or len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(("sses", "ches", "shes", "xes")) else word[:-1]


@lru_cache(maxsize=1024)
def plain(english: str) -> tuple[str, ...]:
    """The words of an English text in one spelling, without endings of number and possession; ¶ ends a sentence."""
    text = _POSSESSIVE.sub("", english.lower())
    text = _SENTENCE_END.sub(" ¶ ", text)  # no name runs over the end of a sentence
    for hint, pattern, spelled in _BRITISH:
        text = pattern.sub(spelled, text) if hint in text else text
    return tuple(_singular(word) for word in _ENGLISH_WORD.findall(text) if word not in _EMPTY)


class Lexicon:
    """Names in words, and how long those that begin with a word are: most words of a text begin none."""

    def __init__(self, names: Mapping[tuple[str, ...], str]) -> None:
        self.names = names
        lengths: dict[str, set[int]] = {}
        for words in names:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def spans(self, words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        """(place of its first word, what is named), the longest name first; no word is in two names."""
        free = 0
        for at, sizes in enumerate(map(self._lengths.get, words)):
            if sizes is None or at < free:
                continue
            for size in sizes:
                if (found := self.names.get(words[at : at + size])) is not None:
                    yield at, found
                    free = at + size
                    break


# --- bodies ------------------------------------------------------------------------------------------------------------------


def _vietnamese_words(text: str) -> tuple[str, ...]:
    return tuple(key(text.replace("&", " và ")).split())


def _sure(kind: LocalKind) -> bool:
    """Not the Inspectorate and the Social Security: their names are also what they do (thanh tra, bảo hiểm xã hội)."""
    return len(kind.en.split()) > 1 and all(not _terms().names.get(_term_words(name)) for name in (kind.vi, *kind.aliases))


@cache
def _vietnamese_bodies() -> Lexicon:
    """Folded names of agencies and of kinds of local body."""
    known = {tuple(name.split()): ident for name, ident in vocabulary.names_index().items() if not _terms().names.get(_term_words(name))}
    for kind in vocabulary.local_kinds().values():
        for name in (kind.vi, *kind.aliases):
            known.setdefault(_vietnamese_words(name), kind.id if _sure(kind) else "")
    return Lexicon(known | {_vietnamese_words(name): "" for name in _OTHERS})


@cache
def _english_bodies() -> Lexicon:
    """English names, also of the person at the head: the Minister of … stands for Bộ trưởng Bộ …"""
    known: dict[tuple[str, ...], str] = {}
    for agency in vocabulary.agencies().values():
        for name in (*(n.text for n in agency.en), agency.abbr_en or ""):
            for form in (name, name.replace("Ministry", "Minister"), _turned(name)):
                known.setdefault(plain(form), agency.id)
    for kind in filter(_sure, vocabulary.local_kinds().values()):
        for name in _english_of(kind):
            known.setdefault(plain(name), kind.id)
            known.setdefault(plain(_turned(name)), kind.id)
    known.pop((), None)
    return Lexicon(known)


def _turned(name: str) -> str:
    """Confederation of Labour as Labour Confederation."""
    head, _, rest = name.partition(" of ")
    return f"{rest} {head}"


def _english_of(kind: LocalKind) -> Iterator[str]:
    """A body's own names, and the forms that the other names of its ministry give it."""
    yield from (kind.en, *kind.en_alt)
    head, _, field = kind.en.partition(" of ")
    for agency in vocabulary.agencies().values():
        fields = {n.text.partition("Ministry of ")[2] for n in agency.en}
        if field in fields:
            yield from (f"{head} of {other}" for other in sorted(fields) if other)


@lru_cache(maxsize=1024)
def bodies_vi(text: str, any_case: bool = False) -> frozenset[str]:
    """Ids of the agencies and kinds of local body that a Vietnamese text names, with a capital unless ``any_case``."""
    found: set[str] = set()
    for part in _SENTENCE_END.split(text.replace("&", " và ")):
        words = _LETTERS.findall(part)
        for at, ident in _vietnamese_bodies().spans(tuple(map(fold, words))):
            if ident and (any_case or words[at][0].isupper()):  # "số lao động" is no Sở Lao động
                found.add(_alike().get(ident, ident))
    return frozenset(found)


@lru_cache(maxsize=1024)
def bodies_en(text: str) -> frozenset[str]:
    """The same of an English text, in whatever case."""
    return frozenset(ident for _, ident in _english_bodies().spans(plain(text)))


def bodies_named_en(text: str) -> frozenset[str]:
    """Only names of two words and more, with a capital: "employment service centres" are no body, a "President" may be of anything."""
    words = plain(text)
    found = _long_english_bodies().spans(words)
    return frozenset(ident for at, ident in found if re.search(rf"\b{re.escape(words[at][:3].capitalize())}", text))


@cache
def _long_english_bodies() -> Lexicon:
    return Lexicon({name: ident for name, ident in _english_bodies().names.items() if len(name) > 1})


@cache
def _alike() -> Mapping[str, str]:
    """Bodies of one English name count as one: Tỉnh ủy and Huyện ủy are both a Party Committee."""
    kinds = {kind.id: _english_bodies().names.get(plain(kind.en), kind.id) for kind in vocabulary.local_kinds().values()}
    return kinds | {agency.id: _english_bodies().names.get(plain(agency.english), agency.id) for agency in vocabulary.agencies().values()}


_MINISTRY_VI = re.compile(r"\bBộ (?!trưởng|luật)(?=[A-ZĐ])")
_MINISTRY_EN = re.compile(r"\bMinistry of (?:the )?[A-Z]\w+(?:,? (?:and )?[A-Z]\w+)*")


def strange_bodies(vietnamese: str, english: str) -> tuple[str, ...]:
    """Ministries that the English names and no table knows, where the Vietnamese names none but known ones."""
    unknown = tuple(m[0] for m in _MINISTRY_EN.finditer(english) if not _opens(_english_bodies(), plain(english[m.start() :])))
    if not unknown:
        return ()
    theirs = (vietnamese[m.start() :].replace("&", " và ") for m in _MINISTRY_VI.finditer(vietnamese))
    known = all(_opens(_vietnamese_bodies(), tuple(map(fold, re.findall(r"[^\W_]+", rest)))) for rest in theirs)
    return unknown if known else ()


def _opens(known: Lexicon, words: tuple[str, ...]) -> bool:
    """Whether the words begin with a name."""
    return next(known.spans(words[:20]), (-1, ""))[0] == 0


def body_names(ident: str) -> tuple[str, str]:
    """A body's Vietnamese and English name, for the person who mends the translation."""
    agency, kind = vocabulary.agencies().get(ident), vocabulary.local_kinds().get(ident)
    if agency:
        return agency.names[-1].vi, agency.english
    return (kind.vi, kind.en) if kind else (ident, ident)


# --- terms ---------------------------------------------------------------------------------------------------------------------


def _term_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(same_tone(text.lower())))


@cache
def _terms() -> Lexicon:
    """Terms, and the names of bodies and units, which hide the terms in them (Cục Quản lý lao động ngoài nước)."""
    bodies = (n.vi for agency in vocabulary.agencies().values() for n in agency.names)
    named = (*bodies, *(k.vi for k in vocabulary.local_kinds().values()), *(u.vi for u in vocabulary.units().values()))
    hiding = {words: "" for words in map(_term_words, named) if len(words) > 1}
    return Lexicon(hiding | {_term_words(term.vi): term.vi for term in vocabulary.glossary()})


@cache
def _by_vietnamese() -> Mapping[str, Term]:
    return {term.vi: term for term in vocabulary.glossary()}


@cache
def _forms(vietnamese: str) -> tuple[str, ...]:
    term = _by_vietnamese()[vietnamese]
    return tuple(" ".join(plain(re.sub(r"\s*\(.*?\)", "", form))) for form in (term.en, *term.alt))


@lru_cache(maxsize=1024)
def terms(vietnamese: str) -> tuple[Term, ...]:
    """The terms of a Vietnamese text, marks and all, in order, each once; a longer term hides those inside it."""
    found = dict.fromkeys(name for _, name in _terms().spans(_term_words(vietnamese)))
    # "Căn cứ" opens a preamble; "làm căn cứ" is something else
    return tuple(_by_vietnamese()[name] for name in found if name and (not name[0].isupper() or name in vietnamese))


def terms_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The terms of a whole document by their Vietnamese, each once. One syllable is no term: mục, điều have too many senses."""
    return tuple(dict.fromkeys(term.vi for text in texts for term in terms(text) if " " in term.vi))


def renders(term: Term, english: str) -> bool:
    """Whether one of the term's English forms stands in the text."""
    return stands_in(term, f" {' '.join(plain(english))} ")


def stands_in(term: Term, words: str) -> bool:
    """The same, of a text that is already in ``plain`` words, a blank at each end."""
    return any(f" {form} " in words for form in _forms(term.vi))
