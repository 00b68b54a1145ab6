"""Every address of the application; each stage brings its own."""

from django.contrib import admin
from django.urls import include, path

from factcheck.web import converters

converters.register()

urlpatterns = [
    path("", include("factcheck.web.urls")),
    path("", include("factcheck.accounts.urls")),
    path("", include("factcheck.desk.urls")),
    path("claims/", include("factcheck.desk.claim_urls")),
    path("evidence/", include("factcheck.evidence.urls")),
    path("discussion/", include("factcheck.discussion.urls")),
    path("notifications/", include("factcheck.notifications.urls")),
    path("audit/", include("factcheck.audit.urls")),
    path("sources/", include("factcheck.desk.source_urls")),
    path("", include("factcheck.verdicts.urls")),
    path("reports/", include("factcheck.reports.urls")),
    path("documents/", include("factcheck.desk.document_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "factcheck.web.views.bad_request"
handler500 = "factcheck.web.views.server_error"
