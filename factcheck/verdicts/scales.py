"""Rating scales are data: the default one, and making the next version of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from factcheck.verdicts.models import Rating, RatingScale
from factcheck.verdicts.versions import make_current, next_number, none_is_current


@dataclass(frozen=True)
class Label:
    """A label; `value` is None for one outside the range."""

    label: str
    value: int | None = None
    meaning: str = ""


DEFAULT_NAME = "Five steps"
DEFAULT_LABELS = (
    Label("True", 5, "What is claimed is so, and nothing that matters is left out."),
    Label("Mostly true", 4, "The central point is so; a detail is not, or needs saying."),
    Label("Half true", 3, "Part of it is so, and an important part is not."),
    Label("Mostly false", 2, "Some of it is so; the central point is not."),
    Label("False", 1, "What is claimed is not so."),
    Label("Unproven", None, "What can be found neither carries nor refutes it."),
    Label("Missing context", None, "So far as it goes it is so, and it misleads as it stands."),
    Label("Satire", None, "It was not meant to be believed."),
)


def ensure_default_scale() -> None:
    """The scale that a new desk starts with, unless it has one."""
    if not RatingScale.objects.exists():
        publish_scale(name=DEFAULT_NAME, labels=DEFAULT_LABELS)


@transaction.atomic
def publish_scale(*, name: str, labels: Sequence[Label]) -> RatingScale:
    """The next version of the scale of that name, offered for new verdicts from now on."""
    none_is_current(RatingScale)
    scale = RatingScale.objects.create(name=name, number=next_number(RatingScale, name))
    Rating.objects.bulk_create(
        Rating(scale=scale, label=item.label, value=item.value, meaning=item.meaning, position=position)
        for position, item in enumerate(labels)
    )
    return scale


@dataclass(frozen=True)
class Offered:
    """The ratings to choose from: along the range from worst to best, and those outside of it."""

    inside: tuple[Rating, ...]
    outside: tuple[Rating, ...]

    @property
    def all(self) -> tuple[Rating, ...]:
        return (*self.inside, *self.outside)


def ratings_offered(chosen: Rating | None = None) -> Offered:
    """The current scale; a label chosen from an earlier version stays on offer, outside the range."""
    ratings = list(Rating.objects.filter(scale__is_current=True).select_related("scale").order_by("position"))
    offered = in_order(ratings)
    if chosen and chosen not in ratings:
        return Offered(offered.inside, (*offered.outside, chosen))
    return offered


def ratings_of(scale: RatingScale) -> Offered:
    """Those of one version of a scale, in the order in which all pages offer them."""
    return in_order(scale.ratings.all())


def in_order(ratings: Iterable[Rating]) -> Offered:
    rows = list(ratings)
    inside = sorted((item for item in rows if item.value is not None), key=lambda item: item.value or 0)
    return Offered(tuple(inside), tuple(item for item in rows if item.value is None))


@transaction.atomic
def activate_scale(*, scale: RatingScale) -> None:
    """Offer this version for verdicts from now on; verdicts keep the labels they were given."""
    make_current(scale)
