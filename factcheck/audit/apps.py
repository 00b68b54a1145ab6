from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "factcheck.audit"
    verbose_name = _("Audit")
    # Entries are written by a trigger function that runs as the owner.
    read_only_tables = ("audit_entry",)
