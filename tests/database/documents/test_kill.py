"""Two rounds of what `python -m tests.faults.kill_imports` does ten times."""

import random

import pytest

from tests.faults.kill_imports import run


@pytest.mark.slow
def test_a_file_is_here_wholly_or_not_at_all_whatever_is_killed() -> None:
    rounds = run(rounds=2, files=40, chance=random.Random(1))
    assert [one.wrong for one in rounds] == [[], []], "\n".join(map(str, rounds))
