"""What kind of claim a sentence seems to make, for a person to confirm or change. Pure."""

from factcheck.claims.detection import Score

#: Features that show a kind, the most telling first; the kinds are those of `claims.models.Kind`.
_SIGNS = (
    ("negative", ("absence", "negated deed")),
    ("prediction", ("future",)),
    ("quantity", ("quantity", "money", "share")),
    ("statement", ("said by a name", "according")),
    ("cause", ("cause",)),
)
_REPORTED = frozenset(["said by a name", "according"])
#: What others say is not so, or will be so, is first of all what they said.
_NOT_WHEN_REPORTED = frozenset(["negative", "prediction"])
_FIRST_PERSON = frozenset(["first_one", "first_many"])


def proposed_kind(score: Score) -> str:
    """negative, prediction, promise, quantity, statement, cause, or fact where nothing else shows."""
    # Somewhere in the sentence "not" and a deed: only side by side do they deny the deed.
    names = {reason.name for reason in score.reasons if reason.words or reason.name != "negated deed"}
    for kind, signs in _SIGNS:
        if names.isdisjoint(signs) or (kind in _NOT_WHEN_REPORTED and names & _REPORTED):
            continue
        if kind == "prediction":
            return "promise" if names & _FIRST_PERSON else kind
        return kind
    return "fact"
