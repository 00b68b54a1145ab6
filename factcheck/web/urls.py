from django.urls import path

from factcheck.web import views

app_name = "web"

urlpatterns = [
    path("dates/", views.read_date, name="read_date"),
    path("theme/", views.theme, name="theme"),
]
