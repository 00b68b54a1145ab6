"""Which blocks of a page are its article: with judges at hand, with judges that fail, and without any."""

import pytest

from factcheck.documents.extraction import boilerplate, extract, html_main
from factcheck.documents.extraction.html_votes import found_again, words_of

FACTS = [
    "The harbour bridge in Example Town stays shut until March, said the port authority on Monday morning.",
    "Inspectors found eleven cracks in the northern pier, which was built in the year after the great flood.",
    "Repairs are expected to cost about four million crowns and will take no less than five months.",
    "Shopkeepers on the island say that they fear for their winter trade, as they did two winters ago.",
    "The council promised to meet with them next week, to discuss what help there could be for them.",
    "Buses run over the southern bridge from Tuesday, and ferries leave from the old pier every hour.",
]
TEASERS = [
    "Mayor opens the new town hall after nine years of work, and visitors admire the painted ceiling.",
    "The school orchestra won the second prize in the national contest, its conductor said on Friday.",
    "Swimmers may use the northern beach again, because the water has been clean for three weeks now.",
    "The museum shows maps that nobody had seen since they were drawn, and it does so free of charge.",
]
ARTICLE = "".join(f"<p>{fact}</p>" for fact in FACTS)


def page(article=ARTICLE, above="", below="", head="", title="<h1>Bridge shut for the winter</h1>"):
    menu = "<div class=top><ul><li><a href=/a>Home</a><li><a href=/b>News</a><li><a href=/c>Sport</a></ul></div>"
    side = "".join(f"<div class=box><p>{teaser}</p></div>" for teaser in TEASERS)
    inner = f"<div class=story>{title}{above}<div class=text>{article}</div>{below}</div>"
    return f"<html><head>{head}</head><body>{menu}{inner}<div class=sidebar>{side}</div></body></html>"


def drawn(source):
    extracted = extract(source.encode())
    return extracted, {extracted.text[block.start : block.end]: block for block in extracted.blocks}


def main_text(source):
    extracted, _ = drawn(source)
    return boilerplate.main_text(extracted.text, extracted.blocks).split("\n")


@pytest.fixture
def judges(monkeypatch):
    """Sets what the two judges say."""

    def say(generous, strict):
        monkeypatch.setattr(html_main, "opinions", lambda root: ("\n".join(generous), "\n".join(strict)))

    return say


def test_the_main_text_is_the_article_without_title_menu_and_teasers():
    assert main_text(page()) == FACTS


def test_all_words_of_the_page_are_kept_whatever_they_are_held_for():
    text = drawn(page())[0].text
    assert all(words in text for words in (*FACTS, *TEASERS, "Sport", "Bridge shut for the winter"))


def test_what_a_judge_takes_outside_the_article_s_element_is_not_believed(judges):
    judges([*FACTS, *TEASERS], FACTS)
    assert main_text(page()) == FACTS


def test_within_the_article_s_element_one_judge_is_enough(judges):
    judges(FACTS, [FACTS[0], FACTS[4]])
    assert main_text(page()) == FACTS


def test_paragraphs_that_no_judge_took_come_back_when_they_are_built_like_the_others(judges):
    judges(FACTS[:2], FACTS[:2])
    assert main_text(page()) == FACTS


@pytest.mark.parametrize("said", [[], ["Cookies."]])
def test_without_a_judgement_the_prose_decides(judges, said):
    judges(said, said)
    assert main_text(page()) == FACTS


def test_a_page_with_hardly_any_words_is_left_as_it_is(judges):
    judges([], [])
    extracted, _ = drawn("<html><body><p>Two words.</p><p>Three more words.</p></body></html>")
    assert [block.kind for block in extracted.blocks] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "<p class=byline>By Jane Doe, Staff writer</p>",
        "<div class=byline>By <a href=/jane rel=author>Jane Doe</a>, Staff writer</div>",
        "<div class=meta><span>By Jane Doe,</span> <span>Staff writer</span></div>",
    ],
)
def test_a_byline_that_says_what_the_author_is_is_a_byline(judges, line):
    judges(FACTS, FACTS)
    extracted, blocks = drawn(page(above=line))
    assert (blocks["By Jane Doe, Staff writer"].kind, blocks["By Jane Doe, Staff writer"].label) == (
        "paragraph",
        "byline",
    )
    assert extracted.author.value == "Jane Doe"


def test_what_stands_between_title_and_article_is_told_apart(judges):
    judges(FACTS, FACTS)
    above = (
        "<p>The island will be reached by ferry only for some months.</p><div>By Jane Doe</div><div>3 May 2020</div>"
        "<ul><li><a href=/f>Share on Example</a></ul>"
    )
    extracted, blocks = drawn(page(above=above))
    assert blocks["The island will be reached by ferry only for some months."].label == "standfirst"
    assert blocks["By Jane Doe"].label == blocks["3 May 2020"].label == "byline"
    assert blocks["Share on Example"].kind == "boilerplate"
    assert (extracted.author.value, extracted.published.value) == ("Jane Doe", "3 May 2020")
    assert main_text(page(above=above)) == FACTS


@pytest.mark.parametrize(
    "picture",
    [
        "<img src=p.jpg alt='The bridge seen from the old pier'><p>The bridge seen from the old pier</p>",
        "<div class='photo-caption'><p>The bridge seen from the old pier</p></div>",
        "<figure><img src=p.jpg><figcaption>The bridge seen from the old pier</figcaption></figure>",
    ],
)
def test_captions_are_captions_and_no_main_text(picture):
    source = page(article=ARTICLE.replace("<p>Repairs", f"{picture}<p>Repairs"))
    assert drawn(source)[1]["The bridge seen from the old pier"].kind == "caption"
    assert main_text(source) == FACTS


def test_a_heading_with_nothing_below_it_is_the_page_s():
    source = page(article=f"{ARTICLE}<h3>Comments</h3><p>comments</p>")
    assert main_text(source) == FACTS


def test_a_heading_within_the_article_is_main_text():
    source = page(article=ARTICLE.replace("<p>Shopkeepers", "<h2>On the island</h2><p>Shopkeepers"))
    assert main_text(source) == [*FACTS[:3], "On the island", *FACTS[3:]]


def test_a_line_that_the_page_states_as_its_title_is_the_title():
    source = page(
        title="<div><b>Bridge shut for the winter</b></div>",
        head="<meta property='og:title' content='Bridge shut for the winter'>",
    )
    block = drawn(source)[1]["Bridge shut for the winter"]
    assert (block.kind, block.level) == ("heading", 1)
    assert main_text(source) == FACTS


def test_an_address_in_full_is_a_source_and_a_bare_link_is_not(judges):
    links = "<p><a href=x>https://a.example/report</a></p><p><a href=y>Win a boat</a></p>"
    source = page(article=f"{ARTICLE}{links}")
    judges([*FACTS, "https://a.example/report", "Win a boat"], FACTS)
    assert main_text(source) == [*FACTS, "https://a.example/report"]


@pytest.mark.parametrize(
    ("blocks", "text", "found"),
    [
        (["one two three four five"], "x one two three four five y", [True]),
        (["one two three four five"], "five four three two one", [False]),
        (["Share", "one two three four five", "Share"], "one two three four five\nShare", [False, True, True]),
        (["Share", "one two three four five", "Share"], "Share\none two three four five", [True, True, False]),
        (["Share"], "Share this and that", [False]),
        (["one two three four", "a b", "five six seven eight"], "one two three four\nfive six seven eight\na b",
         [True, False, True]),
        (["one two three four"] * 2, "one two three four", [True, True]),
        (["***", ""], "*** a b", [False, False]),
        (["one two three four"], "", [False]),
    ],
)  # fmt: skip
def test_blocks_are_found_again_by_runs_of_words_and_short_ones_in_their_place(blocks, text, found):
    assert found_again([words_of(block) for block in blocks], text) == found


def test_many_equal_blocks_cost_little():
    blocks = [words_of("the same few words again and again")] * 20_000
    assert all(found_again(blocks, "the same few words again and again\n" * 20_000))


def test_a_page_of_very_many_elements_is_read_without_judges():
    source = f"<html><body>{ARTICLE}{'<i></i>' * 101_000}</body></html>"
    assert main_text(source) == FACTS
