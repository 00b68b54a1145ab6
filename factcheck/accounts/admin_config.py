"""Apart from the site itself, which needs models and so cannot be imported while apps are loaded."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "factcheck.accounts.admin_site.DeskAdminSite"
