"""What somebody sent who was no longer signed in: kept until they are again, and then sent at their word.

It lies in a row of the person who typed it (the browser's signed cookies say who), is offered to that person alone,
and outlasts signing out and other people at the same browser. Files are not kept: they are still where they were
chosen from.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from factcheck.accounts.models import UnsentForm, User
from factcheck.audit import registry
from factcheck.audit.history import visible_among

#: In a session: something waits for whoever is signed in, so that no page has to ask the database.
KEPT: Final = "kept"
#: Bytes of UTF-8, names of fields included: more than any text of a form needs.
MOST_BYTES: Final = 100_000
#: Addresses of one person; beyond them the oldest goes.
MOST_SLOTS: Final = 3
#: Who has not come back by then has written it again.
LASTS: Final = timedelta(days=14)
#: From this length on, or with a line end, what was typed is shown to be read even if nobody told what it is called.
WORDS: Final = 12

#: Forms whose texts take long to write, and which only write; each with the table that its fields are named after.
#: Whatever decides, publishes, withdraws or changes who may do what is never sent again from here; nor is anything
#: that holds a password or a code.
KEPT_FROM: Final[Mapping[str, str]] = {
    **dict.fromkeys(("claims:new", "claims:edit", "claims:new_part", "claims:new_reading"), "claims_claim"),
    "claims:appearance_edit": "claims_appearance",
    "documents:select": "evidence_evidence",
    "documents:type": "documents_extraction",
    **dict.fromkeys(("evidence:edit", "evidence:judge", "evidence:translation"), "evidence_evidence"),
    **dict.fromkeys(("evidence:search_new", "evidence:search_edit"), "evidence_documentedsearch"),
    **dict.fromkeys(("evidence:enquiry_new", "evidence:enquiry_edit"), "evidence_enquiry"),
    **dict.fromkeys(("evidence:template_new", "evidence:template_edit"), "evidence_enquirytemplate"),
    **dict.fromkeys(("discussion:open", "discussion:write", "discussion:edit"), "discussion_comment"),
    **dict.fromkeys(("verdicts:edit", "verdicts:propose_edit"), "verdicts_verdict"),
    "verdicts:give_opinion": "verdicts_opinion",
    "reports:complain": "reports_complaint",
    **dict.fromkeys(("sources:new", "sources:edit"), "sources_source"),
}
#: Buttons beside such a text that do more than save it: they are pressed again by hand.
DECISIONS: Final = frozenset({"submit", "accept", "decline", "check"})
_SECRET = re.compile(r"passw|code|token|secret|otp", re.IGNORECASE)
#: Between the parts of an address, its query among them.
_PARTS = re.compile("[/?&=,+]|%2C", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """What one field held, in words; `label` is empty where nobody told what it is called."""

    label: str
    value: str


class Kept:
    """A form that waits, as its page shows it."""

    def __init__(self, row: UnsentForm) -> None:
        self.row = row
        self.slot = row.slot
        self.fields: list[tuple[str, str]] = [(name, value) for name, value in row.fields]
        self._table = registry.of_table(KEPT_FROM.get(row.action, ""))

    @property
    def shown(self) -> list[Field]:
        """What a person typed or chose, as far as can be told."""
        columns, found = self._table.columns(), []
        for name, value in self.fields:
            label = next((columns[one] for one in (name, f"{name}_text", f"{name}_id") if one in columns), "")
            if value.strip() and (label or (len(value) >= WORDS and " " in value.strip())):
                found.append(Field(label, str(self._table.choices.get(name, {}).get(value, value))))
        return found

    @property
    def what(self) -> str:
        """What sending it does, in the words of the audit trail."""
        return registry.action_words(self.row.action)

    @property
    def title(self) -> str:
        """What it is to become."""
        return str(capfirst(self.what if self.row.action == "documents:select" else str(self._table.label)))

    @property
    def about(self) -> str:
        """The public id of the object that it changes or is added to; empty for a new one."""
        public = (registry.normal(part) for part in self.row.path.partition("?")[0].split("/"))
        return next((found for found in public if found), "")

    @property
    def about_url(self) -> str:
        return registry.url_of(self.about) if self.about else ""


@transaction.atomic
def keep(request: HttpRequest, person: int) -> bool:
    """Keep what that person sent, or that it was too long, if it is one of the forms that are kept. Whether it is."""
    action = request.resolver_match.view_name if request.resolver_match else ""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    # PostgreSQL stores no NUL in JSON, and no form takes one.
    fields = [
        (name.replace("\0", ""), value.replace("\0", ""))
        for name, value in sent
        if not (_SECRET.search(name) or name in DECISIONS)
    ]
    if action not in KEPT_FROM or not fields or not User.objects.filter(pk=person, is_active=True).exists():
        return False
    path = request.get_full_path()
    slot = hashlib.sha256(path.encode()).hexdigest()[:12]
    now: dict[str, object] = {"kept_at": timezone.now(), "had_files": bool(request.FILES)}
    if _size(fields) > MOST_BYTES:
        # What was kept from there before is still worth having.
        now |= {"is_too_long": True}
    else:
        had_decision = any(name in DECISIONS for name, _value in sent)
        now |= {"fields": fields, "had_decision": had_decision, "is_too_long": False, "is_sent": False}
    place = {"path": path, "action": action}
    UnsentForm.objects.update_or_create(user_id=person, slot=slot, defaults=now, create_defaults=now | place)
    newest = UnsentForm.objects.filter(user=person).order_by("-kept_at", "-pk").values("pk")[:MOST_SLOTS]
    UnsentForm.objects.filter(user=person).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return True


def _size(fields: Iterable[tuple[str, str]]) -> int:
    return sum(len(name.encode()) + len(value.encode()) for name, value in fields)


def _waiting(person: int) -> QuerySet[UnsentForm]:
    return UnsentForm.objects.filter(user=person, kept_at__gt=timezone.now() - LASTS)


def kept_of(user: User) -> list[Kept]:
    """All that is kept of that person, oldest first, without what is about something they may see no longer."""
    return [Kept(row) for row in _waiting(user.pk).order_by("kept_at", "pk") if _may_see(user, row.path)]


def _may_see(user: User, path: str) -> bool:
    """Whether every object that the address names is one that the person may see: a seal may have come meanwhile."""
    named = {public for part in _parts(path) if (public := registry.normal(part))}
    return named == visible_among(named, user)


def note_waiting(session: SessionBase, person: int) -> None:
    """Say in the session of that person whether something waits for them."""
    if _waiting(person).exists():
        session[KEPT] = True
    else:
        session.pop(KEPT, None)


def mark_sent(person: int, slot: str) -> str | None:
    """Where it goes, now that it is sent on; it is forgotten once it has arrived. None if there is nothing to send."""
    row = _waiting(person).filter(slot=slot).first()
    if row is None or not row.fields or row.action not in KEPT_FROM:
        return None
    row.is_sent = True
    row.save(update_fields=["is_sent"])
    return row.path


def forget(person: int, slot: str) -> None:
    UnsentForm.objects.filter(user=person, slot=slot).delete()


def forget_arrived(session: SessionBase, person: int, path: str) -> None:
    """Forget what was sent on to an address that has taken it."""
    if KEPT in session:
        UnsentForm.objects.filter(user=person, is_sent=True, path=path).delete()
        note_waiting(session, person)


def forget_about(publics: Set[str]) -> None:
    """Throw away what anybody was to send to the pages of these objects."""
    rows = UnsentForm.objects.values_list("pk", "path")
    UnsentForm.objects.filter(pk__in=[key for key, path in rows if publics & _parts(path)]).delete()


def forget_old() -> None:
    UnsentForm.objects.filter(kept_at__lte=timezone.now() - LASTS).delete()


def _parts(path: str) -> set[str]:
    return set(_PARTS.split(path.upper()))
