import random
import sys

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from factcheck.passages import likeness, normalised
from factcheck.passages.anchoring import THRESHOLD, Match, Selector, locate, locate_all
from factcheck.passages.selectors import context

TEXT = """The council met on Tuesday to talk about the old bridge over the Arda.

Engineers had closed it in March after cracks were found in two of its pillars. The mayor said that repairs would cost
4.2 million and take eleven months. Shop owners on the west bank fear that they will lose half of their customers.

A second report, ordered by the province, comes to another conclusion. It holds that the pillars can be strengthened
without closing the road, and that the cracks were known as early as 2015. The council will vote on both in June."""


def kept(quote, text=TEXT):
    """The passage of these words in the text as a person marked it."""
    start = text.index(quote)
    return Selector(quote, *context(text, start, start + len(quote)), start)


def found(text, wanted):
    match = locate(text, **wanted._asdict())
    return text[match.start : match.end] if match else None


MAYOR = "The mayor said that repairs would cost\n4.2 million and take eleven months."


def test_words_that_stand_where_they_stood_are_exact():
    start = TEXT.index(MAYOR)
    assert locate(TEXT, **kept(MAYOR)._asdict()) == Match(start, start + len(MAYOR), 1.0, "exact")


def test_words_that_moved_are_found_without_a_hint_or_with_one_gone_stale():
    text = "A new first paragraph.\n\n" + TEXT
    for hint in (None, 0, 10, TEXT.index(MAYOR), 10**9, -5):
        match = locate(text, **kept(MAYOR)._replace(hint=hint)._asdict())
        assert (match.start, match.end) == (text.index(MAYOR), text.index(MAYOR) + len(MAYOR))
        assert match.method == "exact"


def test_of_several_places_the_surroundings_tell_which_is_meant():
    text = "Asked about the road, he said no. Asked about the price, he said no. Asked about the date, he said no."
    second = text.index("he said no", 40)
    wanted = Selector("he said no", *context(text, second, second + 10), second)
    for before in ("", "Put in front. ", "Put in front of all three of them. "):
        match = locate(before + text, **wanted._asdict())
        assert match.start == second + len(before)
    assert match.method == "context"


def test_of_places_alike_in_all_the_nearest_to_the_hint_is_taken():
    row = "Signed by the clerk on duty here. "
    assert locate(row * 9, quote=row, hint=len(row) * 6).start == len(row) * 6
    assert locate(row * 9, quote=row, prefix=row[-32:], suffix=row[:32], hint=len(row) * 6 + 3).start == len(row) * 6


def test_words_untouched_are_found_though_all_around_them_is_new():
    text = "Nothing here is as it was before. " + MAYOR + " Neither is this, nor what comes after it."
    assert found(text, kept(MAYOR)) == MAYOR


@pytest.mark.parametrize("short", ["the", "cost", "in"])
def test_a_short_word_that_stands_everywhere_needs_its_surroundings(short):
    wanted = Selector(short, "as it was written down long ago ", " harbour master of Ostend himself", 400)
    assert found(TEXT, wanted) is None
    assert found("as it was written down long ago " + short + " harbour master. " + TEXT, wanted) == short


def test_other_line_ends_spaces_quotes_hyphens_and_ligatures_are_seen_through():
    old = "He called it “an efficient offer” and said: ‘We take the cooperation - for now.’ Then he left."
    new = "He called it \"an eﬃcient\noffer\" and said: 'We take the coopera-\ntion – for now.' Then he left."
    quote = "“an efficient offer” and said: ‘We take the cooperation - for now.’"
    assert found(new, kept(quote, old)) == new[new.index('"an') : new.index(" Then")]


EDITS = {
    "a word replaced": "The mayor said that repairs would cost\n5.1 million and take eleven months.",
    "a clause put in": "The mayor, new in office, said that repairs would cost 4.2 million and take eleven months.",
    "words taken out": "The mayor said repairs cost 4.2 million.",
    "words replaced": "The mayor announced that the repairs will cost 4.5 million euros and last eleven months.",
    "split in two": "The mayor said that repairs would cost 4.2 million. They would take eleven months.",
    "turned around": "Repairs would cost 4.2 million and take eleven months, the mayor said.",
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_sentence_is_found_as_a_whole(edit):
    text = TEXT.replace(MAYOR, EDITS[edit])
    match = locate(text, **kept(MAYOR)._asdict())
    assert match.method == "fuzzy"
    assert THRESHOLD <= match.score <= 1
    best = max(
        (EDITS[edit], *EDITS[edit].split(". ")), key=lambda part: fuzz.ratio(part, text[match.start : match.end])
    )
    assert fuzz.ratio(best, text[match.start : match.end]) > 85


def test_an_edited_sentence_is_found_far_from_where_it_was():
    edited = "The mayor said that the repairs would cost 4.5 million and take eleven months."
    text = TEXT.replace(MAYOR, "Nobody knows what comes next.") + "\n\n" + edited + "\n"
    assert found(text, kept(MAYOR)) == edited


def test_of_a_sentence_whose_half_moved_away_the_greater_part_is_found():
    text = TEXT.replace(" and take eleven months.", ".") + " All this, it says, may well take eleven months."
    assert "The mayor said that repairs would cost\n4.2 million" in found(text, kept(MAYOR))


@pytest.mark.parametrize("quote", [MAYOR, "The council will vote on both in June.", "closed it in March"])
def test_what_was_taken_out_is_given_up(quote):
    assert found(TEXT.replace(quote, "").replace("  ", " "), kept(quote)) is None


def test_what_was_taken_out_is_given_up_though_sentences_like_it_remain():
    rows = [
        f"On {day} the ministry counted {count} new cases in {town}, most of them among pupils.\n"
        for day, count, town in (("Monday", 14, "Lida"), ("Tuesday", 31, "Brest"), ("Friday", 8, "Pinsk"))
    ]
    text = "".join(rows)
    assert found(rows[0] + rows[2], kept(rows[1].strip(), text)) is None


def test_what_was_taken_out_is_given_up_though_the_same_words_stand_elsewhere():
    text = "First they asked the baker: No comment was given at all. Then they asked the smith, and no luck: "
    text += "No comment was given at all. So they went home, and wrote: No comment was given at all."
    quote = "No comment was given at all."
    start = text.index(quote, 60)
    wanted = Selector(quote, *context(text, start, start + len(quote)), start)
    assert found(text[:start] + text[start + len(quote) + 1 :], wanted) is None


def test_another_text_altogether_has_none_of_it():
    other = "Rain is expected in the north. Farmers welcome it, since wells in many villages have run dry this summer."
    assert all(found(other, kept(line)) is None for line in TEXT.replace("\n", " ").split(". ") if line in TEXT)


@pytest.mark.parametrize("text", ["", " ", "😀", "\x00", "\ud800", "a\u0301\u0301", "." * 100])
@pytest.mark.parametrize(
    "quote", ["", " ", "x", "\x00", "a much longer quote than the text", "\ud800", "...", "\u0301"]
)
def test_odd_texts_and_quotes_do_no_harm(text, quote):
    match = locate(text, quote=quote, prefix="\ud800 before ", suffix="...", hint=3)
    assert match is None or 0 <= match.start < match.end <= len(text)


def test_scripts_without_spaces_are_compared_by_their_characters():
    text = "議会は火曜日に古い橋について話し合った。技師は三月に橋を閉鎖した。市長は修理に四百万かかると述べた。"
    quote = "技師は三月に橋を閉鎖した。"
    edited = text.replace("三月に橋を", "四月に古い橋を")
    assert found(edited, kept(quote, text)) == "技師は四月に古い橋を閉鎖した。"


def test_many_are_located_in_their_order():
    wanted = [kept(MAYOR), Selector("not there at all, nor anything like it"), kept("Engineers had closed it")]
    text = "New.\n" + TEXT
    assert locate_all(text, wanted) == [locate(text, **one._asdict()) for one in wanted]
    assert [match is None for match in locate_all(text, wanted)] == [False, True, False]


# Properties, for quotes of at least 30 characters with no other span of similarity 0.6 or more.

words = st.one_of(
    st.sampled_from(["the", "of", "a", "to", "in", "on", "and", "said", "was", "it", "council", "bridge", "report"]),
    st.from_regex(r"[a-zäéßшж]{2,11}", fullmatch=True),
)
sentences = st.lists(words, min_size=4, max_size=14).map(lambda row: " ".join(row).capitalize() + ". ")
passages = st.lists(sentences, min_size=1, max_size=6).map("".join)


def is_alone(quote, rest):
    """No window of the rest, of whatever place, is as similar as 0.6."""
    return not rest or fuzz.partial_ratio(quote, rest) < 60


@st.composite
def edited(draw, text):
    """The text with words put in, taken out, replaced and moved."""
    row = text.split(" ")
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(row) - 1)) if row else 0
        row[at : at + draw(st.integers(0, 3))] = draw(st.lists(words, max_size=3))
    return " ".join(row)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_whatever_is_edited_around_a_quote_it_is_found(data):
    before, quote, after = data.draw(passages), data.draw(sentences).strip(), " " + data.draw(passages)
    assume(len(quote) >= 30 and is_alone(quote, before + after))
    new_before, new_after = data.draw(edited(before)), data.draw(edited(after))
    text = new_before + quote + new_after
    assume(is_alone(quote, new_before) and is_alone(quote, new_after) and text.count(quote) == 1)
    wanted = Selector(quote, before[-32:], after[:32], len(before))
    match = locate(text, **wanted._asdict())
    assert match is not None
    assert (match.start, match.end) == (len(new_before), len(new_before) + len(quote))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_a_quote_taken_out_is_given_up_whatever_is_edited_around_it(data):
    before, quote, after = data.draw(passages), data.draw(sentences).strip(), " " + data.draw(passages)
    text = data.draw(edited(before)) + data.draw(edited(after))
    assume(len(quote) >= 30 and is_alone(quote, text))
    assert locate(text, quote=quote, prefix=before[-32:], suffix=after[:32], hint=len(before)) is None


@given(st.text(max_size=300), st.data())
def test_any_span_of_any_text_is_found_in_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(text[start:end].strip())
    prefix, suffix = context(text, start, end)
    match = locate(text, quote=text[start:end], prefix=prefix, suffix=suffix, hint=start)
    assert match == Match(start, end, 1.0, "exact")


def work(text, wanted):
    """Calls of functions, ours and the interpreter's, that it takes to locate all of them."""
    likeness.indexed.cache_clear()
    normalised.normalised.cache_clear()
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        locate_all(text, wanted)
    finally:
        sys.setprofile(None)
    return calls


def long_text(size, seed=1):
    rng = random.Random(seed)
    vocabulary = ["".join(rng.choices("abcdefghijklmnoprstuvw", k=rng.randint(2, 9))) for _ in range(3000)]
    return " ".join(rng.choice(vocabulary[: rng.choice((30, 3000))]) for _ in range(size // 6))


def selectors(text, number, rng):
    starts = [rng.randrange(len(text) - 200) for _ in range(number)]
    return [Selector(text[at : at + 160], *context(text, at, at + 160), at) for at in starts]


@pytest.mark.parametrize("kind", ["edited", "gone", "the same everywhere"])
def test_the_work_grows_with_the_text_not_with_its_square(kind):
    rng = random.Random(2)
    small, large = long_text(20_000), long_text(80_000)
    if kind == "gone":
        wanted = selectors(long_text(20_000, seed=9), 40, rng)
    else:
        wanted = [one._replace(quote=one.quote.replace(" ", " not ", 5)) for one in selectors(small, 40, rng)]
    if kind == "the same everywhere":
        small, large = "the of " * 3_000, "the of " * 12_000
        wanted = [Selector("the", "of ", " of", at) for at in range(1, 4_000, 100)]
    assert work(large, wanted) < 5 * work(small, wanted)


def test_a_further_quote_costs_the_same_in_a_text_of_any_length():
    rng = random.Random(3)
    for size in (20_000, 200_000):
        text = long_text(size)
        wanted = [one._replace(quote=one.quote.replace(" ", " not ", 5)) for one in selectors(text, 100, rng)]
        each = (work(text, wanted) - work(text, wanted[:20])) / 80
        assert each < 3_000
