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
        from factcheck.documents.doctor import blob_checks

        return blob_checks(deep)

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called."""
        from factcheck.audit import registry
        from factcheck.documents import models

        registry.register(models.Document, url_name="documents:detail", hide=["url_key"])
        registry.register(models.Capture)
        registry.register(models.Retrieval)
        registry.register(models.Extraction)
        registry.register(models.DocumentRelation)
        registry.register(models.Container)
        registry.register(models.ReadingFailure)
        registry.register(models.RelationSuggestion)
        registry.register(models.Import)
        registry.register(models.Fetch, url_name="documents:fetch", hide=["host", "turn_at"])
        registry.register(models.ArchiveRequest)
        registry.register(models.Watch)
        registry.register(models.WatchFinding, url_name="documents:finding")
        registry.name_actions(
            {
                "documents:import": _("imported documents"),
                "documents:facts": _("checked the facts of a document"),
                "documents:same_work": _("declared two documents the same work"),
                "documents:capture": _("captured a page"),
                "documents:ask_archive": _("asked a public archive to keep a page"),
                "documents:start_watch": _("began to watch a page"),
                "documents:stop_watch": _("stopped watching a page"),
                "documents:answer_finding": _("said what a change of a page means"),
                "documents:relate": _("related two documents"),
                "documents:withdraw_relation": _("withdrew a relation between documents"),
            }
        )
