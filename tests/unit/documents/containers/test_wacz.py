import pytest

from factcheck.documents.containers.errors import TooMuch
from factcheck.documents.containers.values import Limits
from factcheck.documents.extraction.errors import CouldNotRead

from .samples import PAGE, lines, listed, read_again, record, response, wacz, warc, zipped

HOME, NEWS = "https://a.example/", "https://a.example/news"


def test_the_pages_listed_are_the_documents_with_their_titles():
    data = wacz(
        {
            "one.warc.gz": warc(response(HOME), response("https://a.example/not-listed")),
            "two.warc": warc(response(NEWS, PAGE + b"news"), gzip=False),
        },
        [{"url": HOME + "#top", "ts": "2020-08-31T10:00:00Z", "title": "Home"}, {"url": NEWS, "title": ""}],
    )
    members, notes = listed(data, "wacz")
    assert notes == []
    assert [(m.path, m.url, m.title, m.data) for m in members] == [
        ("archive/one.warc.gz", HOME, "Home", PAGE),
        ("archive/two.warc", NEWS, None, PAGE + b"news"),
    ]
    assert not [m for m in members if m.messages or m.problem]
    assert [read_again(data, member) for member in members] == [member.data for member in members]


def test_of_several_visits_the_one_nearest_to_the_listed_time_is_taken():
    early, late = (response(HOME, PAGE + year, date=f"{year.decode()}-01-01T00:00:00Z") for year in (b"2019", b"2021"))
    data = wacz({"w.warc.gz": warc(early, late)}, [{"url": HOME, "ts": "2020-12-01T00:00:00Z"}])
    (member,), _ = listed(data, "wacz")
    assert member.captured_at.year == 2021
    assert member.data.endswith(b"2021")


def test_a_redirect_is_followed_and_said():
    moved = response(HOME, b"", status="301 Moved", http={"Location": "/news"})
    data = wacz({"w.warc.gz": warc(moved, response(NEWS))}, [{"url": HOME, "title": "News"}])
    (member,), _ = listed(data, "wacz")
    assert (member.url, member.title, member.data) == (NEWS, "News", PAGE)
    assert "led on to https://a.example/news" in member.messages[0]
    circle = wacz(
        {"w.warc.gz": warc(moved, response(NEWS, b"", status="302 F", http={"Location": HOME}))}, [{"url": HOME}]
    )
    assert "no record" in listed(circle, "wacz")[0][0].problem


def test_a_repeated_visit_is_shown_by_the_earlier_record():
    again = record(
        "revisit", HOME, b"", "HTTP/1.1 200 OK", {"Content-Type": "text/html"}, warc={"WARC-Refers-To-Target-URI": NEWS}
    )
    (member,), _ = listed(wacz({"w.warc.gz": warc(response(NEWS), again)}, [{"url": HOME}]), "wacz")
    assert member.data == PAGE
    assert "earlier" in member.messages[0]


def test_a_listed_page_that_answered_with_an_error_is_kept_and_said_to_be_one():
    data = wacz({"w.warc.gz": warc(response(HOME, status="404 Not Found"))}, [{"url": HOME}])
    (member,), _ = listed(data, "wacz")
    assert member.data == PAGE
    assert "(404)" in member.messages[0]


def test_listed_pages_without_a_record_are_problems():
    data = wacz({"w.warc.gz": warc(response(HOME))}, [{"url": "https://gone.example/", "title": "Gone"}, {"url": HOME}])
    members, _ = listed(data, "wacz")
    assert [(m.url, bool(m.problem)) for m in members] == [(HOME, False), ("https://gone.example/", True)]
    assert (members[1].path, members[1].number, members[1].title) == ("pages/pages.jsonl", 2, "Gone")


def test_extra_pages_count_and_a_page_listed_twice_comes_once():
    data = wacz(
        {"w.warc.gz": warc(response(HOME), response(NEWS))},
        [{"url": HOME}],
        extra={"pages/extraPages.jsonl": lines({"url": NEWS}, {"url": HOME})},
    )
    assert [member.url for member in listed(data, "wacz")[0]] == [HOME, NEWS]


@pytest.mark.parametrize("given", [None, []])
def test_without_a_list_the_pages_of_the_warcs_are_the_documents(given):
    data = wacz({"w.warc.gz": warc(response(HOME), response("https://a.example/x.css", b"x", kind="text/css"))}, given)
    assert [member.url for member in listed(data, "wacz")[0]] == [HOME]


def test_a_digest_in_the_package_that_does_not_agree_is_told_on_its_pages_and_on_the_container():
    data = wacz({"w.warc.gz": warc(response(HOME))}, [{"url": HOME}], spoil_hash=True)
    (member,), notes = listed(data, "wacz")
    assert "archive/w.warc.gz: This file is not what was recorded" in member.messages[0]
    assert notes == list(member.messages)
    assert member.data == PAGE


def test_what_the_package_says_of_itself_is_compared_too():
    wrong = {"datapackage-digest.json": b'{"path": "datapackage.json", "hash": "sha256:' + b"0" * 64 + b'"}'}
    _, notes = listed(wacz({"w.warc.gz": warc(response(HOME))}, extra=wrong), "wacz")
    assert notes[0].startswith("datapackage.json: This file is not what was recorded")


@pytest.mark.parametrize(
    "package",
    [b"", b"[]", b'{"resources": [1, {"path": 1}]}', b"[" * 100_000, b'{"resources": [{"path": "x", "hash": "y"}]}'],
)
def test_a_package_that_makes_no_sense_does_not_keep_the_pages_away(package):
    data = zipped({"datapackage.json": package, "archive/w.warc.gz": warc(response(HOME))})
    assert [member.url for member in listed(data, "zip")[0]] == [HOME]


def test_lists_that_make_no_sense_are_noted():
    bad = b'{"url": 5}\n{"url": "\\ud800"}\nnot json\n\xff\n' + b"[" * 50_000 + b"\n"
    data = wacz({"w.warc.gz": warc(response(HOME))}, extra={"pages/pages.jsonl": bad})
    (member,), notes = listed(data, "wacz")
    assert member.problem
    assert "4 lines" in notes[0]


def test_a_list_of_more_pages_than_are_read_is_refused():
    many = lines(*({"url": f"https://a.example/{number}"} for number in range(11)))
    data = wacz({"w.warc.gz": warc(response(HOME))}, extra={"pages/pages.jsonl": many})
    with pytest.raises(TooMuch):
        listed(data, "wacz", Limits(members=10))


def test_a_damaged_warc_is_a_problem_and_the_others_are_read():
    data = wacz({"bad.warc.gz": b"\x1f\x8b\x08nothing", "good.warc.gz": warc(response(HOME))}, [{"url": HOME}])
    bad, fine = listed(data, "wacz")[0]
    assert (bad.path, bool(bad.problem)) == ("archive/bad.warc.gz", True)
    assert fine.data == PAGE


def test_no_warc_at_all_is_said():
    with pytest.raises(CouldNotRead):
        listed(zipped({"datapackage.json": b"{}"}), "wacz")
