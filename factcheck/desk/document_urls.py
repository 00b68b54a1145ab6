"""Everything beneath `/documents/`: the stage's own addresses, and the reader, which shows other stages too."""

from django.urls import path

from factcheck.documents.urls import urlpatterns as of_the_stage
from factcheck.documents.views import pages

app_name = "documents"
urlpatterns = [
    path("<D:key>/", pages.proof, name="detail"),
    *of_the_stage,
]
