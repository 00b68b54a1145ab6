from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "factcheck.accounts"
    verbose_name = _("Accounts")

    def install_defaults(self) -> None:
        from factcheck.accounts.actions import ensure_desk

        ensure_desk()
