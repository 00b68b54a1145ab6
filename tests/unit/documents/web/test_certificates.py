"""A server reached by number must still prove that it is the one that the URL names."""

import hashlib
import socket
import ssl
import threading
import time
from datetime import UTC, datetime

import pytest
import trustme

from factcheck.documents.web.addresses import parse_allowed
from factcheck.documents.web.connecting import default_trust
from factcheck.documents.web.errors import CertificateWrong, NotReached, TookTooLong
from factcheck.documents.web.fetching import fetch
from factcheck.documents.web.values import Limits

from .servers import Server, answer, serving


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def trust(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def context_of(certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def visit(server: Server, url: str, **options):
    allowed = [parse_allowed(f"127.0.0.1:{server.port}")]
    url = url.replace("PORT", str(server.port))
    return fetch(url, allowed=allowed, resolve=lambda host, port: ["127.0.0.1"], **options)


def test_the_certificate_is_verified_by_name_and_its_fingerprint_kept(authority, trust):
    certificate = authority.issue_cert("news.example")
    with serving(answer(b"page"), context=context_of(certificate)) as server:
        found = visit(server, "https://news.example:PORT/", trust=trust)
    der = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    assert found.content == b"page"
    assert found.address == "127.0.0.1"
    assert found.certificate_sha256 == hashlib.sha256(der).hexdigest()
    assert found.final.tls_version in {"TLSv1.2", "TLSv1.3"}


def test_the_server_is_told_by_name_whom_we_want(authority, trust):
    asked = []
    context = context_of(authority.issue_cert("news.example"))
    context.sni_callback = lambda connection, name, context: asked.append(name)
    with serving(answer(b"page"), context=context) as server:
        visit(server, "https://NEWS.example.:PORT/", trust=trust)
    assert asked == ["news.example"]


def test_an_address_in_numbers_may_be_in_the_certificate(authority, trust):
    with serving(answer(b"page"), context=context_of(authority.issue_cert("127.0.0.1"))) as server:
        assert visit(server, "https://127.0.0.1:PORT/", trust=trust).content == b"page"


@pytest.mark.parametrize("name", ["other.example", "*.example", "news.example", "x.deep.news.example", "127.0.0.1"])
def test_the_certificate_of_another_name_is_refused(authority, trust, name):
    with serving(answer(b"page"), context=context_of(authority.issue_cert(name))) as server:
        with pytest.raises(CertificateWrong, match=r"deep\.news\.example"):
            visit(server, "https://deep.news.example:PORT/", trust=trust)
        assert server.requests == []


def test_a_certificate_of_an_authority_that_nobody_knows_is_refused(trust):
    with serving(answer(b"page"), context=context_of(trustme.CA().issue_cert("news.example"))) as server:
        for known in (trust, None):
            with pytest.raises(CertificateWrong):
                visit(server, "https://news.example:PORT/", trust=known)
    assert server.requests == []


def test_a_certificate_that_ran_out_is_refused(authority, trust):
    old = authority.issue_cert("news.example", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    with serving(answer(b"page"), context=context_of(old)) as server, pytest.raises(CertificateWrong, match="expired"):
        visit(server, "https://news.example:PORT/", trust=trust)


def test_a_page_over_https_may_not_send_us_to_a_server_with_a_wrong_certificate(authority, trust):
    with serving(answer(b"page"), context=context_of(authority.issue_cert("other.example"))) as wrong:
        moved = answer(b"", f"Location: https://two.example:{wrong.port}/", status="302 Found")
        right = context_of(authority.issue_cert("one.example"))
        with serving(moved, context=right) as server, pytest.raises(CertificateWrong, match=r"two\.example"):
            fetch(
                f"https://one.example:{server.port}/",
                allowed=[parse_allowed(f"127.0.0.1:{each.port}") for each in (server, wrong)],
                resolve=lambda host, port: ["127.0.0.1"],
                trust=trust,
            )
    assert wrong.requests == []


def test_a_server_that_speaks_no_tls_is_said_to_be_out_of_reach(trust):
    with serving(answer(b"page")) as server:
        server.play = lambda connection, request: None
        with pytest.raises((NotReached, TookTooLong)):
            visit(server, "https://127.0.0.1:PORT/", trust=trust, limits=Limits(total_seconds=1))


def test_a_handshake_that_never_ends_is_left_when_the_time_is_up(trust):
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: (listener.accept(), time.sleep(3)), daemon=True).start()
    begin = time.monotonic()
    port = listener.getsockname()[1]
    with pytest.raises(TookTooLong):
        fetch(
            f"https://127.0.0.1:{port}/",
            allowed=[parse_allowed(f"127.0.0.1:{port}")],
            trust=trust,
            limits=Limits(total_seconds=0.5),
        )
    assert time.monotonic() - begin < 2
    listener.close()


def test_by_default_names_are_checked_and_the_known_authorities_trusted():
    context = default_trust()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.cert_store_stats()["x509_ca"] > 50
