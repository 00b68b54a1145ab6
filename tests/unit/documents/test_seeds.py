"""Real documents, which lie beside the repository where it is developed and are no part of it."""

import hashlib
from pathlib import Path

import pytest

from factcheck.documents.extraction import extract

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents in ../shared/seeds are not here")


def seed(number):
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return extract(path.read_bytes(), filename=path.name)


def of_kind(extracted, kind):
    return [extracted.text[block.start : block.end] for block in extracted.blocks if block.kind == kind]


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_a_document_that_states_no_title_date_or_address_has_none(number):
    extracted = seed(number)
    assert extracted.media_type == "text/plain"
    assert (extracted.title, extracted.published, extracted.author, extracted.url) == (None, None, None, None)
    assert extracted.language.value == "en"


def test_markdown_under_a_text_name_gives_title_date_caption_and_address():
    extracted = seed("002")
    assert extracted.media_type == "text/markdown"
    assert extracted.title.value.startswith("Kremlin Rules Out")
    assert extracted.published.value == "August 31, 2020"
    assert extracted.url.value.startswith("https://www.themoscowtimes.com/2020/08/31/")
    assert extracted.url.where == "line “Original url:”"
    assert [caption[-5:] for caption in of_kind(extracted, "caption")] == [" TASS"]
    assert not set("*[]<>") & set(extracted.text)


def test_the_list_is_a_list():
    assert len(of_kind(seed("000"), "list_item")) == 8


@pytest.mark.parametrize(
    ("number", "count", "first", "last"),
    [
        ("000", 0, "", ""),
        ("001", 8, "A Message from", "Remind me later."),
        ("002", 1, "Related article:", "Related article:"),
        ("003", 0, "", ""),
        ("004", 1, "Read more on", "Read more on"),
    ],
)
def test_exactly_the_page_s_own_paragraphs_are_boilerplate(number, count, first, last):
    marked = of_kind(seed(number), "boilerplate")
    assert len(marked) == count
    if marked:
        assert marked[0].startswith(first)
        assert marked[-1].startswith(last)


def test_plain_text_is_stored_as_it_was_received():
    for path in SEEDS.glob("*.txt"):
        extracted = extract(path.read_bytes())
        if extracted.media_type == "text/plain":
            assert hashlib.sha256(extracted.text.encode()).digest() == hashlib.sha256(path.read_bytes()).digest()
