"""An address that is only sent to, opened by hand: a page of ours that leads back."""

import pytest
from django.test import Client

from factcheck.web.wrong_way import way_back
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db


def test_an_address_that_is_only_sent_to_leads_back_to_what_it_is_about(client, viewer, reviewer):
    claim = claim_of(reviewer)
    client.force_login(viewer)
    path = f"/claims/{claim.public_id}/suggestions/answer/"
    for ask in (client.get, client.head):
        answer = ask(path)
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = client.get(path).content.decode()
    assert f'href="/claims/{claim.public_id}/">Go to {claim.public_id}</a>' in page
    # Where nobody sees a page, and where nobody is signed in, all is as it was.
    assert not client.get(path, headers={"HX-Request": "true"}).content
    assert Client().get(path)["Location"].startswith("/accounts/login/")
    assert not Client().get("/theme/").content


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/verdicts/V-0013/approve/", ("/verdicts/V-0013/", "V-0013")),
        ("/documents/D-0007/seal/access/end/", ("/documents/D-0007/", "D-0007")),
        ("/profile/sessions/4/end/", ("/profile/", "")),
        ("/kept/discard/", ("/kept/", "")),
        ("/theme/", ("/", "")),
    ],
)
def test_the_way_back_is_the_page_of_the_object_else_the_one_above(path, back):
    assert way_back(path) == back
