import pytest

from factcheck.documents.extraction.html_walls import needs

SENTENCE = "The harbour bridge in Example Town stays shut until March, said the port authority on Monday. "
ARTICLE = f"<h1>Bridge shut</h1><p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p><p>{SENTENCE * 9}</p>"
MENU = "<nav><a href=/>Home</a><a href=/news>News</a></nav>"
LOGIN = "<form><input name=email><input type=password name=p><button>Log in</button></form>"
NOT_FREE = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div><script src="app.js"></script>',
        f'{MENU}<div id="__next"></div><script src="app.js"></script>',
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=x></div><script src=a></script>",
        "<noscript><p>Bitte JavaScript in Ihrem Browser aktivieren.</p></noscript><p>Lädt</p><script>1</script>",
        "<noscript>Пожалуйста, включите JavaScript.</noscript><script>1</script>",
        "<h1>times.example</h1><p>Checking your browser before you go on.</p><script>1</script>",
        "<script>document.write('all')</script>",
    ],
)
def test_a_page_that_shows_next_to_nothing_until_its_script_has_run_needs_script(body):
    assert needs(f"<html><head><title>Example</title></head><body>{body}</body></html>") == "script"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Welcome back</h1>{LOGIN}",
        f"<h1>Members</h1><p>Please log in to see what is here.</p>{LOGIN}<script>1</script>",
        f"<h1>Bridge shut</h1><p>{SENTENCE}</p><p>Subscribe to continue reading.</p>",
        f"<h1>Bridge shut</h1><p>{SENTENCE}</p><p>This article is only for subscribers.</p>",
        f"<h1>Brücke gesperrt</h1><p>{SENTENCE}</p><p>Dieser Artikel ist nur für Abonnenten.</p>",
        f"<h1>Pont fermé</h1><p>{SENTENCE}</p><p>Article réservé aux abonnés</p>",
        f"{NOT_FREE}<h1>Bridge shut</h1><p>{SENTENCE * 9}</p><p>Already a subscriber?</p>",
    ],
)
def test_a_page_that_asks_who_reads_instead_of_showing_its_article_needs_a_sign_in(body):
    assert needs(f"<html><body>{MENU}{body}</body></html>") == "sign-in"


@pytest.mark.parametrize(
    "body",
    [
        ARTICLE,
        f"{ARTICLE}<noscript>Enable JavaScript for comments.</noscript><script>1</script>",
        f"{ARTICLE}{LOGIN}<p>Sign in to read more of us.</p>",
        f"{NOT_FREE}{ARTICLE}<p>Already a subscriber?</p>",
        f"<h1>Short news</h1><p>{SENTENCE * 2}</p><script>count()</script>",
        f"<h1>Short news</h1><p>{SENTENCE * 2}</p>{LOGIN}",
        "<ul><li><a href=1>First report</a><li><a href=2>Second report</a></ul><script>count()</script>",
        f"<p>{SENTENCE}</p><div id=app></div><script>1</script><p>{SENTENCE}</p>",
        "<p>A line.</p>",
        "",
    ],
)
def test_a_page_that_shows_its_words_needs_nothing(body):
    assert needs(f"<html><body>{MENU}{body}</body></html>") == ""


@pytest.mark.parametrize("page", ["", "<", "<html", "\x00", "<script>", "<html>" + "<b>x" * 200])
def test_what_is_hardly_a_page_needs_nothing_or_script(page):
    assert needs(page) in ("", "script")
