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

        registry.register(models.User, private=["password", "last_login"], named=True)
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
                "mfa_authenticate": _("signed in with the second factor"),
                "accounts:sign_in": _("signed in by a one-time link"),
                "accounts:invite": _("invited somebody"),
                "accounts:resend_invitation": _("renewed an invitation"),
                "accounts:withdraw_invitation": _("withdrew an invitation"),
                "accounts:accept_invitation": _("accepted an invitation"),
                "accounts:new_sign_in_link": _("made a one-time sign-in link"),
                "accounts:sign_in_link": _("made a one-time sign-in link"),
                "accounts:create_user": _("made an account"),
                "accounts:person": _("changed a person's name, address or role"),
                "accounts:deactivate": _("deactivated an account"),
                "accounts:reactivate": _("reactivated an account"),
                "accounts:switch_off_totp": _("switched off somebody's second factor"),
                "accounts:profile": _("changed their profile"),
                "accounts:send_kept": _("sent what was kept while signed out"),
                "accounts:discard_kept": _("threw away what was kept while signed out"),
                "accounts:new_password": _("set a password"),
                "accounts:desk_settings": _("changed the desk's settings"),
            }
        )
