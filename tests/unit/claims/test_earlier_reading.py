"""Which checks stand in a file: lines of JSON, a table, a feed."""

import json

import pytest

from factcheck.claims.earlier.reading import Format, UnreadableFile, format_of, rows_in
from factcheck.claims.earlier.table import check_fields, guessed, read_table
from factcheck.web.spreadsheets import UnreadableTable

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/1",
    "claimReviewed": "The bridge is closed.",
    "headline": "Is the bridge closed?",
    "description": "It was, for a day.",
    "author": {"@type": "Organization", "name": "Checks Example"},
    "itemReviewed": {"@type": "Claim", "author": {"name": "The mayor"}, "datePublished": "2020-08-20T08:00:00Z"},
    "reviewRating": {"ratingValue": 2, "bestRating": 5, "worstRating": 1, "alternateName": "Mostly false"},
    "inLanguage": "en",
}


def rows(what, name="feed.json", **options):
    data = what if isinstance(what, bytes) else json.dumps(what).encode()
    return list(rows_in(data, name, **options))


def checks(what, name="feed.json"):
    return [row.check for row in rows(what, name)]


def test_a_claim_review_gives_all_its_fields():
    (check,) = checks(REVIEW)
    assert (check.key, check.url) == ("https://checks.example/1", "https://checks.example/1")
    assert (check.statement, check.title) == ("The bridge is closed.", "Is the bridge closed?")
    assert (check.subtitle, check.claimant) == ("It was, for a day.", "The mayor")
    assert (check.rating, check.publisher) == ("Mostly false", "Checks Example")
    assert (check.claimed_text, check.language) == ("2020-08-20", "en")


@pytest.mark.parametrize(
    "wrapped",
    [
        [REVIEW],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": REVIEW}]},
        [{**REVIEW, "@type": ["Review", "http://schema.org/ClaimReview"]}],
    ],
)
def test_a_review_is_found_wherever_feeds_put_it(wrapped):
    assert checks(wrapped) == checks(REVIEW)


def test_a_bare_number_is_given_with_its_scale():
    (check,) = checks({**REVIEW, "reviewRating": {"ratingValue": 2, "bestRating": 5, "worstRating": 1}})
    assert check.rating == "2 (1–5)"


def test_two_claims_of_one_page_are_two_checks_whatever_their_order():
    other = {**REVIEW, "claimReviewed": "The bridge is open."}
    keys = [check.key for check in checks([REVIEW, other])]
    assert len(set(keys)) == 2
    assert keys == [check.key for check in checks([other, REVIEW])][::-1]


def test_a_feed_nested_without_end_is_left_alone():
    nested: dict[str, object] = {"@type": "DataFeed"}
    for _ in range(100):
        nested = {"@type": "DataFeed", "dataFeedElement": nested}
    with pytest.raises(UnreadableFile, match="no ClaimReview"):
        rows(nested)


def nested(deep: int, wrap, inner: object = "x") -> object:
    for _ in range(deep):
        inner = wrap(inner)
    return inner


@pytest.mark.parametrize("field", ["claimReviewed", "headline", "url", "inLanguage", "author", "reviewRating"])
@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"@value": inner}])
def test_a_text_nested_without_end_is_refused_with_its_place_and_the_others_are_read(field, wrap):
    deep = nested(900, wrap)
    told = {"author": {"name": deep}, "reviewRating": {"alternateName": deep}}.get(field, deep)
    first, second = rows([{**REVIEW, field: told}, REVIEW])
    assert (first.number, first.check, "more than 12" in first.problem) == (1, None, True)
    assert second.check


def test_an_id_that_is_no_text_is_refused_however_deep_it_is():
    first, second = rows([{"id": nested(900, lambda inner: [inner]), "statement": "s"}, {"id": 7, "statement": "t"}])
    assert "“id” is not a text" in first.problem
    assert second.check.key == "7"


def test_half_a_character_in_a_feed_refuses_its_row_alone():
    broken = {**REVIEW, "claimReviewed": "a\ud800"}
    first, second, third = rows([broken, REVIEW, {**REVIEW, "url": "https://checks.example/\ud800"}])
    assert "“statement” holds half a character" in first.problem
    assert second.check
    assert "half a character" in third.problem


def test_a_review_without_a_claim_is_refused_by_its_place_in_the_feed():
    first, second = rows([REVIEW, {**REVIEW, "claimReviewed": "", "itemReviewed": {}}])
    assert first.check
    assert (second.number, "statement" in second.problem) == (2, True)


def test_a_broken_line_is_refused_and_the_others_are_read():
    found = rows(b'{"id": "a", "statement": "one"}\n{"id": "b", \n\n{"id": "c", "statement": "three"}\n', "a.jsonl")
    assert [(row.number, bool(row.check)) for row in found] == [(1, True), (2, False), (4, True)]
    assert "not JSON" in found[1].problem


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b'{"statement": "a"}', "a.jsonl", Format.LINES),
        (b'{"statement": "a"}', "a.json", Format.LINES),
        (b'{"statement": "a"}\n{"statement": "b"}', "a", Format.LINES),
        (b'{\n"statement": "a"\n}\n', "a.json", Format.FEED),
        (b'[{"statement": "a"}]', "a.json", Format.FEED),
        (b'\xef\xbb\xbf{"@type": "ClaimReview"}', "a.json", Format.FEED),
        (b"statement\na", "a.csv", Format.TABLE),
        (b"", "a.csv", Format.TABLE),
    ],
)
def test_a_file_is_known_by_what_it_holds(data, name, kind):
    assert format_of(data, name) == kind


def test_a_list_of_our_own_fields_is_read_too():
    assert [check.key for check in checks([{"id": "a", "statement": "one"}])] == ["a"]


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"[1, 2", b"{\n}", b'claim,\n"open'])
def test_a_file_that_holds_no_checks_is_refused_as_a_whole(data):
    with pytest.raises(UnreadableFile):
        rows(data, "file")


def test_columns_are_guessed_from_their_heads_each_field_once():
    heads = ["Claim text", "Verdict", "Link", "Claim", "Speaker", "Notes", "Claim date"]
    assert guessed(heads) == ("", "rating", "url", "statement", "claimant", "", "claimed_on")


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Our Rating", "rating"),
        ("Published on", "published_on"),
        ("Who said it??", "claimant"),
        ("Rating (1-5)", "rating"),
        ("URL of the check", "url"),
        ("Überschrift", "title"),
        ("Date de publication", "published_on"),
        ("Calificación", "rating"),
        ("Утверждение", "statement"),
        ("Язык", "language"),
        ("Nr", ""),
        ("No.", ""),
        ("Number", ""),
        ("Notes", ""),
    ],
)
def test_heads_are_guessed_however_they_are_put(head, field):
    assert guessed([head]) == (field,)


def test_an_exact_head_goes_before_one_with_other_words():
    assert guessed(["Our claim", "Claim"]) == ("", "statement")


@pytest.mark.parametrize("rest", ["open, and on\n3,fine\n", 'open, and on\n3,"fine"\n', 'a "word" in it"\n'])
def test_of_quotation_marks_that_do_not_fit_the_row_is_named_in_our_words(rest):
    with pytest.raises(UnreadableTable) as found:
        read_table(f'id,claim\n1,"two\nlines"\n2,"{rest}')
    assert "quotation marks of row 3 (line 4 of the file)" in str(found.value)
    assert "delimiter" not in str(found.value)
    assert "expected" not in str(found.value)


def test_a_refusal_names_the_column_as_the_file_heads_it():
    found = rows(b"What they said,Tongue\n,en\nIt rained.,plain English\n", "a.csv", fields=["statement", "language"])
    assert "“What they said”" in found[0].problem
    assert "“Tongue”" in found[1].problem


def test_a_link_that_is_none_is_left_out_and_the_check_stays():
    (row,) = rows(b"claim,link\nIt rained.,see archive\n", "a.csv")
    assert (row.check.statement, row.check.url, row.bad_url) == ("It rained.", "", "see archive")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_whatever_stands_between_its_cells(delimiter):
    data = f'id{delimiter}claim\n7{delimiter}"It {delimiter} is\nclosed"\n\n8{delimiter}\n'.encode()
    first, second = rows(data, "a.csv")
    assert (first.number, first.check.key) == (2, "7")
    assert "closed" in first.check.statement
    assert "no “claim”" in second.problem


def test_a_table_in_the_encoding_of_a_spreadsheet_is_read():
    text = "id;claim\n" + "\n".join(f"{n};Мост через реку закрыт с понедельника" for n in range(5))
    assert rows(text.encode("cp1251"), "a.csv")[0].check.statement.startswith("Мост")


def test_a_row_with_too_many_cells_is_refused():
    (row,) = rows(b"id,claim\n1,a,b\n", "a.csv")
    assert "more cells" in row.problem


def test_columns_that_would_give_no_checks_are_refused():
    with pytest.raises(UnreadableTable, match="No column is the claim"):
        check_fields(["", "title"])
    with pytest.raises(UnreadableTable, match="the same: title"):
        check_fields(["statement", "title", "title"])
    with pytest.raises(UnreadableTable, match="no field"):
        check_fields(["statement", "mood"])


def test_a_cell_written_safe_for_spreadsheets_is_read_back():
    assert read_table("claim\n'=1+1 is two").rows[0][1] == ("=1+1 is two",)


def test_when_a_check_came_out_is_kept_beside_when_the_claim_was_made():
    (check,) = checks({**REVIEW, "datePublished": "2020-08-25"})
    assert (check.published.iso, check.claimed.iso) == ("2020-08-25", "2020-08-20")


def test_a_table_of_too_many_columns_is_refused():
    heads = ["claim", *(f"column {n}" for n in range(199))]
    assert len(read_table(",".join(heads) + "\na").heads) == 200
    with pytest.raises(UnreadableTable, match="has 201 columns; 200 are the most"):
        read_table(",".join([*heads, "one more"]) + "\na")


def test_a_table_with_half_a_character_is_no_text():
    with pytest.raises(UnreadableTable, match="not a text file"):
        read_table("claim,mood\ud800\na,b")
