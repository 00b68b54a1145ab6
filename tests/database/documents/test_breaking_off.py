"""A container that can be read only so far gives what came before, and says that it breaks off."""

import io

import pytest

from factcheck.documents.actions import Receipt
from factcheck.documents.extraction import Damaged
from factcheck.documents.importing import pieces, work
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.models import ImportOutcome
from tests.unit.documents.containers.samples import zipped
from tests.unit.documents.test_mail import BOMBS, body

pytestmark = pytest.mark.django_db


def start(name: str, data: bytes):
    return start_import(files=[Handed(name, io.BytesIO(data))], receipt=Receipt(), by=None)


def outcomes() -> list[tuple[int, str, str]]:
    return list(ImportOutcome.objects.order_by("number").values_list("number", "name", "status"))


@pytest.fixture
def breaks_off_after(monkeypatch):
    """Makes any container break off after so many members."""

    def breaks_off(count: int) -> None:
        genuine = pieces.members

        def some(*args):
            for _, member in zip(range(count), genuine(*args), strict=False):
                yield member
            raise Damaged

        monkeypatch.setattr(pieces, "members", some)

    return breaks_off


def test_what_was_read_ahead_is_not_lost_when_the_rest_cannot_be_read(breaks_off_after):
    started = start("week.zip", zipped({f"{n}.txt": b"Words of %d." % n for n in range(6)}))
    breaks_off_after(4)
    work.work_through(started.pk)
    assert [status for _, _, status in outcomes()] == ["imported"] * 4 + ["failed"]


def test_the_number_of_where_it_breaks_off_is_free_also_after_a_kill(breaks_off_after, monkeypatch):
    started = start("week.zip", zipped({f"{n}.txt": b"Words of %d." % n for n in range(6)}))
    record, recorded = work._record, []

    def killed_at_the_second(*args):
        if recorded:
            raise KeyboardInterrupt
        recorded.append(args)
        record(*args)

    with monkeypatch.context() as patch:
        patch.setattr(work, "_record", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            work.work_through(started.pk)
    breaks_off_after(3)
    work.work_through(started.pk)
    assert [number for number, _, _ in outcomes()] == [1, 2, 3, 4]


@pytest.mark.parametrize("data", [BOMBS["100,000 parts"], body(b"words", "multipart/mixed; boundary=x") + b"\n--x\n"])
def test_a_letter_is_kept_though_what_is_attached_cannot_be_read(data):
    started = start("a.eml", data)
    work.work_through(started.pk)
    started.refresh_from_db()
    assert started.is_over
    assert outcomes()[0] == (1, "a.eml", "unread") or outcomes()[0] == (1, "a.eml", "imported")
