"""Why a rule was open, for readers."""

from factcheck.reports.closing import detail_for_readers, title_for_readers


def test_readers_are_told_notes_and_counts_where_the_desk_names_its_rows():
    numbers = {"E-0044": 2, "E-0045": 1, "D-0004": 2}
    said = detail_for_readers("rationales", "Without a rationale: E-0044, E-0045, E-0046, one sealed passage.", numbers)
    assert said.endswith(": note 1, note 2, 1 passage that no note gives, one sealed passage.")
    pages = "Changed or vanished, and nobody has said what that means: D-0004."
    assert detail_for_readers("pages_answered", pages, numbers).endswith("what that means: note 2.")
    threads = detail_for_readers("threads_resolved", "1 thread is unresolved.", numbers)
    assert threads == "Not every question raised within the desk was settled."
    assert "thread" not in title_for_readers("threads_resolved")
    assert detail_for_readers("claimant_asked", "The claimant was not asked.", {}) == "The claimant was not asked."
