from django.urls import path

from factcheck.desk import home, impact_page, search
from factcheck.desk.figures import pages as figures

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", home.home, name="home_by_name"),
    path("desk/figures/", figures.figures, name="figures"),
    path("desk/figures/<slug:key>.csv", figures.figure_as_csv, name="figure"),
    path("search/", search.search, name="search"),
    path("impact/<slug:public>/", impact_page.impact, name="impact"),
]
