"""Who speaks in a passage, and how the document knows: said of every appearance and every evidence."""

from django.db import models
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
