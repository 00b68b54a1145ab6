"""What may have made a verdict stale: raised when the ground moves, answered by a person.

Raised in the transaction of the change itself, so that it shows at once. Of one cause about one thing a verdict is
told once, until somebody has answered; what is told again after that is a new matter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.audit.context import acting_person
from factcheck.audit.history import visible_among
from factcheck.database.errors import Refused
from factcheck.database.objects import key_of
from factcheck.database.written_out import select
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence.resting import evidence_on, ground_of, thing_named
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.sources.ground import Moved, What
from factcheck.verdicts.errors import NeedsEditor, SomebodyWasFaster
from factcheck.verdicts.models import Rating, StaleItem, Verdict
from factcheck.verdicts.resting import IN_FORCE, verdicts_in_force_on
from factcheck.web.words import says_something

Cause = StaleItem.Cause
Answer = StaleItem.Answer

_CAUSES = {
    What.REGRADED: Cause.REGRADED,
    What.RETRACTED: Cause.RETRACTED,
    What.WITHDRAWN: Cause.WITHDRAWN,
    What.PAGE: Cause.PAGE,
    What.CAPTURE: Cause.CAPTURE,
    What.REDACTED: Cause.REDACTED,
}
_IN_FORCE_ON_CLAIM = """
    SELECT v.id FROM verdicts_verdict v JOIN evidence_evidence e ON e.claim_id = v.claim_id
    WHERE e.id = %s AND v.state = ANY(%s) ORDER BY v.id
"""
#: A person with more of them than this at once is told once, of all.
_TOLD_ONE_BY_ONE = 3


class WhyMissing(Refused):
    message = gettext_noop("Say why, so that the next person need not ask.")


class NothingRevised(Refused):
    message = gettext_noop("No later version of this verdict is begun. Begin one, or have it reaffirmed.")


class NotYoursToReaffirm(Refused):
    message = gettext_noop("You wrote part of this verdict, so somebody else reaffirms it.")


def hear(moved: Moved) -> None:
    """Something moved upstream: raise what follows from it for the verdicts that rest on it."""
    if moved.what == What.LINKED:
        _hear_of_new_evidence(moved.about)
    elif cause := _CAUSES.get(moved.what):
        thing = thing_named(moved.about)
        assert thing is not None, "it has just moved"
        verdicts = verdicts_in_force_on(evidence_on(ground_of(thing)))
        raise_stale(verdicts=verdicts, cause=cause, about=moved.about, detail=moved.detail)


def _hear_of_new_evidence(about: str) -> None:
    key = key_of(about, Evidence.KIND)
    assert key is not None, "it has just been linked"
    if not (found := _in_force_on_claim_of(key)):
        return
    verdicts = Verdict.objects.filter(pk__in=found).select_related("rating__scale")
    stance = Evidence.objects.get(pk=key).stance
    against = [verdict for verdict in verdicts if speaks_against(verdict.rating, stance)]
    raise_stale(verdicts=against, cause=Cause.CONTRADICTED, about=about)


def _in_force_on_claim_of(evidence: int) -> list[int]:
    """Keys of the verdicts in force on the claim of this evidence. Written out, since every link that is made asks."""
    return [key for (key,) in select(_IN_FORCE_ON_CLAIM, evidence, [state.value for state in IN_FORCE])]


def speaks_against(rating: Rating | None, stance: str) -> bool:
    """Whether evidence of this stance speaks against the rating.

    What contradicts the claim, against one in the upper half of its scale; what corroborates it, against one in the
    lower half. Either, against one in the middle or outside the range, such as "unproven".
    """
    if stance == Stance.CONTEXT:
        return False
    if rating is None or rating.value is None:
        return True
    values = [one.value for one in rating.scale.ratings.all() if one.value is not None]
    lean = 2 * rating.value - (max(values) + min(values))
    return (stance == Stance.CONTRADICTS and lean >= 0) or (stance == Stance.CORROBORATES and lean <= 0)


@transaction.atomic
def raise_stale(*, verdicts: Iterable[Verdict], cause: str, about: str, detail: str = "") -> list[StaleItem]:
    """Open an item for each of these verdicts that has none open of this cause about this; the new ones.

    Safe to call twice. Authors and whoever has the claim are told.
    """
    verdicts = list(verdicts)
    known = StaleItem.objects.open().filter(verdict__in=verdicts, cause=cause, about=about)
    told = set(known.values_list("verdict", flat=True))
    fresh = [verdict.pk for verdict in verdicts if verdict.pk not in told]
    if not fresh:
        return []
    person, now = acting_person(), timezone.now()
    rows = [
        StaleItem(verdict_id=key, cause=cause, about=about, detail=detail, raised_by_id=person, raised_at=now)
        for key in fresh
    ]
    # Two changes at once may raise the same: the database keeps one.
    StaleItem.objects.bulk_create(rows, ignore_conflicts=True)
    raised = StaleItem.objects.open().filter(verdict__in=fresh, cause=cause, about=about, raised_at=now)
    items = list(raised.select_related("verdict__claim__assignee").prefetch_related("verdict__authors__user"))
    _tell_of(items, User.objects.filter(pk=person).first() if person else None)
    return items


def _tell_of(items: list[StaleItem], actor: User | None) -> None:
    concerned: dict[User, list[StaleItem]] = defaultdict(list)
    for item in items:
        people = {author.user for author in item.verdict.authors.all()}
        for person in people | {assignee for assignee in [item.verdict.claim.assignee] if assignee}:
            concerned[person].append(item)
    together: dict[tuple[int, ...], list[User]] = defaultdict(list)
    for person, theirs in concerned.items():
        if len(theirs) > _TOLD_ONE_BY_ONE:
            _tell_of_many(person, theirs, actor)
            continue
        for item in theirs:
            together[(item.pk,)].append(person)
    by_key = {item.pk: item for item in items}
    for (key,), people_of_it in together.items():
        item = by_key[key]
        # Not about what: it may be sealed to whoever is told, or sealed later. The page says it to who may know.
        text = _("%(id)s may be stale: %(cause)s")
        tell(
            users=people_of_it,
            topic=Topic.STALE,
            about=item.verdict.public_id,
            text=text % {"id": item.verdict.public_id, "cause": item.get_cause_display()},
            url=reverse("verdicts:stale", args=[key]),
            actor=actor,
        )


def _tell_of_many(person: User, items: list[StaleItem], actor: User | None) -> None:
    first = items[0]
    text = ngettext(
        "%(n)s verdict of yours may be stale: %(cause)s",
        "%(n)s verdicts of yours may be stale: %(cause)s",
        len(items),
    ) % {"n": len(items), "cause": first.get_cause_display()}
    tell(
        users=[person],
        topic=Topic.STALE,
        about=first.verdict.public_id,
        text=text,
        url=reverse("verdicts:stale_list"),
        actor=actor,
    )


@transaction.atomic
def answer_stale(*, item: StaleItem, answer: str, note: str, by: User) -> StaleItem:
    """Say what it means for the verdict. Reaffirming takes an editor who wrote none of it; "revised" takes a later
    version that is begun, or a verdict that was taken back.

    Raises WhyMissing, SomebodyWasFaster, NeedsEditor, NotYoursToReaffirm, NothingRevised.
    """
    if not says_something(note):
        raise WhyMissing
    # As it is now: the role may have been taken away since the page was opened.
    person = User.objects.get(pk=by.pk)
    if not person.has_role(Role.REVIEWER) or (answer == Answer.REAFFIRMED and not person.has_role(Role.EDITOR)):
        raise NeedsEditor
    if answer == Answer.REAFFIRMED and item.verdict.authors.filter(user=by).exists():
        raise NotYoursToReaffirm
    if answer == Answer.REVISED and not _is_revised(item):
        raise NothingRevised
    try:
        with transaction.atomic():
            closed = _close(StaleItem.objects.filter(pk=item.pk), answer, note.strip(), by)
    except IntegrityError as error:
        # The database looks again, with the next version locked: it may have gone out or been given up just now.
        if answer != Answer.REVISED or _is_revised(item):
            raise
        raise NothingRevised from error
    if not closed:
        raise SomebodyWasFaster
    item.refresh_from_db()
    return item


def _is_revised(item: StaleItem) -> bool:
    """Whether the next version is being worked on, or this one is not what the desk says any more."""
    versions = Verdict.objects.filter(revises=item.verdict_id).open()
    return versions.exists() or not Verdict.objects.filter(pk=item.verdict_id, state__in=IN_FORCE).exists()


@transaction.atomic
def close_for_replaced(*, verdict: Verdict, note: str, by: User) -> None:
    """Readers no longer have this version, so what was open about it is answered by what took its place."""
    _close(verdict.stale_items.all(), Answer.REVISED, note, by)


def read_by(user: User, keys: Collection[int]) -> set[int]:
    """Those items whose history a person may read: what is told in it is what moved."""
    about = dict(StaleItem.objects.filter(pk__in=keys).values_list("pk", "about"))
    seen = visible_among(about.values(), user)
    return {key for key, public in about.items() if public in seen}


def _close(items: "QuerySet[StaleItem]", answer: str, note: str, by: User) -> int:
    return items.filter(answer="").update(answer=answer, note=note, answered_by=by, answered_at=timezone.now())


def open_items(verdicts: "QuerySet[Verdict]", user: User) -> list[StaleItem]:
    """What nobody has answered about these versions, the oldest first, as far as this person may know of it."""
    return as_told(StaleItem.objects.open().filter(verdict__in=verdicts).select_related("verdict"), user)


def as_told(items: Iterable[StaleItem], user: User) -> list[StaleItem]:
    """That something moved, everybody hears; for who may not know of what it was, `about` and `detail` are ""."""
    found = list(items)
    seen = visible_among((item.about for item in found), user)
    for item in found:
        if item.about not in seen:
            item.about, item.detail = "", ""
    return found
