"""Exports read back by libraries that are not ours."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pyld import jsonld

from factcheck.audit.models import Entry
from factcheck.reports.exports import EVIDENCE_COLUMNS, VERDICT_COLUMNS, Selection, stream
from factcheck.reports.models import Export

pytestmark = pytest.mark.django_db


def export(tmp_path, *arguments):
    out = tmp_path / "out"
    call_command("export", *arguments, "--out", str(out))
    return out.read_text(encoding="utf-8")


def test_csv_has_a_row_for_each_piece_of_evidence(published, tmp_path):
    rows = list(csv.DictReader(io.StringIO(export(tmp_path, "--format", "csv"), newline="")))
    assert [row["evidence_public_id"] for row in rows] == [
        published.corroborating.public_id,
        published.contradicting.public_id,
    ]
    assert set(rows[0]) == {*VERDICT_COLUMNS, *(f"evidence_{name}" for name in EVIDENCE_COLUMNS)}
    assert rows[0]["evidence_quote"] == "the calendar lists no exercise in August"
    assert rows[0]["scope_place"] == "within 100 km"
    assert rows[0]["terms_in_words"].endswith("exercises: not defined by the claimant, we take 500 soldiers or more")
    assert "Searched two calendars for “exercise”: not found: None is. (" in rows[0]["searches_in_words"]
    told = "Was there one? (no answer yet; asked for by 25 November 2999)"
    assert rows[0]["enquiries_in_words"].endswith(f"Asked The press office on 2026-02-20: {told}")


def test_csv_cells_cannot_become_formulas(published, tmp_path):
    rows = list(csv.DictReader(io.StringIO(export(tmp_path, "--format", "csv"), newline="")))
    assert rows[0]["statement"] == "'=There were no exercises in August."


def test_jsonl_holds_the_whole_report(published, tmp_path):
    (line,) = export(tmp_path, "--format", "jsonl").splitlines()
    record = json.loads(line)
    assert record["statement"] == "=There were no exercises in August."
    assert len(record["evidence"]) == 2
    assert record["evidence"][0]["sha256"] == published.document.captures.get().sha256
    assert (record["scope_place"], record["terms"][0]["term"]) == ("within 100 km", "exercises")
    assert record["enquiries"][0]["deadline"] == "2999-11-25"


def test_whoever_gave_a_document_to_the_desk_stays_inside(published, tmp_path, client, viewer):
    assert published.verdict.submissions.get().evidence.first().content["received_from"] == "A colleague"
    for format in Export.Format:
        assert "A colleague" not in export(tmp_path, "--format", format)
    client.force_login(viewer)
    page = client.get(reverse("reports:detail", args=[published.verdict.pk])).text
    assert "A colleague" not in page
    assert "no answer yet; asked for by 25 November 2999" in page


def test_claimreview_expands_to_schema_org(published, tmp_path):
    document = json.loads(export(tmp_path, "--format", "claimreview"))
    document["@context"] = {"@vocab": "https://schema.org/"}
    (review,) = jsonld.expand(document)[0].get("@graph", jsonld.expand(document))
    assert review["@type"] == ["https://schema.org/ClaimReview"]
    assert review["https://schema.org/url"][0]["@value"] == "https://desk.example/checks/1"
    assert Export.objects.get().holds == "1 verdict"


def test_claimreview_names_what_it_leaves_out(case, tmp_path, capsys):
    assert json.loads(export(tmp_path, "--format", "claimreview"))["@graph"] == []
    assert f"{case.verdict.public_id} ({case.claim.public_id}) is left out" in capsys.readouterr().err
    taken = Export.objects.get()
    assert (taken.verdicts, taken.holds) == ([], "0 verdicts, 1 left out")


def test_an_export_is_itself_an_audit_entry(published, tmp_path, reviewer):
    export(tmp_path, "--format", "csv", "--as", reviewer.email)
    taken = Export.objects.get()
    entry = Entry.objects.about(taken.public_id).get()
    assert (entry.actor, entry.action) == (reviewer.email, "reports:export")
    assert taken.verdicts == [published.verdict.public_id]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "csv", "--claim", "C-9999"],
        ["--format", "csv", "--claim", "nonsense"],
        ["--format", "csv", "--since", "yesterday"],
        ["--format", "csv", "--out", "/no/such/folder/x"],
        ["--format", "csv", "--as", "nobody@desk.example"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_message(db, arguments):
    with pytest.raises(CommandError) as refused:
        call_command("export", *arguments)
    assert refused.value.returncode == 2
    assert str(refused.value)


def test_since_takes_what_changed_from_that_day(published, tmp_path):
    assert len(export(tmp_path, "--format", "jsonl", "--since", "2020-01-01").splitlines()) == 1
    assert export(tmp_path, "--format", "jsonl", "--since", "2999-01-01") == ""


def test_an_export_costs_the_same_queries_for_one_claim_and_for_many(published, django_assert_num_queries):
    from django.db import connection

    with CaptureQueriesContext(connection) as queries:
        list(stream(Export.Format.JSONL, Selection(), None))
    assert len(queries) <= 8


def test_the_page_streams_what_the_command_writes(published, client, viewer):
    client.force_login(viewer)
    response = client.post(reverse("reports:export"), {"format": "csv"})
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode(), newline="")))
    assert len(rows) == 2
    assert Export.objects.get().exported_by == viewer


def test_the_page_names_an_unknown_claim(client, viewer, db):
    client.force_login(viewer)
    response = client.post(reverse("reports:export"), {"format": "csv", "claims": "C-4711"})
    assert response.status_code == 422
    assert "C-4711" in response.content.decode()


def test_bulk_claimreview_can_stand_inside_a_script_element(published, tmp_path):
    published.verdict.publication.change(address="https://desk.example/</script><script>alert(1)</script>")
    text = export(tmp_path, "--format", "claimreview")
    assert "</script" not in text
    assert json.loads(text)["@graph"][0]["url"].endswith("</script><script>alert(1)</script>")
