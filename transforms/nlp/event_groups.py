"""Which event mentions of one article are one happening.

Two mentions are one if their types agree, both are real or both equally unreal, who takes part agrees by country, and
neither place nor date forbids it ("visited", "met" and "the meeting" of one day). Distinct until shown to be the same:
a mention without participants joins no other.

Not here: events across articles (`transforms/link_events.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from transforms.nlp.reading import EventMention, Reading

_REAL = frozenset({"asserted", "reported", "presupposed"})
_LOOSE = frozenset({"CONSULT"})
"""Types whose mentions need not share a word: a visit is a meeting is a talk."""
_STEM = 6
_SHORTEST = 4
_FAR_DATE = date.max
_FIRST_DATE = date.min


@dataclass(slots=True)
class _Group:
    number: int
    mentions: list[EventMention]
    known: EventMention
    """What the mentions say together: all participants and places, the narrowest interval."""

    def add(self, mention: EventMention) -> None:
        self.mentions.append(mention)
        narrowest = min((self.known, mention), key=_date_rank)
        self.known = replace(
            self.known,
            participants=tuple(dict.fromkeys([*self.known.participants, *mention.participants])),
            places=tuple(dict.fromkeys([*self.known.places, *mention.places])),
            earliest=narrowest.earliest,
            latest=narrowest.latest,
            precision=narrowest.precision,
            rule=narrowest.rule,
        )


def group_events(reading: Reading, mentions: list[EventMention]) -> list[EventMention]:
    """The mentions with `group` set: number of the group in order of its first mention; dates flow within a group."""
    groups: list[_Group] = []
    of: list[int] = []
    for mention in mentions:
        group = next((group for group in groups if _is_same(reading, group, mention)), None)
        if group is None:
            group = _Group(len(groups), [mention], mention)
            groups.append(group)
        else:
            group.add(mention)
        of.append(group.number)
    return [
        replace(
            mention,
            group=number,
            earliest=groups[number].known.earliest,
            latest=groups[number].known.latest,
            precision=groups[number].known.precision,
            rule=groups[number].known.rule,
        )
        for mention, number in zip(mentions, of, strict=True)
    ]


def _is_same(reading: Reading, group: _Group, mention: EventMention) -> bool:
    known = group.known
    if known.event_type != mention.event_type or known.is_background != mention.is_background:
        return False
    if not _equally_real(known, mention) or any(_overlap_in_text(other, mention) for other in group.mentions):
        return False
    if mention.event_type not in _LOOSE:
        stems = {stem for other in group.mentions for stem in _stems(reading, other)}
        if not stems & _stems(reading, mention):
            return False
    return _same_participants(known, mention) and _same_places(known, mention) and _overlap(known, mention)


def _overlap_in_text(one: EventMention, two: EventMention) -> bool:
    return one.sentence_no == two.sentence_no and one.trigger.overlaps(two.trigger)


def _stems(reading: Reading, mention: EventMention) -> set[str]:
    """Beginnings of a trigger's words: deployed and deployment share one, deployment and transport none."""
    words = reading.text(mention.trigger).lower().split()
    return {word[:_STEM] for word in words if len(word) >= _SHORTEST}


def _equally_real(one: EventMention, two: EventMention) -> bool:
    if one.modality in _REAL and two.modality in _REAL:
        return True
    return one.modality == two.modality


def _same_participants(one: EventMention, two: EventMention) -> bool:
    if one.event_type in _LOOSE:
        return _same_party(one, two)
    doers, receivers = _who(one, "actor"), _who(one, "recipient")
    other_doers, other_receivers = _who(two, "actor"), _who(two, "recipient")
    if not doers or doers != other_doers:
        return False
    return receivers == other_receivers or not (receivers and other_receivers)


def _same_party(one: EventMention, two: EventMention) -> bool:
    """One meeting: the same countries, or some of them on one day or in one sentence, and no other person of theirs."""
    first, second = _who(one), _who(two)
    if not first or not second:
        return False
    persons, others = _persons(one), _persons(two)
    for country in persons.keys() & others.keys():
        if not persons[country] & others[country]:
            return False
    if first == second:
        return True
    is_one_day = one.earliest is not None and one.earliest == one.latest == two.earliest == two.latest
    # "On Monday he visited Minsk, where he met ...": the second clause has no day of its own.
    is_one_occasion = is_one_day or one.sentence_no == two.sentence_no
    return is_one_occasion and (first <= second or second <= first) and bool(persons.keys() & others.keys())


def _persons(mention: EventMention) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = {}
    for participant in mention.participants:
        if participant.actor.actor_type in {"person", "role"}:
            found.setdefault(participant.actor.country, set()).add(participant.actor.actor_id)
    return found


def _who(mention: EventMention, role: str | None = None) -> set[str]:
    return {
        participant.actor.country or participant.actor.actor_id
        for participant in mention.participants
        if role in (None, participant.role)
    }


def _same_places(one: EventMention, two: EventMention) -> bool:
    first, second = _spots(one), _spots(two)
    return not first or not second or bool(first & second)


def _spots(mention: EventMention) -> set[str]:
    return {place.place_id for _, place in mention.places if place.feature_class != "country"}


def _overlap(one: EventMention, two: EventMention) -> bool:
    return (one.earliest or _FIRST_DATE) <= (two.latest or _FAR_DATE) and (two.earliest or _FIRST_DATE) <= (
        one.latest or _FAR_DATE
    )


def _date_rank(mention: EventMention) -> tuple[bool, int]:
    """Closed intervals first, shorter ones before longer ones."""
    if mention.earliest is None or mention.latest is None:
        return True, 0
    return False, (mention.latest - mention.earliest).days
