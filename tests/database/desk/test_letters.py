"""From a letter to what was attached to it, and back."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import call_command

from factcheck.audit.context import acting
from factcheck.documents.actions import Receipt
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Document
from factcheck.documents.sealing import seal_documents

pytestmark = pytest.mark.django_db
RAIN, SNOW = b"It rained on Monday.", b"It snowed on Friday."


def letter(*attached: tuple[str, bytes], text: str = "The bridge was closed.") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@x.example", "The bridge"
    message.set_content(text)
    for name, data in attached:
        message.add_attachment(data, maintype="text", subtype="plain", filename=name)
    return bytes(message)


def brought_in(folder: Path, **files: bytes) -> list[Document]:
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    call_command("import_documents", *(str(folder / name.replace("_", ".")) for name in files))
    return list(Document.objects.order_by("pk"))


def listed(client, document: Document, term: str) -> list[str]:
    """What the page of the document links to under a term of its provenance."""
    page = client.get(f"/documents/{document.public_id}/").content.decode()
    after = page.partition(f"<dt>{term}</dt>")[2].partition("<dt>")[0].partition("</dl>")[0]
    return [part.partition("/")[0] for part in after.split('href="/documents/')[1:]]


def test_a_letter_lists_its_attachments_and_each_leads_back(tmp_path, as_viewer):
    whole, rain, snow, other = brought_in(
        tmp_path, letter_eml=letter(("rain.txt", RAIN), ("snow.txt", SNOW)), other_txt=b"The sun shone on Tuesday."
    )
    assert listed(as_viewer, whole, "Attachments") == [rain.public_id, snow.public_id]
    assert listed(as_viewer, rain, "Attached to") == [whole.public_id]
    assert listed(as_viewer, rain, "Attached with it") == [snow.public_id]
    for term in ("Attachments", "Attached to", "Attached with it"):
        assert listed(as_viewer, other, term) == []


def test_a_letter_in_an_archive_lists_its_own_attachments(tmp_path, as_viewer):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.eml", letter(("rain.txt", RAIN)))
        archive.writestr("b.eml", letter(("snow.txt", SNOW), text="The bridge was opened."))
    first, rain, second, snow = brought_in(tmp_path, all_zip=target.getvalue())
    assert listed(as_viewer, first, "Attachments") == [rain.public_id]
    assert listed(as_viewer, snow, "Attached to") == [second.public_id]


def test_an_attachment_that_was_here_before_its_letter_is_listed_too(tmp_path, as_viewer, reviewer):
    [rain] = brought_in(tmp_path, rain_txt=RAIN)
    files = [Handed("letter.eml", io.BytesIO(letter(("rain.txt", RAIN))))]
    work_through(start_import(files=files, receipt=Receipt(), by=reviewer).pk)
    whole = Document.objects.exclude(pk=rain.pk).get()
    assert listed(as_viewer, whole, "Attachments") == [rain.public_id]


def test_an_attachment_that_is_sealed_to_others_is_not_listed(tmp_path, as_viewer, reviewer):
    whole, rain = brought_in(tmp_path, letter_eml=letter(("rain.txt", RAIN)))
    with acting(reviewer, action="test"):
        seal_documents(documents=[rain], people=[], description="A paper", by=reviewer)
    assert listed(as_viewer, whole, "Attachments") == []
