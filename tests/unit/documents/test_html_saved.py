"""Pages as the SingleFile extension saves them."""

import pytest

from factcheck.documents.extraction import extract
from factcheck.documents.extraction.values import Found

SENTENCE = "The harbour bridge in Example Town stays shut until March, said the port authority on Monday."
HREF = "https://times.example/bridge?id=7"


def saved(date="Tue Mar 05 2024 10:12:13 GMT+0100 (Central European Standard Time)", head="", body=""):
    note = f"\n Page saved with SingleFile \n url: {HREF} \n saved date: {date}\n"
    return f"<!DOCTYPE html> <html><!--{note}--><head>{head}</head><body><p>{SENTENCE}</p>{body}</body></html>".encode()


def test_the_address_at_which_it_was_saved_goes_before_the_one_the_page_gives_itself():
    page = saved(head='<link rel=canonical href="https://times.example/front">')
    assert extract(page).url == Found(HREF, "metadata", "SingleFile")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("Tue Mar 05 2024 10:12:13 GMT+0100 (Central European Standard Time)", "2024-03-05T10:12:13+01:00"),
        ("Sun Nov 22 2026 02:00:00 GMT-0330 (x)", "2026-11-22T02:00:00-03:30"),
        ("2024-03-05T10:12:13.000Z", "2024-03-05T10:12:13.000Z"),
        ("Tue Mar 45 2024 10:12:13 GMT+0100", "Tue Mar 45 2024 10:12:13 GMT+0100"),
    ],
)
def test_the_date_of_saving_is_said_and_is_no_date_of_publication(date, said):
    extracted = extract(saved(date))
    assert f"The page was saved with SingleFile on {said}." in extracted.messages
    assert extracted.published is None


def test_pictures_and_styles_inside_the_page_are_no_words():
    bytes_of_picture = "A" * 3_000
    style = f"<style>p {{ background: url(data:image/png;base64,{bytes_of_picture}) }}</style>"
    extracted = extract(saved(head=style, body=f'<img src="data:image/png;base64,{bytes_of_picture}"><p>The end.</p>'))
    assert extracted.text == f"{SENTENCE}\n\nThe end."


def test_pictures_larger_than_the_parser_bears_do_no_harm():
    page = saved(body=f'<img src="data:image/png;base64,{"A" * 11_000_000}"><p>The end.</p>')
    assert extract(page).text.endswith("The end.")


def test_words_that_look_like_a_picture_s_bytes_stay():
    words = f"data:text/plain,{'x' * 300}"
    assert words in extract(saved(body=f"<p>{words}</p>")).text


def test_a_page_that_only_speaks_of_singlefile_says_nothing():
    page = f"<html><body><!-- Not saved with SingleFile url: {HREF} --><p>{SENTENCE}</p></body></html>"
    assert extract(page.encode()).url is None
