"""Addresses of claims: the stage's own, and those of the pages that compose later stages with it."""

from django.urls import path

from factcheck.claims import urls
from factcheck.desk import (
    answered_pages,
    claim_list,
    new_claim,
    suggestion_answers,
    suggestion_words,
    suggestions,
    workbench,
)

app_name = "claims"

urlpatterns = [
    path("", claim_list.claim_list, name="list"),
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
