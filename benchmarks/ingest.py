"""What ingest costs beyond the libraries it stands on, as ratios, and how well it reads pages.

    python -m benchmarks.ingest html PAGES_FOLDER      # whole ingest over bare trafilatura, pages per CPU second
    python -m benchmarks.ingest warc FILE.warc.gz      # over bare fastwarc and trafilatura
    python -m benchmarks.ingest jsonl FILE.jsonl       # articles per second, memory
    python -m benchmarks.ingest extraction GROUND_TRUTH.json PAGES_FOLDER   # F1 of the text, days of publication

Ground truth and pages are laid out as in the article extraction benchmark: `{page id: {articleBody, url}}` and
`<page id>.html.gz`. F1 is that benchmark's: shingles of four words, precision and recall averaged over pages. Days are
compared with those that addresses carry, which the pages are read without.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from flows.ingest import Ingested, ingest
from flows.inputs import input_files
from flows.known import Known
from flows.settings import read_settings
from transforms.pages.page import NoArticleError, read_page
from transforms.published import published_interval

_WORD = re.compile(r"\w+")
_SHINGLE = 4


def main() -> None:
    """Run the benchmark that the first argument names."""
    logging.disable(logging.CRITICAL)
    kinds: dict[str, Callable[..., None]] = {
        "html": compare_html, "warc": compare_warc, "jsonl": measure_jsonl, "extraction": score_extraction,
    }  # fmt: skip
    if len(sys.argv) < 3 or sys.argv[1] not in kinds:
        sys.exit(__doc__)
    kinds[sys.argv[1]](*map(Path, sys.argv[2:]))


def compare_html(folder: Path) -> None:
    """Pages per CPU second, alternating so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as scratch:
        pages = []
        for path in sorted(folder.glob("*.html*")):
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            pages.append(Path(scratch) / f"{path.name.partition('.')[0]}.html")
            pages[-1].write_bytes(content)
        _compare("html pages", len(pages), lambda: _extract(path.read_bytes() for path in pages), [Path(scratch)])


def compare_warc(path: Path) -> None:
    """Records per CPU second."""
    from fastwarc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    def read() -> Iterable[bytes]:
        records = ArchiveIterator(str(path), record_types=WarcRecordType.response, auto_decode="all")
        return (record.reader.read() for record in records)

    _compare("WARC records", sum(1 for _ in read()), lambda: _extract(read()), [path])


def _extract(contents: Iterable[bytes]) -> None:
    from trafilatura import bare_extraction  # noqa: PLC0415

    for content in contents:
        bare_extraction(content, with_metadata=True)


def _compare(what: str, n_items: int, bare: Callable[[], None], inputs: list[Path]) -> None:
    ratios = []
    _take(inputs)  # imports, models and tables are loaded once
    for _ in range(3):
        began = time.process_time()
        bare()
        bare_seconds = time.process_time() - began
        began = time.process_time()
        _take(inputs)
        seconds = time.process_time() - began
        ratios.append(bare_seconds / seconds)
        print(f"{what}: {n_items / seconds:.1f} per CPU s, bare {n_items / bare_seconds:.1f}, ratio {ratios[-1]:.2f}")
    print(f"{what}: median ratio {statistics.median(ratios):.2f}")


def _take(inputs: list[Path]) -> Ingested:
    with tempfile.TemporaryDirectory() as scratch, input_files(map(str, inputs)) as files:
        place = Path(scratch)
        return ingest(files, Known(), place / "lake", place / "landing", read_settings())


def measure_jsonl(path: Path) -> None:
    """Articles per second, and how far memory grew from a tenth of the file to all of it."""
    with tempfile.TemporaryDirectory() as scratch, input_files([str(path)]) as files:
        place = Path(scratch)
        part = place / "part.jsonl"
        with path.open("rb") as lines, part.open("wb") as tenth:
            size = path.stat().st_size // 10
            while tenth.tell() < size and (line := lines.readline()):
                tenth.write(line)
        _take([part])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, cpu = time.monotonic(), time.process_time()
        taken = ingest(files, Known(), place / "lake", place / "landing", read_settings())
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        n_items = taken.inputs.height
    print(f"JSON lines: {n_items:,} in {seconds:.1f} s: {n_items / seconds:,.0f} per s, {n_items / cpu:,.0f} per CPU s")
    print(f"JSON lines: most memory {before / 1024:,.0f} MB on a tenth of them, {after / 1024:,.0f} MB on all")


def score_extraction(ground_truth: Path, folder: Path) -> None:
    """F1, precision and recall of the text; days of publication against those in addresses."""
    gold = json.loads(ground_truth.read_text(encoding="utf-8"))
    precisions, recalls = [], []
    n_dated = n_day = n_near = 0
    for name, page in gold.items():
        content = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        try:
            read = read_page(content)
        except NoArticleError:
            recalls.append(0.0)
            continue
        true, found = _shingles(page["articleBody"]), _shingles(read.text)
        shared = sum((true & found).values())
        precisions += [shared / max(1, sum(found.values()))]
        recalls += [shared / max(1, sum(true.values()))]
        day = published_interval(None, page["url"]).earliest
        if day is not None:
            # The address is not given: only what the page itself says of it counts.
            dated = published_interval(read.published, read.facts.url, is_stated=read.is_published_stated).earliest
            n_dated += 1
            n_day += dated == day
            n_near += dated is not None and abs((dated - day).days) <= 1
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    print(f"text: F1 {2 * precision * recall / (precision + recall):.4f}, P {precision:.4f}, R {recall:.4f}")
    print(f"days: {n_dated} pages with a day in their address, right {n_day}, within a day {n_near}")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[start : start + _SHINGLE]) for start in range(max(1, len(words) - _SHINGLE + 1)))


if __name__ == "__main__":
    main()
