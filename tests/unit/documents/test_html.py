import pytest

from factcheck.documents.extraction import extract
from factcheck.documents.extraction.values import Found

REPORT = (
    "The harbour bridge in Example Town will stay shut until March, the port authority said on Monday, after "
    'inspectors found <a href="https://a.example/r">eleven cracks</a> in its northern pier.'
)
REPAIRS = (
    "Repairs are expected to cost about four million crowns and to take at least five months, according to the "
    "engineer who wrote the report for the council."
)
HEAD = """<title>Bridge shut | The Example</title>
<meta property="article:published_time" content="2020-08-31T10:00:00+03:00">
<meta name="author" content="Jane Doe"><link rel="canonical" href="https://times.example/bridge">
<style>p { color: red }</style>"""
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head>{HEAD}</head><body>
<header><nav><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></nav></header>
<main><article><h1>Bridge shut   for the
winter</h1>
<figure><img src="x.jpg"><figcaption>The bridge in May</figcaption></figure>
<p>{REPORT}</p><div hidden>secret one</div><p style="display: none">secret two</p><template>secret three</template>
<blockquote><p>“We can't let anybody drive over it,” the harbour master told reporters in the hall.</p></blockquote>
<h2>What comes next</h2><p>{REPAIRS}</p>
<ul><li>Buses run over the southern bridge from Tuesday.</li><li>Ferries leave every twenty minutes.</li></ul>
<p>Shopkeepers on the island say that they fear for their winter trade 😀.<!-- note --><br><br>The council has
promised to meet with them next week to discuss what help there could be.</p>
</article><aside>Related: <a href="javascript:x()">Another story</a></aside></main>
<footer>© The Example &#0;</footer><script>var secret</script></body></html>"""


def drawn(page):
    extracted = extract(page.encode())
    return extracted, [(block.kind, extracted.text[block.start : block.end]) for block in extracted.blocks]


def test_what_readers_see_becomes_blocks_and_what_surrounds_the_article_is_kept_as_boilerplate():
    _, blocks = drawn(PAGE)
    assert [kind for kind, _ in blocks] == [
        *["boilerplate"] * 2, "heading", "caption", "paragraph", "quote", "heading", "paragraph",
        *["list_item"] * 2, *["paragraph"] * 2, *["boilerplate"] * 2,
    ]  # fmt: skip
    assert blocks[2] == ("heading", "Bridge shut for the winter")
    assert blocks[10][1].endswith("winter trade 😀.")


def test_nothing_hidden_is_drawn():
    assert "secret" not in drawn(PAGE)[0].text


def test_links_lie_on_their_words_and_scripts_are_no_links():
    extracted, _ = drawn(PAGE)
    links = {extracted.text[a:b]: href for block in extracted.blocks for a, b, href in block.links}
    assert links == {"Home": "/", "News": "/news", "eleven cracks": "https://a.example/r"}


def test_each_statement_says_whether_readers_or_machines_see_it():
    extracted, _ = drawn(PAGE)
    assert extracted.title == Found("Bridge shut for the winter", "content", "first heading")
    assert extracted.author == Found("Jane Doe", "metadata", "<meta name=author>")
    assert extracted.published == Found(
        "2020-08-31T10:00:00+03:00", "metadata", "<meta property=article:published_time>"
    )
    assert extracted.url == Found("https://times.example/bridge", "metadata", "<link rel=canonical>")
    assert extracted.language.value == "en"


def test_a_page_without_statements_has_none():
    extracted, _ = drawn(f"<html><body><p>{REPORT}</p><p>© 2019 The Example, 3 May 2018 edition</p></body></html>")
    assert (extracted.title, extracted.author, extracted.published, extracted.url) == (None, None, None, None)


def test_a_shown_date_that_differs_from_the_metadata_is_said():
    extracted, _ = drawn(PAGE.replace("<figure>", "<p>1 September 2020</p><figure>"))
    assert extracted.published.value == "1 September 2020"
    assert "2020-08-31T10:00:00+03:00" in extracted.messages[0]


def test_json_ld_is_read_and_broken_json_ld_is_not():
    script = '<script type="application/ld+json">{}</script>'
    good = '{"@graph": [{"headline": "From data", "datePublished": "2020-08", "author": [{"name": "A B"}]}]}'
    extracted, _ = drawn(f"<html>{script.format('{')}{script.format(good)}<p>{REPORT}</p></html>")
    assert extracted.title == Found("From data", "metadata", "JSON-LD headline")
    assert (extracted.author.value, extracted.published.value) == ("A B", "2020-08")


def test_a_saved_page_names_where_it_was_saved_from():
    page = f"<!-- saved from url=(0026)https://times.example/here --><html><p>{REPORT}</p></html>"
    assert drawn(page)[0].url == Found("https://times.example/here", "metadata", "comment “saved from url”")


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>" + "word and words. " * 65_536 + "</p></html>",
        "<html>" + "<div>" * 200 + "deep words",
        "<html><script type='application/ld+json'>" + "[" * 100_000 + "</script><p>words</p>",
        "<html><p " + "a=b " * 50_000 + ">words",
        "<html><p>" + "x<br>" * 20_000,
    ],
    ids=["a line of 1 MB", "200 levels", "JSON-LD 100,000 levels", "50,000 attributes", "20,000 breaks"],
)
def test_hostile_pages_give_their_words(page):
    assert extract(page.encode()).blocks


@pytest.mark.parametrize("void", ["embed", "source", "track", "wbr", "param", "keygen"])
@pytest.mark.parametrize("hidden", ["", " hidden", " style='display:none'"])
def test_an_element_that_holds_nothing_swallows_none_of_what_follows(void, hidden):
    before = "<html><body><p>Before the film, all was quiet in the hall.</p>"
    page = f"{before}<{void}{hidden}><p>After the film, nobody left.</p></body></html>"
    assert "After the film, nobody left." in drawn(page)[0].text
