"""Independent origins: what merges, what never does, and that merging is an equivalence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.independence import Item, independent_origins


def item(id, document, speaker="", *, central=True, counted=True):
    return Item(id=id, document=document, speaker=speaker, central=central, counted=counted)


def test_two_passages_of_one_document_are_one_origin():
    origins = independent_origins([item(1, 10), item(2, 10), item(3, 11)])
    assert origins.groups == ((1, 2), (3,))
    assert (origins.passages, origins.independent) == (3, 2)


def test_a_chain_of_copies_joins_its_ends_even_through_a_document_without_evidence():
    origins = independent_origins([item(1, 10), item(2, 30)], [(10, 20), (30, 20)])
    assert origins.groups == ((1, 2),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ivan Petrov", "ivan  PETROV"),
        ("President Petrov", "Petrov"),
        ("Lt. Gen. Ana Núñez", "Ana Nunez"),
        ("Министр обороны Пётр Громов", "Петр Громов"),
        ("Präsidentin Anna Müller", "anna muller"),
        ("Mme Hélène Roy", "Helene Roy"),
    ],
)
def test_one_voice_under_two_spellings_is_one_origin(one, other):
    assert independent_origins([item(1, 1, one), item(2, 2, other)]).independent == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("   ", ""),
        ("the King of Norland", "the Prime Minister of Norland"),
        ("King of Norland", "Prime Minister of Norland"),
        ("Президент России", "Премьер-министр России"),
        ("President", "Minister"),
        ("Petrov", "Ivan Petrov"),
    ],
)
def test_two_voices_or_none_are_not_merged(one, other):
    assert independent_origins([item(1, 1, one), item(2, 2, other)]).independent == 2


def test_a_statement_heard_by_three_is_three_origins():
    heard = [item(n, n, "Ivan Petrov") for n in (1, 2, 3)]
    assert independent_origins(heard, by_speaker=False).independent == 3
    assert independent_origins(heard, by_speaker=True).independent == 1


def test_partial_and_uncounted_evidence_counts_nowhere_and_joins_nothing():
    origins = independent_origins(
        [
            item(1, 1, "Anna"),
            item(2, 2, "Boris"),
            item(3, 1, "Boris", central=False),
            item(4, 4, counted=False),
        ]
    )
    assert origins.groups == ((1,), (2,))
    assert origins.passages == 2


def test_nothing_counts_as_nothing():
    assert independent_origins([]).independent == 0


SPEAKERS = st.sampled_from(["", "Anna", "anna ", "President Anna", "Boris", "Чехова"])
ITEMS = st.lists(
    st.builds(
        Item,
        id=st.integers(1, 40),
        document=st.integers(1, 8),
        speaker=SPEAKERS,
        central=st.booleans(),
        counted=st.booleans(),
    ),
    unique_by=lambda i: i.id,
    max_size=12,
)
COPIES = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=8)


@given(ITEMS, COPIES, st.booleans(), st.randoms())
def test_the_order_of_the_input_does_not_matter(items, copies, by_speaker, random):
    first = independent_origins(items, copies, by_speaker=by_speaker)
    mixed_items, mixed_copies = items[:], [pair[::-1] for pair in copies]
    random.shuffle(mixed_items)
    random.shuffle(mixed_copies)
    assert independent_origins(mixed_items, mixed_copies, by_speaker=by_speaker) == first


@given(ITEMS, COPIES, st.tuples(st.integers(1, 8), st.integers(1, 8)), st.booleans())
def test_declaring_one_more_copy_never_raises_the_count(items, copies, more, by_speaker):
    before = independent_origins(items, copies, by_speaker=by_speaker).independent
    assert independent_origins(items, [*copies, more], by_speaker=by_speaker).independent <= before


@given(ITEMS, COPIES, st.booleans())
def test_groups_part_the_counted_evidence_exactly(items, copies, by_speaker):
    origins = independent_origins(items, copies, by_speaker=by_speaker)
    members = [id for group in origins.groups for id in group]
    assert sorted(members) == sorted(i.id for i in items if i.central and i.counted)
    assert origins.passages == len(members)
    assert list(origins.groups) == sorted(origins.groups)


@given(ITEMS, COPIES)
def test_whatever_shares_an_origin_directly_ends_in_one_group(items, copies):
    group_of = {id: n for n, group in enumerate(independent_origins(items, copies).groups) for id in group}
    pairs = {frozenset(pair) for pair in copies}
    counted = [i for i in items if i.id in group_of]
    for one in counted:
        for other in counted:
            if one.document == other.document or {one.document, other.document} in pairs:
                assert group_of[one.id] == group_of[other.id]
