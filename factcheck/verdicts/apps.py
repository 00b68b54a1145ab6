from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerdictsConfig(AppConfig):
    name = "factcheck.verdicts"
    verbose_name = _("Verdicts")
    # Written by a trigger from the actor of each change.
    read_only_tables = ("verdicts_author",)

    def install_defaults(self) -> None:
        from factcheck.verdicts.scales import ensure_default_scale

        ensure_default_scale()
