"""The sentences of a text with what speaks for checking each; what people are shown of it is chosen elsewhere. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.claims.detection import Context, Score, score
from factcheck.documents.extraction.values import Block
from factcheck.passages import selectors

#: Blocks that hold no sentences: a row is figures without their words.
_NO_SENTENCES = frozenset(["row"])


@dataclass(frozen=True, slots=True)
class Scored:
    """The sentence `text[start:end]` of a document, in code points."""

    start: int
    end: int
    text: str
    score: Score
    block: str = "paragraph"


def scored_sentences(text: str, blocks: Sequence[Block], language: str) -> Iterator[Scored]:
    """Every sentence, in the order of the text."""
    for block in blocks:
        if block.kind in _NO_SENTENCES:
            continue
        context = Context(language=language, block=block.kind)
        for start, end in selectors.sentences(text, block.start, block.end, language):
            sentence = text[start:end]
            yield Scored(start, end, sentence, score(sentence, context=context), block.kind)


def scored_lines(text: str, language: str) -> Iterator[Scored]:
    """Every line by itself, empty ones too."""
    context = Context(language=language)
    start = 0
    for line in text.split("\n"):
        yield Scored(start, start + len(line), line, score(line, context=context))
        start += len(line) + 1


def best_first(sentences: Sequence[Scored], least: float) -> list[Scored]:
    """Those scored `least` or more; the same score in the order of the text."""
    return sorted((one for one in sentences if one.score.value >= least), key=lambda one: -one.score.value)
