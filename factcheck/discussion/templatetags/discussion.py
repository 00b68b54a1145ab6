"""Numbers beside what can be discussed.

The board and the reader's list are rendered by earlier stages, which know nothing of threads: so their templates ask.
"""

from collections.abc import Iterable, Mapping

from django import template

from factcheck.discussion.forms import CommentForm
from factcheck.discussion.reading import NO_TALK, Talk, talk_on_evidence
from factcheck.evidence.board import Card

register = template.Library()


@register.simple_tag
def talk_on_cards(cards: Iterable[Card]) -> Mapping[int, Talk]:
    """`{% talk_on_cards board.cards as talk %}`: one query for all cards."""
    return talk_on_evidence([card.evidence.pk for card in cards])


@register.simple_tag
def comment_form(about: str, bound: CommentForm | str | None = None) -> CommentForm:
    """`{% comment_form shown.thread.public_id reply_form as form %}`: what was typed, else an empty form."""
    return bound if isinstance(bound, CommentForm) else CommentForm(about=about)


@register.filter
def talk_of(talk: Mapping[int, Talk] | str, key: int) -> Talk:
    """`{{ talk|talk_of:piece.pk }}`; without numbers in the context, as if nothing had been said."""
    return talk.get(key, NO_TALK) if isinstance(talk, Mapping) else NO_TALK
