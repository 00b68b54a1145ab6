"""What the search page can be narrowed by, read from its address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.accounts.models import User
from factcheck.database.fields import dated_within
from factcheck.database.objects import key_of
from factcheck.desk.claim_stages import Stage
from factcheck.desk.last_claim import claim_named
from factcheck.documents.models import Document
from factcheck.documents.wording import language_name
from factcheck.evidence.models import Stance
from factcheck.sources.models import Reliability, Source
from factcheck.web.fields import DayFilterField

#: Of a source without a grade, which is not F.
NOT_GRADED = "-"

#: The filters that say something about each kind; what another filter narrows is left out.
ABOUT: Mapping[str, frozenset[str]] = {
    "documents": frozenset({"source", "grade", "since", "until", "language", "stance"}),
    "passages": frozenset({"source", "grade", "since", "until", "language", "stance"}),
    "claims": frozenset({"since", "until", "language", "stance", "status"}),
    "earlier": frozenset({"since", "until", "language"}),
}
FILTERS = ("source", "grade", "since", "until", "language", "stance", "status")


class SearchForm(forms.Form):
    """A filter that makes no sense is told so, and is as if not given."""

    show_optional = False

    q = forms.CharField(
        label=gettext_lazy("Look for"),
        required=False,
        strip=True,
        max_length=1000,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True, "dir": "auto"}),
        help_text=gettext_lazy('Words, "words in this order", -without this word, or a number such as C-0017.'),
    )
    kind = forms.ChoiceField(required=False, choices=[("", ""), *((kind, kind) for kind in ABOUT)])
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    grade = forms.ChoiceField(label=gettext_lazy("Grade of the source"), required=False)
    since = DayFilterField(gettext_lazy("Dated from"))
    until = DayFilterField(gettext_lazy("Dated until"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    stance = forms.ChoiceField(label=gettext_lazy("As evidence it"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Stage of the claim"), required=False)

    #: Whether what a filter can't judge is shown too: what has no date, documents without a source.
    undated = forms.BooleanField(required=False)
    unsourced = forms.BooleanField(required=False)

    def __init__(self, *args: Any, user: User, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = Source.objects.visible_to(user).unmerged()
        self._choose("source", [(source.public_id, source.name) for source in sources])
        self._choose("grade", [*((value, value) for value in Reliability.values), (NOT_GRADED, _("Not graded"))])
        self._choose("language", sorted((code, language_name(code)) for code in languages if code))
        self._choose("stance", [(value, capfirst(str(label))) for value, label in Stance.choices])
        self._choose("status", [(value, capfirst(str(label))) for value, label in Stage.choices])
        self.is_valid()

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("Any")), *choices]  # type: ignore[attr-defined]

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("q", "")).replace("\x00", " ")

    @property
    def claim(self) -> str:
        """The public id of the claim that a passage is sought for, as the address names it; else ""."""
        return claim_named(self.data)

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set."""
        return {name: self.cleaned_data[name] for name in FILTERS if self.cleaned_data.get(name)}

    @property
    def kinds(self) -> list[str]:
        """The kinds to look among: the one asked for or all, of those that every filter says something about."""
        asked = self.cleaned_data.get("kind")
        return [kind for kind, known in ABOUT.items() if known.issuperset(self.chosen) and asked in ("", None, kind)]

    @property
    def left_out(self) -> list[str]:
        """Kinds that a filter says nothing about."""
        return [kind for kind, known in ABOUT.items() if not known.issuperset(self.chosen)]

    def documents(self, prefix: str = "") -> Q:
        """The filters on documents, for those at `prefix` (`extraction__capture__document__`)."""
        return self._dated(f"{prefix}published") & self._sourced(prefix) & self._in_language(prefix)

    def unknown(self) -> dict[str, Q]:
        """Of each filter that is set, the documents that it leaves out because what it asks of them isn't known."""
        chosen, left_out = self.chosen, {}
        if {"since", "until"} & chosen.keys() and not self._shows("undated"):
            left_out["undated"] = Q(published__isnull=True) & self._sourced() & self._in_language()
        if {"source", "grade"} & chosen.keys() and not self._shows("unsourced"):
            left_out["unsourced"] = Q(source__isnull=True) & self._dated("published") & self._in_language()
        return left_out

    def _sourced(self, prefix: str = "") -> Q:
        chosen, wanted = self.chosen, Q()
        if "source" in chosen:
            key = key_of(chosen["source"], Source.KIND)
            wanted &= Q(**{f"{prefix}source": key}) | Q(**{f"{prefix}source__merged_into": key})
        if "grade" in chosen:
            grade = "" if chosen["grade"] == NOT_GRADED else chosen["grade"]
            own = Q(**{f"{prefix}source__merged_into": None, f"{prefix}source__reliability": grade})
            wanted &= own | Q(**{f"{prefix}source__merged_into__reliability": grade})
        return wanted | Q(**{f"{prefix}source__isnull": True}) if wanted and self._shows("unsourced") else wanted

    def claims(self) -> Q:
        """The filters on claims that are columns of theirs."""
        return self._dated("made") & self._in_language()

    def earlier(self) -> Q:
        return self._dated("claimed") & self._in_language()

    def _in_language(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}language": self.chosen["language"]}) if "language" in self.chosen else Q()

    def _dated(self, column: str) -> Q:
        wanted = dated_within(column, self.chosen.get("since"), self.chosen.get("until"))
        return wanted | Q(**{f"{column}__isnull": True}) if wanted and self._shows("undated") else wanted

    def _shows(self, unknown: str) -> bool:
        return bool(self.cleaned_data.get(unknown))


def languages_of(user: User) -> list[str]:
    """The languages of the documents that the user may see; "" stands for those whose language is not known."""
    visible = Document.objects.visible_to(user).order_by()
    return [code or "" for code in visible.values_list("language", flat=True).distinct()]
