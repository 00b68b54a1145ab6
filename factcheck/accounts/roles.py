"""Roles, each including the ones before it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VIEWER = "viewer", _("Viewer")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Admin")


_ORDER = [Role.VIEWER, Role.REVIEWER, Role.EDITOR, Role.ADMIN]


def includes(held: Role, needed: Role) -> bool:
    """Whether somebody who holds one role may do what the other is needed for."""
    return _ORDER.index(held) >= _ORDER.index(needed)
