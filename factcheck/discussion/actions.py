"""Every write to threads. Reviewers and up write; who wrote a comment changes it; anybody who writes may resolve."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.discussion import telling
from factcheck.discussion.mentions import LONGEST, MOST_CALLED, called_in
from factcheck.discussion.models import Comment, Mention, Thread
from factcheck.discussion.people import callable_people
from factcheck.discussion.subjects import Subject
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage


class SaysNothing(Refused):
    """A comment holds words."""

    message = gettext_noop("Write what you want to say.")


class TooLong(Refused):
    """A comment is read, each time its page is."""

    message = gettext_noop("A comment has at most %(most)s characters. Put longer texts into a document.")


class TooManyCalled(Refused):
    """Who calls everybody calls nobody."""

    message = gettext_noop("A comment calls at most %(most)s people.")


class NeedsReviewer(Refused):
    """Viewers read."""

    message = gettext_noop("Reviewers and up write in threads.")


class NotYourComment(Refused):
    """Nobody changes another's words."""

    message = gettext_noop("Only who wrote a comment changes it.")


class ResolvedAlready(Refused):
    """Somebody else said that it is answered."""

    message = gettext_noop("This thread is resolved already.")


class NotResolved(Refused):
    """What is open can't be opened again."""

    message = gettext_noop("This thread is open already.")


@transaction.atomic
def open_thread(*, about: Subject, text: str, by: User) -> Thread:
    """Ask something about a claim, a piece of evidence or a passage. Raises as `write_comment` does."""
    _require_writer(by)
    thread = Thread.objects.create(
        claim=about if isinstance(about, Claim) else None,
        evidence=about if isinstance(about, Evidence) else None,
        passage=about if isinstance(about, Passage) else None,
        opened_by=by,
    )
    write_comment(thread=thread, text=text, by=by)
    return thread


@transaction.atomic
def write_comment(*, thread: Thread, text: str, by: User) -> Comment:
    """Say something in a thread, resolved or not; those called and those in it are told.

    Raises SaysNothing, TooLong, TooManyCalled, NeedsReviewer.
    """
    _require_writer(by)
    comment = Comment.objects.create(thread=thread, author=by, text=_words(text))
    called = _call(comment)
    telling.tell_called(thread, called, by)
    telling.tell_those_in(thread, by, _("%(who)s wrote in %(thread)s on %(about)s."), besides=called)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, expected: int, text: str, by: User) -> Comment:
    """Change one's own words; the earlier ones stay in the audit trail. Who is newly called is told.

    Raises NotYourComment, NeedsReviewer, SaysNothing, TooLong, TooManyCalled, StaleVersion.
    """
    _require_writer(by)
    if comment.author_id != by.pk:
        raise NotYourComment
    words = _words(text)
    if words == comment.text and expected == comment.version:
        return comment
    comment.change(expected=expected, text=words, edited_at=timezone.now())
    telling.tell_called(comment.thread, _call(comment), by)
    return comment


@transaction.atomic
def resolve_thread(*, thread: Thread, by: User) -> Thread:
    """Say that it is answered. Raises ResolvedAlready, NeedsReviewer."""
    _require_writer(by)
    open_ones = Thread.objects.unresolved().filter(pk=thread.pk)
    if not open_ones.update(resolved_by=by, resolved_at=timezone.now()):
        raise ResolvedAlready
    telling.tell_those_in(thread, by, _("%(who)s resolved %(thread)s on %(about)s."))
    return Thread.objects.get(pk=thread.pk)


@transaction.atomic
def reopen_thread(*, thread: Thread, by: User) -> Thread:
    """Say that it is not answered after all. Raises NotResolved, NeedsReviewer."""
    _require_writer(by)
    resolved = Thread.objects.filter(pk=thread.pk).exclude(resolved_at=None)
    if not resolved.update(resolved_by=None, resolved_at=None):
        raise NotResolved
    telling.tell_those_in(thread, by, _("%(who)s opened %(thread)s on %(about)s again."))
    return Thread.objects.get(pk=thread.pk)


def _require_writer(by: User) -> None:
    # As it is now: the role may have been taken away since the page was opened.
    if not User.objects.get(pk=by.pk).has_role(Role.REVIEWER):
        raise NeedsReviewer


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise SaysNothing
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    return words


def _call(comment: Comment) -> Iterable[User]:
    """Note whom the comment calls; those whom it did not call before, and who may see the thread."""
    people = {person.key: person for person in callable_people()}
    keys = called_in(comment.text, people.values())
    if len(keys) > MOST_CALLED:
        raise TooManyCalled(most=MOST_CALLED)
    before = set(comment.mentions.values_list("user_id", flat=True))
    called = telling.may_see(comment.thread, User.objects.get_queryset().filter(pk__in=set(keys) - before))
    Mention.objects.bulk_create(Mention(comment=comment, user=user) for user in called)
    return called
