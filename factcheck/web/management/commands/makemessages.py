"""Collecting what the pages say, for whoever translates it."""

from typing import Any

from django.core.management.commands import makemessages

#: Samples of strangers' documents, in all encodings there are, and data: no words of ours.
_NOT_OURS = ("fixtures", "tests", "var")


class Command(makemessages.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        options["ignore_patterns"] = [*options["ignore_patterns"], *_NOT_OURS]
        super().handle(*args, **options)
