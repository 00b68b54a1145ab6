from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatabaseConfig(AppConfig):
    name = "factcheck.database"
    verbose_name = _("Database")
