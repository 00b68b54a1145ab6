"""Verdicts in Django's admin: to look at. Nothing here is added, changed or deleted; the pages of the desk do that."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from factcheck.verdicts.models import (
    Policy,
    PolicyRule,
    ProposedEdit,
    Rating,
    RatingScale,
    ReferenceCheck,
    Review,
    Submission,
    Verdict,
)


class LookOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Verdict)
class VerdictAdmin(LookOnlyAdmin):
    list_display = ["public_id", "claim", "number", "state", "rating", "updated_at"]
    list_filter = ["state"]
    search_fields = ["claim__statement", "conclusion"]
    list_select_related = ["claim", "rating"]


@admin.register(Submission)
class SubmissionAdmin(LookOnlyAdmin):
    list_display = ["public_id", "statement", "rating_label", "submitted_by", "submitted_at"]
    search_fields = ["statement", "conclusion"]
    list_select_related = ["submitted_by"]
    # What it holds of appearances may be sealed to others, administrators included; the desk's own pages know.
    exclude = ["content"]


@admin.register(Review)
class ReviewAdmin(LookOnlyAdmin):
    list_display = ["public_id", "submission", "decision", "reviewer", "decided_at"]
    list_filter = ["decision"]
    list_select_related = ["reviewer", "submission__verdict__claim"]


@admin.register(RatingScale)
class RatingScaleAdmin(LookOnlyAdmin):
    list_display = ["name", "number", "is_current", "created_at"]


@admin.register(Rating)
class RatingAdmin(LookOnlyAdmin):
    list_display = ["label", "value", "scale", "meaning"]
    list_select_related = ["scale"]


# Frozen evidence and what rules said are not among them: they may tell of what is sealed, and nobody is exempt.
admin.site.register([Policy, PolicyRule, ProposedEdit, ReferenceCheck], LookOnlyAdmin)
