"""Addresses beneath `/sources/`; `desk/source_urls.py` adds the list and the page of a source."""

from django.urls import path

from factcheck.sources import import_views, views

urlpatterns = [
    path("new/", views.new_source, name="new"),
    path("import/", import_views.import_table, name="import"),
    path("export.csv", views.export, name="export"),
    path("<S:key>/edit/", views.edit_source, name="edit"),
    path("<S:key>/merge/", views.merge_source, name="merge"),
    path("<S:key>/unmerge/", views.unmerge_source, name="unmerge"),
    path("<S:key>/retract/", views.retract_source, name="retract"),
    path("<S:key>/domains/", views.add_domain, name="add_domain"),
    path("<S:key>/domains/<SD:domain_key>/remove/", views.remove_domain, name="remove_domain"),
    path("<S:key>/relations/", views.relate, name="relate"),
    path("<S:key>/relations/<SR:relation_key>/remove/", views.unrelate, name="unrelate"),
]
