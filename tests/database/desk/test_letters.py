"""From a letter to what was attached to it, and back."""

from email.message import EmailMessage

import pytest
from django.core.management import call_command

from factcheck.documents.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(tmp_path) -> list[Document]:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@x.example", "The bridge"
    message.set_content("The bridge was closed.")
    message.add_attachment(b"It rained on Monday.", maintype="text", subtype="plain", filename="rain.txt")
    (tmp_path / "letter.eml").write_bytes(bytes(message))
    (tmp_path / "other.txt").write_text("The sun shone on Tuesday.")
    call_command("import_documents", str(tmp_path / "letter.eml"), str(tmp_path / "other.txt"))
    return list(Document.objects.order_by("pk"))


def test_a_letter_and_its_attachment_lead_to_each_other(letter, as_viewer):
    whole, attached, other = letter
    for here, there in ((whole, attached), (attached, whole)):
        page = as_viewer.get(f"/documents/{here.public_id}/").content.decode()
        assert "In the same letter" in page
        assert f'<a href="/documents/{there.public_id}/" dir="auto">' in page
    assert "In the same letter" not in as_viewer.get(f"/documents/{other.public_id}/").content.decode()
