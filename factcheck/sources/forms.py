"""What people type about sources."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from factcheck.database.objects import key_of
from factcheck.sources.domains import domain_of
from factcheck.sources.models import Reliability, Source, SourceRelation, StateAffiliation
from factcheck.sources.rows import MAX_HOMEPAGE, MAX_NAME
from factcheck.web.conflict import VersionField

#: Bytes: a table of sources is text; a larger file is something else.
MAX_TABLE_BYTES = 2 * 1024 * 1024
_NOT_GRADED = [("", _("not graded yet"))]


class SourceForm(forms.Form):
    """A source's own facts. Grades are in it for those who may give them."""

    name = forms.CharField(label=_("Name"), max_length=MAX_NAME)
    homepage = forms.URLField(label=_("Home page"), required=False, max_length=MAX_HOMEPAGE, assume_scheme="https")
    description = forms.CharField(
        label=_("Description"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who this is, who pays for it, how it works."),
    )
    state_affiliation = forms.ChoiceField(
        label=_("State affiliation"),
        required=False,
        choices=[("", _("not looked into")), *StateAffiliation.choices],
    )
    state_affiliation_note = forms.CharField(label=_("How we know"), required=False)
    reliability = forms.ChoiceField(
        label=_("Reliability"),
        required=False,
        choices=[*_NOT_GRADED, *Reliability.choices],
        help_text=_("F is a grade too: it was tried and cannot be judged."),
    )
    reliability_note = forms.CharField(
        label=_("What the grade rests on"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, may_grade: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_grade:
            del self.fields["reliability"], self.fields["reliability_note"]


class NewSourceForm(SourceForm):
    domains = forms.CharField(
        label=_("Domains"),
        required=False,
        help_text=_("With spaces between them. Pages of these domains, and below them, find this source."),
    )

    field_order = ["name", "domains"]

    def clean_domains(self) -> tuple[str, ...]:
        return _domains(self.cleaned_data["domains"])


class EditSourceForm(SourceForm):
    """As a person opened it, at a version. A new grade needs a reason."""

    reason = forms.CharField(
        label=_("Why the grade changes"),
        required=False,
        help_text=_("Needed if you change the reliability. It is kept in the history."),
    )
    version = VersionField()

    def __init__(self, *args: Any, source: Source, may_grade: bool, **kwargs: Any) -> None:
        names = [*SourceForm.base_fields, "version"]
        kwargs.setdefault("initial", {name: getattr(source, name) for name in names})
        super().__init__(*args, may_grade=may_grade, **kwargs)
        self.source = source
        if not may_grade:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = self.cleaned_data
        # What was opened before somebody else's change is compared with it first, on the page of the conflict.
        is_current = values.get("version") == self.source.version
        regraded = values.get("reliability", self.source.reliability) != self.source.reliability
        if is_current and regraded and not values.get("reason"):
            self.add_error("reason", _now("Say why: changing a grade needs a reason."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """The columns, without reason and version."""
        return {name: value for name, value in self.cleaned_data.items() if name in SourceForm.base_fields}


class SourceField(forms.CharField):
    """Another source, by public id, domain or name: works without a list to choose from."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Its number (S-0009), a domain of it, or its name."))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _source_called(text) if text else None


class DomainForm(forms.Form):
    show_optional = False
    domain = forms.CharField(label=_("Add a domain"))

    def clean_domain(self) -> str:
        found = domain_of(self.cleaned_data["domain"])
        if found is None:
            raise forms.ValidationError(_now("This is not a domain."))
        return found


class RelationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Relation"), choices=SourceRelation.Kind.choices)
    other = SourceField(label=_("Other source"))
    note = forms.CharField(label=_("How we know"), required=False)


class MergeForm(forms.Form):
    into = SourceField(label=_("Source that stands for both"))
    reason = forms.CharField(label=_("Why"), help_text=_("It is kept in the history of both."))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"))


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"), help_text=_("At most 2 MB. Nothing is written before you have seen what it does.")
    )
    reason = forms.CharField(
        label=_("Why grades change"),
        required=False,
        help_text=_("For rows that change a grade and give no reason of their own."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_TABLE_BYTES:
            raise forms.ValidationError(_now("The file is larger than 2 MB. Split it."))
        content: bytes = file.read()
        return content


class SourceFilter(forms.Form):
    """The list's filters, as they stand in its address."""

    show_optional = False
    SORTS = {
        "name": _("Name"),
        "-documents": _("Most documents"),
        "reliability": _("Best grade first"),
        "-created_at": _("Newest first"),
    }

    q = forms.CharField(
        label=_("Name, domain or description"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    reliability = forms.ChoiceField(
        label=_("Reliability"),
        required=False,
        choices=[("", _("any")), *Reliability.choices, ("not-graded", _("not graded yet"))],
    )
    affiliation = forms.ChoiceField(
        label=_("State affiliation"),
        required=False,
        choices=[("", _("any")), *StateAffiliation.choices, ("not-stated", _("not looked into"))],
    )
    sort = forms.ChoiceField(label=_("Sort"), required=False, choices=list(SORTS.items()))


def _domains(text: str) -> tuple[str, ...]:
    found = []
    for word in text.replace(",", " ").split():
        domain = domain_of(word)
        if domain is None:
            raise forms.ValidationError(_now("“%(word)s” is not a domain.") % {"word": word})
        found.append(domain)
    return tuple(dict.fromkeys(found))


def _source_called(text: str) -> Source:
    key = key_of(text, "S")
    sources = Source.objects.select_related("merged_into")
    if key is not None:
        found = list(sources.filter(pk=key))
    else:
        found = list(sources.filter(domains__domain=domain_of(text) or "")) or list(
            sources.filter(name__iexact=text, merged_into=None)[:2]
        )
    if len(found) == 1:
        return found[0]
    if found:
        raise forms.ValidationError(_now("Several sources have this name. Give the number."))
    raise forms.ValidationError(_now("No source is known by this."))
