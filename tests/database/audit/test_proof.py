"""Each way of writing leaves exactly the right entries, and what was rolled back leaves none."""

import getpass
import hashlib
import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting, because
from factcheck.audit.models import Entry
from factcheck.claims.models import Claim, ClaimTerm
from factcheck.documents.models import Document, Extraction
from factcheck.sources.models import Source, SourceDomain
from tests.database.audit.conftest import run_sql


@pytest.fixture
def source(db) -> Source:
    return Source.objects.create(name="Border Weekly")


def test_bulk_create_leaves_an_entry_for_each_row(editor, source, entries_since):
    with acting(editor, action="sources:edit", reason="Both are theirs"):
        SourceDomain.objects.bulk_create(
            [SourceDomain(source=source, domain=domain) for domain in ("one.example", "two.example")]
        )
    found = entries_since()
    assert [entry.after["domain"] for entry in found] == ["one.example", "two.example"]
    for entry in found:
        assert entry.before is None
        assert entry.operation == "insert"
        assert (entry.actor, entry.actor_id, entry.role) == (editor.email, editor.pk, "editor")
        assert (entry.action, entry.reason) == ("sources:edit", "Both are theirs")
        assert entry.about == [f"SD-{entry.object_id:04d}", source.public_id]


def test_one_statement_for_many_documents_leaves_an_entry_for_each_in_their_order(editor, entries_since):
    with acting(editor, action="documents:import", reason="A dump"):
        rows = Document.objects.bulk_create(Document(first_words=f"Report {number}") for number in range(3))
    found = entries_since()
    assert [entry.object_id for entry in found] == [row.pk for row in rows]
    assert [entry.about for entry in found] == [[row.public_id] for row in rows]
    assert [entry.after["first_words"] for entry in found] == ["Report 0", "Report 1", "Report 2"]
    assert {(entry.operation, entry.actor_id, entry.role, entry.reason) for entry in found} == {
        ("insert", editor.pk, "editor", "A dump")
    }
    assert all(entry.before is None for entry in found)
    assert len({bytes(entry.salt) for entry in found}) == 3


def test_a_statement_that_inserts_nothing_leaves_no_entry(entries_since):
    run_sql("INSERT INTO documents_document SELECT * FROM documents_document WHERE false")
    assert entries_since() == []


def test_a_queryset_update_leaves_only_the_changed_columns_before_and_after(reviewer, claim, entries_since):
    with acting(reviewer, action="claims:edit"):
        Claim.objects.filter(pk=claim.pk).update(priority=1, statement=claim.statement)
    (entry,) = entries_since()
    assert (entry.before, entry.after) == ({"priority": 2}, {"priority": 1})
    assert (entry.table_name, entry.object_id) == ("claims_claim", claim.pk)


def test_an_update_that_changes_nothing_leaves_no_entry(claim, entries_since):
    Claim.objects.filter(pk=claim.pk).update(priority=claim.priority)
    assert entries_since() == []


def test_a_queryset_delete_leaves_the_whole_row(editor, source, entries_since):
    domain = SourceDomain.objects.create(source=source, domain="one.example")
    entries_since()
    with acting(editor, action="sources:edit"):
        SourceDomain.objects.filter(source=source).delete()
    (entry,) = entries_since()
    assert entry.after is None
    assert entry.before == {"id": domain.pk, "source_id": source.pk, "domain": "one.example"}


def test_the_admin_leaves_entries_under_the_admin_who_used_it(client, admin, source, entries_since):
    from django.contrib import admin as site

    if Source not in site.site._registry:
        pytest.skip("the admin has no page for sources yet")
    client.force_login(admin)
    address = reverse("admin:sources_source_change", args=[source.pk])
    form = client.get(address).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in values.items() if value is not None} | {"name": "Border Daily"}
    for formset in client.get(address).context["inline_admin_formsets"]:
        for name, value in formset.formset.management_form.initial.items():
            data[f"{formset.formset.prefix}-{name}"] = value
    entries_since()
    response = client.post(address, data | {"reason": "They renamed it"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    (entry,) = [entry for entry in entries_since() if entry.table_name == "sources_source"]
    assert entry.before["name"] == "Border Weekly"
    assert entry.after["name"] == "Border Daily"
    assert (entry.actor, entry.action) == (admin.email, "admin:sources_source_change")


def test_an_email_address_written_by_allauth_is_recorded(rf, reviewer, entries_since):
    entries_since()
    with acting(reviewer, action="account_email"):
        added = EmailAddress.objects.add_email(rf.get("/"), reviewer, "second@desk.example")
        added.set_verified()
    inserted, updated = entries_since()
    assert inserted.table_name == "account_emailaddress"
    assert inserted.after["email"] == "second@desk.example"
    assert inserted.about == [reviewer.public_id]
    assert (updated.before, updated.after) == ({"verified": False}, {"verified": True})


def test_signing_in_through_allauth_is_recorded_as_a_visitors_doing(client, db, entries_since):
    user = create_user(email="new@desk.example", name="New", role="viewer", password="correct horse battery")
    entries_since()
    client.post(reverse("account_login"), {"login": user.email, "password": "correct horse battery"})
    (entry,) = [entry for entry in entries_since() if "last_login" in (entry.after or {})]
    assert (entry.action, entry.about) == ("account_login", [user.public_id])


def test_a_second_factor_written_by_allauth_is_recorded_without_its_secret(rf, reviewer, entries_since):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    with acting(reviewer, action="mfa_activate_totp"):
        TOTP.activate(reviewer, secret)
        Authenticator.objects.filter(user=reviewer).update(data={"secret": "another"})
    added, changed = entries_since()
    assert added.table_name == "mfa_authenticator"
    assert added.after["type"] == "totp"
    assert added.after["data"] == {"withheld": True}
    assert changed.after == {"data": {"withheld": True}}
    assert secret not in json.dumps([added.after, changed.before, changed.after])


def test_a_management_command_leaves_entries_under_its_operating_system_user(db, entries_since):
    call_command("create_user", "new@desk.example", name="New", role="viewer")
    created = [entry for entry in entries_since() if entry.table_name == "accounts_user"]
    assert created[0].operation == "insert"
    assert created[0].actor == f"command line, operating-system user {getpass.getuser()}"
    assert created[0].actor_id is None
    assert not created[0].outside_the_application


def test_a_command_with_as_leaves_entries_under_that_person(admin, entries_since):
    call_command("create_user", "new@desk.example", name="New", role="viewer", actor=admin.email)
    found = entries_since()
    assert {entry.table_name for entry in found} >= {"accounts_user", "account_emailaddress"}
    assert {(entry.actor, entry.actor_id, entry.role) for entry in found} == {(admin.email, admin.pk, "admin")}


def test_raw_sql_leaves_an_entry_for_each_row(editor, source, entries_since):
    with acting(editor, action="sources:edit"):
        run_sql(
            "INSERT INTO sources_sourcedomain (source_id, domain) VALUES (%s, 'a.example'), (%s, 'b.example')",
            [source.pk, source.pk],
        )
        run_sql("UPDATE sources_sourcedomain SET domain = 'new-' || domain")
        run_sql("DELETE FROM sources_sourcedomain")
    assert [entry.operation for entry in entries_since()] == ["insert"] * 2 + ["update"] * 2 + ["delete"] * 2


def test_merge_statements_and_upserts_leave_entries_too(source, entries_since):
    run_sql("INSERT INTO sources_sourcedomain (source_id, domain) VALUES (%s, 'a.example')", [source.pk])
    run_sql(
        "INSERT INTO sources_sourcedomain (source_id, domain) VALUES (%s, 'a.example')"
        " ON CONFLICT (domain) DO UPDATE SET domain = 'b.example'",
        [source.pk],
    )
    run_sql(
        "MERGE INTO sources_sourcedomain d USING (SELECT 'b.example' AS domain) x ON d.domain = x.domain"
        " WHEN MATCHED THEN DELETE"
    )
    assert [entry.operation for entry in entries_since()] == ["insert", "update", "delete"]


def test_a_row_deleted_by_cascade_leaves_an_entry(admin, reviewer, entries_since):
    Authenticator.objects.create(user=reviewer, type="totp", data={})
    entries_since()
    with acting(admin, action="accounts:reset"):
        Authenticator.objects.all().delete()
    (entry,) = entries_since()
    assert (entry.operation, entry.actor) == ("delete", admin.email)


@transaction.atomic
def _add_a_source_and_fail() -> None:
    Source.objects.create(name="Never was")
    raise RuntimeError


def test_a_transaction_rolled_back_leaves_no_entry(transactional_db, entries_since):
    with pytest.raises(RuntimeError):
        _add_a_source_and_fail()
    assert entries_since() == []


def test_a_savepoint_rolled_back_leaves_no_entry_and_the_rest_stays(db, entries_since):
    Source.objects.create(name="Stays")
    with pytest.raises(RuntimeError):
        _add_a_source_and_fail()
    assert [entry.after["name"] for entry in entries_since()] == ["Stays"]


def test_without_context_the_session_user_is_recorded_and_shown_as_outside(db, entries_since):
    run_sql(
        "INSERT INTO accounts_desk (id, name, url, prints_grades) VALUES (1, 'd', '', false) ON CONFLICT DO NOTHING"
    )
    Source.objects.create(name="Unsaid")
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        (session_user,) = cursor.fetchone()
    entry = entries_since()[-1]
    assert (entry.actor, entry.actor_id, entry.action, entry.reason) == (session_user, None, "", "")
    assert entry.outside_the_application


def test_contexts_nest_and_the_outer_one_holds_again(reviewer, editor, entries_since):
    with acting(reviewer, action="sources:new"):
        Source.objects.create(name="First")
        with acting(editor, action="sources:edit"), because("Asked to"):
            Source.objects.create(name="Second")
        Source.objects.create(name="Third")
    Source.objects.create(name="Fourth")
    assert [(entry.actor_id, entry.action, entry.reason) for entry in entries_since()] == [
        (reviewer.pk, "sources:new", ""),
        (editor.pk, "sources:edit", "Asked to"),
        (reviewer.pk, "sources:new", ""),
        (None, "", ""),
    ]


def test_a_context_holds_in_the_transactions_begun_within_it(transactional_db, reviewer, entries_since):
    with acting(reviewer, action="sources:new"):
        for name in ("One", "Two"):
            with transaction.atomic():
                Source.objects.create(name=name)
    with transaction.atomic():
        Source.objects.create(name="Three")
    assert [entry.actor_id for entry in entries_since()] == [reviewer.pk, reviewer.pk, None]


def test_an_entry_says_of_what_it_tells_and_which_request_did_it(claim, passage, reviewer, entries_since):
    with acting(reviewer, action="evidence:link", request="r-17"):
        linked = claim.evidence.create(passage=passage, stance="context")
    (entry,) = entries_since()
    assert entry.request == "r-17"
    assert set(entry.about) == {
        linked.public_id,
        claim.public_id,
        passage.public_id,
        passage.document.public_id,
    }


def test_a_row_that_moves_is_told_in_the_history_of_both_parents(claim, reviewer, entries_since):
    other = Claim.objects.create(statement="The road is open.", kind="fact")
    term = ClaimTerm.objects.create(claim=claim, term="open")
    entries_since()
    ClaimTerm.objects.filter(pk=term.pk).update(claim=other)
    (entry,) = entries_since()
    assert {claim.public_id, other.public_id} <= set(entry.about)


def test_a_password_never_appears_in_an_entry(db, entries_since):
    user = create_user(email="new@desk.example", name="New", role="viewer", password="correct horse battery")
    first = user.password
    user.set_password("another horse battery")
    user.save(update_fields=["password"])
    recorded = json.dumps([[entry.before, entry.after] for entry in entries_since()])
    assert first not in recorded
    assert user.password not in recorded
    assert "horse" not in recorded
    assert Entry.objects.filter(table_name="accounts_user", after__password={"withheld": True}).count() == 2


def test_the_hash_of_a_link_that_signs_in_never_appears_in_an_entry(reviewer, entries_since):
    link = reviewer.sign_in_links.create(token_sha256="f" * 64, expires_at=reviewer.date_joined)
    (entry,) = entries_since()
    assert link.token_sha256 not in json.dumps(entry.after)
    assert entry.about == [reviewer.public_id]


def test_text_and_blocks_are_kept_as_length_and_hash(passage):
    entry = Entry.objects.get(table_name="documents_extraction")
    text = passage.extraction.text
    assert entry.after["text"] == {
        "length": len(text),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    assert set(entry.after["blocks"]) == {"length", "sha256"}
    assert Extraction.objects.get().text == text


def test_an_entry_is_the_same_whatever_the_session_calls_dates(db, entries_since):
    run_sql("SET LOCAL timezone = 'Asia/Tokyo'")
    run_sql("SET LOCAL datestyle = 'German'")
    run_sql(
        "INSERT INTO sources_source (version, name, homepage, description, reliability, reliability_note,"
        " state_affiliation, state_affiliation_note, retracted_reason, created_at)"
        " VALUES (1, 'T', '', '', '', '', '', '', '', '2020-08-31T12:00:00+00')"
    )
    # psycopg reads dates in ISO only.
    run_sql("SET LOCAL datestyle = 'ISO'")
    (entry,) = entries_since()
    assert entry.after["created_at"] == "2020-08-31T12:00:00+00:00"


def test_a_salt_makes_two_equal_entries_differ(db, entries_since):
    for _ in range(2):
        Source.objects.create(name="Same")
    salts = {bytes(entry.salt) for entry in entries_since()}
    assert len(salts) == 2
    assert {len(salt) for salt in salts} == {16}
