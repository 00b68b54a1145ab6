from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "factcheck.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called, and the sources who records exports."""
        from factcheck.audit import registry
        from factcheck.documents.redacting import registry as redactions
        from factcheck.reports import actions, corrections, models, redacting
        from factcheck.sources import exporting, ground

        redactions.register(redacting.HOLDING)
        registry.register(models.Publication)
        registry.register(models.Complaint, url_name="reports:complaint", words_at=["verdict__claim__statement"])
        registry.register(models.PublicNotice)
        registry.register(models.Export)
        registry.name_actions(
            {
                "reports:publish": _("published a verdict"),
                "reports:change_publication": _("changed when or where it was published"),
                "reports:export": _("exported reports"),
                "reports:complain": _("recorded a complaint"),
                "reports:decide_complaint": _("decided on a complaint"),
                "reports:answer_complaint": _("noted that a complaint was answered"),
                "reports:link_correction": _("said what mended a complaint"),
                "reports:erase_complainant": _("erased who complained"),
                "reports:notice": _("set a public notice"),
                "reports:lift_notice": _("lifted a public notice"),
            }
        )
        exporting.record_with(actions.record_source_export)
        ground.listen(corrections.hear)
