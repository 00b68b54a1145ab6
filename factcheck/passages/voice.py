"""Who speaks in a passage, and how the document knows: said of every appearance and every evidence."""

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class VoiceKind(models.TextChoices):
    OWN_OBSERVATION = "own_observation", _("own observation or record")
    ON_RECORD = "on_record", _("on the record")
    QUOTES = "quotes", _("quotes or reports another")
    UNATTRIBUTED = "unattributed", _("unattributed")


class Voiced(models.Model):
    """Fields of a voice. An outlet that quotes a president is not a witness."""

    voice = models.TextField(_("how the document knows"), choices=VoiceKind, blank=True)
    # A name as the passage gives it. The same name in two passages is one origin.
    speaker = models.TextField(_("who speaks"), blank=True)
    via = models.TextField(_("via"), blank=True)
    first_hand = models.BooleanField(_("first-hand"), default=False)

    class Meta:
        abstract = True

    @property
    def voice_in_words(self) -> str:
        """For a chip: "The president, on the record", "Own observation, first-hand"; "" while nobody has said."""
        named = {"speaker": self.speaker, "via": self.via}
        if self.voice == VoiceKind.OWN_OBSERVATION:
            words = _now("%(speaker)s, own observation") % named if self.speaker else _now("Own observation")
        elif self.voice == VoiceKind.ON_RECORD:
            words = _now("%(speaker)s, on the record") % named if self.speaker else _now("On the record")
        elif self.voice == VoiceKind.QUOTES:
            words = _now("Quotes %(speaker)s") % named if self.speaker else _now("Quotes another")
        elif self.voice == VoiceKind.UNATTRIBUTED:
            words = _now("Unattributed")
        else:
            words = self.speaker
        words += _now(", via %(via)s") % named if words and self.via else ""
        return words + (_now(", first-hand") if words and self.first_hand else "")
