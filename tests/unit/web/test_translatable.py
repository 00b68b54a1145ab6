"""Nothing stands in a template that whoever translates the pages would not be given."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
#: Names, and words for machines: the same in every language.
_NAMES = {"Factcheck", "SHA-256", "ClaimReview", "slim", ".warc.gz"}
_TAKEN_OUT = re.compile(
    r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|<(script|style|code|kbd|pre)\b.*?</\1>|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
_SAID = re.compile(r'\b(?:aria-label|aria-description|title|placeholder|alt|data-said-\w+)="([^"]*)"')


def literals(template: str) -> list[str]:
    """Words that a reader sees or hears, and that stand in no tag for translation."""
    rest = _TAKEN_OUT.sub(" ", template)
    seen = [*_SAID.findall(rest), *re.sub(r"<[^>]*>", "\n", rest).split("\n")]
    words = [word for one in seen for word in re.sub(r"&#?\w+;", " ", one).split()]
    return [word for word in words if re.search(r"[^\W\d_]", word) and word.strip(",:;()·“”") not in _NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_word_of_a_template_can_be_translated(path: Path):
    assert literals(path.read_text()) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<a title="To the words">{{ name }}</a>', ["To", "the", "words"]),
        ('<p>{% translate "Hello" %}, {% blocktranslate %}<b>you</b>{% endblocktranslate %} {# no #}</p>', []),
        ("<code>manage.py doctor</code> &nbsp; SHA-256: 7", []),
    ],
)
def test_a_word_that_is_forgotten_would_be_seen(template, found):
    assert literals(template) == found


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed: nothing is collected here")
def test_the_words_are_collected_without_a_complaint(tmp_path):
    for name in ("factcheck", "templates", "fixtures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "de", "--no-location", "--verbosity", "0"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    collected = (tmp_path / "factcheck/locale/de/LC_MESSAGES/django.po").read_text()
    assert 'msgid "Download the original"' in collected
    # What readers of files say, in processes that know of no language, and why they could not read one.
    assert 'msgid "The sheet “%(name)s” is hidden in the file."' in collected
    assert 'msgid_plural "Pages %(pages)s are damaged and could not be read."' in collected
    assert "This file is damaged or incomplete." in collected
