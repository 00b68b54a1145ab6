"""Blind second opinions: who asks, who answers, who settles, and what the database itself refuses."""

import lxml.html
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting
from factcheck.notifications.models import Notification
from factcheck.verdicts import actions, errors, opinions
from factcheck.verdicts.models import Dissent, Opinion, OpinionRound, Rating, Verdict
from factcheck.verdicts.panel import panel_for
from factcheck.verdicts.scales import DEFAULT_LABELS, Label, publish_scale
from tests.database.verdicts.conftest import make_case, write
from tests.database.verdicts.rounds import ask, claim_of, give, rated, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(reviewer, second_editor) -> OpinionRound:
    return ask(reviewer, second_editor)


@pytest.fixture
def differing(round, reviewer, second_editor) -> OpinionRound:
    give(round, reviewer, "False")
    give(round, second_editor, "Half true")
    round.refresh_from_db()
    return round


def test_two_different_people_who_may_write_verdicts_are_asked(reviewer, editor, viewer):
    with pytest.raises(errors.NotTwoPeople):
        ask(reviewer, reviewer)
    with pytest.raises(errors.NotReviewers):
        ask(reviewer, viewer)
    assert ask(reviewer, editor).is_open


def test_one_round_at_a_time_is_open(round, reviewer, editor):
    with pytest.raises(errors.AskedAlready):
        ask(reviewer, editor, claim=round.claim)


def test_a_claim_with_a_written_verdict_is_not_rated_blind(reviewer, editor):
    case = make_case(reviewer)
    ask(reviewer, editor, claim=case.claim)  # an empty draft shows nobody's mind
    other = make_case(reviewer)
    write(other, reviewer)
    with pytest.raises(errors.RatedAlready):
        ask(reviewer, editor, claim=other.claim)


def test_a_prediction_is_not_rated(reviewer, editor):
    with pytest.raises(errors.TakesNoRating):
        ask(reviewer, editor, claim=claim_of(reviewer, kind="prediction"))


def test_only_those_asked_answer_and_each_once(round, reviewer, editor):
    with pytest.raises(errors.NotAsked):
        give(round, editor, "True")
    give(round, reviewer, "True")
    with pytest.raises(errors.GivenAlready):
        give(round, reviewer, "False")


def test_an_opinion_has_reasons_and_a_rating_of_the_scale_asked_on(round, reviewer):
    with pytest.raises(errors.ReasonsMissing):
        give(round, reviewer, "True", rationale="  ")
    later = publish_scale(name="Two steps", labels=[Label("Yes", 2), Label("No", 1)])
    with pytest.raises(errors.NotOnTheScale), acting(reviewer, action="test"):
        opinions.give_opinion(round=round, by=reviewer, rating=later.ratings.first(), rationale="So.")
    assert give(round, reviewer, "True").rating.scale == round.scale


@pytest.mark.parametrize("person", ["reviewer", "editor", "admin"])
def test_nobody_writes_a_verdict_meanwhile(request, person, reviewer, second_editor):
    case = make_case(reviewer)
    ask(reviewer, second_editor, claim=case.claim)
    by = request.getfixturevalue(person)
    with pytest.raises(errors.RatedBlind):
        write(case, by)
    with pytest.raises(errors.RatedBlind), acting(by, action="test"):
        actions.draft_verdict(claim=case.claim, by=by)
    panel = panel_for(case.claim, by)
    assert not panel.may_write
    assert not panel.may_start


def test_the_database_refuses_it_too(reviewer, second_editor):
    case = make_case(reviewer)
    ask(reviewer, second_editor, claim=case.claim)
    with acting(reviewer, action="test"), pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.filter(pk=case.verdict.pk).update(rating=Rating.objects.first())


def test_what_was_typed_stays_where_a_save_is_refused(reviewer, second_editor, browser):
    case = make_case(reviewer)
    ask(reviewer, second_editor, claim=case.claim)
    sent = {"conclusion": "It never was.", "explanation": "Nothing lists it.", "version": case.verdict.version}
    response = browser(reviewer).post(reverse("verdicts:edit", args=[case.verdict.pk]), sent)
    assert response.status_code == 409
    assert "It never was." in response.text
    assert "apart from each other" in response.text


def test_the_panel_says_why_nothing_can_be_written(round, admin, browser):
    page = browser(admin).get(reverse("claims:detail", args=[round.claim_id])).text
    assert "Until that is settled no verdict is written" in page
    assert reverse("verdicts:start", args=[round.claim_id]) not in page


def test_settling_needs_both_and_an_editor(round, reviewer, editor, second_editor):
    give(round, reviewer, "False")
    with pytest.raises(errors.NotBothIn):
        settle(round, editor, "False")
    give(round, second_editor, "False")
    with pytest.raises(errors.NeedsEditor):
        settle(round, reviewer, "False")
    assert settle(round, editor, "False", note="").settled_rating.label == "False"


def test_where_they_differ_a_third_person_settles_and_says_why(differing, editor, second_editor):
    with pytest.raises(errors.OwnOpinion):
        settle(differing, second_editor, "Half true")
    with pytest.raises(errors.SettlingReasonMissing):
        settle(differing, editor, "False", note="")
    with pytest.raises(errors.RoundOver):
        settle(settle(differing, editor, "False"), editor, "True")


def test_agreeing_ratings_may_be_settled_differently_for_a_reason(round, reviewer, editor, second_editor):
    give(round, reviewer, "False")
    give(round, second_editor, "False")
    with pytest.raises(errors.SettlingReasonMissing):
        settle(round, editor, "Mostly false", note="")
    assert settle(round, editor, "Mostly false").settled_rating.label == "Mostly false"


def test_only_those_not_followed_note_a_dissent_each_under_their_name_and_once(
    differing, reviewer, editor, second_editor
):
    def dissent(by, text):
        with acting(by, action="test"):
            return opinions.note_dissent(round=differing, by=by, text=text)

    with pytest.raises(errors.NotNotFollowed):
        dissent(reviewer, "Too early.")
    settle(differing, editor, "Mostly false")
    for by in (reviewer, second_editor):
        dissent(by, "I still read it so.")
    with pytest.raises(errors.NotNotFollowed):
        dissent(editor, "Me too.")
    with pytest.raises(errors.DissentedAlready):
        dissent(reviewer, "Again.")
    noted = differing.dissents.values_list("person", "text")
    assert list(noted) == [(by.pk, "I still read it so.") for by in (reviewer, second_editor)]


def test_nobody_dissents_for_the_other(differing, reviewer, editor, second_editor, browser):
    settle(differing, editor, "Mostly false")
    forged = "So.\n\nEino Editor: I was wrong all along."
    address = reverse("verdicts:note_dissent", args=[differing.pk])
    browser(reviewer).post(address, {"text": forged, "printed": "desk"})
    assert browser(second_editor).post(address, {"text": "I was right.", "printed": "desk"}).status_code == 302
    assert {row.person: row.text for row in differing.dissents.all()} == {
        reviewer: forged,
        second_editor: "I was right.",
    }
    page = browser(editor).get(reverse("verdicts:opinion_round", args=[differing.pk])).text
    assert page.index("Dissent of Remy Reviewer") < page.index("wrong all along") < page.index("Dissent of Eino Editor")


def test_the_database_keeps_a_dissent_its_authors_own_and_as_it_was(differing, reviewer, editor, second_editor):
    def note(by, person):
        with acting(by, action="test"), transaction.atomic():
            return Dissent.objects.create(round=differing, person=person, text="It is not so.")

    with pytest.raises(IntegrityError):
        note(reviewer, reviewer)  # not settled yet
    settle(differing, editor, "False")  # as the reviewer said
    for by, person in ((reviewer, second_editor), (editor, editor), (reviewer, reviewer)):
        with pytest.raises(IntegrityError):
            note(by, person)
    kept = note(second_editor, second_editor)
    with acting(second_editor, action="test"), pytest.raises(IntegrityError), transaction.atomic():
        Dissent.objects.filter(pk=kept.pk).update(text="It is so.")


def test_the_settled_rating_is_offered_to_the_writer_and_not_set(differing, reviewer, editor, browser):
    differing = settle(differing, editor, "Mostly false", note="The list is incomplete.")
    with acting(reviewer, action="test"):
        verdict = actions.draft_verdict(claim=differing.claim, by=reviewer)
    assert verdict.rating is None
    page = browser(reviewer).get(reverse("verdicts:edit", args=[verdict.pk])).text
    assert "settled it as <b>Mostly false</b>" in page
    assert "The list is incomplete." in page
    assert f'value="{differing.settled_rating_id}" checked' not in page


def test_calling_off_needs_a_reason_and_who_asked_or_an_editor(round, reviewer, editor):
    colleague = create_user(email="rita@desk.example", name="Rita Reviewer", role="reviewer")
    with pytest.raises(errors.NotYoursToCancel):
        opinions.cancel_round(round=round, by=colleague, reason="No time.")
    with pytest.raises(errors.ReasonsMissing):
        opinions.cancel_round(round=round, by=editor, reason=" ")
    with acting(editor, action="test"):
        opinions.cancel_round(round=round, by=editor, reason="Eino is away.")
        assert actions.draft_verdict(claim=round.claim, by=editor)
    with pytest.raises(errors.RoundOver):
        give(round, reviewer, "True")


def test_once_both_are_in_it_is_called_off_by_somebody_who_gave_neither(differing, reviewer, editor, second_editor):
    for judge in (reviewer, second_editor):  # who asked, and an editor
        with pytest.raises(errors.BothAreIn), acting(judge, action="test"):
            opinions.cancel_round(round=differing, by=judge, reason="I don't like it.")
        with acting(judge, action="test"), pytest.raises(IntegrityError), transaction.atomic():
            OpinionRound.objects.filter(pk=differing.pk).update(cancelled_at=timezone.now(), cancelled_reason="No.")
        assert not opinions.may_cancel(differing, judge)
    with acting(editor, action="test"):
        assert opinions.cancel_round(round=differing, by=editor, reason="Both talked.").cancelled_at


def test_opinions_that_were_compared_make_no_second_blind_round(differing, reviewer, editor):
    with acting(editor, action="test"):
        opinions.cancel_round(round=differing, by=editor, reason="Both talked.")
    with pytest.raises(errors.RatedAlready):
        ask(reviewer, editor, claim=differing.claim)


def test_people_are_told_what_to_do_next(round, reviewer, editor, second_editor):
    def told(user):
        return list(Notification.objects.filter(user=user, topic="opinion").values_list("text", flat=True))

    assert told(reviewer) == []  # asked it themselves
    assert len(told(second_editor)) == 1
    give(round, reviewer, "False")
    assert len(told(second_editor)) == 1
    give(round, second_editor, "True")
    assert [len(told(user)) for user in (reviewer, editor)] == [1, 1]
    settle(round, editor, "True")
    assert len(told(second_editor)) == 2


@pytest.mark.parametrize("change", ["rating", "rationale", "person"])
def test_an_opinion_is_never_rewritten(change, round, reviewer, editor):
    opinion = give(round, reviewer, "True")
    values = {"rating": rated(round, "False"), "rationale": "Other.", "person": editor}
    with acting(reviewer, action="test"), pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(**{change: values[change]})
    with acting(reviewer, action="test"), pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).delete()


def test_the_journey_through_the_pages(reviewer, editor, second_editor, browser):
    claim = claim_of(reviewer)
    asking = browser(reviewer).post(
        reverse("verdicts:ask_opinions", args=[claim.pk]), {"first": reviewer.pk, "second": second_editor.pk}
    )
    round = claim.opinion_rounds.get()
    assert asking.url == reverse("verdicts:opinion_round", args=[round.pk])
    for person, label in ((reviewer, "False"), (second_editor, "True")):
        form = browser(person).get(reverse("verdicts:give_opinion", args=[round.pk]))
        assert "The mill closed in May." in form.text
        browser(person).post(
            reverse("verdicts:give_opinion", args=[round.pk]),
            {"rating": rated(round, label).pk, "rationale": f"As I read it, {label}."},
        )
    compared = browser(editor).get(reverse("verdicts:opinion_round", args=[round.pk])).text
    assert "As I read it, False." in compared
    assert "As I read it, True." in compared
    data = {"rating": rated(round, "False").pk, "note": "The record says so."}
    browser(editor).post(reverse("verdicts:settle_round", args=[round.pk]), data)
    dissent = {"text": "One list is missing.", "printed": "desk"}
    browser(second_editor).post(reverse("verdicts:note_dissent", args=[round.pk]), dissent)
    page = browser(reviewer).get(reverse("verdicts:opinion_round", args=[round.pk])).text
    assert page.index("Dissent of Eino Editor") < page.index("One list is missing.")
    assert "Settled differently" in page


def test_a_refused_settling_keeps_what_was_typed(differing, second_editor, browser):
    data = {"rating": rated(differing, "True").pk, "note": "Because I say so."}
    response = browser(second_editor).post(reverse("verdicts:settle_round", args=[differing.pk]), data)
    assert response.status_code == 409
    assert "somebody else settles it" in response.text


def labels_in(page: str) -> list[str]:
    """The ratings of the default scale, as they come on a page."""
    (chooser,) = lxml.html.fromstring(page).xpath("//fieldset[.//input[@name='rating']]")
    labels = {label.label for label in DEFAULT_LABELS}
    return [words for found in chooser.xpath(".//label") if (words := first_words(found)) in labels]


def first_words(label) -> str:
    return next(text.strip() for text in label.itertext() if text.strip())


def test_ratings_are_offered_in_one_order_where_one_writes_opines_and_settles(
    round, differing_elsewhere, reviewer, editor, browser
):
    case = make_case(reviewer)
    pages = [
        browser(reviewer).get(reverse("verdicts:edit", args=[case.verdict.pk])).text,
        browser(reviewer).get(reverse("verdicts:give_opinion", args=[round.pk])).text,
        browser(editor).get(reverse("verdicts:opinion_round", args=[differing_elsewhere.pk])).text,
    ]
    orders = [labels_in(page) for page in pages]
    assert orders[0] == ["False", "Mostly false", "Half true", "Mostly true", "True", *orders[0][5:]]
    assert orders[0] == orders[1] == orders[2]
    assert len(orders[0]) == len(DEFAULT_LABELS)


@pytest.fixture
def differing_elsewhere(reviewer, second_editor) -> OpinionRound:
    other = ask(reviewer, second_editor, claim=claim_of(reviewer, "The mill closed in June."))
    give(other, reviewer, "False")
    give(other, second_editor, "Half true")
    return other
