"""Who is told what, in which way."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from factcheck.accounts.actions import create_user
from factcheck.notifications import actions
from factcheck.notifications.mail import mail_notification
from factcheck.notifications.models import Notification, Preference, Topic
from factcheck.notifications.tasks import mail_notification as mail_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_mail(settings):
    settings.EMAIL_URL = "smtp://mail.desk.example"
    settings.CSRF_TRUSTED_ORIGINS = ["https://*.desk.example", "https://desk.example"]


def tell(*users, topic=Topic.ASSIGNED, actor=None, text="Remy assigned C-0017 to you."):
    actions.tell(users=users, topic=topic, about="C-0017", text=text, url="/claims/C-0017/", actor=actor)


def prefer(user, topic=Topic.ASSIGNED, *, in_app=True, by_mail=False):
    actions.choose_how_to_be_told(user=user, choices={topic: (in_app, by_mail)})


def jobs():
    return ProcrastinateJob.objects.filter(task_name=mail_task.name)


def test_each_person_is_told_once_and_nobody_of_what_they_did_themselves(reviewer, editor):
    tell(reviewer, editor, editor, actor=reviewer)
    row = Notification.objects.get()
    assert (row.user, row.topic, row.about, row.url) == (editor, Topic.ASSIGNED, "C-0017", "/claims/C-0017/")


def test_who_has_left_is_told_nothing(editor):
    editor.is_active = False
    tell(editor)
    assert not Notification.objects.exists()


def test_telling_twenty_costs_as_many_queries_as_telling_two(db):
    people = [create_user(email=f"p{n}@desk.example", name=f"P {n}", role="reviewer") for n in range(20)]
    counted = []
    for some in (people[:2], people):
        with CaptureQueriesContext(connection) as queries:
            tell(*some)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("in_app", "by_mail", "has_mail", "rows", "mails"),
    [
        (True, False, True, 1, 0),
        (True, True, True, 1, 1),
        (False, True, True, 1, 1),
        (False, False, True, 0, 0),
        (True, True, False, 1, 0),
        (False, True, False, 0, 0),
    ],
)
def test_each_is_told_as_they_chose(editor, settings, in_app, by_mail, has_mail, rows, mails):
    settings.EMAIL_URL = "smtp://mail.desk.example" if has_mail else ""
    prefer(editor, in_app=in_app, by_mail=by_mail)
    tell(editor)
    tell(editor, topic=Topic.REVIEW)
    assert Notification.objects.filter(topic=Topic.ASSIGNED).count() == rows
    assert Notification.objects.filter(topic=Topic.REVIEW, in_app=True).count() == 1
    assert jobs().count() == mails


def test_the_mail_holds_the_sentence_and_the_link_and_no_more(editor, with_mail):
    prefer(editor, by_mail=True)
    tell(editor, text="A <b> & C-0017\nis yours.")
    mail_notification(Notification.objects.get().pk)
    letter = mail.outbox[0]
    assert letter.to == ["edda@desk.example"]
    assert letter.subject == "A <b> & C-0017 is yours."
    lines = [line for line in letter.body.splitlines() if line]
    assert lines == ["A <b> & C-0017", "is yours.", "https://desk.example/claims/C-0017/", "Fact-check desk"]


def test_a_job_that_runs_twice_sends_one_mail(editor, with_mail):
    prefer(editor, by_mail=True)
    tell(editor)
    key = jobs().get().args["key"]
    mail_notification(key)
    mail_notification(key)
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_leaves_the_letter_to_be_sent(editor, with_mail, monkeypatch):
    prefer(editor, by_mail=True)
    tell(editor)
    key = Notification.objects.get().pk
    with monkeypatch.context() as broken:
        broken.setattr("factcheck.notifications.mail.EmailMessage.send", _refuse)
        with pytest.raises(ConnectionError):
            mail_notification(key)
    mail_notification(key)
    assert len(mail.outbox) == 1


def _refuse(message):
    raise ConnectionError


def test_nothing_is_mailed_to_who_has_left_or_once_mail_is_switched_off(editor, with_mail, settings):
    prefer(editor, by_mail=True)
    tell(editor)
    key = Notification.objects.get().pk
    settings.EMAIL_URL = ""
    mail_notification(key)
    settings.EMAIL_URL = "smtp://mail.desk.example"
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    mail_notification(key)
    assert mail.outbox == []


def test_choosing_what_holds_anyway_writes_nothing(editor):
    prefer(editor)
    assert not Preference.objects.exists()
    prefer(editor, by_mail=True)
    prefer(editor)
    assert Preference.objects.get().by_mail is False
