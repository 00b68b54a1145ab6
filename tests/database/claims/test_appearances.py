"""How a claim is said somewhere, and who speaks there, changed after it was marked."""

import pytest

from factcheck.audit.models import Entry, Operation
from factcheck.claims.actions import change_appearance
from factcheck.claims.models import Appearance
from tests.database.desk.papers import claim_of, paper, said

pytestmark = pytest.mark.django_db
FIELDS = {"manner": "reported", "voice": "quotes", "speaker": "The  mayor", "via": "", "version": "1"}


@pytest.fixture
def appearance(by_reviewer):
    claim = claim_of(by_reviewer)
    said(paper(by_reviewer), "The bridge was closed on Monday", claim, by_reviewer)
    return Appearance.objects.get()


def address(appearance):
    return f"/claims/appearances/{appearance.public_id}/edit/"


def test_manner_and_voice_change_and_the_history_names_who(as_reviewer, appearance, reviewer):
    assert as_reviewer.get(address(appearance)).status_code == 200
    assert as_reviewer.post(address(appearance), FIELDS)["Location"].endswith("#said")
    appearance.refresh_from_db()
    assert (appearance.manner, appearance.voice, appearance.speaker) == ("reported", "quotes", "The mayor")
    entry = Entry.objects.about(appearance.public_id).filter(operation=Operation.UPDATE).get()
    assert (entry.actor, entry.action) == (reviewer.email, "claims:appearance_edit")


def test_the_second_of_two_savers_sees_what_the_first_one_chose(as_reviewer, appearance):
    change_appearance(appearance=appearance, expected=1, manner="denied")
    answer = as_reviewer.post(address(appearance), FIELDS)
    assert answer.status_code == 409
    assert "denied here" in answer.content.decode()
    appearance.refresh_from_db()
    assert appearance.manner == "denied"


def test_saving_without_a_difference_writes_nothing(as_reviewer, appearance):
    unchanged = {"manner": appearance.manner, "voice": "", "speaker": "", "via": "", "version": "1"}
    as_reviewer.post(address(appearance), unchanged)
    appearance.refresh_from_db()
    assert appearance.version == 1
