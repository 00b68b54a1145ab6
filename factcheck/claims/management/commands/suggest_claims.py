import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from factcheck.audit.command import WRONG_USAGE
from factcheck.claims.detection import WORTH_A_LOOK
from factcheck.claims.suggesting import Scored, best_first, scored_lines, scored_sentences
from factcheck.database.objects import key_of
from factcheck.documents.extraction.language import detect
from factcheck.documents.models import Document, Extraction
from factcheck.documents.preview import previews_of
from factcheck.documents.terminal import for_a_terminal

#: Reasons that a person is shown of each sentence.
_SHOWN = 4


class Command(BaseCommand):
    help = _(
        "Say which sentences are worth checking, and why: the best first, or every one in the order of the text. "
        "Nothing is stored. Exit code 2: the document or file can't be read."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        of = parser.add_mutually_exclusive_group(required=True)
        of.add_argument("--document", metavar="ID", help=_("A document of the desk: D-0412."))
        of.add_argument("--file", metavar="FILE", help=_("A file of any format that can be imported."))
        of.add_argument("--lines", metavar="FILE", help=_("A text file of which each line is scored by itself."))
        parser.add_argument("--all", action="store_true", help=_("Every sentence, in the order of the text."))
        parser.add_argument("--json", action="store_true", help=_("One JSON object per line."))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lines"]:
            sentences: Iterable[Scored] = _of_lines(options["lines"])
        else:
            sentences = _of_file(options["file"]) if options["file"] else _of_document(options["document"])
            sentences = sentences if options["all"] else best_first(list(sentences), WORTH_A_LOOK)
        write = as_json if options["json"] else as_line
        for sentence in sentences:
            self.stdout.write(write(sentence))


def as_json(sentence: Scored) -> str:
    """What a program reads. Every key is there on every line."""
    reasons = [
        {"name": reason.name, "weight": reason.weight, "words": list(reason.words)} for reason in sentence.score.reasons
    ]
    place = {"start": sentence.start, "end": sentence.end, "text": sentence.text}
    return json.dumps(place | {"score": sentence.score.value, "reasons": reasons}, ensure_ascii=False)


def as_line(sentence: Scored) -> str:
    """What a person reads."""
    reasons = ", ".join(f"{one.weight:+.2f} {one.name}" for one in sentence.score.reasons[:_SHOWN])
    return for_a_terminal(f"{sentence.score.value:.2f}  {' '.join(sentence.text.split())}  ({reasons})")


def _of_document(name: str) -> Iterable[Scored]:
    key = key_of(name, Document.KIND)
    drawn = Extraction.objects.filter(capture__document=key or 0).exclude(text="").order_by("-capture__number", "-id")
    extraction = drawn.select_related("capture__document").first()
    if extraction is None:
        raise CommandError(
            _("There is no document %(name)s with a text.") % {"name": for_a_terminal(name)}, returncode=WRONG_USAGE
        )
    language = extraction.capture.document.language or "en"
    return scored_sentences(extraction.text, extraction.parsed_blocks, language)


def _of_file(path: str) -> Iterable[Scored]:
    if not Path(path).is_file():
        raise CommandError(_("%(path)s is not a file.") % {"path": for_a_terminal(path)}, returncode=WRONG_USAGE)
    sentences: list[Scored] = []
    for preview in previews_of([path]):
        if preview.failed:
            raise CommandError(for_a_terminal(f"{preview.path}: {preview.message}"), returncode=WRONG_USAGE)
        drawn = Extraction(text=preview.stored["text"], blocks=preview.stored["blocks"])
        sentences += scored_sentences(drawn.text, drawn.parsed_blocks, preview.stored["language"] or "en")
    return sentences


def _of_lines(path: str) -> Iterable[Scored]:
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not text in UTF-8")
        raise CommandError(for_a_terminal(f"{path}: {reason}"), returncode=WRONG_USAGE) from error
    found = detect(text)
    return scored_lines(text.removesuffix("\n"), found.value if found else "en")
