"""A comment as HTML: escaped, with its line breaks, and with links where it names something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.discussion.mentions import Called, calls_in
from factcheck.discussion.prose import public_ids, render


def link(public):
    return f"/at/{public}/" if public != "X-0001" else None


def html(text, people=()):
    return render(text, link=link, calls=calls_in(text, people))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("one\ntwo\r\nthree", "one<br>two<br>three"),
        ("see C-0017.", 'see <a class="num" href="/at/C-0017/">C-0017</a>.'),
        (
            "E-0012, FE-12345",
            '<a class="num" href="/at/E-0012/">E-0012</a>, <a class="num" href="/at/FE-12345/">FE-12345</a>',
        ),
        ("a B-52, an F-16, C-0017-b, XC-C-0017", "a B-52, an F-16, C-0017-b, XC-C-0017"),
        ("X-0001 is none", "X-0001 is none"),
    ],
)
def test_text_is_escaped_and_public_ids_are_links(text, expected):
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "url", "after"),
    [
        ("https://a.example/x", "https://a.example/x", ""),
        ("https://a.example/x.", "https://a.example/x", "."),
        ("https://a.example/x?a=1&b=2, and", "https://a.example/x?a=1&amp;b=2", ", and"),
        ("https://a.example/w_(x)", "https://a.example/w_(x)", ""),
        ("https://a.example/w)", "https://a.example/w", ")"),
        ("HTTP://a.example", "HTTP://a.example", ""),
        ("https://a.example/C-0017", "https://a.example/C-0017", ""),
        ("https://a.example/@Ada", "https://a.example/@Ada", ""),
    ],
)
def test_web_addresses_are_links_without_what_ends_the_sentence(text, url, after):
    people = [Called(1, "Ada", "ada@desk.example")]
    assert html(text, people) == f'<a href="{url}" rel="noopener noreferrer nofollow">{url}</a>{after}'


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example"])
def test_other_schemes_stay_text(text):
    assert "<a" not in html(text)


def test_an_address_cannot_leave_its_attribute():
    assert html('https://a.example/"onclick="x') == (
        '<a href="https://a.example/" rel="noopener noreferrer nofollow">https://a.example/</a>&quot;onclick=&quot;x'
    )


def test_who_is_called_stands_out():
    assert html("@Ada <3", [Called(1, "Ada", "ada@desk.example")]) == '<b class="called">@Ada</b> &lt;3'


def test_public_ids_are_those_outside_of_addresses():
    assert public_ids("E-0001 https://a.example/E-0002 E-0003") == ["E-0001", "E-0003"]


@given(st.text(alphabet="@A <>&\"'ab.C-0017/:htps\n", max_size=60))
def test_no_text_becomes_markup(text):
    shown = html(text, [Called(1, "A", "a@b.ab")])
    for tag in ("<br>", "</a>", "</b>", '<b class="called">'):
        shown = shown.replace(tag, "")
    assert shown.count("<") == shown.count('<a class="num" href="/at/') + shown.count('<a href="http')
