from factcheck.evidence.suggesting.likeness import holds, is_copy, pairs

SENTENCE = ["the", "old", "ferry", "sank", "beside", "the", "pier", "on", "monday"]


def test_the_same_words_are_a_copy_with_a_word_changed_or_added():
    changed = ["the", "big", *SENTENCE[2:]]
    assert is_copy(pairs(SENTENCE), pairs(changed))
    assert is_copy(pairs(SENTENCE), pairs([*SENTENCE, "it", "was", "said"]))


def test_the_same_words_in_another_order_are_none():
    assert not is_copy(pairs(SENTENCE), pairs(sorted(SENTENCE)))


def test_a_sentence_is_no_copy_of_a_long_passage_that_holds_it():
    long = [*SENTENCE, *(f"word{number}" for number in range(30))]
    assert not is_copy(pairs(SENTENCE), pairs(long))
    assert holds(pairs(long), [pairs(SENTENCE)])
    assert holds(pairs(SENTENCE), [pairs(long)])


def test_a_few_words_are_copies_of_nothing():
    assert not is_copy(pairs(["the", "ferry"]), pairs(["the", "ferry"]))
    assert not holds(pairs(SENTENCE), [pairs(["the", "old"])])
