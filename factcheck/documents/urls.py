"""Addresses beneath `/documents/`; `desk/document_urls.py` adds the reader."""

from django.urls import path

from factcheck.documents.views import facts, importing, pages, relations

urlpatterns = [
    path("", pages.document_list, name="list"),
    path("import/", importing.import_documents, name="import"),
    path("pick/", pages.pick, name="pick"),
    path("<D:key>/facts/", facts.document_facts, name="facts"),
    path("<D:key>/bytes/", pages.capture_bytes, name="bytes"),
    path("<D:key>/proof/", pages.proof, name="proof"),
    path("<D:key>/relations/", relations.document_relations, name="relations"),
    path("<D:key>/same-work/", relations.same_work, name="same_work"),
    path("<D:key>/relate/", relations.relate, name="relate"),
    path("relations/<DR:key>/withdraw/", relations.withdraw, name="withdraw_relation"),
]
