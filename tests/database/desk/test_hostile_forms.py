"""What no browser of ours sends: refused or taken as nothing, never an error of the server."""

import pytest
from django.urls import reverse
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.claims.models import Claim, SavedView
from factcheck.reports.actions import publish_verdict
from factcheck.reports.models import Publication
from factcheck.sources.importing import plan_import
from tests.database.reports.conftest import case, desk, published
from tests.database.verdicts.conftest import draft

__all__ = ["case", "desk", "draft", "published"]
pytestmark = pytest.mark.django_db

NUL = "bridge\x00"
#: Python refuses to read more than 4300 digits, and "²" is a digit that is no number.
NUMBERS = ["9" * 5000, "9" * 30, "²", "-1", "", "\x00"]


@pytest.mark.parametrize("name", ["q", "picked_q", "picked"])
@pytest.mark.parametrize("address", ["claims:pick", "documents:pick"])
def test_typing_a_nul_finds_as_if_it_were_not_there(client, viewer, address, name):
    client.force_login(viewer)
    assert client.get(reverse(address), {name: NUL}).status_code == 200


def test_a_nul_in_a_search_field_of_a_form_is_no_server_error(client, reviewer):
    client.force_login(reviewer)
    sent = {"text": "The bridge is closed.", "source_q": NUL, "source": NUL}
    assert client.post(reverse("documents:import"), sent).status_code in (302, 422)


def test_a_nul_in_what_no_form_reads_is_no_server_error(client, editor):
    client.force_login(editor)
    for name in ("accounts:send_kept", "accounts:discard_kept"):
        assert client.post(f"{reverse(name)}?slot=%00").status_code == 302
    table = "name\nThe Wire\n"
    digest = plan_import(table.encode()).digest
    assert client.post(reverse("sources:import"), {"table": table, "digest": digest, "reason": NUL}).status_code == 302


def test_what_nobody_can_read_is_neither_a_claim_nor_the_name_of_a_view_nor_an_enquiry(client, reviewer):
    client.force_login(reviewer)
    new = {"kind": "fact", "priority": "2", "terms-TOTAL_FORMS": "0", "terms-INITIAL_FORMS": "0"}
    assert client.post(reverse("claims:new"), new | {"statement": "\u200b"}).status_code == 422
    assert client.post(reverse("claims:new"), new | {"statement": "It rained."}).status_code == 302
    claim = Claim.objects.get()
    asked = {
        "role": "press_office",
        "channel": "mail",
        "asked_on": "2026-03-01",
        "asked": "\u00ad",
        "question": "\u200b",
    }
    assert client.post(reverse("evidence:enquiry_new", args=[claim.pk]), asked).status_code == 422
    client.post(reverse("claims:save_view"), {"name": "\u200b", "query": "", "is_shared": "on"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("version", NUMBERS)
def test_a_version_that_is_none_sends_no_verdict_for_review(client, reviewer, draft, version):
    client.force_login(reviewer)
    address = reverse("verdicts:submit", args=[draft.verdict.pk])
    assert client.post(address, {"version": version}).status_code == 409


@pytest.mark.parametrize("number", NUMBERS)
def test_a_proposed_edit_that_is_none_is_not_settled(client, reviewer, draft, number):
    client.force_login(reviewer)
    verdict = draft.verdict
    sent = {"version": verdict.version, "rating": verdict.rating_id, "conclusion": "x", "accept": number}
    assert client.post(reverse("verdicts:edit", args=[verdict.pk]), sent).status_code in (302, 404)


@pytest.mark.parametrize("version", NUMBERS)
def test_a_publication_is_corrected_only_at_the_version_that_was_seen(client, editor, published, version):
    client.force_login(editor)
    address = reverse("reports:publish", args=[published.verdict.pk])
    sent = {
        "address": "https://elsewhere.example/",
        "published_at": f"{timezone.now():%Y-%m-%d %H:%M}",
        "version": version,
    }
    assert client.post(address, sent).status_code == 422
    assert not Publication.objects.filter(address="https://elsewhere.example/").exists()


def test_publishing_from_two_tabs_keeps_what_the_first_one_said(client, editor, case):
    client.force_login(editor)
    with acting(editor, action="test"):
        publish_verdict(
            verdict=case.verdict, by=editor, address="https://desk.example/1", published_at=case.verdict.updated_at
        )
    address = reverse("reports:publish", args=[case.verdict.pk])
    sent = {"address": "https://desk.example/2", "published_at": f"{timezone.now():%Y-%m-%d %H:%M}"}
    assert client.post(address, sent).status_code == 422
    assert Publication.objects.get().address == "https://desk.example/1"
