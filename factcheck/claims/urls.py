"""Addresses of claims; the list and the workbench compose later stages, and `desk/claim_urls.py`
puts them all together."""

from django.urls import path

from factcheck.claims import part_views, views
from factcheck.claims.earlier import views as earlier

urlpatterns = [
    path("earlier/", earlier.earlier_list, name="earlier"),
    path("earlier/import/", earlier.import_earlier, name="import_earlier"),
    path("earlier/<EC:key>/take-back/", earlier.take_back_earlier, name="take_back_earlier"),
    path("pick/", views.pick_claim, name="pick"),
    path("claimants/<A:key>/edit/", views.edit_claimant, name="claimant_edit"),
    path("appearances/<AP:key>/edit/", views.edit_appearance, name="appearance_edit"),
    path("appearances/<AP:key>/withdraw/", views.withdraw_appearance, name="appearance_withdraw"),
    path("<C:key>/edit/", views.edit_claim, name="edit"),
    path("<C:key>/parts/new/", part_views.new_part, name="new_part"),
    path("<C:key>/readings/new/", part_views.new_reading, name="new_reading"),
    path("<C:key>/parts/attach/", part_views.attach, name="attach_part"),
    path("<C:key>/parts/detach/", part_views.detach, name="detach_part"),
    path("<C:key>/triage/", views.triage_claim, name="triage"),
    path("<C:key>/triaged/", views.mark_triaged, name="triaged"),
    path("<C:key>/take-up/", views.take_up_claim, name="take_up"),
]
