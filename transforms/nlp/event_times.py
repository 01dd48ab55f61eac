"""When an event took place: from the time expressions that belong to it, never from when it was told.

An expression belongs to the clause or noun it hangs on. One that hangs on a speech verb dates the statement. Without
an expression of its own a past event is open on the left and ends with the statement or publication; a future one is
open on the right: publication day is a bound, never silently the date.

Not here: what an expression means (`transforms/nlp/dates.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_scene import Scene
from transforms.nlp.event_types import Trigger
from transforms.nlp.modality import Reality
from transforms.nlp.reading import Attribution, TimeExpression

_DATED = frozenset({"DATE", "TIME"})
_UNREAL = frozenset({"planned", "possible", "hypothetical", "irrealis"})
_PROGRESSIVE = "VBG"
_DURING = frozenset({"during", "at", "in"})
_VAGUE = frozenset({"PAST_REF", "PRESENT_REF"})
"""TIMEX3 values of "not yet", "once", "currently": no date of what has not happened."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Days within which an event lies; None is open. `precision` and `rule` as in table `events`."""

    earliest: date | None
    latest: date | None
    precision: str
    rule: str


def find_interval(
    trigger: Trigger, scene: Scene, times: list[TimeExpression], reality: Reality, attribution: Attribution | None,
    others: list[Trigger],
) -> Interval:  # fmt: skip
    """The interval of one trigger.

    Args:
        trigger: The event's trigger.
        scene: Its sentence.
        times: The time expressions of that sentence.
        reality: Its modality.
        attribution: The innermost attribution it stands under.
        others: All triggers of the sentence: an expression below another event's noun dates that event.
    """
    article = scene.reading.article
    told = article.published_latest
    if attribution is not None and attribution.said_latest is not None:
        told = min(attribution.said_latest, told) if told is not None else attribution.said_latest
    during = _occasions_of(trigger, others)
    bound = next((time for time in times if during and _is_shared(scene, time, during)), None)
    if bound is not None and bound.latest is not None:
        return Interval(None, bound.latest, "before", f"bound of another event: {bound.rule}")
    barriers = _barriers(trigger, others)
    own = [(time, rank) for time in times if (rank := _rank(trigger, scene, time, barriers)) is not None]
    if reality.modality in _UNREAL:
        own = [(time, rank) for time, rank in own if time.timex_value not in _VAGUE]
    if own:
        time, _ = min(own, key=lambda pair: (pair[1], pair[0].earliest is None or pair[0].latest is None))
        if time.precision == "now" and reality.modality not in _UNREAL:
            # Begun, and not over when it was told.
            return Interval(None, article.published_latest or told, "ongoing", f"expression: {time.rule}")
        return _from_expression(time, reality, told)
    if reality.is_future:
        return Interval(article.published_earliest or told, None, "future", "tense: future")
    if reality.modality in _UNREAL:
        return Interval(None, None, "unknown", "not real: no date")
    if told is None:
        return Interval(None, None, "past", "tense: past, publication unknown")
    if trigger.predicate.tag_ == _PROGRESSIVE or trigger.predicate.tag_ in {"VBZ", "VBP"}:
        return Interval(None, told, "ongoing", "tense: present, to the statement")
    return Interval(None, told, "past", "tense: past, to the statement")


def _occasions_of(trigger: Trigger, others: list[Trigger]) -> list[Trigger]:
    """The nominal events during which a verb's event took place."""
    if trigger.is_nominal or trigger.predicate.dep_ != "ccomp":
        return []
    return [
        other
        for other in others
        if other.is_nominal
        and other.core.head.i == trigger.predicate.i
        and other.core.dep_.startswith("obl")
        and trigger.predicate.i < other.core.i
        and dialect.case_of(other.core) in _DURING
    ]


def _is_shared(scene: Scene, time: TimeExpression, during: list[Trigger]) -> bool:
    """Whether it dates another event: "gave … during a *meeting on Monday*" was by then at the latest."""
    head = _head_token(scene, time) if time.timex_type in _DATED else None
    return head is not None and any(other.core.i < head.i for other in during)


def _from_expression(time: TimeExpression, reality: Reality, told: date | None) -> Interval:
    earliest, latest = time.days
    is_real = reality.modality not in _UNREAL and not reality.is_future
    if is_real and told is not None and (latest is None or latest > told):
        # What has happened has happened by the time it is told.
        latest = told if earliest is None or earliest <= told else latest
    # One end of a range is a day or a month; the event lies within the range.
    precision = time.precision if time.days == (time.earliest, time.latest) else "days"
    return Interval(earliest, latest, precision, f"expression: {time.rule}")


@dataclass(frozen=True, slots=True)
class _Barriers:
    """Tokens of a trigger, and those of other triggers, below which an expression belongs to them."""

    own: frozenset[int]
    nouns: frozenset[int]
    predicates: frozenset[int]


def _barriers(trigger: Trigger, others: list[Trigger]) -> _Barriers:
    own = frozenset({trigger.core.i, trigger.predicate.i, *(word.i for word in trigger.words)})
    return _Barriers(
        own,
        frozenset(other.core.i for other in others if other.is_nominal) - own,
        frozenset(other.predicate.i for other in others if not other.is_nominal) - own,
    )


def _rank(trigger: Trigger, scene: Scene, time: TimeExpression, barriers: _Barriers) -> int | None:
    """How closely an expression belongs to a trigger, 0 closest; None if it does not."""
    if time.timex_type not in _DATED or (time.earliest is None and time.latest is None):
        return None
    head = _head_token(scene, time)
    if head is None:
        return None
    current, steps = head, 0
    while True:
        if current.i in barriers.own:
            return steps
        if current.i in barriers.nouns or (current.i in barriers.predicates and not trigger.is_nominal):
            break
        if dialect.is_clause_head(current) or current.head.i == current.i:
            break
        current, steps = current.head, steps + 1
    return _from_above(trigger, current, steps)


def _from_above(trigger: Trigger, clause: Token, steps: int) -> int | None:
    """An expression of the clause around a nominal event, or of a verb that the event's verb is an open part of."""
    current = trigger.predicate
    for climbed in range(1, 5):
        if current.head.i == current.i:
            return None
        is_part = current.dep_ in {"xcomp", "advcl", "conj", "aux"} or not dialect.is_clause_head(current)
        if not is_part:
            return None
        current = current.head
        if current.i == clause.i:
            return 10 + climbed + steps
    return None


def _head_token(scene: Scene, time: TimeExpression) -> Token | None:
    """The token of the expression whose head lies outside it; looked up once per sentence."""
    if time.span not in scene.heads:
        sentence = scene.sentence
        inside = [token for token in sentence.tokens if time.span.start <= sentence.offset + token.idx < time.span.end]
        indices = {token.i for token in inside}
        scene.heads[time.span] = next(
            (token for token in inside if token.head.i not in indices or token.head.i == token.i), None
        )
    return scene.heads[time.span]
