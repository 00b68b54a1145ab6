"""A selection in a document: where it is, what it says, who seems to speak."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from factcheck.desk.markup import anchor
from factcheck.desk.reading import Reading, open_document
from factcheck.documents.extraction.heads import Heads, heads_of
from factcheck.documents.models import Document, Extraction
from factcheck.evidence.board import InSentence
from factcheck.evidence.models import Stance
from factcheck.passages import selectors
from factcheck.passages.attribution import VoiceGuess, guess_voice
from factcheck.passages.models import Passage

#: What can be done with a selection, in the order offered.
DO = ("claim", "appearance", *Stance.values, "keep")


@dataclass(frozen=True)
class Selected:
    """The words `[start, end)` of what is open, without white space at the ends, and what is to be done with them."""

    reading: Reading
    start: int
    end: int
    do: str
    #: Suggested claims are shown beside the text.
    with_suggested: bool = False
    #: A new claim starts with the whole sentence, of which fewer words were selected.
    wants_sentence: bool = False

    @property
    def document(self) -> Document:
        return self.reading.document

    @property
    def extraction(self) -> Extraction:
        """There is one: words were selected in it."""
        assert self.reading.extraction is not None, "words without a text"
        return self.reading.extraction

    @property
    def quote(self) -> str:
        return self.reading.text[self.start : self.end]

    @cached_property
    def words(self) -> InSentence:
        """The quote in its whole sentence."""
        text = self.reading.text
        start, end = selectors.sentence_around(text, self.start, self.end, self.reading.blocks, self.reading.language)
        return InSentence(text[start : self.start], self.quote, text[self.end : end])

    @property
    def sentence_instead(self) -> str:
        """The whole sentence on one line; empty where that is what was selected, but for its full stop."""
        whole, chosen = (" ".join(text.split()) for text in (self.words.sentence, self.quote))
        return whole if whole.rstrip(".") != chosen.rstrip(".") else ""

    @property
    def heads(self) -> Heads | None:
        """What stands over and beside the cells, where words of a table are selected."""
        return heads_of(self.reading.text, self.extraction.blocks, self.start, self.end)

    @cached_property
    def guess(self) -> VoiceGuess:
        return guess_voice(self.reading.text, self.start, self.end, language=self.reading.language)

    @property
    def url(self) -> str:
        return select_url(self.reading, self.start, self.end, self.do) + ("&suggested=1" if self.with_suggested else "")


def select_url(reading: Reading, start: int, end: int, do: str) -> str:
    """The page on which the words are given their meaning."""
    query = urlencode({"start": start, "end": end, "do": do})
    return f"{reverse('documents:select', args=[reading.document.pk])}?{reading.query}&{query}"


def words_url(reading: Reading, passage: Passage) -> str:
    """The stable address of the exact words."""
    page = reverse("documents:detail", args=[reading.document.pk])
    on_page = f"&page={passage.page}" if passage.page else ""
    return f"{page}?{reading.query}{on_page}#{anchor(passage.public_id)}"


def read_selected(request: HttpRequest, document: Document) -> Selected | None:
    """The selection that the address names; None if it names no words of the text. 404 for a capture that isn't."""
    reading = open_document(request, document)
    start, end = (_offset(request.GET.get(name, "")) for name in ("start", "end"))
    do = request.GET.get("do", "")
    quote = reading.text[start:end] if start < end <= len(reading.text) else ""
    if do not in DO or not quote.strip():
        return None
    start += len(quote) - len(quote.lstrip())
    with_suggested, wants_sentence = (request.GET.get(name) == "1" for name in ("suggested", "sentence"))
    return Selected(reading, start, start + len(quote.strip()), do, with_suggested, wants_sentence)


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
