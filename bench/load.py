"""Ask a real server many questions at once: ``python bench/load.py [CLIENTS] [SECONDS]``.

Fifty clients for twenty seconds by default, on the loopback, each asking its
next question as soon as it is answered; the questions are those of
``eval/dev.jsonl``, in another order for each client.  Prints answers a second,
p50, p95 and p99 of the waiting time, and errors.  The client is a bare socket,
since on two cores a rich one would measure itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from serving import served

# The limits on clients would answer for the server; waiting places stay as they are.
UNLIMITED = {"RATE": "1000000/second", "RATE_OVERALL": "1000000/second"}


@dataclass
class Tally:
    """What was seen."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0


def request(question: str, host: str) -> bytes:
    """One HTTP request, its connection kept."""
    body = json.dumps({"question": question}).encode()
    head = f"POST /api/v1/ask HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def answered(reader: asyncio.StreamReader) -> int:
    """The status of the next response, read to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
    await reader.readexactly(length)
    return int(head.split()[1])


async def client(host: str, questions: list[str], end: float, tally: Tally) -> None:
    """Ask until the end."""
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    while time.perf_counter() < end:
        for question in questions:
            start = time.perf_counter()
            if start >= end:
                break
            writer.write(request(question, host))
            status = await answered(reader)
            tally.seconds.append(time.perf_counter() - start)
            tally.errors += status != 200
    writer.close()


async def load(address: str, clients: int, seconds: float) -> Tally:
    """All clients at once."""
    questions = [json.loads(line)["turns"][-1] for line in Path("eval/dev.jsonl").read_text(encoding="utf-8").splitlines()]
    shuffle, tally, end = random.Random(0), Tally(), time.perf_counter() + seconds
    orders = [shuffle.sample(questions, len(questions)) for _ in range(clients)]
    await asyncio.gather(*(client(urlsplit(address).netloc, order, end, tally) for order in orders))
    return tally


def processor_seconds(pid: int) -> float:
    """What a process has used of all processors."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Warm up, load, print."""
    clients, seconds = (int(given) for given in (sys.argv[1:] + ["50", "20"][len(sys.argv) - 1 :]))
    with served(UNLIMITED) as (address, pid):
        asyncio.run(load(address, 4, 3))
        before = processor_seconds(pid)
        tally = asyncio.run(load(address, clients, seconds))
        cost = (processor_seconds(pid) - before) / len(tally.seconds) * 1000
    waits = statistics.quantiles(tally.seconds, n=100)
    milliseconds = ", ".join(f"p{rank} {waits[rank - 1] * 1000:.0f} ms" for rank in (50, 95, 99))
    print(f"{clients} clients, {seconds} s: {len(tally.seconds) / seconds:.0f} answers/s, {milliseconds}, {tally.errors} errors")
    print(f"the server's processor time: {cost:.1f} ms an answer")


if __name__ == "__main__":
    main()
