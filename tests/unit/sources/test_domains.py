"""From an address to the domain that names its publisher."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.sources.domains import domain_of, parents_of, readable


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.Herald.example/2020/08/a.html", "herald.example"),
        ("HTTP://HERALD.EXAMPLE", "herald.example"),
        ("herald.example", "herald.example"),
        ("herald.example/path?x=1", "herald.example"),
        ("//herald.example/a", "herald.example"),
        ("https://herald.example:8443/", "herald.example"),
        ("https://herald.example./", "herald.example"),
        ("https://reader:secret@herald.example/", "herald.example"),
        ("https://news.herald.example/", "news.herald.example"),
        ("  herald.example \n", "herald.example"),
        ("https://вестник.example/", "xn--b1agjinxh.example"),
        ("https://XN--B1AGJINXH.example/", "xn--b1agjinxh.example"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
    ],
)
def test_the_domain_of_an_address_is_its_host_in_one_form(address, domain):
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    "address",
    [
        *("", " ", "localhost", "file:///etc/passwd", "https://", "https://[bad/"),
        *("a..example", "-a.example", "a b.example", "1.2.3.4.5", "x" * 64 + ".example", "=cmd()", "a,b.example"),
    ],
)
def test_what_names_no_domain_gives_none(address):
    assert domain_of(address) is None


def test_a_host_called_www_alone_keeps_its_name():
    assert domain_of("https://www.example/") == "www.example"


def test_the_parents_of_a_domain_end_at_two_names():
    assert parents_of("a.b.herald.example") == ["a.b.herald.example", "b.herald.example", "herald.example"]
    assert parents_of("herald.example") == ["herald.example"]


def test_an_address_in_numbers_has_no_parents():
    assert parents_of("127.0.0.1") == ["127.0.0.1"]


def test_a_domain_is_read_in_its_own_letters():
    assert readable("xn--b1agjinxh.example") == "вестник.example"
    assert readable("xn--999999999.example") == "xn--999999999.example"


@given(st.text())
def test_no_text_breaks_it_and_its_answer_is_stable(text):
    domain = domain_of(text)
    assert domain is None or domain_of(domain) in (domain, domain.removeprefix("www."))
