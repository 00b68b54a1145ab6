"""The logs as they are written, by the handler of the settings."""

import logging
import logging.config

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils.log import log_response

from factcheck.web.views import server_error


@pytest.mark.parametrize(
    "address", ["/sign-in/{}/", "/invitation/{}/", "/accounts/password/reset/key/{}/", "/sign-in/{}/?x=1"]
)
def test_a_refused_request_leaves_no_token_in_the_log(address, capsys):
    logging.config.dictConfig(settings.LOGGING)
    request = RequestFactory().get(address.format("tok-EN_1"))
    log_response("Forbidden: %s", request.get_full_path(), response=server_error(request), request=request)
    written = capsys.readouterr().err
    assert address.partition("{")[0] in written
    assert "tok-EN_1" not in written


def test_other_addresses_are_logged_as_they_are(capsys):
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger("django.request").warning("Not Found: %s", "/claims/C-0017/")
    assert "Not Found: /claims/C-0017/" in capsys.readouterr().err
