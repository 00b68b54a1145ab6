from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "factcheck.evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called."""
        from factcheck.audit import registry
        from factcheck.documents.redacting import registry as redactions
        from factcheck.evidence import audited, models, redacting

        redactions.register(redacting.HOLDING)
        registry.register(models.Evidence)
        registry.register(models.Kept)
        registry.register(models.DocumentedSearch)
        registry.register(models.Enquiry, visible=audited.enquiries_read, words_at=["claim__statement"])
        registry.register(models.EnquiryTemplate)
        registry.register(models.EvidenceSuggestion)
        registry.name_actions(
            {
                "evidence:link": _("linked evidence"),
                "evidence:edit": _("judged evidence anew"),
                "evidence:translation": _("translated a passage"),
                "evidence:withdraw": _("withdrew evidence"),
                "evidence:undo": _("took back the last step on evidence"),
                "evidence:keep": _("kept a passage to judge later"),
                "evidence:judge": _("judged a kept passage"),
                "evidence:put_away": _("put a kept passage away"),
                "evidence:search_withdraw": _("withdrew a recorded search"),
                "evidence:enquiry_withdraw": _("withdrew an enquiry"),
                "evidence:search_new": _("recorded a search"),
                "evidence:search_edit": _("edited a recorded search"),
                "evidence:enquiry_new": _("recorded an enquiry"),
                "evidence:enquiry_edit": _("edited an enquiry"),
                "evidence:template_new": _("wrote a template of enquiries"),
                "evidence:template_edit": _("changed a template of enquiries"),
                "evidence:suggestion_used": _("put suggested words to use"),
                "evidence:suggestion_dismissed": _("dismissed suggested words"),
                "evidence:suggestion_undone": _("took back an answer to suggested words"),
            }
        )
