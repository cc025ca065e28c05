"""Faults inside a block of several sentences: a sentence without its English, two that changed places, values in the wrong one.

Sentences are laid side by side by what they state, so all of this is evidence and no proof: T208 and T222, never an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.text import shorten
from builder.translate import names, negation, values
from builder.translate.rules import Block, Found
from builder.translate.sentences import Sentence, Sentences, beside

_SHORT = 40  # characters: a shorter sentence may be a heading or go with its neighbour
_SHOWN = 60


def inside(block: Block) -> Iterator[Found]:
    """What a block's sentences give away; of a block of one sentence only whether it lost its negation."""
    laid = Sentences() if block.listed else beside(block.vi, block.en)
    if not block.listed:
        yield from _denied(block, laid)
    for sentence in laid.beside:
        yield from _alone(block, sentence)
        yield from _elsewhere(block, sentence)
    for one, other in laid.crossed:
        yield Found(5, "T222", block.id, shorten(one.vi, _SHOWN), shorten(other.en, _SHOWN))


def _denied(block: Block, laid: Sentences) -> Iterator[Found]:
    """Each sentence on its own; the block as a whole where its sentences could not be laid side by side."""
    pairs = [s for s in laid.beside if s.vi and s.en]
    for vi, en in pairs or [Sentence(block.vi, block.en)]:
        if found := negation.lost(vi, en):
            where = f" “{shorten(vi, _SHOWN)}”" if pairs else ""
            yield Found(8, "T208", block.id, found[0] + where, found[1])


def _alone(block: Block, sentence: Sentence) -> Iterator[Found]:
    if (not sentence.en and len(sentence.vi) >= _SHORT) or (not sentence.vi and len(sentence.en) >= _SHORT):
        yield Found(5, "T222", block.id, shorten(sentence.vi, _SHOWN) or "–", shorten(sentence.en, _SHOWN) or "–")


def _elsewhere(block: Block, sentence: Sentence) -> Iterator[Found]:
    """Values in both languages that the other one does not have there."""
    vi, en = sentence
    for rule, left, right in (
        (1, {*values.numbers(vi)}, {*values.numbers(en)}),
        (2, {*values.dates(vi, "vi")}, {*values.dates(en, "en")}),
        (3, {*values.figures(vi, "vi")} - values.in_words(en, "en"), {*values.figures(en, "en")} - values.in_words(vi, "vi")),
        (4, {*values.provisions(vi, "vi")}, {*values.provisions(en, "en")}),
        (6, {*names.bodies_vi(vi)}, {*names.bodies_en(en)}),
    ):
        if left - right and right - left and vi and en:
            yield Found(rule, "T222", block.id, shorten(vi, _SHOWN), shorten(en, _SHOWN))
            return
