"""Bringing in earlier checks: twice, by command, in the browser; what is written and what is told."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.earlier import bringing
from factcheck.claims.earlier.bringing import bring_in
from factcheck.claims.earlier.reading import rows_in
from factcheck.claims.linking import link_claims
from factcheck.claims.models import EarlierCheck
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db

ROWS = [
    {"id": "a", "statement": "The bridge is closed.", "rating": "Mostly false", "url": "https://checks.example/a"},
    {"id": "b", "statement": "Wolves live in the park.", "claimant": "A caller", "claimed_on": "2020-08"},
]
CSV = "Id;Claim;Verdict\n1;The bridge is closed.;False\n2;;True\n"


def lines(rows) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def brought(rows, by=None):
    with acting(by, action="test"):
        return bring_in(rows_in(lines(rows), "a.jsonl"), by=by).as_counts


def test_what_a_file_says_is_kept_as_it_stands(reviewer):
    assert brought(ROWS, reviewer) == {"new": 2, "updated": 0, "unchanged": 0, "refused": 0}
    check = EarlierCheck.objects.get(key="b")
    assert (check.claimant, check.claimed_on.iso, check.imported_by) == ("A caller", "2020-08", reviewer)


def test_a_second_time_nothing_is_written():
    brought(ROWS)
    entries = Entry.objects.count()
    assert brought(ROWS)["unchanged"] == 2
    assert Entry.objects.count() == entries


def test_what_changed_is_updated_and_what_is_not_said_stays():
    brought(ROWS)
    counts = brought([{"id": "a", "statement": "The bridge is shut."}, ROWS[1]])
    assert counts == {"new": 0, "updated": 1, "unchanged": 1, "refused": 0}
    check = EarlierCheck.objects.get(key="a")
    assert (check.statement, check.rating, check.version) == ("The bridge is shut.", "Mostly false", 2)


def test_a_date_that_becomes_unreadable_takes_the_days_with_it():
    brought(ROWS)
    brought([{**ROWS[1], "claimed_on": "that summer"}])
    check = EarlierCheck.objects.get(key="b")
    assert (check.claimed, check.claimed_text) == (None, "that summer")


def test_an_id_that_stands_twice_is_refused_the_second_time_and_nothing_is_overwritten():
    found = bring_in(rows_in(lines([*ROWS, {"id": "a", "statement": "Something else."}]), "a.jsonl"), by=None)
    assert (found.new, found.refused, found.refusals[0].number) == (2, 1, 3)
    assert "id of row 1" in found.refusals[0].problem
    assert EarlierCheck.objects.get(key="a").statement == "The bridge is closed."
    assert brought([ROWS[0], ROWS[0]]) == {"new": 0, "updated": 0, "unchanged": 2, "refused": 0}


OURS = b"Nr,Claim,Speaker,Link\n1,The bridge is closed.,Ada,https://checks.example/1\n2,It rained.,,\n"
OTHERS = (
    b"Nr,Claim,Link,Title\n1,Wolves live in the park.,https://other.example/1,Wolves\n2,Trams run at night.,,Trams\n"
)
BY_NUMBER = ("id", "statement", "claimant", "url"), ("id", "statement", "url", "title")


def from_table(data, fields=None):
    return bring_in(rows_in(data, "a.csv", fields), by=None)


def test_the_running_numbers_of_two_archives_are_not_guessed_to_be_ids():
    from_table(OURS)
    assert from_table(OTHERS).as_counts == {"new": 2, "updated": 0, "unchanged": 0, "refused": 0}


def test_a_row_with_the_id_of_another_check_is_refused_and_nothing_of_it_is_mixed_in():
    from_table(OURS, BY_NUMBER[0])
    number = EarlierCheck.objects.get(key="1").public_id
    found = from_table(OTHERS, BY_NUMBER[1])
    assert (found.refused, [one.number for one in found.refusals]) == (2, [2, 3])
    for part in ("“1”", number, "The bridge is closed.", "Leave out the id", "archive-1"):
        assert part in found.refusals[0].problem
    assert set(EarlierCheck.objects.values_list("statement", "title", "version")) == {
        ("The bridge is closed.", "", 1),
        ("It rained.", "", 1),
    }


def test_new_words_at_the_same_address_and_a_new_address_of_the_same_words_are_updates():
    brought(ROWS[:1])
    assert brought([{**ROWS[0], "statement": "Nobody may cross the river."}])["updated"] == 1
    moved = {**ROWS[0], "statement": "Nobody may cross the river", "url": "https://checks.example/moved"}
    assert brought([moved])["updated"] == 1
    assert EarlierCheck.objects.get().url == "https://checks.example/moved"


def test_without_an_id_a_check_is_known_by_its_address_else_by_its_words_though_it_has_an_id():
    brought(ROWS)
    by_address = {"statement": "Nobody may cross.", "url": ROWS[0]["url"]}
    by_words = {"statement": ROWS[1]["statement"], "claimant": "A caller", "rating": "True"}
    assert brought([by_address, by_words]) == {"new": 0, "updated": 2, "unchanged": 0, "refused": 0}
    assert EarlierCheck.objects.get(key="a").statement == "Nobody may cross."
    assert EarlierCheck.objects.get(key="b").rating == "True"


def test_the_same_words_checked_at_another_address_are_another_check():
    again = [{"statement": "It is closed.", "url": f"https://checks.example/{n}"} for n in (1, 2)]
    assert brought(again)["new"] == 2
    assert brought(again)["unchanged"] == 2
    assert brought([{"statement": "It is closed.", "url": "https://checks.example/3"}])["new"] == 1


def test_of_a_link_that_is_none_a_note_tells_the_row():
    found = from_table(b"Claim,Link\nIt rained.,see archive\n")
    assert (found.new, found.refused) == (1, 0)
    assert "row 2 “see archive”" in found.notes[0]


def test_a_batch_costs_the_same_queries_whatever_is_in_it(monkeypatch):
    def queries(rows):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            brought(rows)
        return len(captured)

    few = queries(ROWS)
    many = queries([{"id": f"m{n}", "statement": f"Claim {n}."} for n in range(300)])
    assert many == few
    changed = queries([{"id": f"m{n}", "statement": f"Claim {n}, changed."} for n in range(300)])
    assert changed <= few + 1
    monkeypatch.setattr(bringing, "BATCH", 100)
    assert brought([{"id": f"n{n}", "statement": f"Claim {n}."} for n in range(250)])["new"] == 250


def test_each_check_stands_in_the_history_under_who_brought_it(reviewer):
    brought(ROWS, reviewer)
    assert Entry.objects.filter(table_name="claims_earliercheck", actor=reviewer.email).count() == 2


def test_the_database_refuses_two_checks_of_one_id_and_one_that_says_nothing():
    EarlierCheck.objects.create(key="a", statement="One.")
    for values in ({"key": "a", "statement": "Two."}, {"key": "b", "statement": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EarlierCheck.objects.create(**values)


def run(*arguments) -> str:
    out = StringIO()
    call_command("import_claims", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(data: bytes, name: str = "archive.jsonl") -> str:
        (tmp_path / name).write_bytes(data)
        return str(tmp_path / name)

    return write


def test_the_command_counts_and_runs_twice(file, reviewer):
    path = file(lines([{**ROWS[0], "author_note": "2020"}, ROWS[1]]))
    told = json.loads(run(path, "--json", "--as", reviewer.email))
    assert {name: told[name] for name in ("new", "updated", "unchanged", "refused")} == {
        "new": 2,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
    }
    assert told["left_out"] == {"author_note": 1}
    assert EarlierCheck.objects.first().imported_by == reviewer
    assert "unchanged 2" in run(path)


def test_the_command_names_refused_rows_takes_the_others_and_ends_with_one(file, capsys):
    path = file(lines([ROWS[0], {"id": "x"}, ROWS[1]]))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_claims", path, stdout=out)
    assert ended.value.code == 1
    assert "archive.jsonl:2: it has no “statement”" in out.getvalue()
    assert EarlierCheck.objects.count() == 2


@pytest.mark.parametrize("data", [b"\0", b"[1,", b"a,b\n1,2\n"])
def test_the_command_ends_with_two_for_a_file_it_cannot_read(file, data):
    with pytest.raises(CommandError) as ended:
        run(file(data, "x.csv"))
    assert ended.value.returncode == 2


def test_the_command_is_told_what_a_column_is(file):
    path = file(b"Id,What they said,Our view\n1,The bridge is closed.,False\n", "archive.csv")
    run(path, "--column", "statement=What they said", "--column", "rating=Our view")
    assert EarlierCheck.objects.get(key="1").rating == "False"
    with pytest.raises(CommandError, match="is not FIELD=COLUMN"):
        run(path, "--column", "statement=Elsewhere")


def upload(client, data: bytes, name: str):
    return client.post("/claims/earlier/import/", {"file": SimpleUploadedFile(name, data)})


def test_lines_come_in_at_once_and_refused_rows_are_listed(as_reviewer):
    response = upload(as_reviewer, lines([*ROWS, {"id": "c"}]), "a.jsonl")
    page = response.content.decode()
    assert response.context["brought"].as_counts == {"new": 2, "updated": 0, "unchanged": 0, "refused": 1}
    assert "It has no “statement”" in page


def test_of_a_table_the_columns_are_asked_first(as_reviewer):
    response = upload(as_reviewer, CSV.encode(), "a.csv")
    form = response.context["form"]
    assert [form.fields[f"column-{n}"].initial for n in range(3)] == ["id", "statement", "rating"]
    assert "The bridge is closed." in response.content.decode()
    assert not EarlierCheck.objects.exists()
    step = {"held": response.context["held"], "name": "a.csv", "column-0": "", "column-1": "statement"}
    response = as_reviewer.post("/claims/earlier/import/", step | {"column-2": "title"})
    assert response.context["brought"].as_counts == {"new": 1, "updated": 0, "unchanged": 0, "refused": 1}
    check = EarlierCheck.objects.get()
    assert (check.title, check.rating, check.key[:7]) == ("False", "", "sha256:")


def test_columns_without_the_claim_are_asked_again_and_nothing_is_lost(as_reviewer):
    held = upload(as_reviewer, CSV.encode(), "a.csv").context["held"]
    response = as_reviewer.post("/claims/earlier/import/", {"held": held, "name": "a.csv", "column-0": "title"})
    assert response.status_code == 422
    assert "No column is the claim" in response.content.decode()
    assert response.context["held"] == held


def test_a_file_held_for_one_person_is_not_anothers(as_reviewer, client, editor):
    held = upload(as_reviewer, CSV.encode(), "a.csv").context["held"]
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    for wrong in (held, held[:-3], "", "x:y:z"):
        response = client.post("/claims/earlier/import/", {"held": wrong, "column-1": "statement"})
        assert response.status_code == 422
        assert "Choose it again" in response.content.decode()
    assert not EarlierCheck.objects.exists()


@pytest.mark.parametrize(("data", "name"), [(b"", "a.csv"), (b"\0\1", "a.bin"), (b"[1", "a.json")])
def test_what_cannot_be_read_is_said_beside_the_file(as_reviewer, data, name):
    response = upload(as_reviewer, data, name)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]


def test_the_list_finds_words_and_numbers_and_costs_the_same_for_two_rows_and_for_twenty(as_viewer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert as_viewer.get("/claims/earlier/").status_code == 200
        return len(captured)

    brought(ROWS)
    queries()
    two = queries()
    brought([{"id": f"m{n}", "statement": f"Claim {n}."} for n in range(20)])
    assert queries() == two
    page = as_viewer.get("/claims/earlier/", {"q": "wolves park"}).content.decode()
    assert "Wolves live" in page
    assert "bridge" not in page
    number = EarlierCheck.objects.get(key="a").public_id
    assert "The bridge is closed." in as_viewer.get("/claims/earlier/", {"q": number}).content.decode()


def test_the_page_of_a_check_says_whose_label_it_is_and_sends_no_referrer(as_viewer, by_reviewer):
    brought([{**ROWS[0], "title": "<script>alert(1)</script>Shut?"}])
    check = EarlierCheck.objects.get()
    claim = claim_of(by_reviewer, "The bridge is shut.")
    link_claims(claim=claim, earlier=check, kind="same", by=by_reviewer)
    page = as_viewer.get(f"/claims/earlier/{check.public_id}/").content.decode()
    assert "not a verdict of this desk" in page
    assert 'href="https://checks.example/a" rel="noreferrer noopener"' in page
    assert claim.public_id in page
    assert "<script>alert" not in page
