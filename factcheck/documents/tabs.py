"""The pages of one document."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.documents.models import Document, RelationSuggestion


def suggested_relations(document: Document, user: User) -> int:
    """How many suggestions of what it has to do with others wait for an answer that this person may give."""
    if not user.has_role(Role.REVIEWER):
        return 0
    return RelationSuggestion.objects.visible_to(user).open().between(document).count()


def document_tabs(document: Document, current: str, user: User) -> list[dict[str, Any]]:
    """For `components/tabs.html`. `current`: detail, facts, proof, relations or history."""
    pages = [("detail", _("Reader"), reverse("documents:detail", args=[document.pk]))]
    if user.has_role(Role.REVIEWER):
        pages.append(("facts", _("Facts"), reverse("documents:facts", args=[document.pk])))
    pages.append(("proof", _("Proof"), reverse("documents:proof", args=[document.pk])))
    if user.has_role(Role.REVIEWER):
        pages.append(("relations", _("Relations"), reverse("documents:relations", args=[document.pk])))
    pages.append(("history", _("History"), reverse("audit:history", args=[document.public_id])))
    counts = {"relations": suggested_relations(document, user) or None}
    return [
        {"label": label, "url": url, "current": name == current, "count": counts.get(name)}
        for name, label, url in pages
    ]
