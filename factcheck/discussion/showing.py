"""Threads as pages show them. The same few queries, however many threads and comments."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from factcheck.accounts.models import User
from factcheck.audit import registry
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.discussion.mentions import calls_in
from factcheck.discussion.models import Comment, Thread, ThreadQuerySet
from factcheck.discussion.people import callable_people
from factcheck.discussion.prose import public_ids, render
from factcheck.discussion.reading import threads_of_claim
from factcheck.discussion.subjects import subject_id, subject_of, subject_url, subject_words
from factcheck.evidence.models import Evidence


@dataclass(frozen=True)
class Said:
    """A comment as it is read. html: escaped, with links."""

    comment: Comment
    html: SafeString
    is_own: bool


@dataclass(frozen=True)
class Shown:
    """A thread as it is read."""

    thread: Thread
    said: tuple[Said, ...]

    @property
    def is_resolved(self) -> bool:
        return self.thread.resolved_at is not None

    @property
    def about(self) -> str:
        return subject_id(self.thread)

    @property
    def about_url(self) -> str:
        return subject_url(subject_of(self.thread))

    @property
    def about_words(self) -> str:
        return subject_words(subject_of(self.thread))

    @property
    def first_words(self) -> str:
        return " ".join(self.said[0].comment.text.split()) if self.said else ""

    @property
    def last(self) -> Comment | None:
        """What was said last; None while nobody has answered the first."""
        return self.said[-1].comment if len(self.said) > 1 else None

    @property
    def between(self) -> int:
        """How many comments stand between the first and the last."""
        return max(0, len(self.said) - 2)


@dataclass(frozen=True)
class OfClaim:
    """The threads on a claim's page: those on itself, and those on what its board rests on."""

    own: tuple[Shown, ...]
    elsewhere: tuple[Shown, ...]

    @property
    def unresolved(self) -> int:
        return sum(not shown.is_resolved for shown in (*self.own, *self.elsewhere))


def shown(threads: ThreadQuerySet, user: User) -> list[Shown]:
    """The threads with their comments: open ones first, each group in the order they were opened."""
    found = list(
        threads.select_related("opened_by", "resolved_by", "claim", "evidence__passage", "passage")
        .prefetch_related(Prefetch("comments", Comment.objects.select_related("author").order_by("pk")))
        .order_by("pk")
    )
    texts = _Texts([comment for thread in found for comment in thread.comments.all()], user)
    found.sort(key=lambda thread: thread.resolved_at is not None)
    return [
        Shown(thread, tuple(Said(row, texts.html(row), row.author_id == user.pk) for row in thread.comments.all()))
        for thread in found
    ]


def of_claim(claim: Claim, user: User) -> OfClaim:
    """What the claim's page shows."""
    found = shown(threads_of_claim(claim, user), user)
    return OfClaim(
        own=tuple(one for one in found if one.thread.claim_id == claim.pk),
        elsewhere=tuple(one for one in found if one.thread.claim_id != claim.pk),
    )


def unresolved_of_claim(claim: Claim, user: User) -> list[Shown]:
    """What a reviewer should know of before deciding."""
    return shown(threads_of_claim(claim, user).unresolved(), user)


class _Texts:
    """Comments as HTML, with what links and calls need looked up once for all of them."""

    def __init__(self, comments: Iterable[Comment], user: User) -> None:
        texts = [comment.text for comment in comments]
        self.people = callable_people() if any("@" in text for text in texts) else []
        ids = {public for text in texts for public in public_ids(text)}
        named = [key for key in (key_of(public, Evidence.KIND) for public in ids) if key is not None]
        # Evidence has no page of its own: its claim's page has the card.
        cards = Evidence.objects.visible_to(user).filter(pk__in=named).only("claim_id") if named else []
        self.cards = {
            card.public_id: f"{reverse('claims:detail', args=[card.claim_id])}#{card.public_id}" for card in cards
        }

    def html(self, comment: Comment) -> SafeString:
        calls = calls_in(comment.text, self.people)
        return mark_safe(render(comment.text, link=self._link, calls=calls))  # noqa: S308  escaped in `render`

    def _link(self, public: str) -> str | None:
        if public in self.cards:
            return self.cards[public]
        parts = registry.split(public)
        known = registry.of_kind(parts[0]) if parts else None
        return known.url(parts[1]) if known and parts else None
