"""Titles, dates, bylines, captions, lists and boilerplate, in the three formats."""

import pytest

from factcheck.documents.extraction import extract
from factcheck.documents.extraction.values import Found

REPORT = (
    "The harbour bridge in Example Town will stay shut until March, the port authority said on Monday, after "
    "inspectors found eleven cracks in its northern pier."
)
REPAIRS = (
    "Repairs are expected to cost about four million crowns and to take at least five months, according to the "
    "engineer who wrote the report for the council."
)


def drawn(text, filename=""):
    extracted = extract(text.encode(), filename=filename)
    return extracted, [(block.kind, extracted.text[block.start : block.end]) for block in extracted.blocks]


def kinds(text):
    return [kind for kind, _ in drawn(text)[1]]


def test_one_paragraph_a_line_needs_no_blank_lines():
    assert drawn(f"{REPORT}\nThat is all.\n{REPAIRS}")[1] == [
        ("paragraph", REPORT),
        ("paragraph", "That is all."),
        ("paragraph", REPAIRS),
    ]


def test_lines_wrapped_at_a_width_are_one_paragraph():
    wrapped = "The harbour bridge in Example Town will\nstay shut until March, the port authority\nsaid on Monday."
    assert drawn(wrapped + "\n\nMore.")[1] == [("paragraph", wrapped), ("paragraph", "More.")]


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "1."])
def test_lines_with_bullets_are_list_items(mark):
    text = f"He said that\n\n  {mark} one thing is so\n  {mark} another is\n    not quite\n\nThe end."
    assert drawn(text)[1][1:3] == [
        ("list_item", f"{mark} one thing is so"),
        ("list_item", f"{mark} another is\n    not quite"),
    ]


def test_a_single_dash_is_speech_and_no_list():
    assert kinds("He asked.\n\n– Where is it?\n\nNobody knew.") == ["paragraph"] * 3


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge shut for the winter\n\n{REPORT}",
        f"Bridge shut for the winter\nAugust 31, 2020\n{REPORT}",
        f"Bridge shut for the winter\nBy Jane Doe\n\n{REPORT}",
        f"31 August 2020\n\nBridge shut for the winter\n\n{REPORT}",
    ],
)
def test_a_line_that_stands_as_a_title_is_the_title(text):
    extracted, blocks = drawn(text)
    assert extracted.title == Found("Bridge shut for the winter", "content", "first line")
    assert ("heading", "Bridge shut for the winter") in blocks


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        f"Bridge shut for the winter.\n\n{REPORT}",
        f"Bridge shut for the winter\n{REPORT}",
        "The council decided that\n\n• the bridge stays shut\n• the ferries run",
        f"Hello,\n\n{REPORT}",
        f"and so it went on\n\n{REPORT}",
        "A line alone",
        f"Dear all:\n\n{REPORT}",
    ],
)
def test_what_does_not_stand_as_a_title_is_none(text):
    assert drawn(text)[0].title is None


def test_byline_date_caption_and_address_are_read_off_their_lines():
    extracted, blocks = drawn(
        f"Bridge shut for the winter\n\nBy Jane Doe and Max de Vries\n\nMonday, August 31, 2020, 14:05\n\n"
        f"Photo: the bridge in May\n\n{REPORT}\n\nOriginal URL: https://times.example/bridge\n"
    )
    assert extracted.author == Found("Jane Doe and Max de Vries", "content", "line “By Jane Doe and Max de Vries”")
    assert extracted.published.value == "Monday, August 31, 2020"
    assert extracted.url == Found("https://times.example/bridge", "content", "line “Original URL:”")
    assert ("caption", "Photo: the bridge in May") in blocks


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe, Staff writer", "Jane Doe"),
        ("By Jane Doe and Max de Vries, staff writers, The Nordby Herald", "Jane Doe and Max de Vries"),
        ("BY JANE DOE, SENIOR CORRESPONDENT", "JANE DOE"),
        ("By Jane Doe, Max de Vries", "Jane Doe, Max de Vries"),
        ("By Jane Doe | Reporter", "Jane Doe"),
        ("By Jane Doe (jane@nordby.example)", "Jane Doe"),
        ("Von Jana Muster, Redakteurin", "Jana Muster"),
    ],
)
def test_what_the_author_is_and_works_for_is_no_part_of_the_name(line, author):
    assert drawn(f"Bridge shut for the winter\n\n{line}\n\n{REPORT}\n")[0].author.value == author


@pytest.mark.parametrize(
    "line",
    ["By Tuesday the bridge was shut again.", "By then nobody", "2020", "In August 2020", "Published"]
    + ["By all accounts, reporters were late", "By Tuesday, writers"],
)
def test_a_line_that_only_looks_like_a_byline_or_date_is_none(line):
    extracted = drawn(f"{REPORT}\n\n{line}\n\n{REPAIRS}")[0]
    assert (extracted.author, extracted.published) == (None, None)


def test_addresses_in_plain_text_are_links_without_the_sentence_s_marks():
    extracted = drawn("See (https://a.example/b?c=1), or not.")[0]
    ((start, end, href),) = extracted.blocks[0].links
    assert extracted.text[start:end] == href == "https://a.example/b?c=1"


MARKDOWN = f"""# Bridge *shut* for the winter

31 August 2020

![](b.jpg)

The bridge in May

{REPORT.replace("eleven cracks", "[eleven **cracks**](https://a.example/r)")}

> We can't let anybody drive over it.

1. Buses run
   - in the south
2. Ferries &amp; boats

<b>typed</b> so [x](javascript:alert)

| a | b |
|---|---|
| c | d |
"""


def test_markdown_loses_its_marks_and_keeps_its_structure():
    extracted, blocks = drawn(MARKDOWN)
    assert blocks == [
        ("heading", "Bridge shut for the winter"),
        ("paragraph", "31 August 2020"),
        ("caption", "The bridge in May"),
        ("paragraph", REPORT),
        ("quote", "We can't let anybody drive over it."),
        ("list_item", "Buses run"),
        ("list_item", "in the south"),
        ("list_item", "Ferries & boats"),
        ("paragraph", "<b>typed</b> so [x](javascript:alert)"),
        ("paragraph", "a\tb"),
        ("paragraph", "c\td"),
    ]
    assert [block.level for block in extracted.blocks][5:8] == [1, 2, 1]
    ((start, end, href),) = extracted.blocks[3].links
    assert (extracted.text[start:end], href) == ("eleven cracks", "https://a.example/r")
    assert extracted.title == Found("Bridge shut for the winter", "content", "first heading")


def test_markdown_with_one_paragraph_a_line_needs_no_blank_lines():
    assert drawn(f"See [x](y).\n{REPORT}\nThat is all.")[1] == [
        ("paragraph", "See x."),
        ("paragraph", REPORT),
        ("paragraph", "That is all."),
    ]


def test_front_matter_is_metadata_and_no_text():
    extracted, blocks = drawn(
        f"---\ntitle: 'Bridge shut'\ndate: 2020-08-31\nurl: https://t.example/b\n---\n{REPORT} [x](y)\n", "a.md"
    )
    assert extracted.title == Found("Bridge shut", "metadata", "front matter “title”")
    assert (extracted.published.value, extracted.url.value) == ("2020-08-31", "https://t.example/b")
    assert [kind for kind, _ in blocks] == ["paragraph"]


FOOTER = "A message from The Example:\nDear readers,\nWe need you.\nPlease donate today.\nRemind me later."


def test_an_appeal_at_the_end_is_boilerplate_to_the_last_line():
    assert kinds(f"{REPORT}\n{REPAIRS}\n{REPORT}\n{FOOTER}") == ["paragraph"] * 3 + ["boilerplate"] * 5


@pytest.mark.parametrize(
    "text",
    [
        f"Dear readers,\n{REPORT}\nPlease donate blankets.\n{REPAIRS}",
        f"{REPORT}\n{REPAIRS}\nDear readers, this is how it was.\n{REPORT}",
        f"{REPORT}\nRead more books, the teacher told her class on Monday.\n{REPAIRS}",
        f"{REPORT}\nRelated articles of clothing were found by divers later that week.\n{REPAIRS}",
        f"{REPORT}\nMore on the northern side fell down, a witness said.\n{REPAIRS}",
        f"{REPORT}\nThe union asked members to subscribe to the strike fund.\n{REPAIRS}",
    ],
)
def test_paragraphs_of_the_article_are_never_boilerplate(text):
    assert "boilerplate" not in kinds(text)


@pytest.mark.parametrize(
    "line",
    ["Read more on the bridge:", "Related article: Ferries run again", "Subscribe to our newsletter",
     "We use cookies to improve your visit.", "See also:", "Advertisement"],
)  # fmt: skip
def test_teasers_and_notices_are_boilerplate_wherever_they_stand(line):
    assert kinds(f"{REPORT}\n{line}\n{REPAIRS}") == ["paragraph", "boilerplate", "paragraph"]


def test_a_russian_teaser_is_boilerplate():
    russian = "Мост через гавань закрыт до марта, сообщили в понедельник в управлении порта города Примерска."
    assert kinds(f"{russian}\nЧитайте также: Паромы снова ходят\n{russian}")[1] == "boilerplate"
