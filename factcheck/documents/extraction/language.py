"""Which language the words are in, or None: too few words, or two languages about as likely."""

from functools import cache
from typing import Protocol, cast

from .values import Found
from .words import gettext as _

#: Letters. Below this a name or two decides.
_TOO_SHORT = 40
_ENOUGH = 6_000
#: Characters of a slice, and the probability that makes slices enough.
_SLICE = 200
_OBVIOUS = 0.99
#: Characters among which there are enough letters, as a rule.
_FIRST_LOOK = 80
#: Sentences of ten words in closely related languages reach this when right, and hardly ever when wrong.
_CERTAIN = 0.9


class _Identifier(Protocol):
    """What we use of py3langid, which has no types: the code and its probability."""

    def classify(self, text: str) -> tuple[str | None, float]: ...


def detect(text: str) -> Found | None:
    """The ISO 639-1 code of the language of `text`."""
    sample = text[:_ENOUGH]
    if sum(map(str.isalpha, sample[:_FIRST_LOOK])) < _TOO_SHORT and sum(map(str.isalpha, sample)) < _TOO_SHORT:
        return None
    slices = _slices(sample)
    code, probability = _identifier().classify(slices)
    if probability < _OBVIOUS and slices != sample:
        code, probability = _identifier().classify(sample)
    if code is None or probability < _CERTAIN:
        return None
    return Found(code, "content", _("detected from the words"))


def _slices(sample: str) -> str:
    """Its beginning, middle and end, if it is long: what decides as a rule, at a fraction of the cost."""
    if len(sample) <= 3 * _SLICE:
        return sample
    middle = (len(sample) - _SLICE) // 2
    return "\n".join((sample[:_SLICE], sample[middle : middle + _SLICE], sample[-_SLICE:]))


@cache
def _identifier() -> _Identifier:
    # Imported here: the model takes 0.7 s, which pages that draw no text need not pay.
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    # Its table is in half precision, which each look would turn into this: 28 MB for a quarter of the time.
    identifier.nb_ptc = identifier.nb_ptc.astype("float32")
    return cast(_Identifier, identifier)
