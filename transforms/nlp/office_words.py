"""Offices as they are spoken of: the words for who holds one, and who holds it on a day.

Not here: the offices and their holders (`actor_seeds.py`), whom a phrase refers back to (`coreference.py`).
"""

from __future__ import annotations

import re
from datetime import date

from transforms.nlp.actor_seeds import KnownActor, office_holders, offices

_MAIN_NOUN = re.compile(r"[^\W_]+$")


def heads_of_role(role: str | None) -> set[str]:
    """The words a role goes by: "minister of defence" -> the whole and "minister"; "prime minister" too."""
    if not role:
        return set()
    main = role.split(" of ", 1)[0]
    last = _MAIN_NOUN.search(main)
    return {role, main, last.group() if last else main}


def words_of_office(office: str) -> set[str]:
    """The words that the holder of an office goes by."""
    known = offices().get(office)
    return heads_of_role(office) | (set(known.words) if known is not None else set())


def office_holder(role: str, country: str | None, day: date | None) -> KnownActor | None:
    """Who holds an office of a country on a day; None without a day, or where the word fits several holders."""
    if not country or day is None:
        return None
    holders = {
        known.actor.actor_id: known
        for office in offices().values() if office.is_single and (role in office.words or role == office.name)
        for known, term in office_holders().get((office.name, country), ()) if term.holds_on(day)
    }  # fmt: skip
    return next(iter(holders.values())) if len(holders) == 1 else None
