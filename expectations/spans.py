"""Rules for every span column: it lies in the article's text, in order, and its text is the source's, verbatim.

Which columns hold spans is read from `transforms/tables`. Offsets are code points, end-exclusive; the text of several
spans is their texts joined by ' … '. Not here: how spans of one row lie to each other (`attributions.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from expectations.model import Rule, error
from transforms.tables import CONTRACT, Kind, Table

ARTICLE = "JOIN articles AS article USING (article_id, version)"
"""The article version that a row's offsets point into."""
SENTENCE = "JOIN sentences AS sentence USING (article_id, version, sentence_no)"

_FLAT_SPANS = (("start_char", "end_char", "text"), ("trigger_start", "trigger_end", "trigger_text"))
_IN_TEXT = "An offset outside the text points at nothing."
_VERBATIM = "Every row leads back to the very characters it came from."


def joined_text(spans: str) -> str:
    """SQL for the article's characters under a list of spans, joined by ' … '; NULL for an empty list."""
    pieces = (
        f"list_transform({spans}, lambda span: "
        "substring(article.text, span.start_char + 1, span.end_char - span.start_char))"
    )
    return f"nullif(array_to_string({pieces}, ' … '), '')"


def _flat(table: Table, start: str, end: str, text: str) -> Iterator[Rule]:
    """Where a row has a sentence, the span is looked up in it: sentences are checked against the article themselves.

    A sentence is a twentieth of an article, and every look-up counts characters from the start.
    """
    part = "span" if text == "text" else text.removesuffix("_text")
    offsets = f"this.{start} || '-' || this.{end}"
    if "sentence_no" in table and table.name != "sentences":
        found = f"substring(sentence.text, this.{start} - sentence.start_char + 1, this.{end} - this.{start})"
        source = SENTENCE
        yield error(
            f"{table.name}.{part}_in_sentence", "The sentence shown as evidence must hold the span.",
            f"NOT (this.{start} >= sentence.start_char AND this.{start} < this.{end} "
            f"AND this.{end} <= sentence.end_char)",
            f"{offsets} || ' in sentence ' || sentence.start_char || '-' || sentence.end_char", source,
        )  # fmt: skip
    else:
        found = f"substring(article.text, this.{start} + 1, this.{end} - this.{start})"
        source = ARTICLE
        yield error(
            f"{table.name}.{part}_in_text", _IN_TEXT,
            f"NOT (this.{start} >= 0 AND this.{start} < this.{end} AND this.{end} <= length(article.text))",
            offsets, source,
        )  # fmt: skip
    yield error(
        f"{table.name}.{text}_equals_source", _VERBATIM, f"this.{text} IS DISTINCT FROM {found}",
        f"{offsets} || ': ' || this.{text} || ' <> ' || {found}", source,
    )  # fmt: skip


def _listed(table: Table, spans: str) -> Iterator[Rule]:
    this = f"this.{spans}"
    yield error(
        f"{table.name}.{spans}_in_text", _IN_TEXT + " Spans stand in text order and do not overlap.",
        f"len(list_filter({this}, lambda span, place: NOT coalesce(span.start_char >= 0 "
        "AND span.start_char < span.end_char AND span.end_char <= length(article.text) "
        f"AND (place = 1 OR span.start_char >= {this}[place - 1].end_char), false))) > 0",
        this, ARTICLE,
    )  # fmt: skip
    text = spans.removesuffix("_spans") + "_text"
    if text in table:
        yield error(
            f"{table.name}.{text}_equals_source", _VERBATIM, f"this.{text} IS DISTINCT FROM {joined_text(this)}",
            f"coalesce(this.{text}, 'NULL') || ' <> ' || coalesce({joined_text(this)}, 'NULL')", ARTICLE,
        )  # fmt: skip


def _rules(table: Table) -> Iterator[Rule]:
    for start, end, text in _FLAT_SPANS:
        if start in table and end in table and text in table:
            yield from _flat(table, start, end, text)
    for column in table.columns:
        if column.kind is Kind.SPANS:
            yield from _listed(table, column.name)
        elif column.kind is Kind.SPAN:
            this = f"this.{column.name}"
            yield error(
                f"{table.name}.{column.name}_in_text", _IN_TEXT,
                f"{this} IS NOT NULL AND NOT coalesce({this}.start_char >= 0 AND {this}.start_char < {this}.end_char "
                f"AND {this}.end_char <= length(article.text), false)", this, ARTICLE,
            )  # fmt: skip


RULES: tuple[Rule, ...] = tuple(rule for table in CONTRACT for rule in _rules(table))
