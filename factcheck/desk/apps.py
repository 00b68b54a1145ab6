from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "factcheck.desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Tell the audit pages what the actions of these pages are called."""
        from factcheck.audit import registry
        from factcheck.desk.impact import warning
        from factcheck.web import touching

        registry.name_actions(
            {
                "documents:select": _("marked words in a document"),
                "documents:undo_mark": _("undid a mark in a document"),
                "demo:load": _("loaded the demo case"),
                "demo:sign_in_links": _("made the demo's sign-in links"),
            }
        )
        touching.tell_with(warning)
