import io
import itertools
import struct
import time
import zipfile

import pytest

from factcheck.documents.containers.errors import Overlapping, TooMuch
from factcheck.documents.containers.reading import kind_of, kind_of_file
from factcheck.documents.containers.values import Limits
from factcheck.documents.extraction.errors import Damaged, Unreadable

from . import samples
from .samples import PAGE, listed, mail, read_again, response, wacz, warc, zipped

MIB = 1 << 20


def test_files_are_listed_with_their_bytes_and_hidden_ones_left_out():
    data = zipped(
        {"a/": b"", "a/one.txt": b"one", "b.html": PAGE, "__MACOSX/a/._one.txt": b"x", ".DS_Store": b"x", "empty": b""}
    )
    members, notes = listed(data, "zip")
    assert [(member.path, member.filename, member.data) for member in members] == [
        ("a/one.txt", "one.txt", b"one"),
        ("b.html", "b.html", PAGE),
        ("empty", "empty", b""),
    ]
    assert members[0].sha256 == samples.sha(b"one")
    assert notes == ["2 hidden files were left out."]


@pytest.mark.parametrize(
    ("name", "shown", "filename"),
    [
        ("../../etc/passwd", "\\x2e\\x2e/\\x2e\\x2e/etc/passwd", "passwd"),
        ("/etc/passwd", "\\x2fetc/passwd", "passwd"),
        ("C:/evil.txt", "C\\x3a/evil.txt", "evil.txt"),
        ("..\\..\\evil.txt", "..\\x5c..\\x5cevil.txt", "..\\x5c..\\x5cevil.txt"),
        ("cod\u202etxt.exe", "cod\\u202etxt.exe", "cod\\u202etxt.exe"),
        ("a\nb\x1b[31m.txt", "a\\x0ab\\x1b[31m.txt", "a\\x0ab\\x1b[31m.txt"),
        ("x.zip!/y.txt", "x.zip!\\x2fy.txt", "x.zip!\\x2fy.txt"),
        ("", "(no name)", "(no name)"),
        ("nul\0.txt", "nul\\x00.txt", "nul\\x00.txt"),
    ],
)
def test_a_name_that_misleads_is_shown_escaped_and_still_leads_to_its_bytes(name, shown, filename):
    data = zipped({name.replace("\0", "_"): b"words"})
    data = data.replace(name.replace("\0", "_").encode(), name.encode()) if "\0" in name else data
    (member,), _ = listed(data, "zip")
    assert (member.path, member.filename, member.data) == (shown, filename, b"words")
    assert member.messages
    assert read_again(data, member) == b"words"


def test_names_that_are_not_utf8_are_escaped_without_guessing_a_code_page():
    data = zipped({"XXXX.txt": b"words", "Müller.txt": b"more"}).replace(b"XXXX", "файл".encode("cp866"))
    first, second = listed(data, "zip")[0]
    assert first.filename == "\\xe4\\xa0\\xa9\\xab.txt"
    assert second.path == "Müller.txt"
    assert not second.messages
    assert read_again(data, first) == b"words"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_listed_and_told_apart():
    data = zipped([("a.txt", b"first"), ("a.txt", b"second"), ("a.txt (2)", b"third")])
    members, _ = listed(data, "zip")
    assert [member.data for member in members] == [b"first", b"second", b"third"]
    assert len({member.path for member in members}) == 3
    assert [read_again(data, member) for member in members] == [b"first", b"second", b"third"]


def test_containers_in_containers_are_addressed_step_by_step():
    recorded = warc(response())
    inner = zipped({"deep.txt": b"deep", "page.warc.gz": recorded})
    letter = mail({"scan.pdf": b"%PDF-1.4 x", "more.zip": zipped({"in.txt": b"in mail"})})
    data = zipped(
        {
            "in.zip": inner,
            "site.wacz": wacz({"d.warc.gz": recorded}),
            "letter.eml": letter,
            "rows.jsonl": b'{"text": "One."}\n{"text": "Two."}\n',
        }
    )
    members, _ = listed(data, "zip")
    assert [member.path for member in members] == [
        "in.zip!/deep.txt",
        "in.zip!/page.warc.gz",
        "site.wacz!/archive/d.warc.gz",
        "letter.eml",
        "letter.eml!/2 scan.pdf",
        "letter.eml!/3 more.zip!/in.txt",
        "rows.jsonl",
        "rows.jsonl",
    ]
    assert not [member.problem for member in members if member.problem]
    assert all(read_again(data, member) == member.data for member in members)


def test_office_documents_are_documents_whatever_their_name():
    office = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    late = zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"})
    book = zipped({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED)
    assert [kind_of(data[:4096], "x.zip") for data in (office, late, book)] == [None, "zip", None]
    assert kind_of_file(io.BytesIO(late), "x.zip") is None
    members, _ = listed(zipped({"report.docx": office, "late.bin": late}), "zip")
    assert [member.path for member in members] == ["report.docx", "late.bin"]


def test_a_protected_file_is_a_problem_and_the_others_are_read():
    data = bytearray(zipped({"secret.txt": b"secret", "open.txt": b"open"}, zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    secret, other = listed(bytes(data), "zip")[0]
    assert "password" in secret.problem
    assert secret.data == b""
    assert other.data == b"open"


def test_a_wrong_checksum_is_a_problem_of_that_file_only():
    data = zipped({"a.txt": b"good words", "b.txt": b"other words"}, zipfile.ZIP_STORED)
    first, second = listed(data.replace(b"good words", b"evil words"), "zip")[0]
    assert "checksum" in first.problem
    assert second.data == b"other words"


def test_rare_methods_that_unpack_without_limit_are_not_tried():
    (member,), _ = listed(zipped({"a.txt": b"a" * 100}, zipfile.ZIP_BZIP2), "zip")
    assert "rare method" in member.problem


def test_parts_that_share_bytes_are_refused_as_a_whole():
    with pytest.raises(Overlapping):
        listed(samples.overlapping(), "zip")


def test_a_bomb_in_a_file_is_a_problem_found_without_unpacking_it():
    data = zipped({"zeros.txt": b"\0" * (64 * MIB), "fine.txt": b"fine"})
    started = time.process_time()
    bomb, fine = listed(data, "zip")[0]
    assert "grows from" in bomb.problem
    assert fine.data == b"fine"
    assert time.process_time() - started < 1


def test_nested_bombs_end_at_the_depth_or_at_the_total():
    data = zipped({"zeros": b"\0" * MIB})
    for _ in range(5):
        data = zipped({f"{number}.zip": data for number in range(8)})
    members, _ = listed(data, "zip")
    assert len(members) == 8**3
    assert all("archives" in member.problem for member in members)
    with pytest.raises(TooMuch):
        listed(data, "zip", Limits(depth=9, total=MIB))


def test_an_archive_that_holds_itself_would_end_at_the_depth():
    data = zipped({"a.zip": zipped({"a.zip": zipped({"a.zip": zipped({"a.txt": b"x"})})})})
    (member,), _ = listed(data, "zip")
    assert (member.path, member.data) == ("a.zip!/a.zip!/a.zip", b"")
    assert member.problem


def test_a_size_of_gigabytes_that_is_only_announced_costs_nothing():
    data = bytearray(zipped({"a.txt": b"short", "b.txt": b"fine"}, zipfile.ZIP_STORED))
    struct.pack_into("<L", data, data.find(b"PK\x01\x02") + 24, 1 << 30)
    huge, fine = listed(bytes(data), "zip")[0]
    assert huge.problem
    assert fine.data == b"fine"
    struct.pack_into("<L", data, data.find(b"PK\x01\x02") + 24, 50)
    assert "are there" in listed(bytes(data), "zip")[0][0].problem


@pytest.mark.slow
def test_a_hundred_thousand_small_files_are_listed_and_one_more_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_001):
            archive.writestr(f"{number}.txt", b"x")
    members = samples.reading.members(out, "zip")
    assert sum(1 for _ in itertools.islice(members, 100_000)) == 100_000
    with pytest.raises(TooMuch, match="100,000"):
        next(members)


def test_a_directory_too_large_to_hold_is_refused_unread():
    data = zipped({f"{number:05}{'n' * 300}": b"" for number in range(1000)})
    with pytest.raises(TooMuch, match="directory"):
        listed(data, "zip", Limits(members=100))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18, b"\0" * 5000, zipped({"a": b"b"})[:-9]]
)
def test_what_is_no_archive_is_damaged(data):
    with pytest.raises(Damaged):
        listed(data, "zip")


def test_an_empty_archive_has_no_members():
    assert listed(zipped({}), "zip") == ([], [])


def test_reading_what_is_not_there_says_so():
    data = zipped({"a.txt": b"a", "b.zip": zipped({"c.txt": b"c"})})
    for path, offset in (("x.txt", None), ("", None), ("b.zip!/x", None), ("a.txt!/b", None), ("a.txt", 5)):
        with pytest.raises(Unreadable):
            samples.reading.read_member(io.BytesIO(data), path, offset, 3)
