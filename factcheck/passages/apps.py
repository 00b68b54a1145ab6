from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PassagesConfig(AppConfig):
    name = "factcheck.passages"
    verbose_name = _("Passages")

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called."""
        from factcheck.audit import registry
        from factcheck.passages import models

        registry.register(models.Passage)

    def ready(self) -> None:
        from factcheck.documents import drawn
        from factcheck.passages.drawn import PASSAGES

        drawn.register(PASSAGES)
