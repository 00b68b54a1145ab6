"""Every write to saved views: filters of the claim list under a name, one's own or shared with the desk."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.models import SavedView
from factcheck.database.errors import Refused
from factcheck.web.words import says_something


class NameTaken(Refused):
    message = _("You have a view “%(name)s” already. Give this one another name.")


class NameMissing(Refused):
    message = _("Give the view a name.")


class NotYourView(Refused):
    message = _("This view is somebody else's.")


@transaction.atomic
def save_view(*, name: str, query: str, is_shared: bool, by: User) -> SavedView:
    """Keep the filters under a name. `query`: as the list's address has them. Raises NameMissing, NameTaken."""
    name = " ".join(name.split())
    if not says_something(name):
        raise NameMissing
    try:
        with transaction.atomic():
            return SavedView.objects.create(name=name, query=query, is_shared=is_shared, owner=by)
    except IntegrityError as error:
        raise NameTaken(name=name) from error


@transaction.atomic
def delete_view(*, view: SavedView, by: User) -> None:
    """Forget a view of one's own; the claims stay as they are. Raises NotYourView."""
    if view.owner != by:
        raise NotYourView
    view.delete()
