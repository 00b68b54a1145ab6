import json
import os
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factcheck.audit.models import Entry
from factcheck.documents import blobs
from factcheck.documents.actions import receiving
from factcheck.documents.models import Capture, Document, Extraction, Retrieval
from factcheck.sources.models import Source, SourceDomain

from .cast import HOSTILE, SEEDS

pytestmark = pytest.mark.django_db
KEYS = [
    *("path", "status", "document", "capture", "sha256", "title", "published_on", "language", "source", "url"),
    "message",
]


def run(*arguments: str) -> tuple[int, list[dict]]:
    """Exit code and the JSON lines."""
    out, code = StringIO(), 0
    try:
        call_command("import_documents", *arguments, "--json", stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("The bridge was closed on Monday.")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "b.md").write_text("# The ferry\n\nIt *left* at [noon](https://f.example).\n\n- one\n")
    (tmp_path / ".hidden").write_text("Not for the desk.")
    return tmp_path


def test_folders_are_walked_and_each_file_has_a_line_with_every_key(folder):
    code, lines = run(str(folder))
    assert code == 0
    assert [list(line) for line in lines] == [KEYS, KEYS]
    assert [line["path"] for line in lines] == [str(folder / "a.txt"), str(folder / "deeper" / "b.md")]
    assert [line["status"] for line in lines] == ["imported", "imported"]
    assert [line["title"] for line in lines] == [None, "The ferry"]


def test_a_second_run_changes_nothing_and_notes_that_the_bytes_were_met(folder):
    run(str(folder))
    code, lines = run(str(folder))
    assert (code, {line["status"] for line in lines}) == (0, {"unchanged"})
    assert (Document.objects.count(), Retrieval.objects.count()) == (2, 2)


def test_who_and_from_whom_are_recorded(folder, reviewer):
    run(str(folder), "--as", "Remy@desk.example", "--received-from", "an agency")
    capture = Capture.objects.first()
    assert (capture.captured_by, capture.received_from, capture.filename) == (reviewer, "an agency", "b.md") or (
        capture.filename == "a.txt"
    )
    assert {entry.actor_id for entry in Entry.objects.filter(table_name="documents_document")} == {reviewer.pk}


def test_without_as_the_operating_systems_user_acts(folder):
    run(str(folder))
    assert Entry.objects.filter(table_name="documents_document").first().actor.startswith("command line")


@pytest.mark.parametrize("slug", ["S-{pk:04d}", "https://www.quay.example/x", "quay.example", "the QUAY"])
def test_the_source_is_named_by_number_domain_or_name(folder, slug):
    source = Source.objects.create(name="The Quay")
    SourceDomain.objects.create(source=source, domain="quay.example")
    _code, lines = run(str(folder), "--source", slug.format(pk=source.pk))
    assert {line["source"] for line in lines} == {source.public_id}


@pytest.mark.parametrize("arguments", [["--source", "nobody"], ["--as", "nobody@desk.example"]])
def test_wrong_usage_brings_nothing_in(folder, arguments):
    with pytest.raises(CommandError) as wrong:
        run(str(folder), *arguments)
    assert wrong.value.returncode == 2
    assert not Document.objects.exists()


def test_a_name_that_two_sources_share_is_wrong_usage(folder):
    one, two = (Source.objects.create(name="The Quay") for _ in range(2))
    with pytest.raises(CommandError, match=f"{one.public_id}, {two.public_id}"):
        run(str(folder), "--source", "the quay")


def test_what_cannot_be_imported_says_what_to_do_and_the_rest_goes_on(tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    paths = [
        HOSTILE / "empty.txt",
        HOSTILE / "binary-named-txt.txt",
        tmp_path / "absent.txt",
        large,
        HOSTILE / "crlf.txt",
    ]
    code, lines = run(*map(str, paths))
    assert code == 1
    assert [line["status"] for line in lines] == ["failed", "imported", "failed", "failed", "imported"]
    empty, binary, absent, too_large = (line["message"] for line in lines[:4])
    assert "empty" in empty
    assert "Its bytes are kept" in binary
    assert "no such file" in absent
    assert "52,428,800 bytes" in too_large


def test_a_file_that_may_not_be_read_says_so(folder, monkeypatch):
    from factcheck.documents import folders

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folders, "_read", refuse)
    code, lines = run(str(folder / "a.txt"))
    assert code == 1
    assert "may not be read" in lines[0]["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="names are bytes on POSIX")
def test_a_name_that_is_no_utf_8_is_shown_escaped(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "wb") as file:
        file.write(b"Words enough for a document.")
    code, lines = run(str(tmp_path))
    assert (code, lines[0]["status"]) == (0, "imported")
    assert Capture.objects.get().filename == "caf\\udce9.txt"


STEPS = ["read_apart", "blobs.store", "Document.objects.create", "Capture.objects.create", "record_reading"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_ended_at_any_step_a_file_is_wholly_there_or_not_at_all_and_can_be_run_again(folder, monkeypatch, step, before):
    owner_path, _, name = step.rpartition(".")
    owner = receiving
    for part in filter(None, owner_path.split(".")):
        owner = getattr(owner, part)
    real = getattr(owner, name)

    def killed(*args, **kwargs):
        if not before:
            real(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed)
        with pytest.raises(KeyboardInterrupt):
            run(str(folder))
    assert (Document.objects.count(), Capture.objects.count(), Extraction.objects.count()) == (0, 0, 0)
    code, lines = run(str(folder))
    assert (code, [line["status"] for line in lines]) == (0, ["imported", "imported"])
    assert all(blobs.exists(capture.sha256) for capture in Capture.objects.all())


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no seeds at {SEEDS}")
def test_the_seeds_state_what_they_state_and_no_more():
    paths = sorted(map(str, SEEDS.glob("*.txt")))
    code, lines = run(*paths)
    assert (code, [line["status"] for line in lines]) == (0, ["imported"] * 5)
    titled = [line for line in lines if line["title"]]
    assert len(titled) == 1
    assert titled[0]["published_on"] == "2020-08-31"
    assert titled[0]["url"].startswith("https://www.themoscowtimes.com/2020/08/31/")
    extractions = list(Extraction.objects.order_by("pk"))
    kinds = [{block["kind"] for block in extraction.blocks} for extraction in extractions]
    assert sum("caption" in found for found in kinds) >= 1
    assert sum("boilerplate" in found for found in kinds) >= 1
    code, lines = run(*paths)
    assert (code, [line["status"] for line in lines]) == (0, ["unchanged"] * 5)


def test_a_hostile_name_cannot_write_a_line_of_its_own_or_steer_the_terminal(tmp_path):
    (tmp_path / "a\nimported  b.txt").write_text("\x1b[2JWords of \u202ethe day.\n")
    out = StringIO()
    call_command("import_documents", str(tmp_path), stdout=out)
    assert len(out.getvalue().splitlines()) == 1
    assert "a\\nimported  b.txt" in out.getvalue()
    assert not {"\x1b", "\u202e"} & set(out.getvalue())
