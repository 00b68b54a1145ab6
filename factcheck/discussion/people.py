"""Who can be called in a comment."""

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.discussion.mentions import Called


def callable_people() -> list[Called]:
    """Everybody who works here; who has left is not called any more."""
    people = User.objects.get_queryset().active().at_least(Role.VIEWER)
    return [Called(key, name, email) for key, name, email in people.values_list("pk", "name", "email")]
