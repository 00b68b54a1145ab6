"""The look as files: nothing missing, nothing from elsewhere, nothing inline, contrast that can be read."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "factcheck" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CSS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TOKENS = (STATIC / "css" / "tokens.css").read_text()


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def token(name, theme):
    light, dark = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", TOKENS).groups()
    return light if theme == "light" else dark


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *[(text, ground) for text in ("ink", "ink-2", "accent") for ground in ("paper", "card", "sunken")],
    *[(text, ground) for text in ("yes", "no", "ctx", "warn") for ground in ("paper", "card", f"{text}-soft")],
    *[("ink", f"{ground}-soft") for ground in ("yes", "no", "ctx", "warn", "accent")],
    ("accent", "accent-soft"),
    ("ink", "sel"),
    ("ink-2", "warn-soft"),
    ("card", "accent"),
    ("card", "accent-strong"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text, ground, theme):
    assert contrast(token(text, theme), token(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(theme):
    assert contrast(token("line-3", theme), token("card", theme)) >= 3


@pytest.mark.parametrize("css", CSS, ids=lambda path: path.name)
def test_a_style_sheet_uses_only_tokens_that_exist_and_files_that_are_here(css):
    text = css.read_text()
    own = set(re.findall(r"(--[\w-]+):", TOKENS)) | set(re.findall(r"(--[\w-]+):", text)) | {"--hl", "--ul"}
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= own
    for url in re.findall(r"url\(\"?([^)\"]+)", text):
        assert (css.parent / url).is_file(), url


@pytest.mark.parametrize("css", CSS, ids=lambda path: path.name)
def test_no_text_is_smaller_than_13_pixels(css):
    sizes = re.findall(r"font(?:-size)?:[^;]*?(?<![\d.])(0?\.\d+)rem", css.read_text())
    assert all(float(size) * 16 >= 13 for size in sizes)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_nothing_inline_and_names_only_files_that_exist(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=\"|\shx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    for path in re.findall(r"{% static ['\"]([^'\"]+)['\"]", text):
        assert finders.find(path), path


def test_every_style_sheet_is_linked():
    heads = [ROOT / "templates" / name for name in ("components/head.html", "admin/base_site.html")]
    head = "".join(path.read_text() for path in heads)
    assert {css.name for css in CSS} == set(re.findall(r"css/(\w+\.css)", head))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short_and_evaluates_nothing(script):
    text = script.read_text()
    assert text.count("\n") <= 300
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|document\.write", text)


def test_every_vendored_file_is_named_with_its_licence():
    vendored = (STATIC / "vendor" / "VENDORED.md").read_text()
    for folder in (path for path in (STATIC / "vendor").iterdir() if path.is_dir()):
        assert f"`{folder.name}/`" in vendored
        assert (folder / "OFL.txt").is_file()
