from django.urls import path

from factcheck.evidence import row_views, template_views, translating, views

app_name = "evidence"

urlpatterns = [
    path("<E:key>/edit/", views.edit_evidence, name="edit"),
    path("<E:key>/translation/", translating.translation, name="translation"),
    path("<E:key>/withdraw/", views.withdraw_evidence, name="withdraw"),
    path("<E:key>/undo/", views.undo_removal, name="undo"),
    path("kept/<KP:key>/judge/", views.judge_kept, name="judge"),
    path("kept/<KP:key>/put-away/", views.put_away_kept, name="put_away"),
    path("for/<C:claim>/search/", row_views.new_search, name="search_new"),
    path("searches/<L:key>/edit/", row_views.edit_search, name="search_edit"),
    path("searches/<L:key>/withdraw/", row_views.withdraw_search, name="search_withdraw"),
    path("for/<C:claim>/enquiry/", row_views.new_enquiry, name="enquiry_new"),
    path("enquiries/<Q:key>/edit/", row_views.edit_enquiry, name="enquiry_edit"),
    path("enquiries/<Q:key>/withdraw/", row_views.withdraw_enquiry, name="enquiry_withdraw"),
    path("enquiry-templates/", template_views.templates, name="templates"),
    path("enquiry-templates/new/", template_views.new_template, name="template_new"),
    path("enquiry-templates/<QT:key>/edit/", template_views.edit_template, name="template_edit"),
]
