"""`import_documents` with an archive: a line for each document in it, and a second run brings nothing twice."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from factcheck.documents import blobs
from factcheck.documents.importing import archives
from factcheck.documents.models import Capture, Container, Document
from factcheck.documents.stored import bytes_of
from tests.unit.documents.containers.samples import response, warc

from .test_import_documents_command import KEYS, run

pytestmark = pytest.mark.django_db


def zipped(path, **members: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@x.example", "The bridge"
    message.set_content("The bridge was closed.")
    return message


def test_each_member_has_a_line_and_bytes_that_lie_in_the_archive(tmp_path):
    path = tmp_path / "week.zip"
    zipped(path, rain_txt=b"It rained on Monday.", empty_txt=b" ", bad_pdf=b"%PDF-1.7 and then nothing")
    code, lines = run(str(path), "--received-from", "a reader")
    assert code == 1
    assert {tuple(line) for line in lines} == {tuple(KEYS)}
    assert [(line["path"], line["status"]) for line in lines] == [
        (f"{path}!/rain.txt", "imported"),
        (f"{path}!/empty.txt", "failed"),
        (f"{path}!/bad.pdf", "imported"),
    ]
    assert "damaged" in lines[2]["message"]
    capture = Capture.objects.get(member="rain.txt")
    assert (capture.container.filename, capture.received_from) == ("week.zip", "a reader")
    assert bytes_of(capture) == b"It rained on Monday."
    assert not blobs.exists(capture.sha256)


def test_a_second_run_goes_on_where_the_first_was_killed(tmp_path, monkeypatch):
    path = tmp_path / "week.zip"
    zipped(path, **{f"f{n}_txt": f"Words of file {n}.".encode() for n in range(6)})
    bring_in, seen = archives.bring_in, []

    def killed_at_the_fourth(given, piece, reading):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(piece)
        return bring_in(given, piece, reading)

    monkeypatch.setattr(archives, "bring_in", killed_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        run(str(path))
    monkeypatch.undo()
    code, lines = run(str(path))
    assert (code, [line["status"] for line in lines]) == (0, ["unchanged"] * 3 + ["imported"] * 3)
    assert (Document.objects.count(), Container.objects.count()) == (6, 1)


def test_pages_of_a_web_archive_are_named_by_their_address(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    pages = [response(f"https://news.example/{n}", f"<p>It rained on day {n}.</p>".encode()) for n in (1, 2)]
    path.write_bytes(warc(*pages))
    code, lines = run(str(path))
    assert code == 0, lines
    assert [line["path"] for line in lines] == [f"{path}!/https://news.example/{n}" for n in (1, 2)]
    assert [line["url"] for line in lines] == [f"https://news.example/{n}" for n in (1, 2)]


def test_a_letter_is_a_document_and_so_is_each_attachment(tmp_path):
    message = letter()
    message.add_attachment(b"It rained on Monday.", maintype="text", subtype="plain", filename="rain.txt")
    (tmp_path / "letter.eml").write_bytes(bytes(message))
    code, lines = run(str(tmp_path / "letter.eml"))
    assert code == 0, lines
    assert [line["status"] for line in lines] == ["imported", "imported"]
    assert lines[0]["path"] == str(tmp_path / "letter.eml")
    assert lines[1]["path"].startswith(f"{tmp_path / 'letter.eml'}!/")
    assert lines[1]["path"].endswith("rain.txt")


def test_a_letter_without_attachments_is_no_container(tmp_path):
    (tmp_path / "letter.eml").write_bytes(bytes(letter()))
    code, lines = run(str(tmp_path / "letter.eml"))
    assert (code, len(lines)) == (0, 1)
    assert not Container.objects.exists()


def test_an_archive_that_breaks_off_says_so_and_keeps_the_exit_code(tmp_path):
    buffer = io.BytesIO()
    zipped(buffer, a_txt=b"One." * 100)
    (tmp_path / "broken.zip").write_bytes(buffer.getvalue()[:-30])
    code, lines = run(str(tmp_path / "broken.zip"))
    assert (code, [line["status"] for line in lines]) == (1, ["failed"])
    assert lines[0]["message"]


def test_an_archive_without_documents_says_so(tmp_path):
    zipped(tmp_path / "nothing.zip")
    code, lines = run(str(tmp_path / "nothing.zip"))
    assert (code, [line["status"] for line in lines]) == (1, ["failed"])
    assert "No document" in lines[0]["message"]
