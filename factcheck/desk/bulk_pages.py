"""What the list of claims sends to change many at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.models import Claim
from factcheck.desk.bulk import Outcome, change_many
from factcheck.desk.bulk_form import BulkForm, chosen_keys
from factcheck.desk.saved_views import list_address

#: Refusals told one by one; of more, how many there are.
TOLD = 10


@require_POST
@reviewer_required
def change_claims(request: SignedInRequest) -> HttpResponse:
    """Change the claims that were ticked, and say of each that could not be changed why."""
    form = BulkForm(request.POST)
    claims = Claim.objects.visible_to(request.user).filter(pk__in=chosen_keys(request.POST.getlist("claims")))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
    elif form.changes().are_none:
        messages.info(request, _("Nothing was changed: say what should be."))
    elif not claims:
        messages.info(request, _("Nothing was changed: tick the claims first."))
    else:
        chosen = claims.select_related("assignee").order_by("pk")
        _tell(request, change_many(claims=chosen, changes=form.changes(), by=request.user))
    return redirect(list_address(form.cleaned_data.get("query", "")))


def _tell(request: SignedInRequest, outcome: Outcome) -> None:
    if outcome.changed:
        text = ngettext("One claim is changed.", "%(n)d claims are changed.", outcome.changed)
        messages.success(request, text % {"n": outcome.changed})
    if outcome.same:
        text = ngettext("One claim was so already.", "%(n)d claims were so already.", outcome.same)
        messages.info(request, text % {"n": outcome.same})
    for _claim, why in outcome.refused[:TOLD]:
        messages.warning(request, why)
    if (more := len(outcome.refused) - TOLD) > 0:
        text = ngettext("One more could not be changed.", "%(n)d more could not be changed.", more)
        messages.warning(request, text % {"n": more})
