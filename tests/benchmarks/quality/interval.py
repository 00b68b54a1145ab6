"""How far a mean can be trusted that was taken of few questions."""

from collections.abc import Sequence

import numpy as np

_RESAMPLED = 1_000


def with_interval(values: Sequence[float]) -> str:
    """The mean, and between which values 95 of 100 means lie when as many values are drawn anew from these."""
    chance, every = np.random.default_rng(4), np.array(values)
    means = sorted(every[chance.integers(len(every), size=(_RESAMPLED, len(every)))].mean(axis=1))
    return f"{every.mean():.3f} [{means[_RESAMPLED // 40]:.3f}, {means[-_RESAMPLED // 40]:.3f}]"
