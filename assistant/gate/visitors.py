"""Whose request it is, and under which name of the site it comes."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.types import Scope

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]{2,45}\]|[0-9a-z_.-]{1,253})(?::[0-9]{1,5})?")
_NETWORK = 64
"""Bits of an IPv6 address that are one household's: the rest it may choose."""


def address_of(host: str) -> str:
    """What counts as one visitor: an IPv4 address, or the network of an IPv6 one."""
    try:
        # A zone (%eth0) is a name on this machine, not the visitor's.
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _NETWORK), strict=False).network_address)
    return str(address)


def visitor_of(scope: Scope) -> str:
    """The visitor whose request it is; "" where the connection tells no address."""
    return address_of(scope["client"][0]) if scope.get("client") else ""


def own_names(site: str, host: str) -> frozenset[str]:
    """The names under which the page may be asked for, besides the address that was connected to:
    that of the public ``site`` ("https://example.org/"), of the ``host`` that is listened on, and
    the machine's own."""
    named = {"localhost", host.lower(), socket.gethostname().lower()}
    if site:
        named.add((urlsplit(site).hostname or "").lower())
    return frozenset(named - {""})


def is_own_name(scope: Scope, names: Collection[str]) -> bool:
    """Whether the Host of a request is one of the names, or the address that it came in at.

    Links of exports and the page's own addresses are made of it.
    """
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1:
        return False
    named = _HOST.fullmatch(hosts[0].decode("latin-1").lower())
    if named is None:
        return False
    asked = named["name"].strip("[]")
    server = scope.get("server")
    return asked in names or bool(server and asked == server[0].lower())
