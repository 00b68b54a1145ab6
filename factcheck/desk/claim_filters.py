"""What the list of claims can be narrowed and sorted by, read from the address and written back to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.claims.models import Claim, Claimant, ClaimQuerySet, Kind, Priority
from factcheck.database.objects import key_of
from factcheck.desk.claim_stages import Stage, in_stage, still_open
from factcheck.desk.urgency import first_urgent, urgent_first

#: Name in the address -> label, columns. The primary key last, so that pages never overlap.
#: What is urgent no columns say: see `urgency`.
SORTS: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
    "urgent": (_("Urgent first: late, then by priority and due date"), ()),
    "due": (_("Due first"), ("due_on", "priority", "-pk")),
    "newest": (_("Newest first"), ("-pk",)),
    "oldest": (_("Oldest first"), ("pk",)),
    "statement": (_("By statement"), ("statement", "pk")),
}
DEFAULT_SORT = "urgent"
#: So many claims of the usual order are found without reading all.
FIRST_PAGES = 1_000
#: Beside the stages themselves: what is still to be done.
OPEN = "open"
ME, NOBODY = "me", "nobody"
#: When it is due: its day has passed with something left to do; that, or within the coming days; at all.
LATE, SOON, DATED = "late", "soon", "dated"
SOON_DAYS = 7


@dataclass(frozen=True)
class ClaimFilters:
    """What was chosen; "" is anything. What the address holds beyond what is known counts as not chosen."""

    q: str = ""
    stage: str = ""
    kind: str = ""
    claimant: str = ""
    tag: str = ""
    priority: str = ""
    assignee: str = ""
    due: str = ""
    language: str = ""
    sort: str = DEFAULT_SORT

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "ClaimFilters":
        given = {name: (data.get(name) or "").strip()[:200].replace("\x00", "") for name in cls.__dataclass_fields__}
        known = {
            "stage": {*Stage.values, OPEN},
            "kind": set(Kind.values),
            "priority": {str(value) for value in Priority.values},
            "due": {LATE, SOON, DATED},
            "sort": set(SORTS),
        }
        for name, values in known.items():
            if given[name] not in values:
                given[name] = ""
        given["sort"] = given["sort"] or DEFAULT_SORT
        return cls(**given)

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the list, without the order."""
        return {name: value for name in self.__dataclass_fields__ if name != "sort" and (value := getattr(self, name))}

    @property
    def query(self) -> str:
        """The query string that gives this list again, without what is not chosen."""
        data = QueryDict(mutable=True)
        data.update(self.chosen)
        if self.sort != DEFAULT_SORT:
            data["sort"] = self.sort
        return data.urlencode()

    def apply(self, claims: ClaimQuerySet, user: User) -> ClaimQuerySet:
        """The claims that were asked for, in the order that was asked for."""
        found = self.narrow(claims, user)
        return urgent_first(found) if self.sort == DEFAULT_SORT else found.order_by(*SORTS[self.sort][1])

    def keys(self, claims: ClaimQuerySet, user: User, part: slice) -> list[int]:
        """The keys of a part of them.

        Where words are looked for every claim is read anyway, and once is enough; so it is for a page far behind.
        """
        if self.sort == DEFAULT_SORT and not self.q and part.stop is not None and part.stop <= FIRST_PAGES:
            return first_urgent(self.narrow(claims, user), part.stop)[part]
        return list(self.apply(claims, user).values_list("pk", flat=True)[part])

    def narrow(self, claims: ClaimQuerySet, user: User) -> ClaimQuerySet:
        """The claims that were asked for, in no order."""
        if self.stage:
            claims = still_open(claims) if self.stage == OPEN else in_stage(claims, Stage(self.stage))
        if self.due in {LATE, SOON}:
            claims = still_open(claims)
        return claims.filter(self._facets(user), self._text()).order_by()

    def _facets(self, user: User) -> Q:
        wanted = _assigned(self.assignee, user)
        if self.kind:
            wanted &= Q(kind=self.kind)
        if self.priority:
            wanted &= Q(priority=int(self.priority))
        if self.due:
            wanted &= _due(self.due)
        if self.language:
            wanted &= Q(language=self.language)
        if self.tag:
            wanted &= Q(tags__contains=[self.tag])
        if self.claimant:
            key = key_of(self.claimant, "A")
            wanted &= Q(claimant=key) if key is not None else Q(claimant__name__icontains=self.claimant)
        return wanted

    def _text(self) -> Q:
        if not self.q:
            return Q()
        key = key_of(self.q, Claim.KIND)
        # Names apart, of which there are fewer than claims: joined to each, they were a quarter of the search.
        named = Claimant.objects.filter(name__icontains=self.q).order_by()
        found = Q(statement__icontains=self.q) | Q(heard_words__icontains=self.q) | Q(claimant__in=named)
        return found | Q(pk=key) if key is not None else found


def _due(when: str) -> Q:
    today = timezone.localdate()
    return {
        LATE: Q(due_on__lt=today),
        SOON: Q(due_on__lte=today + timedelta(days=SOON_DAYS)),
        DATED: Q(due_on__isnull=False),
    }[when]


def _assigned(assignee: str, user: User) -> Q:
    if assignee == ME:
        return Q(assignee=user)
    if assignee == NOBODY:
        return Q(assignee=None)
    key = key_of(assignee, User.KIND)
    return Q() if key is None else Q(assignee=key)
