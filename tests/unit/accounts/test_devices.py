import pytest

from factcheck.accounts.devices import device_in_words

ENGINE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {ENGINE} Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {ENGINE} Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (f"Mozilla/5.0 (Linux; Android 15) {ENGINE} Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 19 like Mac OS X) {ENGINE} Safari/605", "Safari on iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "not told"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(user_agent: str, words: str) -> None:
    assert device_in_words(user_agent) == words


def test_what_a_stranger_writes_at_length_is_cut() -> None:
    assert len(device_in_words("x" * 500)) == 60
