from django.urls import path

from factcheck.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.entry_list, name="list"),
    path("<slug:public_id>/", views.object_history, name="history"),
]
