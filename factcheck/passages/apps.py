from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PassagesConfig(AppConfig):
    name = "factcheck.passages"
    verbose_name = _("Passages")

    def ready(self) -> None:
        """Tell the audit pages, the search and the stage of documents what they need to know of this one."""
        from factcheck.audit import registry
        from factcheck.documents import drawn
        from factcheck.documents.redacting import registry as redactions
        from factcheck.passages import models, redacting
        from factcheck.passages.drawn import PASSAGES
        from factcheck.passages.indexing import SEGMENTS
        from factcheck.search import registry as indexes

        redactions.register(redacting.HOLDING)
        registry.register(models.Passage)
        registry.register(models.Anchor)
        registry.register(models.Translation)
        drawn.register(PASSAGES)
        indexes.register(SEGMENTS)
