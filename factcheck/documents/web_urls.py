"""Addresses beneath `/documents/` of pages captured from the web."""

from django.urls import path

from factcheck.documents.views import capturing, revisions, watching

urlpatterns = [
    path("capture/", capturing.capture_page, name="capture"),
    path("capture/here/", capturing.capture_here, name="capture_here"),
    path("fetches/", capturing.fetch_list, name="fetches"),
    path("fetches/<F:key>/", capturing.fetch_detail, name="fetch"),
    path("fetches/<F:key>/warc/", capturing.fetch_warc, name="fetch_warc"),
    path("findings/<WF:key>/", watching.finding, name="finding"),
    path("findings/<WF:key>/answer/", watching.answer, name="answer_finding"),
    path("<D:key>/changes/", revisions.document_changes, name="changes"),
    path("<D:key>/watch/", watching.watch_page, name="watch"),
]
