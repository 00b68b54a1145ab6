"""Which addresses may be connected to, one by one."""

from ipaddress import IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents.web.addresses import (
    FORBIDDEN,
    METADATA,
    may_connect,
    parse_allowed,
    read_address,
    why_forbidden,
)

PUBLIC = ["93.184.215.14", "1.1.1.1", "8.8.8.8", "126.255.255.255", "128.0.0.1", "172.15.255.255", "172.32.0.1"]
PUBLIC += ["100.63.255.255", "100.128.0.1", "223.255.255.255", "2606:2800:220:1::1", "2a00:1450:4001::1", "2001:200::1"]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_reached(address):
    assert why_forbidden(ip_address(address)) == ""
    assert may_connect(ip_address(address), 443, ports=(80, 443))


@pytest.mark.parametrize(("network", "kind"), FORBIDDEN, ids=[str(network) for network, _ in FORBIDDEN])
def test_a_forbidden_network_is_forbidden_from_its_first_address_to_its_last(network, kind):
    for address in (network[0], network[network.num_addresses // 2], network[-1]):
        assert why_forbidden(address)
        assert not may_connect(address, 80, ports=(80, 443))


@pytest.mark.parametrize("address", sorted(map(str, METADATA)))
def test_a_metadata_service_is_forbidden_even_where_its_network_is_allowed(address):
    everything = [parse_allowed("0.0.0.0/0:80"), parse_allowed("[::]/0:80")]
    assert why_forbidden(ip_address(address)) == "metadata service"
    assert not may_connect(ip_address(address), 80, ports=(80,), allowed=everything)


@given(st.ip_addresses())
def test_what_the_standard_library_does_not_call_global_is_never_reached(address):
    if not address.is_global or address.is_private or address.is_multicast or address.is_reserved:
        assert why_forbidden(address)


@given(st.ip_addresses(v=4))
def test_no_ipv6_address_that_carries_an_ipv4_one_is_reached(address):
    number = int(address)
    for prefix in ("::", "::ffff:0:0", "64:ff9b::", "64:ff9b:1::", "::ffff:0:0:0"):
        assert why_forbidden(IPv6Address(int(IPv6Address(prefix)) | number))
    assert why_forbidden(IPv6Address((0x2002 << 112) | (number << 80) | 1))
    assert why_forbidden(IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)))
    assert why_forbidden(IPv6Address((0x2A00 << 112) | (0x00005EFE << 32) | number))


@pytest.mark.parametrize(
    ("text", "network", "port"),
    [
        ("127.0.0.1:8000", "127.0.0.1/32", 8000),
        (" 10.20.0.0/16:80 ", "10.20.0.0/16", 80),
        ("[::1]:8000", "::1/128", 8000),
        ("[fd12::]/64:443", "fd12::/64", 443),
    ],
)
def test_what_is_allowed_is_a_network_and_a_port(text, network, port):
    allowed = parse_allowed(text)
    assert (str(allowed.network), allowed.port) == (network, port)


@pytest.mark.parametrize(
    "text",
    [
        *("", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:http", "::1:80", "::1"),
        *(
            "10.0.0.1/8:80",
            "localhost:80",
            "127.0.0.1:-1",
            "127.0.0.1:٨٠",
            "*:80",
            "[::1:80",
            "[fd12::/64]:80",
            "[127.0.0.1]:80",
            "127.0.0.1:80,81",
        ),
    ],
)
def test_a_slip_in_what_is_allowed_is_an_error(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_allowed(text)


def test_what_is_allowed_opens_that_network_at_that_port_only():
    allowed = [parse_allowed("10.20.0.0/16:8080")]
    assert may_connect(ip_address("10.20.3.4"), 8080, ports=(80,), allowed=allowed)
    assert not may_connect(ip_address("10.20.3.4"), 80, ports=(80,), allowed=allowed)
    assert not may_connect(ip_address("10.21.3.4"), 8080, ports=(80,), allowed=allowed)
    assert not may_connect(ip_address("::ffff:10.20.3.4"), 8080, ports=(80,), allowed=allowed)
    assert not may_connect(ip_address("93.184.215.14"), 8080, ports=(80,), allowed=allowed)


@pytest.mark.parametrize(
    "text", ["127.1", "0x7f.1", "0177.0.0.1", "2130706433", "fe80::1%lo", "１.1.1.1", "", " 1.1.1.1"]
)
def test_an_address_is_read_in_its_standard_form_only(text):
    assert read_address(text) is None
