"""A date that can't be read is told beside its field, in every form that takes one, and nothing is stored."""

import re

import pytest

from factcheck.claims.models import Claim
from factcheck.documents.models import Document
from factcheck.evidence.models import DocumentedSearch
from tests.database.desk.papers import claim_of, linked, paper

pytestmark = pytest.mark.django_db

CLAIM = {"statement": "The bridge is closed.", "kind": "quantity", "priority": "1", "terms-TOTAL_FORMS": "0"} | {
    "terms-INITIAL_FORMS": "0"
}
SEARCH = {"where": "The town archive", "query": "bridge", "searched": "2020-08-21", "outcome": "not_found"}
EVIDENCE = {"stance": "contradicts", "weight": "partial", "rationale": "It opened at noon.", "credibility": "3"}


def _told(page: str, field: str) -> str:
    """What stands beside the field as its error, and only if the field says that it is wrong."""
    page = " ".join(page.split())
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', page), field
    found = re.search(rf'id="id_{field}_error"[^>]*>(.*?)</ul>', page)
    assert found, field
    return found[1]


@pytest.mark.parametrize(
    ("given", "said"), [("2020-13", "“2020-13” can&#x27;t be read"), ("next week", "“next week” can&#x27;t be read")]
)
def test_every_form_says_beside_the_field_why_its_date_can_not_be_read(as_reviewer, by_reviewer, given, said):
    claim, document = claim_of(by_reviewer), paper(by_reviewer)
    linked(document, "The bridge was closed on Monday.", claim, by_reviewer)
    piece = claim.evidence.get()
    search = f"/evidence/for/{claim.public_id}/search/"
    sent = [
        *(("/claims/new/", CLAIM, field) for field in ("made", "scope_time", "quantity_as_of")),
        (f"/claims/{claim.public_id}/edit/", CLAIM | {"version": claim.version}, "made"),
        (search, SEARCH, "period"),
        (search, SEARCH, "searched"),
        (f"/evidence/{piece.public_id}/edit/", EVIDENCE | {"version": piece.version, "date_of": "event"}, "dated"),
        (f"/documents/{document.public_id}/facts/", {"version": document.version}, "published"),
        ("/documents/import/", {"text": "The harbour is open.", "received_from": "Ada"}, "copied"),
    ]
    for address, fields, field in sent:
        answer = as_reviewer.post(address, fields | {field: given})
        assert answer.status_code == 422, (address, field)
        assert said in _told(answer.content.decode(), field), (address, field)
    for address in ("/documents/", "/search/"):
        for field in ("since", "until"):
            assert said in _told(as_reviewer.get(address, {"q": "bridge", field: given}).content.decode(), field)
    assert (Claim.objects.count(), Document.objects.count(), DocumentedSearch.objects.count()) == (1, 1, 0)


def test_what_a_kind_does_not_ask_for_and_does_not_show_keeps_no_claim_from_being_saved(as_reviewer):
    hidden = {"quantity_as_of": "next week", "quantity_low": "many"}
    assert as_reviewer.post("/claims/new/", CLAIM | hidden).status_code == 422
    assert as_reviewer.post("/claims/new/", CLAIM | hidden | {"kind": "fact"}).status_code == 302
    assert Claim.objects.get().quantity_low is None
