"""Sources in Django's admin."""

import re

import pytest

from factcheck.audit.models import Entry
from factcheck.reports.models import Export
from factcheck.sources.actions import change_source
from factcheck.sources.models import Source

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"


def save(client, source, **values):
    data = {
        "name": source.name,
        "reliability": source.reliability,
        "seen_version": source.version,
        "reason": "",
        **values,
    }
    return client.post(f"{LIST}{source.pk}/change/", data)


def test_only_admins_come_in(as_editor, herald):
    assert as_editor.get(LIST).status_code == 302


def test_the_list_can_be_searched_and_filtered(as_admin, herald, wire):
    assert "Herald" in as_admin.get(LIST, {"q": "herald.ex"}).text
    assert ">Wire<" not in as_admin.get(LIST, {"q": "herald.ex"}).text
    assert ">Herald<" not in as_admin.get(LIST, {"reliability__exact": "B"}).text
    assert as_admin.get(LIST, {"reliability__exact": "\0"})["Location"] == LIST


def test_a_new_grade_needs_a_reason(as_admin, admin, herald):
    assert "changing a grade needs a reason" in save(as_admin, herald, reliability="A").text
    assert save(as_admin, herald, reliability="A", reason="Long record").status_code == 302
    herald.refresh_from_db()
    entry = Entry.objects.about(herald.public_id).newest_first().first()
    assert (herald.reliability, herald.version) == ("A", 2)
    assert (entry.actor, entry.reason) == (admin.email, "Long record")


def test_a_stale_save_is_refused(as_admin, herald):
    change_source(source=Source.objects.get(pk=herald.pk), description="A daily")
    assert "after you opened it" in save(as_admin, herald, name="Other").text
    herald.refresh_from_db()
    assert herald.name == "Herald"


def test_a_source_can_be_added(as_admin):
    response = as_admin.post(f"{LIST}add/", {"name": "Wire", "seen_version": "1", "reason": ""})
    assert response.status_code == 302
    assert Source.objects.get().name == "Wire"


def test_deleting_is_not_offered(as_admin, herald):
    assert as_admin.post(f"{LIST}{herald.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in as_admin.get(LIST).text


def test_the_selected_sources_are_downloaded_formula_safe(as_admin, herald):
    change_source(source=herald, name="=cmd()")
    response = as_admin.post(LIST, {"action": "export_csv", "_selected_action": [herald.pk]})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert ',"\'=cmd()",' in response.text
    assert Export.objects.get().filters == {"sources": [herald.public_id]}


def test_its_pages_pass_the_content_security_policy(as_admin, herald, wire):
    for url in (LIST, f"{LIST}add/", f"{LIST}{herald.pk}/change/", f"{LIST}{herald.pk}/history/"):
        response = as_admin.get(url)
        assert response.status_code == 200
        assert "unsafe" not in response["Content-Security-Policy"]
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\ssrc=)", response.text)


def test_a_name_longer_than_its_index_takes_is_refused(as_admin, herald):
    assert "at most 300 characters" in save(as_admin, herald, name="x" * 300_000).text
