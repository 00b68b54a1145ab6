"""ClaimReview: what it states, what it leaves out, and that a JSON-LD processor not ours reads it back."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from pyld import jsonld

from factcheck.reports.claimreview import (
    ClaimReviewIncomplete,
    advised,
    claim_review,
    claim_review_json,
    missing,
)
from factcheck.reports.data import ReportAppearance, ReportData, ReportPart

SCHEMA = "https://schema.org/"

REPORT = ReportData(
    verdict="V-0004",
    claim="C-0017",
    state="published",
    statement="The bridge at Nord was closed in May 2021.",
    in_their_words="They shut the bridge, and nobody told us.",
    kind="fact",
    claimant="Ivan Petrov",
    claimant_is_person=True,
    made_on="2021-06",
    rating_label="Mostly true",
    rating_value=Decimal("4.0"),
    best=5,
    worst=1,
    scale="Truth",
    conclusion="It was closed for two of the four weeks.",
    explanation="See the order [E-0001].",
    address="https://desk.example/checks/bridge",
    published_on="2021-07-01",
    modified_on="",
    desk_name="The Desk",
    desk_url="https://desk.example/",
    language="en",
    appearances=(
        ReportAppearance("https://blog.example/2", "Again", "A blog", "2021-06-20"),
        ReportAppearance("https://radio.example/1", "Morning show", "Radio Nord", "2021-06-02", made_here=True),
        ReportAppearance("", "A leaflet", "", ""),
    ),
)


def load_context(url, _options=None):
    assert url.rstrip("/") == SCHEMA.rstrip("/")
    context = {"@context": {"@vocab": SCHEMA}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


def expanded(report):
    (node,) = jsonld.expand(json.loads(claim_review_json(report)), {"documentLoader": load_context})
    return node


def value(node, *path):
    for name in path:
        (node,) = node[SCHEMA + name]
    return node.get("@value", node)


def test_a_json_ld_processor_reads_back_what_google_asks_for():
    node = expanded(REPORT)
    assert node["@type"] == [SCHEMA + "ClaimReview"]
    assert value(node, "claimReviewed") == REPORT.statement
    assert value(node, "url") == REPORT.address
    assert value(node, "datePublished") == "2021-07-01"
    assert value(node, "author", "name") == "The Desk"
    assert value(node, "author", "url") == "https://desk.example/"
    assert value(node, "reviewRating", "alternateName") == "Mostly true"
    assert [value(node, "reviewRating", f"{n}Rating") for n in ("best", "worst")] == [5, 1]
    assert value(node, "reviewRating", "ratingValue") == 4
    assert value(node, "itemReviewed", "author", "name") == "Ivan Petrov"
    assert value(node, "itemReviewed", "author")["@type"] == [SCHEMA + "Person"]
    assert value(node, "itemReviewed", "datePublished") == "2021-06"
    assert value(node, "itemReviewed", "firstAppearance", "url") == "https://radio.example/1"
    assert value(node, "itemReviewed", "appearance", "url") == "https://blog.example/2"
    assert value(node, "inLanguage") == "en"


def test_every_property_that_was_written_survives_the_processor():
    def names(node):
        if isinstance(node, dict):
            own = {key.removeprefix(SCHEMA) for key in node}
            return own.union(*(names(child) for child in node.values()), set())
        return set().union(*(names(child) for child in node), set()) if isinstance(node, list) else set()

    lost = names(claim_review(REPORT)) - names(expanded(REPORT))
    assert lost == {"@context"}


def test_a_label_outside_the_range_carries_no_number():
    rating = claim_review(replace(REPORT, rating_label="Unproven", rating_value=None))["reviewRating"]
    assert rating["alternateName"] == "Unproven"
    assert not {"ratingValue", "bestRating", "worstRating"} & rating.keys()


def test_a_value_between_two_steps_stays_one():
    assert claim_review(replace(REPORT, rating_value=Decimal("3.5")))["reviewRating"]["ratingValue"] == 3.5


def test_a_value_of_nought_is_a_number_like_any_other():
    rating = claim_review(replace(REPORT, rating_value=0, worst=0))["reviewRating"]
    assert (rating["ratingValue"], rating["worstRating"]) == (0, 0)


def test_what_the_desk_did_not_state_is_left_out():
    bare = replace(REPORT, claimant="", made_on="", in_their_words="", appearances=(), language="")
    document = claim_review(bare)
    assert document["itemReviewed"] == {"@type": "Claim", "name": REPORT.statement}
    assert "inLanguage" not in document
    assert "dateModified" not in document
    assert len(advised(bare)) == 3


@pytest.mark.parametrize(("is_person", "kind"), [(True, "Person"), (False, "Organization"), (None, None)])
def test_the_claimant_has_the_type_the_desk_gave_it_and_no_other(is_person, kind):
    author = claim_review(replace(REPORT, claimant_is_person=is_person))["itemReviewed"]["author"]
    assert author.get("@type") == kind
    assert author["name"] == "Ivan Petrov"


def test_a_revised_report_says_when():
    assert claim_review(replace(REPORT, modified_on="2021-08-01"))["dateModified"] == "2021-08-01"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"address": ""}, "the public address"),
        ({"address": "javascript:alert(1)"}, "the public address"),
        ({"address": "/checks/bridge"}, "the public address"),
        ({"address": "https://[bad"}, "the public address"),
        ({"desk_name": " "}, "the name of the desk"),
        ({"desk_url": ""}, "the address of the desk"),
        ({"published_on": ""}, "the date it was published"),
        ({"rating_label": ""}, "a rating: this verdict has none"),
        ({"statement": ""}, "the claim that was checked"),
        ({"state": "withdrawn"}, "publication: the verdict is not published, or no longer stands"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_written(change, words):
    report = replace(REPORT, **change)
    assert missing(report) == (words,)
    with pytest.raises(ClaimReviewIncomplete, match="V-0004"):
        claim_review(report)


def test_a_complete_report_misses_nothing():
    assert missing(REPORT) == advised(REPORT) == ()


def test_the_text_cannot_end_the_script_element_it_stands_in():
    hostile = replace(REPORT, statement="</script><script>alert(1)</script> & <!--")
    text = claim_review_json(hostile)
    assert "<" not in text
    assert json.loads(text)["claimReviewed"] == hostile.statement


PART = ReportPart(
    public_id="C-0018",
    statement="The bridge was shut.",
    reading="",
    takes_rating=True,
    rating_label="True",
    rating_value=5,
    conclusion="It was.",
    best=5,
    worst=1,
    verdict="V-0005",
    agreed_on="2021-06-28T10:00:00+00:00",
    address="https://desk.example/checks/shut",
    published_on="2021-06-29",
)
READING = replace(PART, public_id="C-0019", reading="for cars", statement=REPORT.statement, verdict="V-0006")


def test_a_part_stands_within_the_claim_with_its_own_review():
    node = expanded(replace(REPORT, parts=(PART,)))
    assert value(node, "itemReviewed", "hasPart", "name") == "The bridge was shut."
    review = value(node, "itemReviewed", "hasPart", "review")
    assert review["@type"] == [SCHEMA + "ClaimReview"]
    assert value(review, "url") == "https://desk.example/checks/shut"
    assert value(review, "datePublished") == "2021-06-29"
    assert [value(review, "reviewRating", name) for name in ("ratingValue", "bestRating", "worstRating")] == [5, 5, 1]
    assert SCHEMA + "associatedClaimReview" not in node


def test_a_reading_has_a_review_beside_this_one_that_says_how_the_words_are_read():
    node = expanded(replace(REPORT, parts=(READING,)))
    review = value(node, "associatedClaimReview")
    assert value(review, "itemReviewed", "description") == "for cars"
    assert value(review, "reviewRating", "alternateName") == "True"
    assert SCHEMA + "hasPart" not in node[SCHEMA + "itemReviewed"][0]


@pytest.mark.parametrize("lacking", [{"address": ""}, {"published_on": ""}, {"rating_label": "", "rating_value": None}])
def test_the_rating_of_a_part_that_is_not_out_is_not_told(lacking):
    document = claim_review(replace(REPORT, parts=(replace(PART, **lacking), replace(READING, **lacking))))
    assert document["itemReviewed"]["hasPart"] == [
        {"@type": "Claim", "identifier": "C-0018", "name": "The bridge was shut."}
    ]
    assert "associatedClaimReview" not in document
