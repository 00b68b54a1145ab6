"""The guards on views. What a role may do is said here and in each stage's `visible_to`, nowhere else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role


class SignedInRequest(HttpRequest):
    """A request behind LoginRequiredMiddleware: its user is one of ours."""

    user: User


def role_required[**P](
    role: Role,
) -> Callable[
    [Callable[Concatenate[SignedInRequest, P], HttpResponseBase]],
    Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
]:
    """Refuse (403) whoever's role does not include `role`."""

    def decorate(
        view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[SignedInRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.has_role(role):
                raise PermissionDenied(
                    _("This needs the role “%(role)s”. Ask an admin of your desk.") % {"role": role.label}
                )
            return view(request, *args, **kwargs)

        return guarded

    return decorate


reviewer_required = role_required(Role.REVIEWER)
editor_required = role_required(Role.EDITOR)
admin_required = role_required(Role.ADMIN)
