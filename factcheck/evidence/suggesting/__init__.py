"""Passages that may bear on a claim, found among all documents: proposals for people, never evidence by themselves."""

from factcheck.evidence.suggesting.finding import suggest
from factcheck.evidence.suggesting.values import DETECTOR, Asked, Copy, Cue, Reason, Suggested, Suggestions

__all__ = ["DETECTOR", "Asked", "Copy", "Cue", "Reason", "Suggested", "Suggestions", "suggest"]
