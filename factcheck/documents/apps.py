from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from factcheck.database.checkup import Check


class DocumentsConfig(AppConfig):
    name = "factcheck.documents"
    verbose_name = _("Documents")

    def doctor_checks(self, deep: bool) -> "Iterator[Check]":
        from factcheck.documents.doctor import blob_checks, reading_checks, redaction_checks, seal_checks

        yield from blob_checks(deep)
        yield from reading_checks()
        yield from seal_checks()
        yield from redaction_checks()

    def ready(self) -> None:
        """Tell the search and the audit pages what they need to know of this stage."""
        from factcheck.audit import registry
        from factcheck.documents import audited, models, translated
        from factcheck.documents.extraction import words
        from factcheck.documents.indexing import DOCUMENTS
        from factcheck.documents.redacting import own
        from factcheck.documents.redacting import registry as redactions
        from factcheck.search import registry as indexes

        words.speak(translated.in_this_language)
        indexes.register(DOCUMENTS)
        redactions.register(own.HOLDING)
        registry.register(models.Document, url_name="documents:detail", hide=["url_key"])
        registry.register(models.Capture)
        registry.register(models.Retrieval)
        registry.register(models.Extraction)
        registry.register(models.DocumentRelation)
        registry.register(models.Container, visible=audited.containers_seen)
        registry.register(models.ReadingFailure)
        registry.register(models.RelationSuggestion, url_name="documents:suggestion")
        registry.register(models.Import, url_name="documents:import_detail")
        registry.register(models.Fetch, url_name="documents:fetch", hide=["host", "turn_at"])
        registry.register(models.ArchiveRequest)
        registry.register(models.Seal)
        registry.register(models.SealAccess, visible=audited.access_seen)
        registry.register(models.Redaction)
        registry.register(models.Watch)
        registry.register(models.WatchFinding, url_name="documents:finding")
        registry.name_actions(
            {
                "documents:import": _("imported documents"),
                "documents:cancel_import": _("cancelled an import"),
                "documents:retry_import": _("tried again what had failed in an import"),
                "documents:facts": _("checked the facts of a document"),
                "documents:type": _("typed what a document says"),
                "documents:read_again": _("read a document another way"),
                "documents:same_work": _("declared two documents the same work"),
                "documents:capture": _("captured a page"),
                "documents:ask_archive": _("asked a public archive to keep a page"),
                "documents:start_watch": _("began to watch a page"),
                "documents:stop_watch": _("stopped watching a page"),
                "documents:answer_finding": _("said what a change of a page means"),
                "documents:suggestions": _("answered suggested relations"),
                "documents:suggestion": _("answered a suggested relation"),
                "documents:find_copies": _("looked for near copies"),
                "documents:relate": _("related two documents"),
                "documents:seal": _("sealed documents"),
                "documents:hide": _("hid a document at once"),
                "documents:unseal": _("showed sealed documents to the desk again"),
                "documents:seal_words": _("changed what is told of sealed documents"),
                "documents:give_access": _("let somebody see sealed documents"),
                "documents:end_access": _("let somebody see sealed documents no more"),
                "documents:redact": _("asked to redact a document"),
                "documents:agree_redaction": _("agreed to redact a document"),
                "documents:close_redaction": _("declined or took back a redaction"),
                "documents:carry_out_redaction": _("redacted a document"),
                "documents:withdraw_relation": _("withdrew a relation between documents"),
            }
        )
