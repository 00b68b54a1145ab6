from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "factcheck.sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called."""
        from factcheck.audit import registry
        from factcheck.sources import models

        registry.register(models.Source, url_name="sources:detail")
        registry.register(models.SourceDomain)
        registry.register(models.SourceRelation)
        registry.name_actions(
            {
                "sources:new": _("added a source"),
                "sources:edit": _("edited a source"),
                "sources:grade": _("graded a source"),
                "sources:merge": _("merged sources"),
                "sources:import": _("imported sources"),
            }
        )
