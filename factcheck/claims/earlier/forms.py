"""What a person says when they bring in earlier checks: the file, and what each column of a table is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from factcheck.claims.earlier.rows import FIELDS
from factcheck.claims.earlier.table import PREVIEWED, Table, check_fields, guessed
from factcheck.web.spreadsheets import UnreadableTable

LABELS = {
    "id": _("its own id"),
    "statement": _("the claim that was checked"),
    "title": _("title of the published check"),
    "subtitle": _("subtitle, or summary"),
    "claimant": _("who claimed it"),
    "claimed_on": _("when it was claimed"),
    "published_on": _("when the check was published"),
    "rating": _("label that was given"),
    "publisher": _("who published the check"),
    "url": _("public address of the check"),
    "language": _("language, as a code"),
}


class ArchiveForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, JSON lines, or a ClaimReview feed (JSON-LD, DataFeed)."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.jsonl,.ndjson,.json,.jsonld,text/csv,application/json"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_DOCUMENT_BYTES:
            most = filesizeformat(settings.MAX_DOCUMENT_BYTES)
            text = _("The file is larger than %(most)s. Bring it in with manage.py import_claims, or split it.")
            raise forms.ValidationError(text, params={"most": most})
        return file


class ColumnsForm(forms.Form):
    """For each column of a table the field that it is; guessed from its head until somebody says otherwise."""

    def __init__(self, data: Any = None, *, table: Table) -> None:
        super().__init__(data)
        self.table = table
        choices = [("", _("leave it out")), *((name, LABELS[name]) for name in FIELDS)]
        self.guesses = guessed(table.heads)
        for number, (head, guess) in enumerate(zip(table.heads, self.guesses, strict=True)):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=head or _("Column %(n)s") % {"n": number + 1}, choices=choices, initial=guess, required=False
            )

    @property
    def columns(self) -> Sequence[str]:
        return [self.cleaned_data.get(name, "") for name in self.fields]

    @property
    def preview(self) -> list[dict[str, Any]]:
        """For each column its field of the form, whether it was guessed, and its first cells."""
        first = [cells for _number, cells in self.table.rows[:PREVIEWED]]
        return [
            {
                "field": self[f"column-{number}"],
                "guessed": guess,
                "cells": [cells[number] if number < len(cells) else "" for cells in first],
            }
            for number, guess in enumerate(self.guesses)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                check_fields([data.get(name, "") for name in self.fields])
            except UnreadableTable as error:
                raise forms.ValidationError(str(error)) from error
        return data
