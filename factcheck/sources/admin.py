"""Sources in Django's own admin, for admins: the same actions as the desk's pages, with bulk CSV export."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.sources.actions import change_source, create_source
from factcheck.sources.exporting import export_sources
from factcheck.sources.models import Source
from factcheck.sources.rows import MAX_NAME
from factcheck.web.conflict import VersionField

FIELDS = (
    *("name", "homepage", "description", "reliability", "reliability_note"),
    *("state_affiliation", "state_affiliation_note"),
)


class SourceAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    reason = forms.CharField(
        label=_("Why the grade changes"),
        required=False,
        help_text=_("Needed if you change the reliability. It is kept in the history."),
    )
    name = forms.CharField(label=_("Name"), max_length=MAX_NAME, widget=forms.TextInput(attrs={"class": "vTextField"}))
    # Not `version`: the admin refuses the name of a column that is not edited.
    seen_version = VersionField()

    class Meta:
        model = Source
        fields = FIELDS
        widgets = {"state_affiliation_note": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.pk:
            return values
        if values.get("seen_version") != self.instance.version:
            raise forms.ValidationError(
                _now("Somebody changed this source after you opened it. Open it again in another tab and compare.")
            )
        if "reliability" in self.changed_data and not values.get("reason"):
            self.add_error("reason", _now("Say why: changing a grade needs a reason."))
        return values


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = SourceAdminForm
    fields = (*FIELDS, "reason", "seen_version")
    list_display = ("public_id", "name", "domain_names", "reliability", "state_affiliation", "merged_into")
    list_display_links = ("public_id", "name")
    list_filter = ("reliability", "state_affiliation", ("merged_into", admin.EmptyFieldListFilter))
    list_select_related = ("merged_into",)
    search_fields = ("name", "domains__domain", "description")
    ordering = ("name", "id")
    actions = ("export_csv",)

    @admin.display(description=_("domains"))
    def domain_names(self, source: Source) -> str:
        return ", ".join(domain.domain for domain in source.domains.all())

    @admin.action(description=_("Download the selected sources as CSV"))
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse:
        assert isinstance(request.user, User)
        return export_sources(list(queryset.prefetch_related("domains")), request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        found = super().get_queryset(request).prefetch_related("domains")
        # Locked while it is saved, so that the version compared is the version written over.
        is_saved = request.method == "POST" and request.resolver_match and "object_id" in request.resolver_match.kwargs
        return found.select_for_update(of=("self",)) if is_saved else found

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        values = {name: form.cleaned_data[name] for name in FIELDS}
        if change:
            stored = Source.objects.get(pk=obj.pk)
            expected, reason = form.cleaned_data["seen_version"], form.cleaned_data["reason"]
            change_source(source=stored, expected=expected, reason=reason, **values)
        else:
            obj.pk = create_source(**values).pk

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """Sources are merged, never deleted."""
        return False
