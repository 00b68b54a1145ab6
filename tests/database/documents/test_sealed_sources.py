"""What comes in under seal puts no name on the list of sources, which everybody reads; one that is there is used."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Document, Import
from factcheck.sources.actions import known_source_named, source_named
from factcheck.sources.models import Source

pytestmark = pytest.mark.django_db
SAID = {"text": "A letter of some words, to be read by few.", "url": "https://zquill.example/letter"}


def zipped(**row) -> bytes:
    page = f'<html><head><link rel="canonical" href="{row["url"]}"></head><body><p>{row["text"]}</p></body></html>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("page.html", page)
    return data.getvalue()


def rows(**row) -> bytes:
    return json.dumps(row).encode() + b"\n"


WAYS = [("rows.jsonl", rows(**SAID)), ("rows.jsonl", rows(**SAID, source="Zquill Post")), ("a.zip", zipped(**SAID))]


def bring_in(by, name: str, data: bytes, **given) -> Document:
    client = Client()
    client.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    sealed = {"sealed": "on", "description": "A letter", "files": SimpleUploadedFile(name, data)}
    assert client.post(reverse("documents:import"), sealed | given).status_code == 302
    work_through(Import.objects.get().pk)
    return Document.objects.get()


@pytest.mark.parametrize(("name", "data"), WAYS)
def test_no_source_is_made_of_what_comes_in_under_seal(name, data, reviewer):
    one = bring_in(reviewer, name, data)
    assert one.seal
    assert one.url == SAID["url"]
    assert one.source is None
    assert not Source.objects.exists()


@pytest.mark.parametrize(("name", "data"), WAYS)
def test_a_source_that_is_there_is_found_under_seal_too(name, data, reviewer):
    known = source_named("zquill.example")
    named = source_named("Zquill Post")
    one = bring_in(reviewer, name, data)
    assert one.source == (named if b"Post" in data else known)
    assert Source.objects.count() == 2


@pytest.mark.parametrize(("name", "data"), WAYS)
def test_without_a_seal_it_is_made(name, data, reviewer):
    one = bring_in(reviewer, name, data, sealed="")
    assert one.seal is None
    assert one.source == Source.objects.get()


def test_pasted_text_makes_none_of_its_address_under_seal(reviewer):
    client = Client()
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    given = SAID | {"sealed": "on", "description": "A letter"}
    assert client.post(reverse("documents:import"), given).status_code == 302
    assert Document.objects.get().url == SAID["url"]
    assert not Source.objects.exists()


def test_a_source_is_looked_up_by_number_domain_or_name_and_none_is_made():
    made = source_named("daily.example")
    for text in (made.public_id, "daily.example", made.name.upper(), " news.daily.example "):
        assert known_source_named(text) == made
    for text in ("", "Zquill", "zquill.example", "S-9999"):
        assert known_source_named(text) is None
    assert Source.objects.count() == 1
