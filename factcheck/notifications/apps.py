from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "factcheck.notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        """Tell the audit pages what this app's tables are called."""
        from factcheck.audit import registry
        from factcheck.notifications import models

        registry.register(models.Preference, security=True)
        registry.name_actions(
            {
                "notifications:preferences": _("chose what to hear of"),
                "notifications:read_all": _("marked notifications as read"),
            }
        )
