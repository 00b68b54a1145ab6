"""Pages that belong to no stage: the theme, and what is shown when something failed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, HttpResponseServerError, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from factcheck.web.fields import PartialDateFormField
from factcheck.web.theme import COOKIE, MAX_AGE, THEMES


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme that was chosen, and go back to where it was chosen."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(COOKIE, chosen, MAX_AGE, secure=settings.HTTPS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


@require_GET
def read_date(request: HttpRequest) -> HttpResponse:
    """Why `?text=` can't be read as a date, as its form would say; "" if it can."""
    try:
        PartialDateFormField(required=False).clean(request.GET.get("text", ""))
    except ValidationError as error:
        return JsonResponse({"problem": error.messages[0]})
    return JsonResponse({"problem": ""})


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page. Asks nothing of the database, the session or the user: any of them may be what failed."""
    context = {"request_id": getattr(request, "id", "")}
    return HttpResponseServerError(render_to_string("500.html", context))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page: too much at once is said plainly, with what fits."""
    context = {
        "request_id": getattr(request, "id", ""),
        "too_large": isinstance(exception, RequestDataTooBig),
        "too_many": isinstance(exception, TooManyFilesSent),
        "bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }
    status = 413 if context["too_large"] or context["too_many"] else 400
    return HttpResponse(render_to_string("400.html", context), status=status)
