"""Addresses of claims: the stage's own, and those of the pages that compose later stages with it."""

from django.urls import path

from factcheck.claims import urls
from factcheck.desk import answered_pages, claim_list, new_claim, workbench

app_name = "claims"

urlpatterns = [
    path("", claim_list.claim_list, name="list"),
    path("<C:key>/", workbench.claim_detail, name="detail"),
    path("new/", new_claim.new_claim, name="new"),
    path("closest/", answered_pages.closest, name="closest"),
    path("<C:key>/links/", answered_pages.links, name="link"),
    path("links/<CL:key>/withdraw/", answered_pages.link_withdraw, name="link_withdraw"),
    path("earlier/<EC:key>/", answered_pages.earlier_detail, name="earlier_detail"),
    *urls.urlpatterns,
]
