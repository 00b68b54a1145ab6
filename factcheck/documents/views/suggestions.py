"""Documents that share their words: listed, looked at side by side, answered by a person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.database.errors import Refused
from factcheck.documents.actions.suggestions import confirm_suggestion, reject_suggestion
from factcheck.documents.forms.suggestions import REJECT, AnswerForm, ManyForm
from factcheck.documents.models import Document, Extraction, RelationSuggestion, RelationSuggestionQuerySet
from factcheck.documents.near_copies.sides import side_by_side
from factcheck.documents.near_copies.wording import reasons_in_words

PER_PAGE = 50
#: From this share of shingles on a pair is obvious, and may be confirmed with others at once.
OBVIOUS = 0.9


@require_http_methods(["GET", "POST"])
@reviewer_required
def suggestion_list(request: SignedInRequest) -> HttpResponse:
    if request.method == "GET":
        return _list(request)
    obvious = _open(request.user).filter(similarity__gte=OBVIOUS)
    form = ManyForm(request.POST, suggestions=obvious)
    if not form.is_valid():
        return _list(request, form, status=422)
    confirmed, refusals = 0, []
    for suggestion in form.cleaned_data["chosen"]:
        try:
            confirm_suggestion(suggestion=suggestion, kind=suggestion.kind, by=request.user)
            confirmed += 1
        except Refused as refused:
            refusals.append(str(refused))
    if confirmed:
        messages.success(request, ngettext("Confirmed %(n)d.", "Confirmed %(n)d.", confirmed) % {"n": confirmed})
    for refusal in refusals:
        messages.error(request, refusal)
    return redirect(reverse("documents:suggestions"))


@require_http_methods(["GET", "POST"])
@reviewer_required
def suggestion(request: SignedInRequest, key: int) -> HttpResponse:
    found = RelationSuggestion.objects.visible_to(request.user)
    pair = get_object_or_404(found.select_related("document__source", "other__source", "decided_by"), pk=key)
    if request.method == "GET":
        return _page(request, pair, AnswerForm(initial={"answer": pair.kind}))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, pair, form, status=422)
    try:
        return _answered(request, pair, form.cleaned_data["answer"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, pair, form, status=422)


def _answered(request: SignedInRequest, pair: RelationSuggestion, answer: str) -> HttpResponse:
    if answer == REJECT:
        reject_suggestion(suggestion=pair, by=request.user)
        messages.success(request, _("Noted: each stands for itself. The pair is not suggested again."))
        return redirect(reverse("documents:suggestions"))
    document = confirm_suggestion(suggestion=pair, kind=answer, by=request.user)
    if answer == RelationSuggestion.Kind.SAME_WORK:
        messages.success(request, _("One document now, with the captures of both."))
        return redirect(reverse("documents:proof", args=[document.pk]))
    messages.success(request, _("Noted. Evidence from the two now counts once."))
    return redirect(reverse("documents:relations", args=[document.pk]))


def open_suggestions(user: User, document: Document) -> list[RelationSuggestion]:
    """Those about one document that nobody has answered."""
    return list(_open(user).between(document))


def _open(user: User) -> RelationSuggestionQuerySet:
    open_pairs = RelationSuggestion.objects.visible_to(user).open()
    return open_pairs.select_related("document__source", "other__source")


def _list(request: SignedInRequest, form: ManyForm | None = None, *, status: int = 200) -> HttpResponse:
    page = Paginator(_open(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, round(one.containment * 100), reasons_in_words(one.reasons)) for one in page]
    context = {"section": "documents", "page": page, "rows": rows, "form": form, "obvious": OBVIOUS}
    return render(request, "documents/suggestions.html", context, status=status)


def _page(request: SignedInRequest, pair: RelationSuggestion, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    one, other = _newest(pair.document), _newest(pair.other)
    sides = side_by_side(one.text, one.parsed_blocks, other.text, other.parsed_blocks) if one and other else ()
    context = {
        "section": "documents",
        "pair": pair,
        "reasons": reasons_in_words(pair.reasons),
        "share": round(pair.containment * 100),
        "form": form,
        "is_open": not pair.decision and not pair.document.merged_into_id and not pair.other.merged_into_id,
        "sides": list(zip((pair.document, pair.other), sides, ("a", "b"), ("b", "a"), strict=False)),
    }
    return render(request, "documents/suggestion.html", context, status=status)


def _newest(document: Document) -> Extraction | None:
    return Extraction.objects.filter(capture__document=document).order_by("-pk").first()
