from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "factcheck.claims"
    verbose_name = _("Claims")

    def ready(self) -> None:
        """Tell the audit pages and the search what they need to know of this stage."""
        from factcheck.audit import registry
        from factcheck.claims import models, redacting
        from factcheck.claims.indexing import CLAIMS
        from factcheck.documents.redacting import registry as redactions
        from factcheck.search import registry as indexes

        redactions.register(redacting.HOLDING)
        registry.register(models.Claim, url_name="claims:detail", hide=["first_submitted_at"], words_at=["statement"])
        registry.register(models.Claimant)
        registry.register(models.ClaimTerm)
        registry.register(models.Appearance)
        registry.register(models.ClaimSuggestion)
        registry.register(models.EarlierCheck, url_name="claims:earlier_detail")
        registry.register(models.ClaimLink)
        registry.register(models.SavedView)
        indexes.register(CLAIMS)
        registry.name_actions(
            {
                "claims:new": _("wrote a claim"),
                "claims:edit": _("edited a claim"),
                "claims:accept_suggestion": _("accepted a suggested claim"),
                "claims:dismiss_suggestion": _("dismissed a suggested claim"),
                "claims:new_part": _("wrote a part of a claim"),
                "claims:new_reading": _("wrote a reading of a claim"),
                "claims:attach_part": _("made a claim a part or reading of another"),
                "claims:detach_part": _("took a part or reading out of a claim"),
                "claims:triage": _("set priority, due date, tags or who works on it"),
                "claims:triaged": _("put a claim among those that wait"),
                "claims:drop": _("dropped a claim"),
                "claims:take_up": _("took a dropped claim up again"),
                "claims:change_many": _("changed many claims at once"),
                "claims:save_view": _("saved a view of the list of claims"),
                "claims:delete_view": _("deleted a view of the list of claims"),
                "claims:appearance": _("marked where a claim was said"),
                "claims:appearance_edit": _("changed how a claim was said"),
                "claims:appearance_withdraw": _("withdrew where a claim was said"),
                "claims:claimant_edit": _("said who a claimant is"),
                "claims:link": _("linked a claim"),
                "claims:link_withdraw": _("took a link between claims back"),
                "claims:import_earlier": _("brought in earlier checks"),
                "claims:take_back_earlier": _("took an import of earlier checks back"),
            }
        )
