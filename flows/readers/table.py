"""Tables: CSV and TSV with a header line, Parquet and Arrow files; each row is an item."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, cast

from flows.readers.columns import match_columns, raw_article, say_guesses
from flows.readers.item import Item, Reading, bounded_lines, check_text, too_large
from transforms.charsets import decode_bytes

_DELIMITERS = ",;\t|"
_MAX_RECORD_LINES = 20_000
_HEAD_BYTES = 100_000
_ROWS = 1_000


def read_csv(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Each record after the header. A record that does not fit the header costs its first line only."""
    yield from _delimited(stream, how, None)


def read_tsv(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """The same, columns separated by tabs."""
    yield from _delimited(stream, how, "\t")


def _delimited(stream: BinaryIO, how: Reading, delimiter: str | None) -> Iterator[Item]:
    csv.field_size_limit(how.max_bytes)
    lines = bounded_lines(stream, how.max_bytes)
    head, size = next(lines, (b"", 0))
    try:
        check_text(head)
        if size > how.max_bytes:
            raise ValueError(too_large(how.max_bytes, size))
        encoding = _encoding(head)
        header_text = head.decode(encoding, "replace").lstrip("\ufeff")
        delimiter = delimiter or max(_DELIMITERS, key=header_text.count)
        header = next(csv.reader([header_text], delimiter=delimiter), [])
    except (ValueError, csv.Error) as reason:
        yield Item(1, head[: how.max_bytes], refusal=f"no header line: {reason}", is_cut=size > how.max_bytes)
        return
    columns = match_columns(header, how.columns)
    say_guesses(columns, how)
    waiting: list[tuple[int, bytes, int]] = []
    numbered = ((number, line, size) for number, (line, size) in enumerate(lines, start=1))
    while True:
        if not waiting:
            waiting.extend(itertools.islice(numbered, 1))
            if not waiting:
                return
        number, line, size = waiting[0]
        if size > how.max_bytes:
            yield Item(number, line, refusal=too_large(how.max_bytes, size), is_cut=True)
            waiting.pop(0)
            continue
        if not line.strip():
            waiting.pop(0)
            continue
        row, n_lines, problem = _record(waiting, numbered, delimiter, len(header), how.max_bytes)
        taken = waiting[: n_lines if row else 1]
        del waiting[: len(taken)]
        raw = b"".join(one for _, one, _ in taken)
        if row is None:
            yield Item(number, raw, refusal=problem, kept=head + raw)
            continue
        yield Item(number, raw, raw_article(dict(zip(header, row, strict=False)), columns), kept=head + raw)


def _record(
    waiting: list[tuple[int, bytes, int]],
    more: Iterator[tuple[int, bytes, int]],
    delimiter: str,
    n_columns: int,
    max_bytes: int,
) -> tuple[list[str] | None, int, str | None]:
    """The record that begins at the first waiting line: its cells and how many lines it takes, or the problem."""
    n_quotes = n_bytes = n_lines = 0
    while True:
        if n_lines >= len(waiting):
            waiting.extend(itertools.islice(more, 1))
            if n_lines >= len(waiting):
                return None, 1, "a quotation mark is not closed"
        _, line, size = waiting[n_lines]
        n_lines += 1
        n_bytes += size
        n_quotes += line.count(b'"')
        if n_quotes % 2 == 0:
            break
        if n_bytes > max_bytes or n_lines > _MAX_RECORD_LINES:
            return None, 1, "a quotation mark is not closed"
    raw = b"".join(line for _, line, _ in waiting[:n_lines])
    if b"\x00" in raw:
        return None, 1, f"binary data: a NUL byte at {raw.index(0)}"
    text, _ = decode_bytes(raw)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        return None, 1, f"not a CSV record: {error}"
    if len(rows) != 1 or len(rows[0]) != n_columns:
        found = len(rows[0]) if rows else 0
        return None, 1, f"{found} cells where the header has {n_columns}"
    return rows[0], n_lines, None


def _encoding(head: bytes) -> str:
    return "utf-8" if not head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-16"


def read_parquet(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Each row of a Parquet file."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, only where such a file is read
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(pa.PythonFile(cast("io.IOBase", stream), mode="r"))
        yield from _rows(file.iter_batches(batch_size=_ROWS), file.schema_arrow.names, how)
    except (pa.ArrowException, OSError) as error:
        yield Item(1, b"", refusal=f"not a Parquet file that can be read: {_one_line(error)}", is_cut=True)


def read_arrow(stream: BinaryIO, how: Reading) -> Iterator[Item]:
    """Each row of an Arrow (Feather) file or stream."""
    import pyarrow as pa  # noqa: PLC0415

    try:
        source = pa.PythonFile(cast("io.IOBase", stream), mode="r")
        try:
            file = pa.ipc.open_file(source)
        except pa.ArrowInvalid:
            source.seek(0)
            batches = pa.ipc.open_stream(source)
            yield from _rows(batches, batches.schema.names, how)
        else:
            yield from _rows((file.get_batch(n) for n in range(file.num_record_batches)), file.schema.names, how)
    except (pa.ArrowException, OSError) as error:
        yield Item(1, b"", refusal=f"not an Arrow file that can be read: {_one_line(error)}", is_cut=True)


def _rows(batches: Iterable[Any], names: list[str], how: Reading) -> Iterator[Item]:
    """Rows as items; the bytes of a row are its cells as one line of JSON."""
    columns = match_columns(names, how.columns)
    say_guesses(columns, how)
    position = 0
    for batch in batches:
        for record in _records(batch):
            position += 1
            if isinstance(record, str):
                yield Item(position, f"row {position}".encode(), refusal=record, is_cut=True)
                continue
            plain = {name: _plain(value) for name, value in record.items()}
            content = json.dumps(plain, sort_keys=True, default=str).encode("utf-8", "backslashreplace")
            if len(content) > how.max_bytes:
                refusal = too_large(how.max_bytes, len(content))
                yield Item(position, content[: how.max_bytes], refusal=refusal, is_cut=True)
            else:
                yield Item(position, content, raw_article(plain, columns))


def _records(batch: Any) -> Iterator[dict[str, Any] | str]:  # noqa: ANN401 - pyarrow's
    """The rows of a batch; of one with a cell that Python can't hold, what is wrong with it."""
    try:
        yield from batch.to_pylist()
    except (ValueError, OverflowError):
        for n in range(batch.num_rows):
            yield _record_alone(batch, n)


def _record_alone(batch: Any, n: int) -> dict[str, Any] | str:  # noqa: ANN401 - pyarrow's
    record = {}
    for name, cells in zip(batch.schema.names, batch.columns, strict=True):
        try:
            record[name] = cells[n].as_py()
        except (ValueError, OverflowError) as error:
            return f"the cell of column {name!r} can't be read: {_one_line(error)}"
    return record


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """The cell as JSON has it: dates in ISO 8601, bytes as text."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


def _one_line(error: Exception) -> str:
    return str(error).split("\n")[0][:200]
