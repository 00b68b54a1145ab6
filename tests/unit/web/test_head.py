"""HEAD is answered as GET would be, without the body."""

from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from factcheck.web.middleware import head_as_get


def answer(response, method="HEAD"):
    request = getattr(RequestFactory(), method.lower())("/")
    seen = []

    def view(request):
        seen.append(request.method)
        return response

    return head_as_get(view)(request), seen, request.method


def test_the_view_meets_a_get_and_the_body_stays_here():
    response, seen, after = answer(HttpResponse("words", headers={"X-Kept": "yes"}))
    assert (response.content, response["Content-Length"], response["X-Kept"]) == (b"", "5", "yes")
    assert (seen, after) == (["GET"], "HEAD")


def test_a_stream_is_never_begun():
    def fails():
        raise AssertionError
        yield b""

    assert list(answer(StreamingHttpResponse(fails()))[0]) == []


def test_other_methods_pass_as_they_are():
    response, seen, _after = answer(HttpResponse("words"), "POST")
    assert (response.content, seen) == (b"words", ["POST"])
