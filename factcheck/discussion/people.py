"""Who can be called in a comment."""

from collections.abc import Sequence

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.discussion.mentions import Called


def callable_people() -> list[Called]:
    """Everybody who works here; who has left is not called any more."""
    people = User.objects.get_queryset().active().at_least(Role.VIEWER)
    return [Called(key, name, email) for key, name, email in people.values_list("pk", "name", "email")]


def named(words: str, people: Sequence[Called]) -> list[Called]:
    """Whose name or address it is; only if it is nobody's, all of whose names the words are the beginnings of."""
    wanted = words.casefold()
    whole = [one for one in people if wanted in (" ".join(one.name.split()).casefold(), one.address.casefold())]
    if whole:
        return whole[:1]
    parts = wanted.split()
    return [
        one
        for one in people
        if parts and all(any(name.startswith(part) for name in one.name.casefold().split()) for part in parts)
    ]
