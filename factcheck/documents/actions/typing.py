"""What a person typed off a picture, or off a page that no program can read: an extraction like any other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.documents import drawn as downstream
from factcheck.documents import typed
from factcheck.documents.actions.errors import NoSuchPage, NothingTyped
from factcheck.documents.actions.readings import blocks_as_rows, layouts_of
from factcheck.documents.actions.redacted import refuse_redacted, wait_for_redacting
from factcheck.documents.extraction.values import Page
from factcheck.documents.models import Capture, Extraction, PageLayout

#: Shown wherever the extractor is; `typed_by` says who it was.
TYPED = "typed by a person"
_VERSION = "1"


@dataclass(frozen=True)
class Typing:
    """What was typed: of which page, and of which part of it in percent."""

    text: str
    page: int = 1
    share: typed.Share = typed.WHOLE


@transaction.atomic
def type_text(*, capture: Capture, typing: Typing, by: User) -> Extraction:
    """A further extraction: what was typed of the capture so far, and this.

    Raises NothingTyped, NoSuchPage, RedactedAlready.
    """
    if not typing.text.strip():
        raise NothingTyped
    wait_for_redacting()
    # Two people who type at once wait here: the second one's text holds the first one's.
    Capture.objects.select_for_update().get(pk=capture.pk)
    refuse_redacted(capture.document_id)
    earlier, sizes = typed_before(capture), sizes_of(capture)
    region = _region(typing, sizes)
    regions = with_earlier(earlier, region) if sizes else [region]
    text, blocks, pages = typed.drawn(regions, sizes)
    extraction = Extraction.objects.create(
        capture=capture,
        extractor=TYPED,
        extractor_version=_VERSION,
        text=text,
        blocks=blocks_as_rows(blocks),
        line_ends="lf",
        messages=_messages(earlier if sizes else None, by),
        typed_by=by,
    )
    PageLayout.objects.bulk_create(layouts_of(extraction, pages))
    downstream.relocate(capture.document_id, extraction.pk)
    return extraction


def typed_before(capture: Capture) -> Extraction | None:
    """What was typed of the capture last: it holds what was typed before."""
    return capture.extractions.filter(extractor=TYPED).select_related("typed_by").order_by("-id").first()


def sizes_of(capture: Capture) -> list[Page]:
    """The pages of the capture, without words; none where nobody knows them."""
    first = PageLayout.objects.filter(extraction__capture=capture).order_by("extraction_id").first()
    rows = PageLayout.objects.filter(extraction=first.extraction_id).defer("words") if first else []
    return [Page(row.number, row.width, row.height, 0, 0) for row in rows]


def with_earlier(earlier: Extraction | None, region: typed.Region) -> list[typed.Region]:
    """The region among those typed before."""
    if earlier is None:
        return [region]
    pages = [row.as_value for row in earlier.pages.all()]
    return typed.with_region(typed.regions_of(earlier.text, pages), region)


def text_typed(capture: Capture, page: int) -> str:
    """What was typed of a page as a whole, to be put right; "" if nothing."""
    earlier = typed_before(capture)
    if earlier is None:
        return ""
    size = next((one for one in sizes_of(capture) if one.number == page), None)
    if size is None:
        return earlier.text
    regions = typed.regions_of(earlier.text, [row.as_value for row in earlier.pages.filter(number=page)])
    whole = typed.box_of(typed.WHOLE, size)
    return next((region.text for region in regions if region.box == whole), "")


def _region(typing: Typing, sizes: Sequence[Page]) -> typed.Region:
    page = next((one for one in sizes if one.number == typing.page), None)
    if sizes and page is None:
        raise NoSuchPage(page=str(typing.page))
    box = typed.box_of(typing.share, page) if page else (0.0, 0.0, 0.0, 0.0)
    return typed.Region(typing.page, box, typing.text)


def _messages(earlier: Extraction | None, by: User) -> list[str]:
    messages = [_("Check each quote against the picture.")]
    if earlier:
        messages += [one for one in earlier.messages if one not in messages]
        before = _("Parts of it were typed by %(who)s.") % {"who": earlier.typed_by}
        messages += [before] if earlier.typed_by != by and before not in messages else []
    return messages
