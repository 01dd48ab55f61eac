"""A rule of the registry as a Great Expectations expectation, counted together with its neighbours in one scan.

GX bundles aggregate metrics of one domain into one SELECT. Here a rule's FROM clause is the domain: all rules that
read the same tables cost one scan, while each keeps its own expectation, predicate and result. Only a rule that fails
is asked for some of its rows. Importing this module imports GX, seconds of work.
Not here: which rules there are (`rules.py`), how they make a suite (`suites.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_partial
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.render import LegacyDiagnosticRendererType, LegacyRendererType, RenderedStringTemplateContent
from great_expectations.render.renderer.renderer import renderer

if TYPE_CHECKING:
    from great_expectations.execution_engine import ExecutionEngine

_COUNT = "rule.breaking_rows"
EXAMPLES = 20
"""Failing rows that a result shows; all of them are in `row_verdicts`."""


class BreakingRows(TableMetricProvider):  # type: ignore[misc] # GX ships no types
    """How many rows of `source` (a FROM clause) meet the predicate `fails_when`."""

    metric_name = _COUNT
    value_keys = ("source", "fails_when")

    @metric_partial(  # type: ignore[untyped-decorator] # GX ships no types
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(
        cls,  # noqa: N805 - the decorator makes it a class method
        execution_engine: ExecutionEngine,  # noqa: ARG002
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: object,
    ) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        count: sa.ColumnElement[int] = sa.literal_column(f"count(*) FILTER (WHERE {metric_value_kwargs['fails_when']})")
        return count, metric_domain_kwargs | {"table": _verbatim(metric_value_kwargs["source"]).name}, {}


def _verbatim(source: str) -> sa.TableClause:
    """A FROM clause for SQLAlchemy, which would quote it as one name."""
    return sa.table(sa.sql.quoted_name(source, quote=False))


class ExpectRuleToHold(BatchExpectation):  # type: ignore[misc] # GX ships no types
    """No row of `source` meets `fails_when`; `shown` is what identifies and explains a row that does."""

    source: str
    fails_when: str
    shown: str

    metric_dependencies: ClassVar[tuple[str, ...]] = (_COUNT,)
    success_keys: ClassVar[tuple[str, ...]] = ("source", "fails_when", "shown")
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,  # noqa: ARG002
        execution_engine: ExecutionEngine | None = None,
    ) -> dict[str, Any]:
        n_failed = int(metrics[_COUNT])
        result: dict[str, Any] = {"observed_value": n_failed, "unexpected_count": n_failed}
        if n_failed and execution_engine is not None:
            failing: sa.Select[Any] = (
                sa.select(sa.literal_column(self.shown))
                .select_from(_verbatim(self.source))
                .where(sa.literal_column(self.fails_when))
                .limit(EXAMPLES)
            )
            rows = execution_engine.execute_query(failing).fetchall()
            result["partial_unexpected_list"] = sorted(" | ".join(map(str, row)) for row in rows)
        return {"success": n_failed == 0, "result": result}

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)  # type: ignore[untyped-decorator] # GX ships no types
    def _prescriptive_renderer(cls, configuration: Any = None, **_: object) -> list[Any]:  # noqa: ANN401
        """The rule's name and reason, and its SQL."""
        text = {"template": "$description  $rows", "params": {
            "description": configuration.description,
            "rows": f"FROM {configuration.kwargs['source']} WHERE {configuration.kwargs['fails_when']}",
        }, "styling": {"params": {"rows": {"tag": "code"}}}}  # fmt: skip
        return [RenderedStringTemplateContent(content_block_type="string_template", string_template=text)]

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_STATEMENT)  # type: ignore[untyped-decorator]
    def _diagnostic_unexpected_statement_renderer(cls, result: Any = None, **_: object) -> list[Any]:  # noqa: ANN401
        """How many rows break the rule; GX's own words ask for a share of all rows, which a count does not have."""
        n_failed = result.result.get("unexpected_count", 0)
        if not n_failed:
            return []
        text = {"template": "$n_failed rows break the rule.", "params": {"n_failed": f"{n_failed:,}"}}
        return [RenderedStringTemplateContent(content_block_type="string_template", string_template=text)]
