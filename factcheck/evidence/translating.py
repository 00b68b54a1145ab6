"""The passage of a card in another language: given, and checked by somebody else."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion, version_of
from factcheck.evidence.models import Evidence
from factcheck.evidence.page import board_response
from factcheck.evidence.views import evidence_of, form_context, form_page
from factcheck.passages.models import Translation
from factcheck.passages.translations import check_translation, translate_passage
from factcheck.web.conflict import VersionField, render_conflict

TEMPLATE = "evidence/translation.html"


class TranslationForm(forms.Form):
    version = VersionField(least=0)
    text = forms.CharField(
        label=gettext_lazy("What it says"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000
    )
    program = forms.CharField(
        label=gettext_lazy("Program, if one translated it"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its name and version. Leave empty if you translated it yourself."),
    )


@require_http_methods(["GET", "POST"])
@reviewer_required
def translation(request: SignedInRequest, key: int) -> HttpResponse:
    evidence = evidence_of(request, key)
    language = settings.LANGUAGE_CODE.split("-")[0]
    found = Translation.objects.filter(passage=evidence.passage, language=language).first()
    context = form_context(evidence.claim, evidence.passage) | {"evidence": evidence, "translation": found}
    if request.POST.get("check") and found:
        return _checked(request, evidence, found, context)
    form = TranslationForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    if form.is_valid():
        values = {"text": form.cleaned_data["text"], "program": form.cleaned_data["program"]}
        expected = form.cleaned_data["version"]
        try:
            translate_passage(passage=evidence.passage, language=language, by=request.user, expected=expected, **values)
        except StaleVersion as stale:
            current = stale.current
            assert isinstance(current, Translation)
            return render_conflict(
                request, TEMPLATE, context, form=form, current=current, values=_initial(current), fragment="translation"
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            return form_page(request, TEMPLATE, context | {"form": form}, "translation")
        return board_response(request, evidence.claim, said=_("Translated."), changed=evidence.public_id)
    return form_page(request, TEMPLATE, context | {"form": form}, "translation")


def _checked(request: SignedInRequest, evidence: Evidence, found: Translation, context: dict[str, Any]) -> HttpResponse:
    form = TranslationForm(initial=_initial(found))
    try:
        check_translation(translation=found, by=request.user, expected=version_of(request.POST.get("version", "")) or 0)
    except (Refused, StaleVersion) as refused:
        form = TranslationForm(_initial(found))
        form.add_error(None, str(refused))
        return form_page(request, TEMPLATE, context | {"form": form}, "translation")
    return board_response(request, evidence.claim, said=_("Checked."), changed=evidence.public_id)


def _initial(found: Translation | None) -> dict[str, Any]:
    return {"text": found.text, "program": found.program, "version": found.version} if found else {"version": 0}
