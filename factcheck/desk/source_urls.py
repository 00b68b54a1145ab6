"""Everything beneath `/sources/`: the stage's own addresses, and the pages that show other stages too."""

from django.urls import path

from factcheck.desk import source_page
from factcheck.sources.urls import urlpatterns as of_the_stage

app_name = "sources"
urlpatterns = [
    path("", source_page.source_list, name="list"),
    path("<S:key>/", source_page.source_detail, name="detail"),
    *of_the_stage,
]
