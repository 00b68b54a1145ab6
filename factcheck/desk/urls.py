from django.urls import path

from factcheck.desk import home, impact_page, search

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", home.home, name="home_by_name"),
    path("search/", search.search, name="search"),
    path("impact/<slug:public>/", impact_page.impact, name="impact"),
]
