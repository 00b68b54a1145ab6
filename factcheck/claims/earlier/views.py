"""Earlier checks in the browser: the list, one of them, and bringing in a desk's archive.

An archive comes in three steps: the file; for a table, what each column is; the result. Between the steps the file
lies in the blob store, and the page holds its hash, signed for the person who sent it.
"""

from collections.abc import Iterable
from itertools import islice

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.claims.earlier.bringing import Brought, bring_in
from factcheck.claims.earlier.forms import ArchiveForm, ColumnsForm
from factcheck.claims.earlier.reading import Format, UnreadableFile, format_of, rows_in, table_in
from factcheck.claims.earlier.rows import FIELDS
from factcheck.claims.earlier.taking_back import import_of, may_take_back, take_back
from factcheck.claims.models import EarlierCheck, EarlierCheckQuerySet
from factcheck.database.errors import Refused
from factcheck.database.objects import key_of
from factcheck.documents import blobs

PER_PAGE = 50
#: Rows of a file that one request brings in: more take minutes, in which nobody is answered.
MOST_ROWS = 20_000
_SALT = "earlier checks between two steps"
#: Seconds for which a file waits for the second step.
_WAITS = 24 * 3600


@require_GET
def earlier_list(request: SignedInRequest) -> HttpResponse:
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    checks = _with_words(EarlierCheck.objects.visible_to(request.user).standing(), q)
    context = {
        "section": "claims",
        "q": q,
        "page": Paginator(checks, PER_PAGE).get_page(request.GET.get("page")),
        "may_write": request.user.has_role(Role.REVIEWER),
    }
    return render(request, "claims/earlier/list.html", context)


def _with_words(checks: EarlierCheckQuerySet, q: str) -> EarlierCheckQuerySet:
    key = key_of(q, EarlierCheck.KIND)
    if key is not None:
        return checks.filter(pk=key)
    for word in q.split()[:8]:
        named = Q(claimant__icontains=word) | Q(publisher__icontains=word) | Q(rating__icontains=word)
        checks = checks.filter(named | Q(statement__icontains=word) | Q(title__icontains=word) | Q(key=word))
    return checks


@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests
@reviewer_required
def import_earlier(request: SignedInRequest) -> HttpResponse:
    """Not one transaction: a long one would hold back what others wait to find."""
    if "held" in request.POST:
        return _second_step(request)
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            if format_of(data, file.name) == Format.TABLE:
                table = table_in(data)
                _few_enough(table.rows)
                return _columns_page(request, ColumnsForm(table=table), _hold(request, data), file.name)
            rows = _few_enough(rows_in(data, file.name))
            return _result_page(request, bring_in(rows, by=request.user), file.name)
        except (UnreadableFile, blobs.BlobError) as error:
            form.add_error("file", str(error))
    context = {"section": "claims", "form": form, "fields": FIELDS}
    return render(request, "claims/earlier/import.html", context, status=422 if form.is_bound else 200)


def _few_enough[T](rows: Iterable[T]) -> list[T]:
    """The rows, read to their end. Raises UnreadableFile."""
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        text = _("The file has more than %(most)s rows. Bring it in with manage.py import_claims, or split it.")
        raise UnreadableFile(text % {"most": f"{MOST_ROWS:,}"})
    return found


def _second_step(request: SignedInRequest) -> HttpResponse:
    """The columns of a table that was sent a moment ago."""
    try:
        held = signing.loads(request.POST["held"], salt=f"{_SALT} {request.user.pk}", max_age=_WAITS)
        data = blobs.read(held)
        name = request.POST.get("name", "")[:200]
        columns = ColumnsForm(request.POST, table=table_in(data))
        if not columns.is_valid():
            return _columns_page(request, columns, request.POST["held"], name)
        return _result_page(request, bring_in(rows_in(data, fields=columns.columns), by=request.user), name)
    except (signing.BadSignature, blobs.BlobError, UnreadableFile):
        form = ArchiveForm()
        lost = _("The file of the first step is not here any more. Choose it again.")
        context = {"section": "claims", "form": form, "fields": FIELDS, "lost": lost}
        return render(request, "claims/earlier/import.html", context, status=422)


def _hold(request: SignedInRequest, data: bytes) -> str:
    return signing.dumps(blobs.store(data).sha256, salt=f"{_SALT} {request.user.pk}")


def _columns_page(request: SignedInRequest, form: ColumnsForm, held: str, name: str) -> HttpResponse:
    context = {"section": "claims", "form": form, "held": held, "name": name, "rows": len(form.table.rows)}
    return render(request, "claims/earlier/columns.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests
@reviewer_required
def take_back_earlier(request: SignedInRequest, key: int) -> HttpResponse:
    """Take back the import that an earlier check came with; not one transaction, as above."""
    check = get_object_or_404(EarlierCheck.objects.visible_to(request.user).select_related("imported_by"), pk=key)
    refused = ""
    if request.method == "POST":
        try:
            taken = take_back(check=check, by=request.user)
        except Refused as refusal:
            refused = str(refusal)
        else:
            text = ngettext("One earlier check is taken back.", "%(n)d earlier checks are taken back.", taken)
            messages.success(request, text % {"n": taken})
            return redirect("claims:earlier")
    context = {
        "section": "claims",
        "check": check,
        "found": import_of(check),
        "may_take_back": may_take_back(check, request.user),
        "refused": refused,
    }
    return render(request, "claims/earlier/take_back.html", context, status=422 if refused else 200)


def _result_page(request: SignedInRequest, brought: Brought, name: str) -> HttpResponse:
    context = {"section": "claims", "brought": brought, "name": name, "notes": brought.notes}
    return render(request, "claims/earlier/result.html", context)
