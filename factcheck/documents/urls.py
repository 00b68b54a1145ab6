"""Addresses beneath `/documents/`; `desk/document_urls.py` adds the list and the reader."""

from django.urls import path

from factcheck.documents.views import facts, importing, imports, pages, pictures, readings, relations, suggestions
from factcheck.documents.web_urls import urlpatterns as of_the_web

urlpatterns = [
    *of_the_web,
    path("import/", importing.import_documents, name="import"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/<IM:key>/", imports.import_detail, name="import_detail"),
    path("imports/<IM:key>/files/<int:number>/", imports.import_bytes, name="import_bytes"),
    path("imports/<IM:key>/cancel/", imports.cancel_import, name="cancel_import"),
    path("imports/<IM:key>/retry/", imports.retry_import, name="retry_import"),
    path("pick/", pages.pick, name="pick"),
    path("<D:key>/facts/", facts.document_facts, name="facts"),
    path("<D:key>/bytes/", pages.capture_bytes, name="bytes"),
    path("<D:key>/pages/<int:number>/", pictures.page_image, name="page_image"),
    path("<D:key>/type/", readings.type_what_it_says, name="type"),
    path("<D:key>/read/", readings.read_another_way, name="read_again"),
    path("<D:key>/proof/", pages.proof, name="proof"),
    path("<D:key>/relations/", relations.document_relations, name="relations"),
    path("<D:key>/same-work/", relations.same_work, name="same_work"),
    path("<D:key>/relate/", relations.relate, name="relate"),
    path("suggestions/", suggestions.suggestion_list, name="suggestions"),
    path("suggestions/<DS:key>/", suggestions.suggestion, name="suggestion"),
    path("relations/<DR:key>/withdraw/", relations.withdraw, name="withdraw_relation"),
]
