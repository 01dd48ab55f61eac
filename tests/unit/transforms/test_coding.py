"""Coding a batch: the steps together, and an article that breaks one."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from transforms import coding
from transforms.articles import RawArticle, normalise, uncoded_articles
from transforms.nlp.dates import find_times
from transforms.nlp.reading import Reading, TimeExpression
from transforms.tables import ARTICLES, CODED, QUARANTINED_ROWS

TEXTS = [
    "Ministers met in Minsk\nThe Belarusian defence ministry said on Monday that the ministers had met in Minsk.",
    'Kyiv denies talks\n"There were no talks," the Ukrainian foreign ministry said on December 6.',
]


def articles() -> pl.DataFrame:
    rows = []
    for number, text in enumerate(TEXTS):
        row = normalise(RawArticle(text=text, url=f"https://a.example/{number}", published="2022-12-06"), text.encode())
        rows.append(
            row
            | {
                "version": 1,
                "publisher_id": "unstated",
                "language": "en",
                "input_path": "x",
                "input_position": number + 1,
                "media_type": "text/plain",
                "is_current": True,
            }
        )
    return ARTICLES.frame(rows)


def test_every_frame_has_its_tables_form() -> None:
    coded = coding.code_articles(articles(), "run_1")
    assert list(coded) == [table.name for table in CODED]
    for table in CODED:
        assert coded[table.name].schema == table.polars_schema
    assert coded["sentences"].height == 4
    assert coded["attributions"].filter(pl.col("attribution_type") == "explicit").height >= 2
    assert set(coded["time_expressions"]["earliest"].to_list()) == {date(2022, 12, 5), date(2022, 12, 6)}
    assert coded["document_failures"].is_empty()


def test_batches_do_not_change_rows() -> None:
    together = coding.code_articles(articles(), "run_1")
    apart = [coding.code_articles(articles()[number : number + 1], "run_1") for number in range(2)]
    for table in CODED:
        assert table.conform(pl.concat([one[table.name] for one in apart])).equals(together[table.name]), table.name


def test_an_article_that_breaks_a_step_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_at_kyiv(reading: Reading) -> list[TimeExpression]:
        if "Kyiv" in reading.article.text:
            raise ZeroDivisionError("no\nday")
        return find_times(reading)

    monkeypatch.setattr(coding, "find_times", break_at_kyiv)
    coded = coding.code_articles(articles(), "run_1")
    assert coded["sentences"]["article_id"].n_unique() == 1
    (failure,) = coded["document_failures"].to_dicts()
    assert failure["reason"].startswith("coding failed in test_coding.break_at_kyiv:")
    assert failure["reason"].endswith("ZeroDivisionError: no day")
    refused = uncoded_articles(coded["document_failures"])
    assert refused.schema == QUARANTINED_ROWS.polars_schema
    assert failure["article_id"] in refused["row_key"][0]
