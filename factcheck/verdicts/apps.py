from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerdictsConfig(AppConfig):
    name = "factcheck.verdicts"
    verbose_name = _("Verdicts")
    # Written by a trigger from the actor of each change.
    read_only_tables = ("verdicts_author",)

    def install_defaults(self) -> None:
        from factcheck.verdicts.policy.shipped import ensure_policies
        from factcheck.verdicts.scales import ensure_default_scale

        ensure_default_scale()
        ensure_policies()

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables and actions are called."""
        from factcheck.audit import registry
        from factcheck.documents.redacting import registry as redactions
        from factcheck.sources import ground
        from factcheck.verdicts import models, redacting, staleness

        redactions.register(redacting.HOLDING)
        registry.register(models.Verdict, url_name="verdicts:detail", words_at=["claim__statement"])
        registry.register(models.RatingScale)
        registry.register(models.Rating, named=True)
        registry.register(models.Author)
        registry.register(models.Submission)
        registry.register(models.FrozenEvidence)
        registry.register(models.Review)
        registry.register(models.ReferenceCheck)
        registry.register(models.ProposedEdit)
        registry.register(models.Policy)
        registry.register(models.PolicyRule)
        # The detail may name what was sealed since; the review page shows it as it may be told.
        registry.register(models.RuleResult, hide=["detail"])
        registry.register(models.OpinionRound, url_name="verdicts:opinion_round", words_at=["claim__statement"])
        registry.register(models.Opinion)
        registry.register(models.Dissent)
        registry.register(models.StaleItem, visible=staleness.read_by, points_at="about")
        registry.name_actions(
            {
                "verdicts:start": _("began a verdict"),
                "verdicts:edit": _("worked on a verdict"),
                "verdicts:submit": _("sent a verdict for review"),
                "verdicts:return": _("returned a verdict"),
                "verdicts:approve": _("approved a verdict"),
                "verdicts:revise": _("began a revision of a verdict"),
                "verdicts:withdraw": _("withdrew a verdict"),
                "verdicts:propose_edit": _("proposed an edit"),
                "verdicts:settle_edit": _("settled a proposed edit"),
                "verdicts:check_reference": _("checked a reference"),
                "verdicts:reopen": _("gave an approved verdict back"),
                "verdicts:ask_opinions": _("asked two people for their opinions"),
                "verdicts:give_opinion": _("gave an opinion"),
                "verdicts:settle_round": _("settled two opinions"),
                "verdicts:note_dissent": _("noted a dissent"),
                "verdicts:cancel_round": _("called off the opinions of two people"),
                "verdicts:new_scale": _("made a version of a rating scale"),
                "verdicts:new_policy": _("made a version of a policy"),
                "verdicts:activate_policy": _("put a policy in force"),
                "verdicts:activate_scale": _("chose the rating scale on offer"),
                "verdicts:stale": _("said what a change means for a verdict"),
            }
        )
        ground.listen(staleness.hear)
