"""Everything beneath `/documents/`: the stage's own addresses, the reader, and what starts from a selection in it."""

from django.urls import path

from factcheck.desk import choosing, reader, redacting, sealing, selection, suggested
from factcheck.documents.urls import urlpatterns as of_the_stage

app_name = "documents"
urlpatterns = [
    path("", choosing.document_list, name="list"),
    path("<D:key>/", reader.document_detail, name="detail"),
    path("<D:key>/select/", selection.select, name="select"),
    path("<D:key>/find/", selection.find_words, name="find_quote"),
    path("<D:key>/undo/", selection.undo_mark, name="undo_mark"),
    path("<D:key>/suggested/", suggested.suggested_claims, name="suggested"),
    path("<D:key>/suggested/answer/", suggested.answer_suggested, name="answer_suggested"),
    path("<D:key>/seal/", sealing.seal, name="seal"),
    path("<D:key>/seal/hide/", sealing.hide, name="hide"),
    path("<D:key>/seal/words/", sealing.describe, name="seal_words"),
    path("<D:key>/seal/access/", sealing.give_access, name="give_access"),
    path("<D:key>/seal/access/end/", sealing.end_access, name="end_access"),
    path("<D:key>/seal/end/", sealing.unseal, name="unseal"),
    path("<D:key>/redact/", redacting.redact, name="redact"),
    path("<D:key>/redact/agree/", redacting.agree_redaction, name="agree_redaction"),
    path("<D:key>/redact/close/", redacting.close_redaction, name="close_redaction"),
    *of_the_stage,
]
