"""What validating a large release costs: a real release, multiplied, is judged by Great Expectations and all rules.

    python -m benchmarks.validation RELEASE [--attributions 1000000] [--event-mentions 1000000]

RELEASE is a folder of Parquet files below `releases/`. Its articles and all that was read in them are repeated under
new ids until there are that many attributions, its events until there are that many mentions of them; actors, places
and outlets stay. Prints wall and CPU seconds, and the peak memory of the process that validates. Nothing is kept.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from math import ceil
from pathlib import Path

import duckdb

from transforms.tables import CONTRACT, Kind, Table

_SHARED = {"actors", "places", "publishers"}
_EVENTS = {"events", "event_mentions", "event_actors", "event_places"}
_OF_ARTICLES = ("article_id", "story_id", "mention_id", "antecedent_id", "attribution_id", "claim_id")
_OF_EVENTS = ("event_id", "event_mention_id")


def main() -> int:
    """Multiply the release, validate it in a process of its own, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=Path)
    parser.add_argument("--attributions", type=int, default=1_000_000)
    parser.add_argument("--event-mentions", type=int, default=1_000_000)
    parser.add_argument("--validate", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.validate:
        return _validate(arguments.release)
    with tempfile.TemporaryDirectory() as scratch:
        staged = Path(scratch) / "staged"
        staged.mkdir()
        _multiply(arguments.release, staged, arguments.attributions, arguments.event_mentions)
        command = [sys.executable, "-m", "benchmarks.validation", "--validate", str(staged)]
        return subprocess.run(command, check=False).returncode


def _multiply(release: Path, staged: Path, n_attributions: int, n_event_mentions: int) -> None:
    with duckdb.connect() as con:
        times = ceil(n_attributions / _rows(con, release / "attributions.parquet"))
        times_events = ceil(n_event_mentions / _rows(con, release / "event_mentions.parquet") / times)
        for table in CONTRACT:
            source, target = release / f"{table.name}.parquet", staged / f"{table.name}.parquet"
            n = (1, 1) if table.name in _SHARED else (times, times_events if table.name in _EVENTS else 1)
            con.execute(
                f"COPY (SELECT {_columns(table)} FROM read_parquet('{source}'), range({n[0]}) AS copies(copy), "
                f"range({n[1]}) AS turns(turn)) TO '{target}' (FORMAT parquet)"
            )


def _columns(table: Table) -> str:
    """Every column; ids of what is repeated get the number of their copy."""
    shown = []
    for column in table.columns:
        is_id = column.kind is Kind.TEXT and table.name not in _SHARED
        if is_id and column.name.endswith(_OF_EVENTS):
            # Claims and the rest know an event of the first turn.
            turn = "turn" if table.name in _EVENTS else "0"
            shown.append(f"{column.name} || '_' || copy || '_' || {turn} AS {column.name}")
        elif is_id and column.name.endswith(_OF_ARTICLES):
            shown.append(f"{column.name} || '_' || copy AS {column.name}")
        else:
            shown.append(column.name)
    return ", ".join(shown)


def _validate(staged: Path) -> int:
    from expectations.runner import prepare, validate  # noqa: PLC0415 - only in the process that is measured
    from flows.partitions import write_table  # noqa: PLC0415

    prepare().join()
    began, used = time.monotonic(), time.process_time()
    report = validate(staged, "run_benchmark", staged.parent / "validation", write_table)
    wall, cpu = time.monotonic() - began, time.process_time() - used
    rows = report.rows_in
    print(
        f"{sum(rows.values()):,} rows: {rows['attributions']:,} attributions, {rows['event_mentions']:,} event mentions"
    )
    print(f"{report.verdict}, {report.quarantined_rows.height:,} rows refused, {report.row_verdicts.height:,} verdicts")
    print(f"wall {wall:.1f} s, CPU {cpu:.1f} s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    return 0


def _rows(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    [(count,)] = con.execute(f"SELECT count(*) FROM read_parquet('{path}')").fetchall()
    return int(count)


if __name__ == "__main__":
    sys.exit(main())
