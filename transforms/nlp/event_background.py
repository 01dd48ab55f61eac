"""What is told as background, not as news: history, states of long standing, habits, stances.

Not here: background that the trigger's own clause shows (`modality.py`).
"""

from __future__ import annotations

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import part_of_speech
from transforms.nlp.event_scene import Scene
from transforms.nlp.event_times import Interval
from transforms.nlp.event_types import Trigger
from transforms.nlp.reading import Reading, TimeExpression

_DAYS_TO_HISTORY = 5 * 365
_SIMPLE_PRESENT = frozenset({"VBZ", "VBP"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "AGREE", "RETREAT", "MOBILIZE"})


def _is_history(interval: Interval, reading: Reading) -> bool:
    """Years before publication: told to explain, not as news."""
    published = reading.article.published_earliest
    return (
        published is not None and interval.latest is not None and (published - interval.latest).days > _DAYS_TO_HISTORY
    )


def _is_lasting(trigger: Trigger, scene: Scene, times: list[TimeExpression]) -> bool:
    """A state of long standing, no news: "has refused for years"."""
    if not any(auxiliary.lower_ in {"has", "have"} for auxiliary in dialect.auxiliaries_of(trigger.predicate)):
        return False
    spans = [time.span for time in times if time.timex_type == "DURATION"]
    lasting = (noun for case, noun in dialect.obliques_of(trigger.predicate) if case == "for")
    return any(span.contains(scene.sentence.at(noun)) for noun in lasting for span in spans)


def _is_habit(trigger: Trigger, scene: Scene) -> bool:
    """A simple present outside headlines tells what is usually so: "governors *meet* every month", "it *allows* X to".

    Words that are said, demanded or refused are news in any tense.
    """
    verb = trigger.predicate
    is_simple = verb.tag_ in _SIMPLE_PRESENT and not dialect.auxiliaries_of(verb)
    is_bare_threat = trigger.code.event_type == "THREATEN" and trigger.complement is None
    is_usual = is_bare_threat or trigger.code.event_type not in _SPOKEN
    return is_simple and scene.sentence.section != "headline" and is_usual


def _is_stance(trigger: Trigger) -> bool:
    """What someone is for or against is no news of itself: "is *opposed* to the sale"."""
    return part_of_speech(trigger.predicate) == "ADJ" and trigger.code.event_type in {"REJECT", "SUPPORT"}


def is_background(trigger: Trigger, scene: Scene, times: list[TimeExpression], interval: Interval) -> bool:
    """Whether an event is only told to explain the news."""
    return (
        _is_lasting(trigger, scene, times)
        or _is_habit(trigger, scene)
        or _is_stance(trigger)
        or _is_history(interval, scene.reading)
    )
