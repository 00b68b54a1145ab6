"""Which sentences are worth checking, and why: a sum of features that anybody can read, with a weight each.

Nothing is learnt from anybody's texts but the weights of named features (`weights.toml` says how), and what a
sentence is given is explained by the same features that made it. A score proposes; it decides nothing. Pure.
"""

from factcheck.claims.detection.scoring import DETECTOR, WORTH_A_LOOK, score
from factcheck.claims.detection.values import Context, Reason, Score

__all__ = ["DETECTOR", "WORTH_A_LOOK", "Context", "Reason", "Score", "score"]
