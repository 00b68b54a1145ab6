"""What the settings allow a capture."""

from dataclasses import replace

from django.conf import settings

from factcheck.documents.web.addresses import Allowed, parse_allowed
from factcheck.documents.web.archive import ARCHIVE_SECONDS
from factcheck.documents.web.values import Limits


def allowed() -> tuple[Allowed, ...]:
    """Networks inside that may be reached all the same. Raises ValueError for a slip in the setting."""
    return tuple(parse_allowed(each) for each in settings.CAPTURE_ALLOWED)


def of_a_page() -> Limits:
    return Limits(
        total_seconds=settings.CAPTURE_SECONDS,
        wire_bytes=settings.CAPTURE_BYTES,
        content_bytes=min(settings.CAPTURE_BYTES, settings.MAX_DOCUMENT_BYTES),
        user_agent=settings.CAPTURE_USER_AGENT,
    )


def of_a_picture() -> Limits:
    size = settings.CAPTURE_PICTURE_BYTES
    return replace(of_a_page(), wire_bytes=size, content_bytes=size, redirects=3)


def of_an_archive() -> Limits:
    return replace(of_a_page(), total_seconds=ARCHIVE_SECONDS)
