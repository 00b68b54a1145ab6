"""What an app keeps in tables but cannot work without: rating scales, the desk's policy."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, transaction


def install_defaults(using: str = DEFAULT_DB_ALIAS) -> None:
    """Let each app that has `install_defaults()` add what is missing, as the app's role, all or nothing."""
    with transaction.atomic(using=using):
        for config in apps.get_app_configs():
            install = getattr(config, "install_defaults", None)
            if install is not None:
                install()
