"""Which language the words are in, or None: too few words, or two languages about as likely."""

from functools import cache
from typing import Protocol, cast

from .values import Found

#: Letters. Below this a name or two decides.
_TOO_SHORT = 40
_ENOUGH = 6_000
#: Sentences of ten words in closely related languages reach this when right, and hardly ever when wrong.
_CERTAIN = 0.9


class _Identifier(Protocol):
    """What we use of py3langid, which has no types: the code and its probability."""

    def classify(self, text: str) -> tuple[str | None, float]: ...


def detect(text: str) -> Found | None:
    """The ISO 639-1 code of the language of `text`."""
    sample = text[:_ENOUGH]
    if sum(character.isalpha() for character in sample) < _TOO_SHORT:
        return None
    code, probability = _identifier().classify(sample)
    if code is None or probability < _CERTAIN:
        return None
    return Found(code, "content", "detected from the words")


@cache
def _identifier() -> _Identifier:
    # Imported here: the model takes 0.7 s, which pages that draw no text need not pay.
    from py3langid import langid

    make = langid.LanguageIdentifier.from_model_file
    return cast(_Identifier, make(langid.MODEL_FILE, norm_probs=True))  # type: ignore[no-untyped-call]
