"""Answers that a browser saves as a file."""

from collections.abc import Iterable

from django.http import HttpResponse

from factcheck.web.spreadsheets import csv_rows


def csv_download(rows: Iterable[Iterable[object]], filename: str) -> HttpResponse:
    """A table small enough to be written in one go; large ones are streamed."""
    response = HttpResponse("".join(csv_rows(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
