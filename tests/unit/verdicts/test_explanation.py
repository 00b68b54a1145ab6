"""The small Markdown: what it shows, and that nothing hostile gets through."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from factcheck.verdicts.explanation import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    references,
    render,
    to_markdown_with_footnotes,
)


def note(public_id):
    return f"#note-{public_id}"


def html(text):
    return render(text, link=note)


def ref(number, public_id, again=""):
    return f'<sup class="ref"><a href="#note-{public_id}" id="ref-{number}{again}">[{number}]</a></sup>'


class Seen(HTMLParser):
    """What a browser's parser makes of it: tags, attributes, ids, links within links."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.ids, self.depth, self.nested = [], [], [], 0, False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag == "a":
            self.nested |= self.depth > 0
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= tag == "a"


def assert_harmless(text):
    seen = Seen(text)
    assert set(seen.tags) <= ALLOWED_TAGS
    for tag, name, value in seen.attributes:
        assert name in ALLOWED_ATTRIBUTES[tag]
        if name == "href":
            assert re.match(r"(https?:|mailto:|#)", value, re.IGNORECASE)
    assert len(seen.ids) == len(set(seen.ids))
    assert not seen.nested


def test_references_become_numbers_in_order_of_first_occurrence():
    text = "One [Q-0002]. Two [E-0012]. Again [Q-0002]."
    assert html(text) == (f"<p>One {ref(1, 'Q-0002')}. Two {ref(2, 'E-0012')}. Again {ref(1, 'Q-0002', '-2')}.</p>\n")


def test_a_reference_that_leads_nowhere_keeps_its_number():
    assert render("One [L-0003].", link=lambda _: None) == '<p>One <sup class="ref">[1]</sup>.</p>\n'


def test_the_small_markdown_is_shown():
    text = "*So* **it** is,\nsee [here](https://a.example/?a=1&b=2).\n\n- one\n- two\n\n1. first\n\n> said"
    assert html(text) == (
        "<p><em>So</em> <strong>it</strong> is,\nsee "
        '<a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener">here</a>.</p>\n'
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<ol>\n<li>first</li>\n</ol>\n"
        "<blockquote>\n<p>said</p>\n</blockquote>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='https://a.example' onclick=alert(1)>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
        '[x](https://a.example "onmouseover=alert(1)")',
        '[x](https://a.example/"onmouseover="alert(1))',
        "![x](https://a.example/x.png)",
        "[[E-0012]](https://evil.example)",
        "[a [E-0012] b [L-0003]](https://a.example)",
        "[E-0012](https://evil.example)",
        "[E-0012][E-0012]\n\n[E-0012]: https://evil.example",
        "`[E-0012]` ``` [L-0003]",
        "**unbalanced *markup [x](https://a.example",
        "> > > > > > > > > > > > > > > > > > > > > > > > > deep",
        "# heading\n\n---\n\n    code\n\n| a | b |\n|---|---|",
        "[E-0012<b>] [E-<script>]",
        "\x00<\x00script>",
        "<!-- [E-0012] --> <![CDATA[ x ]]>",
    ],
)
def test_hostile_text_is_shown_as_text(text):
    result = html(text)
    assert_harmless(result)
    assert "evil.example" not in "".join(str(value) for _, _, value in Seen(result).attributes)


def test_words_that_hold_a_reference_make_no_link_of_the_writers():
    assert html("[a [E-0012]](https://a.example)") == (f"<p>[a {ref(1, 'E-0012')}](https://a.example)</p>\n")


def test_code_marks_have_no_meaning_so_a_reference_in_them_is_one():
    assert html("`[E-0012]`") == f"<p>`{ref(1, 'E-0012')}`</p>\n"


def test_an_escaped_bracket_is_no_reference():
    text = r"\[E-0012] and \\[L-0003]"
    assert references(text) == ("L-0003",)
    assert html(text) == f"<p>[E-0012] and \\{ref(1, 'L-0003')}</p>\n"


def test_an_address_from_us_cannot_break_out_of_its_attribute():
    assert_harmless(render("[E-0012]", link=lambda _: '#"><script>alert(1)</script>'))
    assert "href" not in render("[E-0012]", link=lambda _: "javascript:alert(1)")


MARKUP = ["[E-0001]", "[L-0002]", "[", "]", "(", ")", "\\", "`", "*", "_", "<", ">", "a", '"', "&#91;", "1. ", "!"]
HOSTILE = ["https://a.example", "<script>", "](https://a.example)", "javascript:"]
PIECES = st.lists(st.sampled_from([*MARKUP, *HOSTILE, " ", "\n", "\n\n", "- "]), max_size=25).map("".join)


@given(PIECES)
def test_no_mixture_of_markup_gets_through(text):
    assert_harmless(html(text))


@given(PIECES)
def test_the_references_that_are_named_are_those_that_are_shown(text):
    shown = [int(number) for number in re.findall(r'<sup class="ref">(?:<a [^>]*>)?\[(\d+)\]', html(text))]
    assert list(dict.fromkeys(shown)) == list(range(1, len(references(text)) + 1))


def test_for_an_article_references_become_footnotes():
    text = "One [E-0012]. Two [Q-0002], again [E-0012]."
    notes = {"E-0012": "The order,\n2021."}
    assert to_markdown_with_footnotes(text, notes) == (
        "One [^1]. Two [^2], again [^1].\n\n[^1]: The order,\n    2021.\n[^2]: Q-0002\n"
    )


def test_a_text_without_references_gets_no_footnotes():
    assert to_markdown_with_footnotes("One.", {"E-0001": "x"}) == "One."


def test_the_footnoted_markdown_still_reads_as_the_same_paragraphs():
    text = "*One* [E-0012].\n\n- two [L-0003]"
    footnoted = to_markdown_with_footnotes(text, {"E-0012": "a", "L-0003": "b"})
    kinds = [token.type for token in MarkdownIt().parse(footnoted)]
    assert kinds[: len(MarkdownIt().parse(text))] == [token.type for token in MarkdownIt().parse(text)]
