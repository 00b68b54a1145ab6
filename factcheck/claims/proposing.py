"""What kind of claim a sentence seems to make, for a person to confirm or change. Pure."""

from factcheck.claims.detection import Score

#: Features that show a kind, the most telling first; the kinds are those of `claims.models.Kind`.
_SIGNS = (
    ("negative", ("absence", "negated deed", "denial")),
    ("prediction", ("future",)),
    ("quantity", ("quantity", "money", "share")),
    ("statement", ("said by a name", "according", "reporting")),
    ("cause", ("cause",)),
)
_FIRST_PERSON = frozenset(["first_one", "first_many"])


def proposed_kind(score: Score) -> str:
    """negative, prediction, promise, quantity, statement, cause, or fact where nothing else shows."""
    names = {reason.name for reason in score.reasons}
    for kind, signs in _SIGNS:
        if names.isdisjoint(signs):
            continue
        if kind == "prediction":
            # What others say will be so is first of all what they said.
            if names & {"said by a name", "according"}:
                continue
            return "promise" if names & _FIRST_PERSON else kind
        return kind
    return "fact"
