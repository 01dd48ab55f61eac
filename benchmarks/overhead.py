"""What everything but coding costs: the time of a whole `dateline run` against the time its coding step took.

    python -m benchmarks.overhead ARTICLES.jsonl [--limit 2000]

Prints each step's seconds, the ratio (all - code) / code, and peak memory. The input is JSON lines as `dateline run`
reads them. Nothing is kept.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

_STEP = re.compile(r"^(\w+): done(?: \([\d,]+\))? in ([\d.]+) s$", re.MULTILINE)


def main() -> int:
    """Run once in a fresh home and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sample = Path(scratch) / "articles.jsonl"
        with arguments.articles.open("rb") as lines:
            sample.write_bytes(b"".join(islice(lines, arguments.limit)))
        began = time.monotonic()
        run = subprocess.run(
            [sys.executable, "-m", "flows.cli", "--home", f"{scratch}/home", "run", str(sample)],
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        total = time.monotonic() - began
    if run.returncode not in (0, 3):
        print(run.stderr, file=sys.stderr)
        return run.returncode
    steps = {name: float(seconds) for name, seconds in _STEP.findall(run.stderr)}
    steps["start and stop"] = total - sum(steps.values())
    for name, seconds in steps.items():
        print(f"{name:<16}{seconds:8.1f} s")
    print(f"{'all':<16}{total:8.1f} s")
    print(f"(all - code) / code = {(total - steps['code']) / steps['code']:.3f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:,.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
