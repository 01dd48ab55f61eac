"""Short acronyms that many bodies bear: kept only where the article speaks of the body's country.

"PAC" is a South African party in an article on South Africa and a committee in most others; "RSF" is an army of Sudan
in an article on Khartoum and a watchdog of the press elsewhere. Not here: finding names (`names.py`), choosing among
bearers of one name by date (`actor_seeds.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from transforms.nlp.actor_seeds import bearers
from transforms.nlp.names import Draft
from transforms.nlp.toponyms import Settled

_LONGEST_ACRONYM = 4
_WIDELY_KNOWN = frozenset({None, "GOV", "SPY", "COP", "MIL", "LEG", "JUD", "JRN"})
"""Sectors whose acronyms stand for themselves: FBI, CIA, BBC; None is that of international organisations."""


def supported(
    names: dict[int, list[Draft]], settled: dict[str, Settled], home: str | None
) -> dict[int, list[Draft]]:  # fmt: skip
    """The names of an article by sentence, without acronyms that nothing in it supports.

    Args:
        names: Drafts of names by sentence number.
        settled: The places of the article.
        home: Country of the outlet.
    """
    countries = {home} | {one.place.country for one in settled.values()}
    countries |= {draft.country for draft in _all(names) if not _is_doubtful(draft) and not _is_acronym(draft)}
    for draft in _all(names):
        _choose_bearer(draft, countries - {None})
    return {
        number: [draft for draft in drafts if not _is_doubtful(draft) or draft.country in countries]
        for number, drafts in names.items()
    }


def _all(names: dict[int, list[Draft]]) -> Iterable[Draft]:
    return (draft for drafts in names.values() for draft in drafts)


def _choose_bearer(draft: Draft, countries: set[str | None]) -> None:
    """Another bearer of an acronym, if the article speaks of its country and not of the present one's."""
    if not _is_acronym(draft) or draft.actor is None or draft.name is None or draft.country in countries:
        return
    for known in bearers(draft.name.key):
        if known.actor.country in countries:
            draft.alternatives = (f"{draft.actor.name} ({draft.country or draft.actor.actor_type})",)
            draft.actor, draft.country, draft.rule = known.actor, known.actor.country, "bearer in a country spoken of"
            return


def _is_acronym(draft: Draft) -> bool:
    if draft.kind != "actor" or draft.name is None:
        return False
    return len(draft.name.text) <= _LONGEST_ACRONYM and draft.name.text.isupper()


def _is_doubtful(draft: Draft) -> bool:
    is_known = draft.actor is None or draft.actor.sector in _WIDELY_KNOWN or draft.country is None
    return _is_acronym(draft) and not is_known
