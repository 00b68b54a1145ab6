"""Addresses of claims: the stage's own, and those of the pages that compose later stages with it."""

from django.urls import path

from factcheck.claims import urls
from factcheck.desk import claim_list, workbench

app_name = "claims"

urlpatterns = [
    path("", claim_list.claim_list, name="list"),
    path("<C:key>/", workbench.claim_detail, name="detail"),
    *urls.urlpatterns,
]
