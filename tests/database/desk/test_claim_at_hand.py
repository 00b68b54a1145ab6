"""From a claim to the list of documents and on to the words: the claim stays at hand, and is seen."""

import pytest
from lxml import html

from factcheck.desk.offers import words_address
from tests.database.desk.papers import claim_of, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(by_reviewer):
    return claim_of(by_reviewer, "The ferry sank.")


def test_the_way_from_the_board_to_the_dialog_keeps_the_claim(as_reviewer, by_reviewer, claim):
    document = paper(by_reviewer)
    claim_of(by_reviewer, "Another one.")
    to_list = f"/documents/?claim={claim.public_id}"
    assert f'href="{to_list}"' in as_reviewer.get(f"/claims/{claim.public_id}/").content.decode()
    listed = as_reviewer.get(to_list).content.decode()
    to_document = f"/documents/{document.public_id}/?claim={claim.public_id}"
    assert "The ferry sank." in listed
    assert f'href="{to_document}"' in listed
    assert f'name="claim" value="{claim.public_id}"' in listed
    read = as_reviewer.get(to_document)
    assert "The ferry sank." in read.content.decode()
    select = f"{read.context['select_url']}&start=18&end=28&do=corroborates"
    assert f'value="{claim.public_id}" checked' in as_reviewer.get(select).content.decode()


def test_a_claim_that_is_none_is_not_spoken_of(as_reviewer, by_reviewer):
    paper(by_reviewer)
    for text in ("C-9999", "nonsense", ""):
        answer = as_reviewer.get("/documents/", {"claim": text})
        assert answer.status_code == 200
        assert "Looking for a passage" not in answer.content.decode()


def test_who_only_reads_is_not_told_to_link(as_viewer, by_reviewer, claim):
    paper(by_reviewer)
    shown = as_viewer.get("/documents/", {"claim": claim.public_id}).content.decode()
    assert "Looking for a passage" not in shown


def test_where_no_title_fits_the_texts_can_be_searched_for_the_same_claim(as_reviewer, by_reviewer, claim):
    paper(by_reviewer)
    page = html.fromstring(as_reviewer.get("/documents/", {"q": "Nobody & co", "claim": claim.public_id}).content)
    (to,) = page.xpath('//a[normalize-space()="Search in the texts"]/@href')
    assert to == f"/search/?q=Nobody%20%26%20co&kind=passages&claim={claim.public_id}"
    found = as_reviewer.get(to)
    assert "The ferry sank." in found.content.decode()
    assert f'name="claim" value="{claim.public_id}"' in found.content.decode()
    assert f"&claim={claim.public_id}#" in words_address(7, 1, "Nobody was hurt.", found.context["form"].claim)
