from django.urls import path

from factcheck.discussion import views

app_name = "discussion"

urlpatterns = [
    path("<T:key>/", views.thread_detail, name="detail"),
    path("<T:key>/write/", views.write, name="write"),
    path("<T:key>/resolve/", views.resolve, name="resolve"),
    path("<T:key>/reopen/", views.reopen, name="reopen"),
    path("comments/<TC:key>/edit/", views.edit, name="edit"),
    path("on/<str:public_id>/", views.about, name="about"),
    path("on/<str:public_id>/open/", views.open_on, name="open"),
]
