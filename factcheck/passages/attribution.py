"""Who speaks in a span of text, where the words around it show it.

An outlet that quotes a president is not a witness, so each appearance and evidence says who speaks and how the
document knows. This reads the sentence around a mark and fills the form in; a person confirms it. It looks for
verbs of saying beside a name ("X said", "said X"), "according to X", "citing Y", the words of an eyewitness, and
words that show an origin without naming it. It never goes beyond them: a pronoun is shown to be somebody but
not who, two possible speakers are none, a speaker of one sentence is none of the next, and where nothing is shown
the guess is empty.
"""

from dataclasses import dataclass, replace

from factcheck.passages.attribution_grammar import Mention, mentions
from factcheck.passages.attribution_names import NAME_JOINER, Reading, tokens_of
from factcheck.passages.attribution_words import LANGUAGES, OUTLET_NOUNS, Words
from factcheck.passages.prose import Quotation, quotations, sentences

# Farther away than this (in words) a verb of saying belongs to something else than the quotation.
_NEAR = 12
_ADJACENT = 4
# Characters read on either side at most: some documents are one paragraph of megabytes.
_REACH = 3000


@dataclass(frozen=True)
class VoiceGuess:
    """What the words show. `kind` is own_observation, on_record, quotes, unattributed, or empty for nothing."""

    kind: str
    speaker: str
    """As the text names the speaker, without titles; empty where it does not."""
    via: str
    """The outlet through which the words came, where the text says so."""
    first_hand: bool
    """Only where the writer tells of having seen or heard it."""
    words: str
    """The exact words that the guess rests on; runs that stand apart are joined by " … "."""


NOTHING = VoiceGuess(kind="", speaker="", via="", first_hand=False, words="")


def guess_voice(text: str, start: int, end: int, *, language: str) -> VoiceGuess:
    """Guess from the words around `text[start:end]`; `language` as a BCP 47 tag, of which the first part counts.

    An unknown language or an empty span gives no guess.
    """
    words = LANGUAGES.get(language.casefold().partition("-")[0])
    if words is None or not 0 <= start < end <= len(text):
        return NOTHING
    top = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    bottom = text.find("\n", end, end + _REACH)
    bottom = min(len(text), end + _REACH) if bottom < 0 else bottom
    quoted = quotations(text, top, bottom)
    around = next((q for q in quoted if q.start <= start and end <= q.end), None)
    masked = _masked(text, quoted)
    if around is None or _is_name(text, around):
        return _beside_prose(text, masked, (top, bottom), (start, end), words)
    guess = _beside_quotation(text, masked, (top, bottom), around, words)
    if guess == NOTHING and not text[top : around.start].strip():
        return _carried_over(text, top, language)
    return guess


def _carried_over(text: str, top: int, language: str) -> VoiceGuess:
    """A quotation left open at the end of one paragraph goes on in the next one, which opens it anew."""
    last = len(text[:top].rstrip())
    before = text.rfind("\n", 0, last) + 1
    still_open = [q for q in quotations(text, before, last) if not q.closed]
    if not still_open or still_open[0].end - still_open[0].start < 2:
        return NOTHING
    return guess_voice(text, still_open[0].start, still_open[0].end, language=language)


def _beside_quotation(
    text: str, masked: str, paragraph: tuple[int, int], around: Quotation, words: Words
) -> VoiceGuess:
    """The span is quoted: the speaker stands just before the opening or just after the closing mark."""
    spans = list(sentences(masked, *paragraph))
    begin = max((s for s, _ in spans if s <= around.start), default=paragraph[0])
    finish = _finish(text, spans, around)
    before = Reading(tokens_of(masked, begin, around.start), words)
    after = Reading(tokens_of(masked, around.end, finish), words)
    ahead = [m for m in mentions(before) if len(before.tokens) - m.last <= _NEAR or not m.verb]
    behind = [m for m in mentions(after) if m.first <= _NEAR or not m.verb]
    close = [m for m in behind if m.says and m.first <= _ADJACENT]
    far = [m for m in reversed(ahead) if m.says] + [m for m in behind if m.says]
    chosen = (close or far)[:1]
    return _guess(text, chosen, [m for m in [*ahead, *behind] if not m.says], (before, after))


def _finish(text: str, spans: list[tuple[int, int]], around: Quotation) -> int:
    """Where the words after a quotation stop belonging to it.

    A full stop inside the marks ends the sentence, so what follows is about the next one; after a question or a
    call the speaker may still be named ("“Why?” X asked").
    """
    ends_inside = around.closed and text[around.end - 2] in "?!…"
    later = [e for _, e in spans if (e > around.end if ends_inside else e >= around.end)]
    return min(later, default=around.end)


def _beside_prose(
    text: str, masked: str, paragraph: tuple[int, int], span: tuple[int, int], words: Words
) -> VoiceGuess:
    """The span is the writer's prose: indirect speech, an eyewitness's words, or nothing shown."""
    touched = [(s, e) for s, e in sentences(masked, *paragraph) if s < span[1] and span[0] < e]
    if not touched:
        return NOTHING
    reading = Reading(tokens_of(masked, touched[0][0], touched[-1][1]), words)
    found = [m for m in mentions(reading) if not m.only_quotes]
    speaking = [m for m in found if m.says and (m.start < span[1] or m.after_comma or not m.verb)]
    through = [m for m in found if not m.says]
    guess = _guess(text, speaking, through, (reading,))
    if guess.kind in ("quotes", "on_record") and not _for_all(touched, speaking, through):
        return replace(guess, kind="quotes", speaker="", via="")
    return guess


def _for_all(touched: list[tuple[int, int]], speaking: list[Mention], through: list[Mention]) -> bool:
    """Whether each sentence says whose words it is: one of several speaks for itself alone."""
    shown = [m.start for m in (speaking or through)]
    return len(touched) == 1 or all(any(s <= start < e for start in shown) for s, e in touched)


def _guess(text: str, speaking: list[Mention], through: list[Mention], readings: tuple[Reading, ...]) -> VoiceGuess:
    via = next((m for m in through if m.via), None)
    names = {m.speaker for m in speaking}
    if speaking or via:
        used = [*speaking, *([via] if via else [])]
        with_via = next((m.via for m in [*speaking, *through] if m.via), "")
        return VoiceGuess(
            kind="on_record" if speaking and all(m.to_us for m in speaking) else "quotes",
            speaker=names.pop() if len(names) == 1 else "",
            via=with_via,
            first_hand=False,
            words=_exact(text, [(m.start, m.end) for m in used]),
        )
    for kind, phrases in (("own_observation", "witnessed"), ("unattributed", "anonymous")):
        for reading in readings:
            if hit := reading.find_any(getattr(reading.words, phrases)):
                return VoiceGuess(kind, "", "", kind == "own_observation", _exact(text, [hit]))
    return NOTHING


def _exact(text: str, spans: list[tuple[int, int]]) -> str:
    """The words themselves, in order, each run once."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return " … ".join(text[start:end] for start, end in runs)


def _is_name(text: str, quotation: Quotation) -> bool:
    """Whether the marks hold an outlet's name, as Russian writes it: the newspaper «Kommersant»."""
    inside = text[quotation.start + 1 : quotation.end - 1]
    before = text[: quotation.start].rstrip().rpartition(" ")[2].casefold()
    return quotation.closed and before in OUTLET_NOUNS and inside[:1].isupper() and inside.count(" ") < 4


def _masked(text: str, quoted: tuple[Quotation, ...]) -> str:
    """The text with quoted words and marks of emphasis blanked, so that verbs inside them count for nothing."""
    text = text.replace("*", " ").replace("_", " ")
    for quotation in quoted:
        a, b = quotation.start, quotation.end
        if _is_name(text, quotation):
            text = f"{text[:a]} {text[a + 1 : b - 1].replace(' ', NAME_JOINER)} {text[b:]}"
        elif b - a > 2:
            # The last letter inside stays if it ends a sentence: it decides where the sentence ends.
            last = text[b - 2] if text[b - 2] in ".!?,…" else " "
            text = text[: a + 1] + " " * (b - a - 3) + last + text[b - 1 :]
    return text
