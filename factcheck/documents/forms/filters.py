"""Which documents a list shows, and in what order: read from the filters in its address."""

from typing import Any

from django import forms
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.accounts.models import User
from factcheck.database.fields import dated_within
from factcheck.database.objects import key_of
from factcheck.documents.models import Document, DocumentQuerySet
from factcheck.documents.wording import language_name
from factcheck.sources.models import Source
from factcheck.web.fields import DayFilterField

NOT_KNOWN = "-"
SORTS: dict[str, list[Any]] = {
    "-imported": [F("id").desc()],
    "imported": [F("id").asc()],
    "-published": [F("published").desc(nulls_last=True), F("id").desc()],
    "published": [F("published").asc(nulls_last=True), F("id").asc()],
    "title": [Lower("title").asc(nulls_last=True), Lower("first_words"), F("id").asc()],
    "source": [Lower("source__name").asc(nulls_last=True), F("id").desc()],
}


class DocumentFilter(forms.Form):
    """A filter that makes no sense is told so, and is as if not given."""

    show_optional = False

    q = forms.CharField(
        label=gettext_lazy("Words of the title, source or address"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("Title, source or address")}),
    )
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    since = DayFilterField(gettext_lazy("Published from"))
    until = DayFilterField(gettext_lazy("Published until"))
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visible = Document.objects.visible_to(user).listed()
        every, unknown = [("", _("All"))], [(NOT_KNOWN, _("Not known"))]
        self.fields["source"].choices = every + self._sources() + unknown  # type: ignore[attr-defined]
        self.fields["language"].choices = every + self._languages() + unknown  # type: ignore[attr-defined]

    def _sources(self) -> list[tuple[str, str]]:
        sources = Source.objects.filter(pk__in=self.visible.values("source"))
        return [(source.public_id, source.name) for source in sources]

    def _languages(self) -> list[tuple[str, str]]:
        codes = self.visible.exclude(language=None).order_by().values_list("language", flat=True).distinct()
        return sorted(((str(code), language_name(str(code))) for code in codes), key=lambda pair: pair[1])

    def documents(self) -> DocumentQuerySet:
        """The visible documents that the filters let through, in the order chosen."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        found = self.visible.select_related("source")
        if "q" in chosen:
            found = found.containing(chosen["q"])
        if "source" in chosen:
            found = found.filter(source=key_of(chosen["source"], Source.KIND))
        if "language" in chosen:
            found = found.filter(language=None if chosen["language"] == NOT_KNOWN else chosen["language"])
        found = found.filter(dated_within("published", chosen.get("since"), chosen.get("until")))
        return found.order_by(*SORTS[self.order])

    @property
    def order(self) -> str:
        wanted = self.data.get("sort", "")
        return wanted if wanted in SORTS else "-imported"

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set, so that nothing found is not the same as nothing there."""
        return any(self.data.get(name) for name in self.fields if name != "sort")
