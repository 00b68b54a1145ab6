"""One server's share of a fetch: its name for messages, the limits, and the moment by which all must be done."""

import time
from dataclasses import dataclass

from .errors import AnswerTooLarge, AnswerUnreadable, TookTooLong
from .target import CONTROLS
from .values import Limits

MAX_DETAIL = 160


@dataclass(frozen=True)
class Visit:
    """`ends`: in seconds of the monotonic clock, the same for every server of a chain."""

    host: str
    limits: Limits
    ends: float

    def seconds_left(self) -> float:
        """For the next wait. Raises TookTooLong when there are none, so that no wait is begun."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise self.too_long()
        return left

    def too_long(self) -> TookTooLong:
        return TookTooLong(host=self.host, seconds=f"{self.limits.total_seconds:g}")

    def too_large(self, limit: int) -> AnswerTooLarge:
        return AnswerTooLarge(host=self.host, limit=f"{limit:,}")

    def unreadable(self, detail: object) -> AnswerUnreadable:
        return AnswerUnreadable(host=self.host, detail=in_short(detail))


def in_short(detail: object) -> str:
    """A library's or a server's words, fit to be shown in a line."""
    return CONTROLS.sub(" ", str(detail))[:MAX_DETAIL].strip()
