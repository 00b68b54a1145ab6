from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "factcheck.sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called."""
        from factcheck.audit import registry
        from factcheck.sources import models

        registry.register(models.Source, url_name="sources:detail", titled=True)
        registry.register(models.SourceDomain)
        registry.register(models.SourceRelation)
        registry.name_actions(
            {
                "sources:retract": _("relied on a source no longer"),
                "sources:reinstate": _("relied on a source again"),
                "sources:new": _("added a source"),
                "sources:edit": _("edited a source"),
                "sources:merge": _("merged sources"),
                "sources:unmerge": _("undid a merge of sources"),
                "sources:add_domain": _("added a domain to a source"),
                "sources:remove_domain": _("removed a domain from a source"),
                "sources:relate": _("related two sources"),
                "sources:unrelate": _("removed a relation between sources"),
                "sources:import": _("imported sources"),
                "sources:export": _("exported sources"),
            }
        )
