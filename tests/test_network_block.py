"""The guard that keeps the tests off the network must itself be seen to work."""

from __future__ import annotations

import socket
import urllib.request

import pytest

from conftest import NetworkBlockedError


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.org", 80)])
def test_connection_to_another_machine_is_refused(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as sock, pytest.raises(NetworkBlockedError):
        sock.connect(address)


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(NetworkBlockedError):
        urllib.request.urlopen("http://example.org/")


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address) as client:
            assert client.getpeername() == address
