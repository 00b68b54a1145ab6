"""What a report prints of how the claim is read, of what was looked for, and of who was asked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ReportTerm:
    """How a word of the claim is read."""

    term: str
    reading: str
    defined_by_claimant: bool

    @property
    def in_words(self) -> str:
        """The reading, and that it is ours where the claimant gave none."""
        if self.defined_by_claimant:
            return self.reading
        if not self.reading:
            return _("not defined by the claimant")
        return _("not defined by the claimant, we take %(reading)s") % {"reading": self.reading}


@dataclass(frozen=True)
class ReportSearch:
    """A documented search: what was looked for, where, and what came of it."""

    public_id: str
    number: int | None
    where: str
    query: str
    period: str
    made_on: str
    made_by: str
    outcome: str
    limits: str

    @property
    def in_words(self) -> str:
        """In one line of plain text."""
        words = _("Searched %(where)s for “%(query)s”%(period)s: %(outcome)s. %(limits)s")
        said = words % {
            "where": self.where,
            "query": self.query,
            "period": f", {self.period}" if self.period else "",
            "outcome": self.outcome.rstrip("."),
            "limits": self.limits,
        }
        by = ", ".join(text for text in (self.made_by, self.made_on) if text)
        return f"{said.strip()} ({by})" if by else said.strip()


@dataclass(frozen=True)
class ReportEnquiry:
    """Someone who was asked, and the answer or its absence."""

    public_id: str
    number: int | None
    asked: str
    role: str
    interest: str
    question: str
    asked_on: str
    answer: str
    """Empty when none was here when the verdict was sent for review."""
    deadline: str = ""
    """The day by which an answer was asked for; empty where none was set."""
    no_answer: str = ""
    """In place of an answer: that there was none, and whether one could still come."""

    @property
    def in_words(self) -> str:
        """In one line of plain text."""
        words = _("Asked %(whom)s on %(day)s: %(question)s %(answer)s")
        said = {"whom": self.asked, "day": self.asked_on, "question": self.question}
        if self.answer:
            return words % (said | {"answer": _("Answer: %(words)s") % {"words": self.answer}})
        told = self.no_answer or _("no answer")
        return words % (said | {"answer": f"({told})"})
