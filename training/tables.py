"""The tables of facts written by hand, ``tests/data/*/facts.json``: which network a row is about."""

from __future__ import annotations

from collections.abc import Sequence

from reseaux_qa.french import fold
from reseaux_qa.types import Network


def network_called(name: str, networks: Sequence[Network]) -> Network:
    """The network that a row calls so: by its heading, one of its names, or a part of either."""
    return max(networks, key=lambda network: _likeness(network, name))


def _likeness(network: Network, name: str) -> int:
    wanted, heading = fold(name), fold(network.heading.text)
    called = {fold(alias) for alias in (network.name, network.long_name, *network.aliases)} - {""}
    near = wanted in heading or heading in wanted or any(alias in wanted for alias in called)
    return 4 * (heading == wanted) + 2 * (wanted in called) + near
