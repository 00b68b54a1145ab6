from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.passages.attribution import VoiceGuess
from factcheck.passages.voice import VoiceKind

#: The fields of a voice, as columns of `Voiced` and of the form.
VOICE = ("voice", "speaker", "via", "first_hand")


class VoiceFields(forms.Form):
    """Who speaks in a passage, and how the document knows; a form about a passage inherits these."""

    voice = forms.ChoiceField(
        label=_("How the document knows"),
        choices=[("", _("not said yet")), *VoiceKind.choices],
        required=False,
    )
    speaker = forms.CharField(
        label=_("Who speaks"),
        max_length=300,
        required=False,
        help_text=_("As the document names them."),
    )
    via = forms.CharField(
        label=_("Via"),
        max_length=300,
        required=False,
        help_text=_("The outlet or agency that the words came through."),
    )
    first_hand = forms.BooleanField(label=_("First-hand: they saw or heard it themselves"), required=False)

    def voice_values(self) -> dict[str, Any]:
        """The cleaned values by column; white space of names is made plain."""
        data = self.cleaned_data
        return {
            "voice": data["voice"],
            "speaker": " ".join(data["speaker"].split()),
            "via": " ".join(data["via"].split()),
            "first_hand": data["first_hand"],
        }


def voice_initial(guess: VoiceGuess) -> dict[str, Any]:
    """What the words around a passage show, as first values of VoiceFields."""
    return {"voice": guess.kind, "speaker": guess.speaker, "via": guess.via, "first_hand": guess.first_hand}
