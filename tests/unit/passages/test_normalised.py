import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.passages.normalised import LEAST, find_normalised, normalised
from factcheck.passages.selectors import find_quote


def found(text, quote):
    return [text[start:end] for start, end in find_normalised(text, quote)]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("the co-\noperation ended", "the cooperation ended"),
        ("the well-\nknown author", "the well-known author"),
        ("the co\u00ad\noperation ended", "the cooperation ended"),
        ("an eﬃcient oﬀer of ﬂour", "an efficient offer of flour"),
        ("an efficient offer", "an eﬃcient oﬀer"),
        ("the min is ter resi gned", "the minister resigned"),
        ("theminister resigned", "the minister resigned"),
        ("“The minister , ” he said , “ resigned .”", '"The minister," he said, "resigned."'),
        ("rose by 1.5 per cent", "rose by 1.5 percent"),
        ("a *bold* [word](#here) of mine", "a bold word (here) of mine"),
        (unicodedata.normalize("NFD", "le café crème bru-\nlé"), "le café crème brulé"),
        ("राष्ट्र पति ने कहा", "राष्ट्रपति ने कहा"),
        ("総統は昨日 辞任を発表した", "総統は昨日辞任を発表した"),
    ],
)
def test_words_are_found_whatever_became_of_spaces_hyphens_and_ligatures(stored, typed):
    text = f"😀 Before it. {stored} — and after."
    assert found(text, typed) == [stored]
    assert [text[a:b] for a, b in find_quote(text, typed)] == [stored]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("rose by 1.5 percent", "rose by 15 percent"),
        ("Minister Resigned", "minister resigned"),
        ("cafés and more", "cafes and more"),
        ("the ministers resigned", "the minister resigned"),
        ("administrator", "ministrator"),
        ("the administration", "the admin"),
        ("की बात नहीं मानी", "का बात नहीं मानी"),
    ],
)
def test_other_words_numbers_cases_and_parts_of_words_are_not_found(stored, typed):
    assert found(f"Before. {stored} after.", typed) == []


def test_few_letters_say_too_little():
    assert found("a-b-c-d", "abcd") == []
    assert found("a-b-c-d-e-f-g-h", "abcdefgh") == ["a-b-c-d-e-f-g-h"]


def test_every_place_is_given_in_order():
    assert found("a min is ter, a mini ster", "a minister") == ["a min is ter", "a mini ster"]


def test_exact_words_come_before_normalised_ones():
    assert len(find_quote("the mini ster, the minister", "the minister")) == 1


@given(st.text(), st.data())
def test_each_letter_leads_back_to_where_it_stands(text, data):
    folded = normalised(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        span = folded.stored_span(start, end)
        assert 0 <= span.start < span.end <= len(text)
        assert folded.text[start:end] in normalised(text[span.start : span.end]).text


@given(st.lists(st.from_regex(r"[a-zà-ÿ]{1,9}", fullmatch=True), min_size=3, max_size=20), st.data())
def test_words_are_found_however_they_were_broken(words, data):
    quote = " ".join(words)
    joints = st.sampled_from([" ", "\n", "  ", "\u00a0", " \n\n"])
    broken = "".join(word + data.draw(joints) for word in words).strip()
    at = data.draw(st.integers(1, len(broken) - 1))
    if broken[at - 1].isalpha() and broken[at].isalpha():
        broken = broken[:at] + "-\n" + broken[at:]
    if sum(map(str.isalnum, unicodedata.normalize("NFKC", quote))) >= LEAST:
        assert found(f"( {broken} )", quote) == [broken]
