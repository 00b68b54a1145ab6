from django.urls import path

from factcheck.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="list"),
    path("export/", views.export, name="export"),
    path("<V:key>/", views.report_detail, name="detail"),
    path("<V:key>/claimreview.json", views.report_claimreview, name="claimreview"),
    path("<V:key>/publish/", views.publish, name="publish"),
]
