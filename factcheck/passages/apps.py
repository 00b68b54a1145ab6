from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PassagesConfig(AppConfig):
    name = "factcheck.passages"
    verbose_name = _("Passages")
