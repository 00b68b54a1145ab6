"""What a person says beside the bytes they bring in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from factcheck.documents.finders import source_finder
from factcheck.documents.forms.sealing import MaySealForm
from factcheck.web.fields import PartialDateFormField
from factcheck.web.pick import PickField

#: What the browser offers first; anything else can be chosen all the same, and is judged by its bytes.
ACCEPTED = ",".join(
    (
        *(".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", "text/*", ".pdf", ".docx", ".eml", ".xlsx", ".csv"),
        *(".png", ".jpg", ".jpeg", ".webp", ".srt", ".vtt"),
        *(".zip", ".warc", ".warc.gz", ".gz", ".wacz", ".jsonl", ".ndjson"),
    )
)


class FilesInput(forms.FileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Gives a list of files, each as received: an empty one is for the import to speak of, by name."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        return list(data) if isinstance(data, Sequence) else []


class ImportForm(MaySealForm):
    field_order = ("files", "text", "received_from", "copied", "url", "sealed", "description", "people")

    files = FilesField(  # type: ignore[assignment]  # the field becomes a BoundField, `form.files` stays
        label=_("Files"),
        required=False,
        help_text=_(
            "Pages, PDFs, Word and Excel files, mail, pictures, transcripts, plain text; and archives of them: ZIP, "
            "WARC, WACZ, JSONL. Several at once."
        ),
        widget=FilesInput(attrs={"multiple": True, "accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=_("Text, pasted by hand"),
        required=False,
        strip=False,
        help_text=_("Noted as pasted by hand, not compared with the page."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "words-in", "dir": "auto"}),
    )
    received_from = forms.CharField(
        label=_("Received from"),
        required=False,
        max_length=500,
        help_text=_(
            "Who gave or sent it to the desk: a person, an agency, an archive. Shown to the desk, never printed."
        ),
    )
    copied = PartialDateFormField(
        label=_("Copied from the page on"),
        required=False,
        help_text=_("If known. A year, a month or a day: 2020, 2020-08, 20 August 2020."),
    )
    url = forms.URLField(
        label=_("Original address"),
        required=False,
        max_length=2000,
        help_text=_("Of one document. Leave it empty if the document states it."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["source"] = PickField(
            finder=source_finder(user),
            label=_("Source"),
            required=False,
            help_text=_("Who publishes. Left empty, it follows from the address, if that is known."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text, files = cleaned.get("text") or "", cleaned.get("files") or []
        if not text.strip() and not files:
            self.add_error(None, _("Choose files, or paste the text of a document."))
        if cleaned.get("url") and len(files) + bool(text.strip()) > 1:
            self.add_error(
                "url", _("An address belongs to one document. Bring in this one alone, or leave the address empty.")
            )
        return cleaned
