from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "factcheck.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called, and the sources who records exports."""
        from factcheck.audit import registry
        from factcheck.reports import actions, models
        from factcheck.sources import exporting

        registry.register(models.Publication)
        registry.register(models.Complaint)
        registry.register(models.PublicNotice)
        registry.register(models.Export)
        registry.name_actions(
            {
                "reports:publish": _("published a verdict"),
                "reports:export": _("exported reports"),
            }
        )
        exporting.record_with(actions.record_source_export)
