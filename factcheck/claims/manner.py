"""What the voice of a passage shows about how a claim is said there, for a person to confirm or change."""

from factcheck.claims.models import Appearance
from factcheck.passages.voice import VoiceKind


def proposed_manner(voice: str) -> Appearance.Manner:
    """Words that the document has from another are reported there; else it says them itself."""
    from_another = voice in {VoiceKind.QUOTES, VoiceKind.UNATTRIBUTED}
    return Appearance.Manner.REPORTED if from_another else Appearance.Manner.MADE
