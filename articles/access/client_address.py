"""The address of a client behind trusted proxies.

A proxy appends the address it was called from to X-Forwarded-For. Whoever calls the proxy may have
sent the header already, so only the entries that trusted proxies appended can be believed: the
header is read from its end, as long as the address before is one of `TRUSTED_PROXIES`.
(python-ipware was considered: it counts the proxies and never looks at who the caller is.)
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# A proxy on the same machine that calls through a socket in the file system has no address.
UNIX = "unix"
_FORWARDED = "HTTP_X_FORWARDED_FOR"


class ClientAddressMiddleware:
    """Puts the client's address into REMOTE_ADDR, where everything else reads it.

    X-Forwarded-For is taken away, so that nothing behind this can believe what a client sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.accepts_socket = UNIX in settings.TRUSTED_PROXIES
        self.proxies = read_networks(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        forwarded = request.META.pop(_FORWARDED, "")
        peer = request.META.get("REMOTE_ADDR", "")
        if forwarded and self._trusts(peer):
            request.META["REMOTE_ADDR"] = self._client(peer, forwarded)
        elif forwarded:
            _warn_of_untrusted(peer)
        return self.get_response(request)

    def _client(self, peer: str, forwarded: str) -> str:
        """The last address that a trusted proxy vouches for."""
        client = peer
        for entry in reversed(forwarded.split(",")):
            address = _read_address(entry)
            if address is None:
                break
            client = str(address)
            if not _is_in(address, self.proxies):
                break
        return client

    def _trusts(self, peer: str) -> bool:
        if not peer:
            return self.accepts_socket
        address = _read_address(peer)
        return address is not None and _is_in(address, self.proxies)


def read_networks(words: Iterable[str]) -> list[Network]:
    """The networks of `TRUSTED_PROXIES`; a single address is a network of one."""
    networks: list[Network] = []
    for word in words:
        if word == UNIX:
            continue
        try:
            network = ipaddress.ip_network(word, strict=False)
        except ValueError as fault:
            sentence = f"TRUSTED_PROXIES: {word!r} is neither an address nor a network ({fault})."
            raise ImproperlyConfigured(sentence) from fault
        networks.append(network)
    return networks


def _read_address(entry: str) -> Address | None:
    """An entry of the header, which some proxies write with a port; None for anything else."""
    text = entry.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


@lru_cache(maxsize=100)
def _warn_of_untrusted(peer: str) -> None:
    """Once for each peer: behind a proxy that is not trusted all readers share one address."""
    logger.warning(
        "X-Forwarded-For of %s is ignored. If it is your reverse proxy, add it to TRUSTED_PROXIES.",
        peer,
    )
