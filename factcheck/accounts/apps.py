from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "factcheck.accounts"
    verbose_name = _("Accounts")

    def install_defaults(self) -> None:
        from factcheck.accounts.actions import ensure_desk

        ensure_desk()

    def ready(self) -> None:
        """Tell the audit pages what the tables and actions about people are called."""
        from factcheck.accounts import models
        from factcheck.audit import registry

        registry.register(models.User, private=["password", "last_login"])
        registry.register(models.Invitation, security=True)
        registry.register(models.SignInLink, security=True)
        registry.register(models.Desk)
        for table, label in (
            ("account_emailaddress", _("e-mail address")),
            ("mfa_authenticator", _("second factor of sign-in")),
        ):
            registry.add(
                registry.Registration(
                    table=table, kind="", model=None, label=label, security=True, targets={"user_id": "U"}
                )
            )
        registry.name_actions(
            {
                "account_login": _("signed in"),
                "account_logout": _("signed out"),
                "account_email": _("changed e-mail addresses"),
                "account_change_password": _("changed a password"),
                "account_set_password": _("set a password"),
                "mfa_activate_totp": _("set up a second factor"),
                "mfa_deactivate_totp": _("removed a second factor"),
                "mfa_generate_recovery_codes": _("made recovery codes"),
            }
        )
