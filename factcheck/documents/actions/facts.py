"""What a person found out about a document, or compared with it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.database.fields import partial_date_columns
from factcheck.documents.actions.errors import HowIsMissing
from factcheck.documents.models import Basis, Document
from factcheck.documents.models.works import page_key


@transaction.atomic
def establish_facts(*, document: Document, expected: int, facts: dict[str, Any], hows: dict[str, str]) -> Document:
    """Set facts that a person found out; those that stay the same keep their basis.

    `facts` maps names of `Document.FACTS` to the new value or None; `hows` says how the desk knows, and may
    correct how an earlier value of the desk's is known. Raises HowIsMissing, StaleVersion.
    """
    columns: dict[str, Any] = {}
    for name, value in facts.items():
        before = document.fact(name)
        how = hows.get(name, "").strip()
        if value == before["value"]:
            if before["basis"] == Basis.DESK and how and how != before["how"]:
                columns[f"{name}_how"] = how
            continue
        if value is not None and not how:
            raise HowIsMissing(fact=Document.fact_label(name))
        columns |= partial_date_columns(name, value) if name == "published" else {name: value}
        if name == "url":
            columns["url_key"] = page_key(value)
        columns |= {f"{name}_basis": Basis.DESK if value is not None else "", f"{name}_how": how}
    return document.change(expected=expected, **columns) if columns else document


@transaction.atomic
def confirm_facts(*, document: Document, expected: int, by: User) -> Document:
    """Record that `by` compared the facts with the document. Raises StaleVersion."""
    return document.change(expected=expected, confirmed_by=by, confirmed_at=timezone.now())
