"""Where a URL leads, read in one way only."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.documents.web.errors import AddressUnreadable, FetchRefused
from factcheck.documents.web.target import read_target


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://example.com", "http://example.com/"),
        ("HTTPS://Example.COM:443/A?b#c", "https://example.com/A?b"),
        ("http://example.com:8080/", "http://example.com:8080/"),
        ("http://example.com./", "http://example.com/"),
        ("http://example.com:/", "http://example.com/"),
        ("http://example.com?", "http://example.com/?"),
        ("http://example.com?a=http://b/", "http://example.com/?a=http://b/"),
        ("http://münchen.example/straße?ü=ß", "http://xn--mnchen-3ya.example/stra%C3%9Fe?%C3%BC=%C3%9F"),
        ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        ("http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://example.com/a b%20c%zz", "http://example.com/a%20b%20c%zz"),
        ("http://example.com/a\\b", "http://example.com/a%5Cb"),
        ('http://example.com/<x>"', "http://example.com/%3Cx%3E%22"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:2800:0220:1:0:0:0:1]:80/", "http://[2606:2800:220:1::1]/"),
        ("http://3com.example/", "http://3com.example/"),
        ("http://1.2.3.example/", "http://1.2.3.example/"),
    ],
)
def test_a_url_is_read_and_written_in_one_form(url, read):
    assert read_target(url).url == read
    assert read_target(read).url == read


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            " ",
            "example.com",
            "//example.com/",
            "/path",
            "http",
            "http:",
            "http://",
            "http:///",
            "http://?",
            "http://#",
        ),
        *("http://.", "http://.example", "http://a..b", "http://-a.example", f"http://{'a' * 64}.example"),
        *(f"http://{'a.' * 127}example", f"http://example.com/{'a' * 9000}", "http://exa mple.com", "http://a%00b"),
        *("http://example.com:0/", "http://example.com:65536/", "http://example.com:99999999999/", "http://a:b/"),
        *("http://example.com/\x7f", "http://example.com/\ud800", "http://[::1", "http://::1/", "http://[::1]x/"),
        *("http://1.2.3/", "http://1.2.3.4.5/", "http://a.0x1/", "http://xn--\u00fc.example/", "http://a\u2028b/"),
    ],
)
def test_a_url_that_leaves_doubt_is_refused(url):
    with pytest.raises(AddressUnreadable):
        read_target(url)


@given(st.text() | st.text(alphabet="htps:/.@[]%?#\\0123456789abxX１。é\t ").map("http://{}".format))
@example("http://[::1]]/")
def test_whatever_is_read_is_safe_to_send(text):
    try:
        target = read_target(text)
    except FetchRefused:
        return
    assert re.fullmatch(r"[a-z0-9_.:-]+", target.host)
    assert re.fullmatch(r"/[!-~]*", target.path)
    assert 0 < target.port < 65536
    assert read_target(target.url) == target
