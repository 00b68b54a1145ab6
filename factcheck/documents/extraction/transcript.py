"""Transcripts with times, SRT and WebVTT: each cue a block under its start time.

Real files break both formats' rules: empty lines inside a cue, none between two, missing numbers, a comma for a
point. So a cue is what stands between one line of times and the next, and words without a time stay with the
cue before them.
"""

import html
import re
from collections.abc import Iterator

from .draft import Draft
from .values import Drawing, Found, Statements
from .words import gettext as _

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,:]\d{1,6})?"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-{{1,2}}>\s*(?:\d|$)")
_NUMBER = re.compile(r"\s*\d{1,9}\s*")
#: Parts of a WebVTT file that are no words of its cues (W3C WebVTT, section 4.1).
_NOT_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t:]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?[ \t]{1,20}([^<>\n]{1,200})>")
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|s|em|strong|lang|ruby|rt|font|span|br)(?:[.\s/][^<>\n]{0,500})?>|<\d[\d:.]{3,20}>"
    r"|\{\\[^{}\n]{1,200}\}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,3})\b", re.IGNORECASE)


def draw(text: str) -> Drawing:
    """Cues in the order of the file, and what its header says."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    is_webvtt = lines[0].startswith("WEBVTT")
    draft = Draft()
    header = _take_header(lines) if is_webvtt else ""
    untimed = 0
    for part in _parts(lines):
        if is_webvtt and _NOT_CUES.match(part[0]):
            continue
        untimed += _part(draft, part)
    drawn, blocks = draft.finish()
    language = _LANGUAGE.search(header)
    return Drawing(
        drawn,
        blocks,
        Statements(
            language=Found(language[1].lower(), "metadata", _("WebVTT header")) if language else None,
            messages=tuple(_messages(untimed, draft.nul_count)),
        ),
    )


def _take_header(lines: list[str]) -> str:
    """The lines up to the first empty one or the first times, which go."""
    end = next((n for n, line in enumerate(lines) if not line.strip() or _TIMES.match(line)), len(lines))
    header = "\n".join(lines[:end])
    del lines[:end]
    return header


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines between empty lines."""
    part: list[str] = []
    for line in lines:
        if line.strip():
            part.append(line)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _part(draft: Draft, part: list[str]) -> bool:
    """Read a run of lines: cues, or words that belong to the cue before. Whether words had no time of theirs."""
    places = [index for index, line in enumerate(part) if _TIMES.match(line)]
    if not places:
        _words(draft, part)
        return True
    # The line above the first times is the cue's name; above others, only a number can be told from words.
    _words(draft, part[: max(places[0] - 1, 0)])
    for place, following in zip(places, [*places[1:], len(part)], strict=True):
        draft.begin("cue", 0, _start(part[place]))
        numbered = following < len(part) and following - 1 > place and _NUMBER.fullmatch(part[following - 1])
        _words(draft, part[place + 1 : following - 1 if numbered else following])
    return places[0] > 1


def _start(line: str) -> str:
    """When a cue begins, as hours, minutes and seconds."""
    match = _TIMES.match(line)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def _words(draft: Draft, lines: list[str]) -> None:
    for line in lines:
        spoken = _VOICE.sub(lambda match: f"{' '.join(match[1].split())}: ", line)
        words = _ENTITY.sub(_character, _TAG.sub("", spoken)).strip()
        if words:
            draft.add(f"\n{words}" if draft.in_block else words)


def _character(match: re.Match[str]) -> str:
    """An entity's character; those that would end a line or steer a program become spaces."""
    character = html.unescape(match[0])
    return character if character.isprintable() or character in "\u200e\u200f\u00ad\u00a0" else " "


def _messages(untimed: int, nul_count: int) -> Iterator[str]:
    if untimed:
        yield _("Words without a time stay with the cue before them (places: %(places)s).", places=untimed)
    if nul_count:
        yield _("Characters that can't be stored were replaced by U+FFFD (in all: %(count)s).", count=nul_count)
