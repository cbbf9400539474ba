"""How many questions one client, and all of them, may ask in a while.

Addresses are in memory only, for the length of the window.
"""

from __future__ import annotations

import ipaddress
import re
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage  # the other one starts a thread at every turn
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from reseaux_qa.settings import Settings
from reseaux_qa.web.refusals import refused

_COSTLY = re.compile(r"/(api/.*|gradio_api/run/.*|simple)")
_ONE = "Vous posez beaucoup de questions en peu de temps : attendez {seconds} s, puis réessayez."
_ALL = "Beaucoup de questions arrivent en ce moment : réessayez dans {seconds} s."


class RateLimit:
    """Answer 429 beyond the limits; a client over its own limit takes nothing from the others'."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._one, self._all = parse(settings.rate), parse(settings.rate_overall)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what costs an answer."""
        if scope["type"] != "http" or scope["method"] != "POST" or not _COSTLY.fullmatch(scope["path"]):
            return await self.app(scope, receive, send)
        for message, limit, key in self._limits(scope):
            if not await self._limiter.hit(limit, key):
                seconds = await self._wait(limit, key)
                refusal = refused(scope, 429, message.format(seconds=seconds), {"Retry-After": str(seconds)})
                return await refusal(scope, receive, send)
        await self.app(scope, receive, send)

    def _limits(self, scope: Scope) -> list[tuple[str, RateLimitItem, str]]:
        client = _client(scope)
        return [(_ONE, self._one, client)] * bool(client) + [(_ALL, self._all, "all")]

    async def _wait(self, limit: RateLimitItem, key: str) -> int:
        stats = await self._limiter.get_window_stats(limit, key)
        return max(1, round(stats.reset_time - time.time()))


def _client(scope: Scope) -> str:
    """The address, or of an IPv6 one the network, since a household has 2⁶⁴ of them; empty on this very machine."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:  # a Unix socket has no address
        return ""
    if address.is_loopback:
        return ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host
