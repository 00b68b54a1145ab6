from django.urls import include, path

urlpatterns = [path("web/", include("factcheck.web.urls"))]
