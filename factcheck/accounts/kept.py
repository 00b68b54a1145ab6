"""What somebody sent whose session had run out: kept while they sign in again, and then sent at their word.

It lies in the new, still anonymous session under the person whom the browser's signed cookie names, and is offered
to that person alone: whoever else signs in there never sees it. Files are not kept: they are still where they were
chosen from.
"""

import hashlib
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from factcheck.audit import registry

KEPT: Final = "kept"
#: Bytes of UTF-8, names of fields included: more than any text of a form needs.
MOST_BYTES: Final = 100_000
#: Addresses in one session; beyond them the oldest goes.
MOST_SLOTS: Final = 3
#: From this length on, or with a line end, what was typed is shown to be read; the rest are choices and versions.
WORDS: Final = 12

#: Forms whose texts take long to write, and which only write. Whatever decides, publishes, withdraws or changes who
#: may do what is never sent again from here; nor is anything that holds a password or a code.
KEPT_FROM: Final = frozenset(
    {
        *("claims:new", "claims:edit", "claims:new_part", "claims:new_reading", "claims:appearance_edit"),
        *("documents:select", "documents:type"),
        *("evidence:edit", "evidence:judge", "evidence:translation"),
        *("evidence:search_new", "evidence:search_edit", "evidence:enquiry_new", "evidence:enquiry_edit"),
        *("evidence:template_new", "evidence:template_edit"),
        *("discussion:open", "discussion:write", "discussion:edit"),
        *("verdicts:edit", "verdicts:propose_edit", "verdicts:give_opinion"),
        *("reports:complain", "sources:new", "sources:edit"),
    }
)
#: Buttons beside such a text that do more than save it: they are pressed again by hand.
DECISIONS: Final = frozenset({"submit", "accept", "decline", "check"})
_SECRET = re.compile(r"passw|code|token|secret|otp", re.IGNORECASE)
#: Between the parts of an address, its query among them.
_PARTS = re.compile("[/?&=,+]|%2C", re.IGNORECASE)


@dataclass(frozen=True)
class Kept:
    """Where it was going, and each field with its value, in order."""

    slot: str
    path: str
    action: str
    fields: list[tuple[str, str]]
    had_files: bool
    had_decision: bool
    is_too_long: bool

    @property
    def words(self) -> list[str]:
        """What a person typed, as far as can be told, for reading."""
        return [value for _name, value in self.fields if len(value) >= WORDS and (" " in value.strip())]

    @property
    def what(self) -> str:
        """What sending it does, in the words of the audit trail."""
        return registry.action_words(self.action)

    @property
    def about(self) -> str:
        """The public id of the object that it changes or is added to; empty for a new one."""
        public = (registry.normal(part) for part in self.path.partition("?")[0].split("/"))
        return next((found for found in public if found), "")

    @property
    def about_url(self) -> str:
        return registry.url_of(self.about) if self.about else ""


def keep(request: HttpRequest, person: int) -> bool:
    """Keep what that person sent, or that it was too long, if it is one of the forms that are kept. Whether it is."""
    action = request.resolver_match.view_name if request.resolver_match else ""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in sent if not (_SECRET.search(name) or name in DECISIONS)]
    if action not in KEPT_FROM or not fields:
        return False
    path = request.get_full_path()
    slots = _slots(request.session, person)
    slot = hashlib.sha256(path.encode()).hexdigest()[:12]
    if _size(fields) > MOST_BYTES:
        # What was kept from there before is still worth having.
        found = slots.pop(slot, None) or _row(path, action, []) | {"had_files": bool(request.FILES)}
        slots[slot] = found | {"is_too_long": True}
    else:
        slots.pop(slot, None)
        had_decision = any(name in DECISIONS for name, _value in sent)
        slots[slot] = _row(path, action, fields) | {"had_files": bool(request.FILES), "had_decision": had_decision}
    newest = dict(list(slots.items())[-MOST_SLOTS:])
    request.session[KEPT] = {"person": person, "slots": newest}
    return True


def _row(path: str, action: str, fields: list[tuple[str, str]]) -> dict[str, Any]:
    said = {"had_files": False, "had_decision": False, "is_too_long": False}
    return {"path": path, "action": action, "fields": fields, "is_sent": False} | said


def _size(fields: Iterable[tuple[str, str]]) -> int:
    return sum(len(name.encode()) + len(value.encode()) for name, value in fields)


def _slots(session: SessionBase, person: int) -> dict[str, dict[str, Any]]:
    held = session.get(KEPT) or {}
    slots: dict[str, dict[str, Any]] = held["slots"] if held.get("person") == person else {}
    return slots


def kept_in(session: SessionBase, person: int) -> list[Kept]:
    """All that is kept of that person there, oldest first."""
    return [
        Kept(
            slot=slot,
            path=row["path"],
            action=row["action"],
            fields=[(name, value) for name, value in row["fields"]],
            had_files=row["had_files"],
            had_decision=row["had_decision"],
            is_too_long=row["is_too_long"],
        )
        for slot, row in _slots(session, person).items()
    ]


def mark_sent(session: SessionBase, person: int, slot: str) -> str | None:
    """Where it goes, now that it is sent on; it is forgotten once it has arrived. None if there is nothing to send."""
    row = _slots(session, person).get(slot)
    if not row or not row["fields"] or row["action"] not in KEPT_FROM:
        return None
    row["is_sent"] = True
    session.modified = True
    path: str = row["path"]
    return path


def forget(session: SessionBase, person: int, slot: str) -> None:
    slots = _slots(session, person)
    if slots.pop(slot, None) is None:
        return
    session.modified = True
    if not slots:
        del session[KEPT]


def forget_arrived(session: SessionBase, person: int, path: str) -> None:
    """Forget what was sent on to an address that has taken it."""
    for slot, row in list(_slots(session, person).items()):
        if row["is_sent"] and row["path"] == path:
            forget(session, person, slot)


def forget_others(session: SessionBase, person: int) -> None:
    """Throw away, unseen, what is not that person's."""
    if KEPT in session and not _slots(session, person):
        del session[KEPT]


def forget_about(publics: Set[str]) -> None:
    """Throw away, in everybody's sessions, what was to be sent to the pages of these objects."""
    # Those that have run out, too: their rows stay until they are cleared away.
    for row in Session.objects.iterator():
        data = row.get_decoded()
        slots = data.get(KEPT, {}).get("slots", {})
        about = [slot for slot, kept in slots.items() if publics & set(_PARTS.split(kept["path"].upper()))]
        if about:
            data[KEPT]["slots"] = {slot: kept for slot, kept in slots.items() if slot not in about}
            Session.objects.filter(pk=row.pk).update(session_data=Session.objects.encode(data))
