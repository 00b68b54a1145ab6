"""Public ids in addresses are made known once, however often that is asked for."""

from django.urls import path
from django.urls.converters import REGISTERED_CONVERTERS

from factcheck.web import converters


def test_addresses_that_are_imported_twice_are_no_error_of_their_own():
    converters.register()
    before = dict(REGISTERED_CONVERTERS)
    converters.register()
    assert before == REGISTERED_CONVERTERS
    assert path("<C:key>/", lambda request, key: None).resolve("C-0017/").kwargs == {"key": 17}
