"""Which URLs name the same page."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.documents.web.normal_url import normal_url

PAGE = "https://example.com/news/2026/a-storm"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://example.com/news/2026/a-storm",
        "HTTPS://EXAMPLE.com/news/2026/a-storm",
        "https://www.example.com/news/2026/a-storm",
        "https://example.com./news/2026/a-storm",
        "https://example.com:443/news/2026/a-storm",
        "http://example.com:80/news/2026/a-storm",
        "https://example.com/news/2026/a-storm/",
        "https://example.com/news/2026/a-storm//",
        "https://example.com//news/./2026/x/../a-storm",
        "https://example.com/news/2026/a%2Dstorm",
        "https://example.com/news/2026/a-storm#top",
        "https://example.com/news/2026/a-storm#:~:text=ships",
        "https://example.com/news/2026/a-storm?",
        "https://example.com/news/2026/a-storm?utm_source=x&utm_medium=y",
        "https://example.com/news/2026/a-storm?UTM_Source=x",
        "https://example.com/news/2026/a-storm?fbclid=IwAR0&gclid=1&msclkid=2&mc_cid=3&igshid=4",
        "https://example.com/news/2026/a-storm?utm_source=x&amp;utm_medium=y",
        "https://example.com/news/2026/a-storm;jsessionid=0A1B",
        "https://user:secret@example.com/news/2026/a-storm",
        "https://m.example.com/news/2026/a-storm",
        "https://mobile.example.com/news/2026/a-storm",
        "https://amp.example.com/news/2026/a-storm",
        "https://www.m.example.com/news/2026/a-storm",
        "https://example.com/amp/news/2026/a-storm",
        "https://example.com/news/2026/a-storm/amp",
        "https://example.com/news/2026/a-storm/amp/",
        "https://example.com/news/amp/2026/a-storm",
        "https://example.com/news/2026/a-storm.amp",
        "https://example.com/news/2026/a-storm?amp",
        "https://example.com/news/2026/a-storm?amp=1",
        "https://example.com/news/2026/a-storm?outputType=amp",
        "https://example-com.cdn.ampproject.org/c/s/example.com/news/2026/a-storm",
        "https://example-com.cdn.ampproject.org/v/s/www.example.com/news/2026/a-storm/amp?amp_js_v=0.1&usqp=mq331",
        "http://example-com.cdn.ampproject.org/c/example.com/news/2026/a-storm",
        "https://cdn.ampproject.org/c/s/example.com/news/2026/a-storm",
        "https://www.google.com/amp/s/example.com/news/2026/a-storm",
        "https://www.google.co.uk/amp/s/amp.example.com/news/2026/a-storm",
        "https://example-com.bing-amp.com/c/s/example.com/news/2026/a-storm",
        "  https://example.com/news/2026/a-storm\n",
    ],
)
def test_ways_to_one_page_come_to_one_form(url):
    assert normal_url(url) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/?b=2&a=1", "https://example.com/?a=1&b=2"),
        ("https://example.com/?b=2&utm_source=x&a=1", "https://www.example.com?a=1&b=2"),
        ("https://example.com/?q=a+b", "https://example.com/?q=a%20b"),
        ("https://example.com/stra%c3%9fe", "https://example.com/straße"),
        ("https://MÜNCHEN.example/", "https://xn--mnchen-3ya.example"),
        ("https://en.m.wikipedia.org/wiki/Harbor", "https://en.wikipedia.org/wiki/Harbor"),
        ("https://youtube.com/watch?v=1&feature=youtu.be", "https://m.youtube.com/watch?v=1"),
        ("https://example.com:8080/a/", "http://example.com:8080/a"),
    ],
)
def test_two_ways_of_writing_are_one(one, other):
    assert normal_url(one) == normal_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/?id=1", "https://example.com/?id=2"),
        ("https://example.com/?id=1", "https://example.com/"),
        ("https://example.com/?a=1&a=2", "https://example.com/?a=2&a=1"),
        ("https://example.com/?page=2", "https://example.com/"),
        ("https://example.com/?source=x", "https://example.com/"),
        ("https://example.com/?m=1", "https://example.com/?m=2"),
        ("https://example.com/?amp=5", "https://example.com/"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/?a=1%262", "https://example.com/?a=1&2"),
        ("https://example.com/amp", "https://example.com/"),
        ("https://example.com/champ/", "https://example.com/ch"),
        ("https://example.com:8080/", "https://example.com/"),
        ("https://news.example.com/", "https://example.com/"),
        ("https://m.co.uk/", "https://co.uk/"),
        ("https://www.com/", "https://com/"),
        ("https://amp.dev/", "https://dev/"),
        ("https://example.com/", "https://example.org/"),
        ("https://www.google.com/amp/s/about", "https://about/"),
    ],
)
def test_different_pages_stay_two(one, other):
    assert normal_url(one) != normal_url(other)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "words",
            "example.com/a",
            "mailto:a@example.com",
            "ftp://www.example.com/",
            "/path",
            "http://",
            "https://?",
        ),
        *("http://[::1", "http://a b/", "http://example.com:x/", "http://example.com:99999/", "javascript:alert(1)"),
        *("http://\ud800/", "http://a..b.é/", "http://[v1.x", "file:///www.example.com/amp/", "x" * 10_000),
    ],
)
def test_what_is_no_web_address_comes_back_as_it_was(text):
    assert normal_url(f" {text} ") == text


PIECES = st.sampled_from(
    [
        *(
            "http://",
            "https://",
            "HTTP://",
            "www.",
            "m.",
            "amp.",
            "mobile.",
            "example",
            ".",
            ".com",
            ".co.uk",
            "cdn.ampproject.org",
        ),
        *(
            "google.com",
            "/",
            "//",
            "/amp/",
            "/c/s/",
            "/c/",
            "amp",
            ".amp",
            ".html",
            "?",
            "&",
            "=",
            "#",
            ":80",
            ":443",
            ":8080",
            "@",
        ),
        *(
            "utm_source=x",
            "amp;",
            "amp=1",
            "a=1",
            "b=2",
            "%2e",
            "%2F",
            "%41",
            "%zz",
            "%",
            "+",
            " ",
            ";jsessionid=1",
            "..",
            "é",
        ),
        *("[::1]", "[", "]", "\\", "\t", "\ud800", "１", "。", "\u00ad", "xn--", "-", "_", "1", "x"),
    ]
)


def beneath_a_host(pieces: list[str]) -> str:
    return "https://example.com/" + "".join(pieces)


@settings(max_examples=400, deadline=None)
@given(st.text() | st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=12).map(beneath_a_host))
@example("https://google.com/amp/" * 300 + "example.com")
@example("http://example.com:443/")
@example("https://example.com:80/")
def test_applied_twice_it_changes_nothing_more(text):
    once = normal_url(text)
    assert normal_url(once) == once


@given(st.lists(PIECES, max_size=10).map(beneath_a_host))
def test_neither_a_fragment_nor_a_tracking_parameter_changes_the_page(url):
    base = url.partition("#")[0].strip()
    assert normal_url(f"{base}#part") == normal_url(base)
    joint = "&" if "?" in base else "?"
    assert normal_url(f"{base}{joint}utm_campaign=x") == normal_url(base)


@pytest.mark.parametrize(
    "text", ["https://a.com/" + "/../" * 1999, "https://a.com/?" + "&" * 7900, "http://" + "m." * 3900 + "a.com"]
)
def test_a_long_url_costs_little(text):
    begin = time.process_time()
    normal_url(text)
    assert time.process_time() - begin < 0.5
