from django.urls import path

from factcheck.reports import complaint_views, version_views, views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="list"),
    path("export/", views.export, name="export"),
    path("<V:key>/", views.report_detail, name="detail"),
    path("<V:key>/claimreview.json", views.report_claimreview, name="claimreview"),
    path("<V:key>/publish/", views.publish, name="publish"),
    path("<V:key>/versions/", version_views.versions, name="versions"),
    path("<V:key>/notice/", version_views.notice, name="notice"),
    path("<V:key>/notice/lift/", version_views.lift_notice, name="lift_notice"),
    path("<V:key>/complain/", complaint_views.new_complaint, name="complain"),
    path("complaints/", complaint_views.complaint_list, name="complaints"),
    path("complaints/<CP:key>/", complaint_views.complaint, name="complaint"),
    path("complaints/<CP:key>/decide/", complaint_views.decide, name="decide_complaint"),
    path("complaints/<CP:key>/answered/", complaint_views.answered, name="answer_complaint"),
    path("complaints/<CP:key>/mended/", complaint_views.mended, name="link_correction"),
    path("complaints/<CP:key>/erase/", complaint_views.erase, name="erase_complainant"),
]
