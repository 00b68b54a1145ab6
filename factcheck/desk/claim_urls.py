"""Addresses of claims: the stage's own, and those of the pages that compose later stages with it."""

from django.urls import path

from factcheck.claims import urls
from factcheck.desk import (
    answered_pages,
    bulk_pages,
    claim_list,
    dropping,
    new_claim,
    saved_views,
    suggestion_answers,
    suggestion_words,
    suggestions,
    workbench,
)

app_name = "claims"

urlpatterns = [
    path("", claim_list.claim_list, name="list"),
    path("change/", bulk_pages.change_claims, name="change_many"),
    path("views/", saved_views.save_view, name="save_view"),
    path("views/<VW:key>/", saved_views.open_view, name="view"),
    path("views/<VW:key>/delete/", saved_views.delete_view, name="delete_view"),
    path("<C:key>/drop/", dropping.drop_claim, name="drop"),
    path("<C:key>/", workbench.claim_detail, name="detail"),
    path("new/", new_claim.new_claim, name="new"),
    path("closest/", answered_pages.closest, name="closest"),
    path("<C:key>/links/", answered_pages.links, name="link"),
    path("links/<CL:key>/withdraw/", answered_pages.link_withdraw, name="link_withdraw"),
    path("earlier/<EC:key>/", answered_pages.earlier_detail, name="earlier_detail"),
    path("<C:key>/suggestions/", suggestions.claim_suggestions, name="suggestions"),
    path("<C:key>/suggestions/answer/", suggestion_answers.answer, name="suggestion_answer"),
    path("<C:key>/suggestions/words/", suggestion_words.change_words, name="suggestion_words"),
    path("<C:key>/suggestions/dismissed/", suggestions.dismissed, name="suggestions_dismissed"),
    path("<C:key>/suggestions/<ES:answer_key>/undo/", suggestion_answers.undo, name="suggestion_undo"),
    *urls.urlpatterns,
]
