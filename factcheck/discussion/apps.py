from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "factcheck.discussion"
    verbose_name = _("Discussion")

    def ready(self) -> None:
        """Tell the audit pages what this stage's tables are called."""
        from factcheck.audit import registry
        from factcheck.discussion import models, redacting
        from factcheck.documents.redacting import registry as redactions

        redactions.register(redacting.HOLDING)
        registry.register(
            models.Thread,
            url_name="discussion:detail",
            words_at=["claim__statement", "evidence__claim__statement", "passage__quote"],
        )
        registry.register(models.Comment)
        registry.register(models.Mention)
        registry.name_actions(
            {
                "discussion:open": _("opened a thread"),
                "discussion:write": _("wrote in a thread"),
                "discussion:edit": _("changed a comment"),
                "discussion:resolve": _("resolved a thread"),
                "discussion:reopen": _("opened a thread again"),
            }
        )
