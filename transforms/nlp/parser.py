"""The English parser: load it once, say which one it is, parse batches of paragraphs.

One of the three places in ``transforms`` that touch files. Not here: label sets (``dialect.py``), what a parse means,
and the parts of the embedded pipeline (``en_dateline/``). spaCy is imported only where a model is loaded, since
``dateline doctor`` and the test for "nothing new" ask for the identity alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

EMBEDDED = Path(__file__).parent / "en_dateline" / "model"
# spaCy stores text as UTF-8, which half a surrogate pair cannot be written in; one code point stands for one.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# spaCy refuses longer texts as a guard for small machines; a paragraph this long is one broken page, and is parsed.
_MAX_CHARACTERS = 20_000_000


class ParserError(Exception):
    """A parser that is not there or cannot be used: what, where and what to do."""


@dataclass(frozen=True)
class ParserIdentity:
    """Which parser made a run: goes into the run's metadata and into ``dateline doctor``.

    ``sha256`` covers the names and bytes of all its files. ``is_standin`` marks an embedded model not meant for use.
    ``labels`` is the label set, ``ud`` or ``clear``; ``scores`` are those its card states, 0 to 1.
    """

    name: str
    version: str
    sha256: str
    is_standin: bool
    labels: str
    scores: dict[str, float]


@cache
def load_parser(name: str | None = None) -> Language:
    """The parser of this process, loaded at the first call; ``None`` is the embedded one, else a package or path."""
    import spacy  # noqa: PLC0415 - a second of imports that the command line must not pay
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    from transforms.nlp.en_dateline import bounds, gazetteer  # noqa: F401, PLC0415 - registers the pipes for spaCy

    folder = _find_folder(name)
    # NumPy's OpenBLAS multiplies these small matrices twice as fast as the BLIS that spaCy takes by itself.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ParserError(f"parser {name or 'en_dateline'} in {folder} does not load: {error}") from error
    if missing := {"parser"} - set(nlp.pipe_names):
        raise ParserError(f"parser {name or 'en_dateline'} in {folder} has no {', '.join(missing)}: name another")
    nlp.max_length = _MAX_CHARACTERS
    return nlp


@cache
def identify_parser(name: str | None = None) -> ParserIdentity:
    """Name, version, hash and scores of a parser, read from its files without loading it (some milliseconds)."""
    folder = _find_folder(name)
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    parser_labels = set(meta.get("labels", {}).get("parser", ()))
    return ParserIdentity(
        name=f"{meta.get('lang', 'en')}_{meta.get('name', folder.name)}",
        version=str(meta.get("version", "0")),
        sha256=_hash_folder(folder),
        is_standin=bool(meta.get("is_standin", False)),
        labels="clear" if "dobj" in parser_labels else "ud",
        scores=_flat_scores(meta.get("performance", {})),
    )


def parse(texts: Iterable[str], name: str | None = None, batch_size: int = 64) -> Iterator[Doc]:
    """One doc per text (a paragraph), in order; ``token.idx`` counts code points of the text.

    Any text is taken, an empty one included. Give one article's paragraphs per call where equal output everywhere
    matters: the floating-point sums behind a parse may depend on what shares its batch.
    """
    nlp = load_parser(name)
    return nlp.pipe((_LONE_SURROGATE.sub("�", text) for text in texts), batch_size=batch_size)


def _find_folder(name: str | None) -> Path:
    """The folder with ``meta.json`` of the embedded model, a folder, or an installed package such as en_core_web_sm."""
    if name is None:
        return EMBEDDED
    if (Path(name) / "meta.json").is_file():
        return Path(name)
    try:
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        spec = None
    for package in (spec.submodule_search_locations or ()) if spec else ():
        # A spaCy package holds its data one level down, in NAME-VERSION.
        found = sorted(Path(package).glob("*/meta.json"))
        if found:
            return found[-1].parent
        if (Path(package) / "meta.json").is_file():
            return Path(package)
    raise ParserError(f"parser {name!r} is neither a folder with meta.json nor an installed package: check the setting")


def _hash_folder(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _flat_scores(performance: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in sorted(performance.items()) if isinstance(value, int | float)}
