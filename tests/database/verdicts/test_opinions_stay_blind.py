"""While one opinion is missing, the other shows nowhere but to its author: each way out is tried with each role."""

import csv
import io

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.core.management import call_command
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.notifications.models import Notification
from factcheck.verdicts import opinions
from factcheck.verdicts.models import Opinion, OpinionRound
from tests.database.verdicts.conftest import make_case
from tests.database.verdicts.rounds import ask, give

pytestmark = pytest.mark.django_db

#: The rating is a label that stands nowhere else on a page, and the reasons hold a word of their own.
LABEL, SECRET = "Satire", "zyzzyva"
#: These pages offer or explain all labels.
LISTS_LABELS = {"claim", "claim list", "verdict"}
READERS = ["viewer", "reviewer", "editor", "admin"]


@pytest.fixture
def round(reviewer, editor, second_editor) -> OpinionRound:
    """Eino has answered, the other has not."""
    case = make_case(reviewer)
    round = ask(reviewer, second_editor, by=reviewer, claim=case.claim)
    give(round, second_editor, LABEL, f"It reads like a {SECRET}.")
    return round


def differs_each_time(line):
    return "csrf" in line or 'class="request"' in line


def reads(browser, user, address, **headers):
    return browser(user).get(address, headers=headers)


@pytest.mark.parametrize("reader", READERS)
def test_opinion_is_its_authors_alone_until_both_are_in(request, reader, round, reviewer, second_editor):
    user = request.getfixturevalue(reader)
    assert not Opinion.objects.visible_to(user).exists()
    assert Opinion.objects.visible_to(second_editor).count() == 1
    give(round, reviewer, "False")
    assert Opinion.objects.visible_to(user).count() == 2


@pytest.mark.parametrize("reader", READERS)
def test_calling_off_opens_nothing(request, reader, round, editor):
    with acting(editor, action="test"):
        opinions.cancel_round(round=round, by=editor, reason="No time.")
    assert not Opinion.objects.visible_to(request.getfixturevalue(reader)).exists()


def pages(round):
    claim, verdict = round.claim, round.claim.verdicts.get()
    opinion = round.opinions.first()
    return {
        "claim": reverse("claims:detail", args=[claim.pk]),
        "claim list": reverse("claims:list"),
        "round": reverse("verdicts:opinion_round", args=[round.pk]),
        "cancel": reverse("verdicts:cancel_round", args=[round.pk]),
        "verdict": reverse("verdicts:detail", args=[verdict.pk]),
        "history of the claim": reverse("audit:history", args=[claim.public_id]),
        "history of the round": reverse("audit:history", args=[round.public_id]),
        "history of the opinion": reverse("audit:history", args=[opinion.public_id]),
        "audit": reverse("audit:list"),
        "desk": reverse("desk:home"),
        "agreement": reverse("verdicts:agreement"),
        "agreement as CSV": reverse("verdicts:agreement_pairs"),
        "reports": reverse("reports:list"),
    }


@pytest.mark.parametrize("reader", READERS)
def test_no_page_shows_it(request, reader, round, browser):
    user = request.getfixturevalue(reader)
    shown = []
    for name, address in pages(round).items():
        text = reads(browser, user, address).text
        if SECRET in text or (name not in LISTS_LABELS and LABEL in text):
            shown.append(name)
    assert shown == []


@pytest.mark.parametrize("address", ["desk:search", "claims:list"])
def test_no_search_finds_it(address, round, admin, browser):
    """The answer is the one to a word that stands nowhere."""

    def found(word):
        text = reads(browser, admin, f"{reverse(address)}?q={word}").text.replace(word, "WORD")
        return [line for line in text.splitlines() if not differs_each_time(line)]

    assert found(SECRET) == found("quokkaquokka")


@pytest.mark.parametrize("reader", READERS)
def test_no_fragment_shows_it(request, reader, round, browser):
    user = request.getfixturevalue(reader)
    for address in (pages(round)["claim"], pages(round)["round"]):
        plain = reads(browser, user, address, hx_request="true").text
        assert SECRET not in plain


def test_the_page_that_lists_all_labels_marks_none(round, reviewer, browser):
    text = reads(browser, reviewer, pages(round)["claim"]).text
    assert "data-on" not in text
    form = reads(browser, reviewer, reverse("verdicts:give_opinion", args=[round.pk])).text
    assert SECRET not in form
    assert "checked" not in form.partition('name="rating"')[2].partition("</fieldset>")[0]


def test_a_page_is_the_same_whatever_the_other_said(reviewer, second_editor, browser):
    """So that neither its length nor any order, count or checksum of it tells."""

    def page_after(label):
        case = make_case(reviewer)
        round = ask(reviewer, second_editor, claim=case.claim)
        give(round, second_editor, label, "Long reasons. " * (40 if label == "True" else 1))
        text = reads(browser, reviewer, reverse("verdicts:opinion_round", args=[round.pk])).text
        for public in (case.claim.public_id, round.public_id):
            text = text.replace(public, "ID")
        return [line for line in text.splitlines() if not differs_each_time(line) and "asked for by" not in line]

    assert page_after("True") == page_after("False")


def test_the_audit_trail_keeps_that_it_was_given_and_not_what(round):
    entry = Entry.objects.get(table_name="verdicts_opinion", operation="insert")
    kept = str(entry.after)
    assert SECRET not in kept
    assert str(round.opinions.get().rating_id) != str((entry.after or {}).get("rating_id"))


def test_notifications_name_no_rating(round, reviewer):
    give(round, reviewer, "False")
    texts = " ".join(Notification.objects.values_list("text", flat=True))
    assert texts
    assert LABEL not in texts
    assert SECRET not in texts


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_no_export_holds_it(round, format, tmp_path):
    target = tmp_path / "out"
    call_command("export", format=format, out=str(target))
    assert SECRET not in target.read_text()


def test_an_admin_meets_it_on_no_admin_page():
    registered = {model._meta.label for model in django_admin.site._registry}
    assert "verdicts.Opinion" not in registered
    assert "verdicts.OpinionRound" not in registered


def test_no_other_model_leads_to_opinions_but_their_round():
    """A page that follows relations of a claim, a person or a rating comes upon none by accident."""
    holders = {
        model._meta.label
        for model in apps.get_models()
        for relation in model._meta.related_objects
        if relation.related_model is Opinion and not relation.hidden
    }
    assert holders == {"verdicts.OpinionRound"}


def test_the_pairs_as_csv_hold_a_round_once_both_are_in(round, reviewer, editor, browser):
    def rows():
        return list(csv.DictReader(io.StringIO(reads(browser, editor, reverse("verdicts:agreement_pairs")).text)))

    assert rows() == []
    give(round, reviewer, "False")
    assert [(row["first_rating"], row["second_rating"], row["agree"]) for row in rows()] == [("False", LABEL, "no")]


def test_once_both_are_in_the_page_shows_both_to_all(round, reviewer, viewer, browser):
    give(round, reviewer, "False", "No list has one.")
    text = reads(browser, viewer, pages(round)["round"]).text
    assert SECRET in text
    assert "No list has one." in text
