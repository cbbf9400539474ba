"""A server of its own process, for what is measured or looked at from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 60.0) -> None:
    """Return once a server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


@contextmanager
def served(variables: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """The address and process of ``reseaux-qa serve`` with some settings, stopped at the end."""
    port = free_port()
    environment = os.environ | {f"RESEAUX_QA_{name}": value for name, value in variables.items()}
    command = [sys.executable, "-m", "reseaux_qa", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
