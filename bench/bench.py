"""Time what a user waits for: ``python bench/bench.py``.

Prints the time from process start to the first answer of ``reseaux-qa ask``
(median of five; one question answered from the records, one that searches the
index), the warm time of a full answer over ``eval/dev.jsonl`` (p50,
p95) and the server's resident memory after those answers.  Linux, from the
repository's root, with a built index.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from serving import served

COLD_RUNS, WARM_ROUNDS = 5, 3
FIRST_QUESTIONS = {
    "from the records": "Quel est le réseau le plus ancien ?",
    "from the index": "Quel certificat a été relancé grâce à l'EFUS ?",
}
COMMAND = [sys.executable, "-m", "reseaux_qa"]


def cold_seconds(question: str) -> float:
    """From process start to the printed answer."""
    start = time.perf_counter()
    subprocess.run([*COMMAND, "ask", question], check=True, capture_output=True)
    return time.perf_counter() - start


def warm_milliseconds(address: str, questions: list[str]) -> list[float]:
    """The ``took_ms`` of each answer."""
    times = []
    for question in questions:
        body = json.dumps({"question": question}).encode()
        request = urllib.request.Request(f"{address}/api/v1/ask", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as reply:
            times.append(float(json.load(reply)["took_ms"]))
    return times


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, in MB of 10^6 bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measure and print."""
    for kind, question in FIRST_QUESTIONS.items():
        cold_seconds(question)
        seconds = statistics.median(cold_seconds(question) for _ in range(COLD_RUNS))
        print(f"first answer {kind}, from process start: {seconds:.2f} s (median of {COLD_RUNS})")
    questions = [json.loads(line)["turns"][-1] for line in Path("eval/dev.jsonl").read_text(encoding="utf-8").splitlines()]
    with served({}) as (address, pid):
        warm_milliseconds(address, questions)
        times = sorted(time for _ in range(WARM_ROUNDS) for time in warm_milliseconds(address, questions))
        print(f"warm answer: p50 {statistics.median(times):.1f} ms, p95 {times[int(0.95 * len(times))]:.1f} ms ({len(times)} answers)")
        print(f"server memory: {resident_megabytes(pid):.0f} MB")


if __name__ == "__main__":
    main()
